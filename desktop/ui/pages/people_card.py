"""The card in the settings about people who are remembered: whether, who, and how they are forgotten."""

from functools import partial

from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.person import Person
from desktop.services.remembering import Known
from desktop.ui.desk import Desk
from desktop.ui.form_entry.origin import origin_of
from desktop.ui.pages.page import Page
from desktop.ui.widgets.arrangement import Folding, flow
from desktop.ui.widgets.basic import button, column, text
from desktop.ui.widgets.word_wrap import WordWrap
from desktop.ui.words import tr
from forms.fold import fold

SHOWN = 8


class PeopleCard(QFrame):
    """Tick `rememberPeople`; line `findPerson` for many; buttons `forget_<id>`, `forgetAll`, `forgetYes`."""

    def __init__(self, page: Page, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._page = page
        self._desk = desk
        self._store = page.around.store
        self._on = QCheckBox(tr("people.on"))
        self._on.setObjectName("rememberPeople")
        self._on.setAccessibleName(tr("people.on"))
        WordWrap(self._on)
        self._on.toggled.connect(self._turn)
        self._known = Known()
        self._find = QLineEdit()
        self._find.setObjectName("findPerson")
        self._find.setPlaceholderText(tr("people.find"))
        self._find.setAccessibleName(tr("people.find"))
        self._find.textChanged.connect(lambda _words: self._list())
        self._find.hide()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        lead = text(tr("people.settings_help"), "help")
        inside = column(text(tr("people.title"), "section"), self._on, lead, self._find)
        inside.addLayout(self._rows)
        inside.setContentsMargins(20, 16, 20, 16)
        self.setLayout(inside)
        self._load()

    def _load(self) -> None:
        self._page.ask(self._store, self._desk.remembering.known, self._show)

    def _show(self, known: Known) -> None:
        self._on.blockSignals(True)
        self._on.setChecked(known.is_on)
        self._on.setEnabled(known.may_keep)
        self._on.blockSignals(False)
        self._known = known
        self._find.setVisible(len(known.people) > SHOWN)
        if len(known.people) <= SHOWN:
            self._find.clear()
        self._list()

    def _list(self) -> None:
        self._empty()
        known = self._known
        if not known.people:
            self._rows.addWidget(
                text(tr("people.none" if known.may_keep else "people.kiosk"), "help", name="nobodyKept")
            )
        wanted = fold(self._find.text())
        found = [person for person in known.people if wanted in fold(person.name)]
        for person in found[:SHOWN]:
            self._rows.addWidget(self._row(person))
        if len(found) > SHOWN:
            self._rows.addWidget(text(tr("people.and_more", n=len(found) - SHOWN), "help"))
        if known.people:
            act = partial(self._ask_for_all, len(known.people))
            self._rows.addWidget(flow(button(tr("people.forget_all"), "forgetAll", act)))

    def _row(self, person: Person) -> QWidget:
        words = QWidget()
        origin = text(origin_of(self._desk.catalogue, person), "second")
        words.setLayout(column(text(person.name, "label"), origin, gap=0))
        push = button(tr("people.forget"), f"forget_{person.id}", partial(self._forget, person))
        push.setAccessibleName(tr("people.forget_name", name=person.name))
        return Folding(words, push, least=self._page.around.look.px(180))

    def _turn(self, on: bool) -> None:
        self._page.ask(self._store, lambda: self._desk.remembering.turn(on=on), lambda _none: self._load())

    def _forget(self, person: Person) -> None:
        words = tr("people.forgotten", name=person.name)
        self._page.ask(
            self._store, lambda: self._desk.remembering.forget(person.id), lambda _none: self._forgotten(words)
        )

    def _ask_for_all(self, count: int) -> None:
        """Asked in the page: one press must not take away what took years to learn."""
        self._empty()
        self._rows.addWidget(text(tr("people.forget_sure", n=count), "label"))
        yes = button(tr("people.forget_yes"), "forgetYes", self._forget_all)
        self._rows.addWidget(flow(yes, button(tr("people.leave"), "forgetNo", self._load)))

    def _forget_all(self) -> None:
        self._page.ask(
            self._store, self._desk.remembering.forget_all, lambda _none: self._forgotten(tr("people.all_forgotten"))
        )

    def _forgotten(self, words: str) -> None:
        self._page.say("ok", words)
        self._load()

    def _empty(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
