"""A narrow window over the browser: the answers in the order of the official e-form, each with *Chép*."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desktop.services.copying_across import CopySheet
from desktop.services.handing_over import HandingOver
from desktop.ui.copy_across.clipboard import LentClipboard
from desktop.ui.copy_across.line import LineFrame, NoteFrame, label_words
from desktop.ui.copy_across.papers import PapersPart
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import AsHighAsItsWords
from desktop.ui.widgets.basic import WordsButton, button, column, picture, text
from desktop.ui.widgets.notice import announce
from desktop.ui.words import lang, tr
from forms.eform import CopyLine, CopySection

WIDTH, HEIGHT = 380, 760
PORTAL = "dichvucong.gov.vn"
ON_TOP = Qt.WindowType.Tool | Qt.WindowType.WindowStaysOnTopHint


@dataclass(frozen=True, slots=True)
class Doors:
    """Where the window leads: the portal's page in the browser, *Bạn đã nộp chưa?*, and what the first copy starts."""

    open_page: Callable[[str], object]
    answer: Callable[[], None]
    began: Callable[[], None]


class CopyWindow(QWidget):
    """Lines `copy_<n>`; `copyNext` is the one next step; `openPortal`, `savePapers`, `answerFiled` beside it.

    Arrows go up and down, Enter copies and goes on, Escape closes. *copied* are the keys of the lines that were copied
    before, and is kept up to date.
    """

    def __init__(
        self, around: Surroundings, handing_over: HandingOver, sheet: CopySheet, copied: set[str],
        clipboard: LentClipboard, doors: Doors,
    ) -> None:  # fmt: skip
        super().__init__(None, ON_TOP)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("copyAcrossWindow")
        self.setWindowTitle(tr("copy.title"))
        self.setAccessibleName(tr("copy.title"))
        self._around = around
        self._sheet = sheet
        self._copied = copied
        self._clipboard = clipboard
        self._doors = doors
        self._frames: list[LineFrame] = []
        self._here = 0
        self._progress = text("", "label", name="copyProgress")
        self._paste = text(tr("copy.begin"), "help", name="pasteHere")
        self._next = button(tr("copy.next"), "copyNext", self._copy_next, role="primary", icon="copy",
                            icons=around.icons)  # fmt: skip
        self._lay_out(handing_over)
        self._listen()
        self._fit()
        self._go_on(0)
        self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._reveal)  # the lines have their places then

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._reveal)  # in a lower window the framed line would be out of sight

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._clipboard.take_back()

    def _lay_out(self, handing_over: HandingOver) -> None:
        inside = AsHighAsItsWords()
        lines = QVBoxLayout(inside)
        lines.setContentsMargins(16, 6, 4, 10)  # the scroll bar stands at the right
        lines.setSpacing(4)
        for widget in (*self._explained(), *(one for part in self._sheet.sections for one in self._section(part))):
            lines.addWidget(widget)
        lines.addWidget(PapersPart(self._around, handing_over, self._sheet))
        lines.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._head())
        whole.addWidget(self._scroll, 1)
        whole.addLayout(self._foot())

    def _head(self) -> QVBoxLayout:
        name = text(self._sheet.pack.text("procedure.name", lang()), "section", name="copyProcedure")
        head = column(name, self._progress, gap=2)
        head.setContentsMargins(16, 12, 16, 8)
        return head

    def _explained(self) -> list[QWidget]:
        """What happens here and where one goes; it scrolls away with the first lines."""
        page = self._sheet.page
        words = tr("copy.open_page") if page else tr("copy.open_portal", portal=PORTAL)
        look = picture(self._around.icons, "external-link", "accent", 20)
        go = WordsButton("openPortal", "link", column(text(words, tone="accent")), picture=look, room=(8, 6))
        go.setAccessibleName(words)
        go.clicked.connect(lambda: self._doors.open_page(page or f"https://{PORTAL}"))
        return [text(tr("copy.help"), "second"), go]

    def _foot(self) -> QVBoxLayout:
        answer = button(tr("by_hand.asked"), "answerFiled", self._answer, role="link")
        self._next.setSizePolicy(answer.sizePolicy().Policy.Expanding, answer.sizePolicy().Policy.Fixed)
        foot = column(self._paste, self._next, answer, gap=6)
        foot.setContentsMargins(16, 10, 16, 12)
        return foot

    def _section(self, section: CopySection) -> list[QWidget]:
        """Its title, then its lines under the names of their groups."""
        made: list[QWidget] = [text(section.title, "section")]
        group = ""
        for line in section.lines:
            if line.group and line.group != group:
                made.append(text(line.group, "label"))
            group = line.group
            made.append(NoteFrame(self._around, line) if line.is_note else self._line(len(self._frames), line))
        return made

    def _line(self, number: int, line: CopyLine) -> LineFrame:
        frame = LineFrame(self._around, number, line, lambda: self._copy(number))
        frame.tick(is_copied=frame.line.key in self._copied)
        self._frames.append(frame)
        return frame

    def _listen(self) -> None:
        keys: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Down: lambda: self._step(1),
            Qt.Key.Key_Up: lambda: self._step(-1),
            Qt.Key.Key_Return: self._copy_next,
            Qt.Key.Key_Enter: self._copy_next,
            Qt.Key.Key_Escape: self._leave,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def _fit(self) -> None:
        """As narrow as it can be, at the right of the screen, so that the browser can be seen beside it."""
        room = QGuiApplication.primaryScreen().availableGeometry()
        width = min(self._around.look.px(WIDTH), room.width())
        self.setMinimumWidth(min(width, WIDTH))
        self.resize(width, min(self._around.look.px(HEIGHT), room.height() - 60))
        self.move(room.right() - width - 12, room.top() + 30)

    def _step(self, by: int) -> None:
        if self._frames:
            self._point(max(0, min(self._here + by, len(self._frames) - 1)))
            self._frames[self._here].copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _copy_next(self) -> None:
        if self._next.isEnabled():
            self._copy(self._here)

    def _copy(self, number: int) -> None:
        """Exactly the value of this line; then the next that was not copied yet is framed."""
        frame = self._frames[number]
        self._clipboard.lend(frame.line.value)
        if not self._copied:
            self._doors.began()
        self._copied.add(frame.line.key)
        frame.tick(is_copied=True)
        had_focus = frame.copy.hasFocus()
        said = tr("copy.paste_here", name=label_words(frame.line))
        self._go_on(number + 1)
        self._paste.setText(said if self._next.isEnabled() else f"{said} {tr('copy.all_done')}")
        announce(self, f"{tr('copy.copied')}: {said}")
        if had_focus and self._next.isEnabled():
            self._frames[self._here].copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go_on(self, start: int) -> None:
        """To the first line from *start* on that was not copied, else to the first of all."""
        number = len(self._frames)
        order = [*range(min(start, number), number), *range(min(start, number))]
        left = [place for place in order if self._frames[place].line.key not in self._copied]
        done = number - len(left)
        self._progress.setText(tr("copy.progress", n=done, of=number))
        self._next.setEnabled(bool(left))
        self._point(left[0] if left else -1)
        if number and not left:
            self._paste.setText(tr("copy.all_done"))

    def _point(self, number: int) -> None:
        for place, frame in enumerate(self._frames):
            frame.point(is_next=place == number)
        self._here = max(number, 0)
        if number >= 0:
            self._reveal()

    def _reveal(self) -> None:
        if self._here < len(self._frames):
            self._scroll.ensureWidgetVisible(self._frames[self._here], 0, 60)

    def _answer(self) -> None:
        self._doors.answer()
        self._leave()

    def _leave(self) -> None:
        self.close()
