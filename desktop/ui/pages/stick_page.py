"""A kiosk's only way to files: the sticks that are plugged in, and the papers on them."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QLabel, QWidget
from shiboken6 import isValid

from desktop.domain.errors import Refusal
from desktop.ui.pages.kiosk_page import KioskPage
from desktop.ui.pages.page import Page
from desktop.ui.printing import OpenPrinter, default_printer, print_pages
from desktop.ui.sticks import StickPaper, Sticks
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import CardGrid, flow, stack
from desktop.ui.widgets.basic import CardButton, button, picture, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import breakable, day, size, tr

LOOK_AGAIN_MS = 2000
PICTURE = 72
MOST_PICTURES = 24
_JPEG, _PNG = (b"jpeg", b"\xff\xd8\xff"), (b"png", b"\x89PNG\r\n\x1a\n")
_DRAWN = {".jpg": _JPEG, ".jpeg": _JPEG, ".png": _PNG}
"""What a photograph is called and how it begins."""

Found = tuple[tuple[Path, ...], Sequence[StickPaper]]


class StickPage(KioskPage):
    """Cards `stickFile_<n>` to take, or buttons `stick_<n>` to save as *name*; button `cancelStick`, notice `noStick`.

    *taken* gets the path, already looked at by the sticks. With *print_it* there is a button `printPaper` too.
    """

    def __init__(
        self,
        around: Surroundings,
        sticks: Sticks,
        words: tuple[str, str],
        taken: Callable[[str], None],
        give_up: Callable[[], None],
        print_it: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(around, words[0])
        self._sticks = sticks
        self._name = words[1]
        self._taken = taken
        self._seen: tuple[Path, ...] | None = None
        self._pictures: list[tuple[StickPaper, QLabel]] = []
        self.headline(words[0], tr("stick.save_lead", name=words[1]) if words[1] else tr("stick.lead"))
        self._place = stack()
        others = [button(tr("word.back"), "cancelStick", give_up)]
        if print_it is not None:
            words_on_it = tr("stick.print")
            others.insert(0, button(words_on_it, "printPaper", print_it, icon="printer", icons=around.icons))
        self.add(self._place, flow(*others), text(tr("stick.eject"), "help"))
        self.body.addStretch(1)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_AGAIN_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    def look(self) -> None:
        """Which sticks are there now."""
        self.ask(self.around.store, self._read, self._show)

    def _read(self) -> Found:
        roots = self._sticks.roots()
        if self._name or roots == self._seen:
            return roots, ()
        return roots, [paper for root in roots for paper in self._sticks.files(root)]

    def _show(self, found: Found) -> None:
        roots, papers = found
        if roots == self._seen:
            return
        self._seen = roots
        layout = self._place.layout()
        while layout is not None and (item := layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if layout is not None:
            layout.addWidget(self._content(roots, papers))

    def _content(self, roots: tuple[Path, ...], papers: Sequence[StickPaper]) -> QWidget:
        icons = self.around.icons
        if not roots:
            return notice(icons, "plain", tr("stick.none"), tr("stick.none_help"), name="noStick")
        if self._name:
            return flow(*[self._stick_button(number, root) for number, root in enumerate(roots)])
        if not papers:
            return notice(icons, "plain", tr("stick.empty"), tr("stick.empty_help"), name="emptyStick")
        self._pictures = []
        cards: list[QWidget] = [self._card(number, paper) for number, paper in enumerate(papers)]
        self._draw_next()
        return CardGrid(cards, least=self.around.look.px(300), most=2)

    def _stick_button(self, number: int, root: Path) -> QWidget:
        words = tr("stick.save_on", name=root.name or str(root))
        push = button(words, f"stick_{number}", lambda: self._save_on(root), icon="usb", icons=self.around.icons)
        push.setProperty("root", str(root))
        return push

    def _save_on(self, root: Path) -> None:
        self.unsay()
        self.ask(self.around.store, lambda: self._allowed(root / self._free_name(root)), self._taken)

    def _free_name(self, root: Path) -> str:
        """Nothing on a stick is overwritten; Refusal `file.not-written` for one that was pulled out or is damaged."""
        wanted = Path(self._name)
        number, name = 1, self._name
        try:
            while (root / name).exists():
                number += 1
                name = f"{wanted.stem}-{number}{wanted.suffix}"
        except OSError as error:
            raise Refusal("file.not-written", file=str(root)) from error
        return name

    def _card(self, number: int, paper: StickPaper) -> CardButton:
        changed = day(datetime.fromtimestamp(paper.changed, UTC))
        second = " · ".join(part for part in (paper.folder, size(paper.size), changed) if part)
        drawn = picture(self.around.icons, "file-text", "muted", PICTURE)
        drawn.setAlignment(Qt.AlignmentFlag.AlignCenter)
        if paper.path.suffix.lower() in _DRAWN and len(self._pictures) < MOST_PICTURES:
            self._pictures.append((paper, drawn))
        face = CardButton(f"stickFile_{number}", breakable(paper.path.name), second, picture=drawn)
        face.setAccessibleName(paper.path.name)
        face.clicked.connect(lambda: self._take(paper.path))
        return face

    def _take(self, path: Path) -> None:
        self.unsay()
        self.ask(self.around.store, lambda: self._allowed(path), self._taken)

    def _allowed(self, path: Path) -> str:
        self._sticks.refuse_elsewhere(path)
        return str(path)

    def _draw_next(self) -> None:
        """One picture after the other, so that the disk has time for what is pressed meanwhile."""
        if not self._pictures:
            return
        paper, label = self._pictures.pop(0)
        side = self.around.look.px(PICTURE)
        self.ask(
            self.around.store,
            lambda: _thumbnail(paper.path, side),
            lambda image: self._drawn(label, image),
            lambda _error: self._draw_next(),  # pulled out meanwhile
        )

    def _drawn(self, label: QLabel, image: QImage) -> None:
        if isValid(label) and not image.isNull():
            label.setPixmap(QPixmap.fromImage(image))
        self._draw_next()


def _thumbnail(path: Path, side: int) -> QImage:
    """A photograph made small while it is read; nothing for what is none."""
    kind, begins = _DRAWN[path.suffix.lower()]
    with path.open("rb") as file:
        if file.read(len(begins)) != begins:
            return QImage()
    reader = QImageReader(str(path), kind)
    reader.setAutoTransform(True)
    whole = reader.size()
    if not whole.isValid():
        return QImage()
    reader.setScaledSize(whole.scaled(QSize(side, side), Qt.AspectRatioMode.KeepAspectRatio))
    return reader.read()


class StickPages:
    """Implements StickWays: lays the page over the one that asks, and takes it away again."""

    def __init__(
        self,
        sticks: Sticks,
        cover: Callable[[QWidget], None],
        uncover: Callable[[QWidget], None],
        printer: OpenPrinter = default_printer,
    ) -> None:
        self._sticks = sticks
        self._printer = printer
        self._cover = cover
        self._uncover = uncover

    def choose(self, page: QWidget, title: str, then: Callable[[str], None]) -> None:
        self._open(page, (title, ""), then, None)

    def save(
        self, page: QWidget, name: str, then: Callable[[str], None], make: Callable[[], bytes] | None = None
    ) -> None:
        self._open(page, (tr("save.title"), name), then, make)

    def _print(self, page: Page, make: Callable[[], bytes]) -> None:
        """Made off the main thread, drawn on it: a printer is Qt's."""
        page.say("plain", tr("stick.printing"))
        page.ask(page.around.store, make, lambda pdf: self._draw(page, pdf))

    def _draw(self, page: Page, pdf: bytes) -> None:
        try:
            print_pages(pdf, self._printer())
        except Refusal as refusal:
            page.show_refusal(refusal)
        else:
            page.say("ok", tr("stick.printed"), tr("stick.printed_help"))

    def _open(
        self,
        page: QWidget,
        words: tuple[str, str],
        then: Callable[[str], None],
        make: Callable[[], bytes] | None,
    ) -> None:
        if not isinstance(page, Page):
            raise TypeError(page)
        opened: list[StickPage] = []

        def close() -> None:
            self._uncover(opened[0])

        def taken(path: str) -> None:
            close()
            if isValid(page):
                then(path)

        def print_it() -> None:
            close()
            if isValid(page) and make is not None:
                self._print(page, make)

        can_print = make is not None and self._printer() is not None
        opened.append(StickPage(page.around, self._sticks, words, taken, close, print_it if can_print else None))
        self._cover(opened[0])
        opened[0].setFocus(Qt.FocusReason.OtherFocusReason)
