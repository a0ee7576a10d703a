"""What the resident reads on their own screen: only what is to be sent, in large text, and two answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.icons import Icons
from desktop.ui.pages.answer_lines import AnswerLine
from desktop.ui.theme import Look
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import WordsButton, button, card, column, picture, row, text
from desktop.ui.widgets.notice import announce, notice
from desktop.ui.words import tr

PICTURE = 150
"""Width of a paper's first page, in pixels at 100 %."""
MOST_WIDTH = 900


@dataclass(frozen=True, slots=True)
class ShownPaper:
    """A paper by its slot's name, with its first page where that can be drawn."""

    name: str
    page: QImage | None


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that is shown; `sections` are (step, title, answers), `agreed` says when, "" while nobody did."""

    title: str
    facts: Sequence[tuple[str, str]]
    sections: Sequence[tuple[str, str, Sequence[AnswerLine]]]
    papers: Sequence[ShownPaper]
    can_send: bool
    is_practice: bool
    agreed: str = ""
    changed: str = ""


class ResidentView(QWidget):
    """Buttons `residentAgrees`, `residentDiffers`; then lines `wrong<pointer>`, `wrongPapers`, `nothingWrong`."""

    def __init__(
        self, shown: Shown, look: Look, icons: Icons, agree: Callable[[], None], wrong: Callable[[str, str], None]
    ) -> None:
        super().__init__()
        self._shown = shown
        self._look = look
        self._icons = icons
        self._agree = agree
        self._wrong = wrong
        self.setObjectName("residentView")
        self.setStyleSheet(_large(look))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(28, 24, 28, 24)
        self._layout.setSpacing(16)
        self._fill(choosing=False)

    def _fill(self, *, choosing: bool) -> None:
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        area = QScrollArea()
        area.setObjectName("residentScroll")
        area.setAccessibleName(tr("second.read"))
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        inside = _AsHighAsWide()
        inside.setMaximumWidth(self._look.px(MOST_WIDTH))
        inside.setLayout(column(*self._parts(choosing=choosing), gap=16))
        area.setWidget(inside)
        area.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(area, 1)
        self._layout.addWidget(self._answers(choosing=choosing))

    def _parts(self, *, choosing: bool) -> list[QWidget]:
        shown = self._shown
        lead = tr("second.which" if choosing else "second.read")
        parts: list[QWidget] = [text(shown.title, "title", name="residentTitle"), text(lead, name="residentLead")]
        if shown.is_practice:
            parts.insert(0, notice(self._icons, "practice", tr("practice.band"), name="residentPractice"))
        if shown.changed:
            parts.append(notice(self._icons, "warn", shown.changed, name="residentChanged"))
        parts.append(card(*[_pair(label, words) for label, words in shown.facts], gap=10))
        for step, title, lines in shown.sections:
            rows = [line for one in lines for line in (one.rows or (one,))]
            faces = [self._line(step, line, choosing=choosing) for line in rows]
            parts.append(card(text(title, "section"), *faces, gap=8))
        if shown.papers:
            parts.append(self._papers(choosing=choosing))
        return parts

    def _line(self, step: str, line: AnswerLine, *, choosing: bool) -> QWidget:
        if not choosing:
            return _pair(line.label, line.words)
        words = column(text(line.label, "help"), text(line.words), gap=2)
        face = WordsButton(f"wrong{line.at}", "card", words, room=(14, 10))
        face.setAccessibleName(tr("second.wrong_line", label=line.label, words=line.words))
        face.clicked.connect(partial(self._tapped, f"form/{step}#{line.at}", line.label))
        return face

    def _papers(self, *, choosing: bool) -> QWidget:
        faces = [row(*self._paper(paper), None, gap=16) for paper in self._shown.papers]
        inside: list[QWidget] = []
        for face in faces:
            holder = QWidget()
            holder.setLayout(face)
            inside.append(holder)
        if choosing:
            push = button(tr("second.wrong_paper"), "wrongPapers", lambda: self._wrong("papers/", tr("papers.step")))
            inside.append(flow(push))
        return card(text(tr("papers.step"), "section"), *inside, gap=12)

    def _paper(self, paper: ShownPaper) -> tuple[QWidget, QWidget]:
        name = text(paper.name)
        if paper.page is None:
            return picture(self._icons, "file-text", "muted", 40), name
        label = QLabel()
        scaled = paper.page.scaledToWidth(self._look.px(PICTURE), Qt.TransformationMode.SmoothTransformation)
        label.setPixmap(QPixmap.fromImage(scaled))
        label.setAccessibleName(tr("second.page_of", name=paper.name))
        label.setObjectName("residentPaper")
        return label, name

    def _answers(self, *, choosing: bool) -> QWidget:
        if choosing:
            return flow(button(tr("second.nothing_wrong"), "nothingWrong", lambda: self._fill(choosing=False)))
        differs = button(tr("second.differs"), "residentDiffers", self._choose)
        if self._shown.agreed:
            said = notice(self._icons, "ok", self._shown.agreed, tr("second.thanks"), name="residentAgreed")
            holder = QWidget()
            holder.setLayout(column(said, flow(differs), gap=10))
            return holder
        if not self._shown.can_send:
            return text(tr("second.unfinished"), name="residentUnfinished")
        return flow(button(tr("second.agree"), "residentAgrees", self._agree, role="primary"), differs)

    def _choose(self) -> None:
        self._fill(choosing=True)
        announce(self, tr("second.which"))

    def _tapped(self, place: str, label: str, _on: bool = False) -> None:  # noqa: FBT002 the slot's boolean
        self._wrong(place, label)


class _AsHighAsWide(QWidget):
    """As high as its words want at its width; what they would want where it is narrowest leaves holes between them."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


def _pair(label: str, words: str) -> QWidget:
    holder = QWidget()
    holder.setLayout(column(text(label, "help"), text(words), gap=1))
    return holder


def _large(look: Look) -> str:
    """For who stands on the other side of the desk."""
    px = look.px
    return (
        f"QLabel {{ font-size: {px(22)}px; }}"
        f'QLabel[role="title"] {{ font-size: {px(32)}px; }}'
        f'QLabel[role="section"] {{ font-size: {px(26)}px; }}'
        f'QLabel[role="help"], QLabel[role="second"] {{ font-size: {px(18)}px; }}'
        f"QPushButton {{ font-size: {px(22)}px; min-height: {px(44)}px; }}"
        'QPushButton[role="card"] { padding: 0; }'
    )
