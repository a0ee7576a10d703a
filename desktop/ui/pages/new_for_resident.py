"""*Hồ sơ mới* for a resident: which procedure, where in the form they stand, who the officer is."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.draft import Draft, Submitter
from desktop.domain.person import Person
from desktop.ui.desk import Desk
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.lines import LineControl
from desktop.ui.form_entry.origin import role_words
from desktop.ui.pages.page import Page
from desktop.ui.pages.settings import Choices
from desktop.ui.pages.titles import plain_name
from desktop.ui.widgets.arrangement import CardGrid, flow
from desktop.ui.widgets.basic import CardButton, button, text
from desktop.ui.widgets.face_switch import FACE, PAGE
from desktop.ui.widgets.word_wrap import WordWrap
from desktop.ui.words import lang, tr
from forms.pack import ProcedurePack
from forms.people import PersonBlock

COMMONEST = 9
MOST_FOUND = 12
SOON_MS = 120


class NewForResident(QFrame):
    """Cards `begin_<code>`, `findProcedure`; then ticks `block<pointer>`, fields `officerName` and `officerNumber`."""

    def __init__(self, page: Page, desk: Desk, person: Person, choices: Choices) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._page = page
        self._desk = desk
        self._person = person
        self._choices = choices
        self._officer: Submitter | None = None
        self._ticks: dict[str, QCheckBox] = {}
        self._asked: tuple[Field, Field] | None = None
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(20, 16, 20, 16)
        self._inside.setSpacing(12)
        self._offer()
        page.ask(page.around.store, desk.serving.officer, self._know)

    def _know(self, officer: Submitter | None) -> None:
        self._officer = officer

    def _offer(self) -> None:
        """The nine commonest, and a line to find any other."""
        _empty(self._inside)
        self._find = QLineEdit()
        self._find.setObjectName("findProcedure")
        self._find.setAccessibleName(tr("resident.find_procedure"))
        self._find.setPlaceholderText(tr("resident.find_procedure"))
        self._find.setMaximumWidth(self._page.around.look.px(460))
        self._soon = QTimer(self._find)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._refill)
        self._find.textChanged.connect(lambda _words: self._soon.start())
        self._cards = QVBoxLayout()
        self._inside.addWidget(text(tr("resident.new"), "section"))
        self._inside.addWidget(self._find)
        self._inside.addLayout(self._cards)
        self._refill()

    def _refill(self) -> None:
        _empty(self._cards)
        catalogue = self._desk.catalogue
        query = self._find.text().strip()
        found = [pack for pack in (catalogue.search(query) if query else catalogue.all()) if pack.has_form]
        shown = found[: MOST_FOUND if query else COMMONEST]
        if not shown:
            self._cards.addWidget(text(tr("resident.no_procedure", words=query), "help", name="noProcedure"))
            return
        faces: list[QWidget] = [self._face(pack) for pack in shown]
        self._cards.addWidget(CardGrid(faces, least=self._page.around.look.px(220)))

    def _face(self, pack: ProcedurePack) -> QWidget:
        face = CardButton(f"begin_{pack.code}", plain_name(pack), pack.text("procedure.name", lang()))
        face.clicked.connect(lambda: self._choose(pack))
        return face

    def _choose(self, pack: ProcedurePack) -> None:
        self._page.unsay()
        self._page.ask(
            self._page.around.store,
            lambda: self._desk.serving.blocks(pack.code, self._person.id),
            lambda blocks: self._ask(pack, blocks),
        )

    def _ask(self, pack: ProcedurePack, blocks: tuple[PersonBlock, ...]) -> None:
        """Only what is not known: begun at once where there is nothing to ask."""
        if not isValid(self):
            return
        if len(blocks) < 2 and self._officer is not None:
            self._begin(pack)
            return
        _empty(self._inside)
        self._inside.addWidget(text(tr("resident.new_of", procedure=plain_name(pack)), "section"))
        self._ticks = {}
        if len(blocks) > 1:
            self._ask_where(pack, blocks)
        self._asked = self._officer_fields() if self._officer is None else None
        for field in self._asked or ():
            self._inside.addWidget(field)
        begin = button(tr("resident.begin"), "beginNow", lambda: self._begin(pack), role="primary")
        self._inside.addWidget(flow(button(tr("word.back"), "chooseOther", self._offer), begin))
        first: QWidget = next(iter(self._ticks.values()), begin)
        self._page.reveal(self._asked[0].control.inputs()[0] if self._asked else first)

    def _ask_where(self, pack: ProcedurePack, blocks: tuple[PersonBlock, ...]) -> None:
        self._inside.addWidget(text(tr("resident.where", name=self._person.name), "label"))
        self._inside.addWidget(text(tr("resident.where_help"), "help"))
        for number, block in enumerate(blocks):
            tick = QCheckBox(_capital(role_words(pack, block.key)) or block.key)
            tick.setObjectName(f"block{block.pointer}")
            tick.setAccessibleName(f"{tr('resident.where', name=self._person.name)} {tick.text()}")
            tick.setChecked(number == 0)
            WordWrap(tick)
            self._inside.addWidget(tick)
            self._ticks[block.pointer] = tick

    def _officer_fields(self) -> tuple[Field, Field]:
        px, around = self._page.around.look.px, self._page.around
        self._inside.addWidget(text(tr("resident.officer"), "label"))
        self._inside.addWidget(text(tr("resident.officer_help"), "help"))
        name = (tr("filing_for.name"), tr("filing_for.name_help"))
        number = (tr("filing_for.idNo"), tr("filing_for.idNo_help"))
        return (
            Field("officerName", LineControl(px(460)), name, around.icons, around.look),
            Field("officerNumber", LineControl(px(240)), number, around.icons, around.look),
        )

    def _begin(self, pack: ProcedurePack) -> None:
        chosen = [pointer for pointer, tick in self._ticks.items() if tick.isChecked()]
        typed = [str(field.control.value() or "").strip() for field in self._asked or ()]
        self._page.ask(
            self._page.around.store,
            lambda: self._begun(pack, chosen, typed),
            lambda draft: self._page.around.navigator.go("form", draft.id),
        )

    def _begun(self, pack: ProcedurePack, chosen: list[str], typed: list[str]) -> Draft:
        if typed:
            self._desk.serving.be_officer(*typed)
        with self._desk.open_unit() as uow:
            has_chosen_face = uow.settings.get(FACE) is not None
        if not has_chosen_face:  # whoever files many sees all of the form; who wants the steps says so once
            self._choices.keep(FACE, PAGE)
        return self._desk.serving.begin(pack.code, self._person.id, chosen)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner := item.layout(), QVBoxLayout):
            _empty(inner)
