"""*Chưa biết chọn thủ tục nào?*: a few plain questions, one a page, that end at a procedure and say why."""

from PySide6.QtWidgets import QWidget

from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.pages.titles import plain_name
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import CardButton, button, card, column, picture, text
from desktop.ui.widgets.clauses import Clauses
from desktop.ui.words import lang, tr
from forms.errors import UnknownProcedure
from forms.guide import Guide, Leaf, Path, Question, UnknownPath, guide, guides
from forms.law import clauses
from forms.pack import ProcedurePack


class GuidePage(Page):
    """Cards `guide_<id>` and `answer_<number>`; buttons `openSheet`, `guideBack`, `guideAgain`.

    *name* is a guide ("" for all of them), *step* the numbers of the answers so far, `0.2.1`.
    """

    def __init__(self, around: Surroundings, desk: Desk, name: str, step: str) -> None:
        super().__init__(around, "page", (tr("home.crumb"), tr("guide.crumb")))
        self._desk = desk
        self._guide, self._path = _known(name, step)
        if self._guide is None:
            self._topics()
        else:
            self.recrumb(tr("home.crumb"), tr("guide.crumb"), self._guide.title[lang()])
            here = self._guide.at(self._path)
            if isinstance(here, Leaf):
                self._end(self._guide, here)
            else:
                self._question(here)
        self.add(self._ways_back())
        self.body.addStretch(1)

    def _topics(self) -> None:
        self.headline(tr("guide.title"), tr("guide.lead"))
        for one in guides():
            icon = picture(self.around.icons, "circle-help", "accent", 26)
            face = CardButton(f"guide_{one.id}", one.title[lang()], one.about[lang()], picture=icon)
            face.clicked.connect(lambda _on=False, name=one.id: self._go(name, ()))
            self.add(face)

    def _question(self, question: Question) -> None:
        self.add(text(tr("guide.question", n=len(self._path) + 1), "second"))
        self.headline(question.ask[lang()], question.help.get(lang(), ""))
        for number, answer in enumerate(question.answers):
            face = CardButton(f"answer_{number}", answer.words[lang()])
            face.clicked.connect(lambda _on=False, number=number: self._answer(number))
            self.add(face)

    def _end(self, topic: Guide, leaf: Leaf) -> None:
        pack = self._pack(leaf)
        title = plain_name(pack) if pack is not None else leaf.title.get(lang(), tr("guide.not_here"))
        self.add(text(tr("guide.found" if pack is not None else "guide.found_nothing"), "second"))
        self.headline(title, pack.text("procedure.name", lang()) if pack is not None else "")
        reason = [text(tr("guide.why"), "label"), text(leaf.why[lang()], name="guideWhy")]
        self.add(card(*reason, Clauses(self.around.icons, clauses(leaf.law)), gap=6))
        if pack is not None:
            code = pack.code
            push = button(
                tr("guide.open"), "openSheet", lambda: self.around.navigator.go("sheet", code), role="primary"
            )
            self.add(flow(push))
        said = [
            column(text(question.ask[lang()], "help"), text(answer.words[lang()]), gap=0)
            for question, answer in topic.answered(self._path)
        ]
        self.add(card(text(tr("guide.your_answers"), "label"), *said, gap=10))

    def _pack(self, leaf: Leaf) -> ProcedurePack | None:
        try:
            return None if leaf.procedure is None else self._desk.catalogue.get(leaf.procedure)
        except UnknownProcedure:
            return None

    def _ways_back(self) -> QWidget:
        back = button(tr("word.back"), "guideBack", self._back)
        if self._guide is None or not self._path:
            return flow(back)
        return flow(back, button(tr("guide.again"), "guideAgain", lambda: self._go("", ()), role="link"))

    def _answer(self, number: int) -> None:
        if self._guide is not None:
            self._go(self._guide.id, (*self._path, number))

    def _back(self) -> None:
        if self._guide is None:
            self.around.navigator.go("home")
        elif self._path:
            self._go(self._guide.id, self._path[:-1])
        else:
            self._go("", ())

    def _go(self, name: str, path: Path) -> None:
        self.around.navigator.go("guide", name, ".".join(map(str, path)))


def _known(name: str, step: str) -> tuple[Guide | None, Path]:
    """The guide and the answers that a place names; all guides for one that is not there."""
    try:
        found = guide(name)
        path = tuple(int(number) for number in step.split(".") if number)
        found.at(path)
    except (UnknownPath, ValueError):
        return None, ()
    return found, path
