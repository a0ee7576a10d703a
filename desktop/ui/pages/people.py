"""*Người dân*: whom the officer helps, found by name, number, telephone or commune, or by their card."""

from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFileDialog, QFrame, QLineEdit, QVBoxLayout, QWidget

from desktop.domain.person import Person
from desktop.services.residents import Resident, Typed, typed_of
from desktop.ui.desk import Desk
from desktop.ui.pages.file_choice import ChooseFile
from desktop.ui.pages.page import Page
from desktop.ui.pages.resident_form import ResidentForm
from desktop.ui.pages.resident_scan import MADE, ResidentScan
from desktop.ui.pages.resident_words import second_line
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import CardButton, button, card, chip, column, picture, text
from desktop.ui.words import tr
from forms.fold import fold

AT_ONCE = 20
"""Rows that are built; more when they are asked for. Whoever looks for one of thousands types."""
SOON_MS = 120


class PeoplePage(Page):
    """Line `findResident`, cards `resident_<id>`, buttons `moreResidents`, `addResident`, `cardPicture`."""

    rail = "people"
    choose_file: ChooseFile = staticmethod(QFileDialog.getOpenFileName)

    def __init__(self, around: Surroundings, desk: Desk, words: str = "") -> None:
        super().__init__(around, "page", (tr("rail.people"),))
        self._desk = desk
        self._all: tuple[Resident, ...] = ()
        self._shown = AT_ONCE
        self._more: dict[str, Any] = {}
        self._form: ResidentForm | None = None
        self._scan = ResidentScan(self, desk, self._add_spoiled)
        self.headline(tr("rail.people"), tr("residents.lead"))
        self._find = self._search_line()
        add = button(tr("residents.add"), "addResident", self._add, icon="user-plus", icons=around.icons)
        photo = button(tr("card.picture"), "cardPicture", self._photo, icon="image", icons=around.icons)
        self._list = QWidget()
        self._count = text("", "second", name="residentCount")
        self._rows = QVBoxLayout()
        self._rows.setSpacing(10)
        title = text(tr("residents.find"), "label")
        title.setBuddy(self._find)
        inside = column(title, self._find, flow(add, photo), self._count, gap=10)
        inside.addLayout(self._rows)
        self._list.setLayout(inside)
        self._by_hand = QVBoxLayout()
        self.add(self._list, self._by_hand)
        self.body.addStretch(1)
        self._find.setText(words)
        around.events.published.connect(self._load)
        self._load()
        QTimer.singleShot(0, self, lambda: self._find.setFocus(Qt.FocusReason.OtherFocusReason))

    def _search_line(self) -> QLineEdit:
        line = QLineEdit()
        line.setObjectName("findResident")
        line.setAccessibleName(tr("residents.find"))
        line.setAccessibleDescription(tr("residents.find_help"))
        line.setPlaceholderText(tr("residents.find_help"))
        line.setMaximumWidth(self.around.look.px(620))
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._refill)
        line.textChanged.connect(self._look_soon)
        line.returnPressed.connect(self._open_first)
        return line

    def seek(self, words: str) -> None:
        """Look for *words* now."""
        self._find.setText(words)
        self._soon.stop()
        self._refill()

    def _look_soon(self, _words: str) -> None:
        self._shown = AT_ONCE
        self._soon.start()

    def _load(self, _event: object = None) -> None:
        self.ask(self.around.store, self._desk.residents.all, self._show)

    def _show(self, everybody: tuple[Resident, ...]) -> None:
        self._all = everybody
        self._refill()

    def _found(self) -> list[Resident]:
        query = fold(self._find.text())
        return [one for one in self._all if one.answers_to(query)]

    def _refill(self) -> None:
        """The rows that are to be seen; what is not shown is not built."""
        empty(self._rows)
        found = self._found()
        moves = sum(one.count.moves for one in found)
        words = tr("residents.count", n=len(found)) + (f" · {tr('residents.moves', n=moves)}" if moves else "")
        self._count.setText(words if found else "")
        if not found:
            self._rows.addWidget(self._nobody())
        for one in found[: self._shown]:
            self._rows.addWidget(self._row(one))
        if len(found) > self._shown:
            left = len(found) - self._shown
            more = button(tr("residents.more", n=min(AT_ONCE, left), left=left), "moreResidents", self._show_more)
            self._rows.addWidget(flow(more))

    def _nobody(self) -> QFrame:
        typed = self._find.text().strip()
        if self._all and typed:
            sentences = (tr("residents.not_found", words=typed), tr("residents.not_found_help"))
        else:
            sentences = (tr("residents.none"), tr("residents.none_help"))
        return card(text(sentences[0], "label"), text(sentences[1], "help"), name="noResident")

    def _row(self, one: Resident) -> CardButton:
        second = second_line(one.person)
        face = CardButton(
            f"resident_{one.person.id}",
            one.person.name,
            second,
            picture=picture(self.around.icons, "circle-user-round", "accent" if one.count.moves else "muted", 28),
        )
        open_ = [
            (tr(f"residents.open.{kind}", n=number), tone)
            for kind, number, tone in (
                ("moves", one.count.moves, "warn"),
                ("waiting", one.count.waiting, "neutral"),
                ("drafts", one.count.drafts, "neutral"),
            )
            if number
        ]
        for words, tone in open_:
            face.beside.addWidget(chip(words, tone))
        face.setAccessibleDescription(", ".join([second, *(words for words, _ in open_)]))
        face.clicked.connect(lambda: self.around.navigator.go("resident", one.person.id))
        return face

    def _show_more(self) -> None:
        first = self._shown
        self._shown += AT_ONCE
        self._refill()
        item = self._rows.itemAt(first)
        if item is not None and (widget := item.widget()) is not None:
            self.reveal(widget)

    def _open_first(self) -> None:
        """Enter opens whoever is found alone; of several one chooses."""
        found = self._found()
        if len(found) == 1:
            self.around.navigator.go("resident", found[0].person.id)

    def _photo(self) -> None:
        self._scan.choose_picture(self.choose_file)

    def _add(self) -> None:
        self._write(Typed(name="" if any(map(str.isdigit, self._find.text())) else self._find.text().strip()), {})

    def _add_spoiled(self, said: dict[str, Any]) -> None:
        """The number and the dates are good, the words are not: they are typed."""
        self._write(typed_of(Person("", "", said, self.around.now())), said)
        self.say("warn", tr("card.spoiled"))

    def _write(self, typed: Typed, more: dict[str, Any]) -> None:
        self.unsay()
        empty(self._by_hand)
        self._more = more
        self._form = form = ResidentForm(self.around, typed)
        save = button(tr("resident.save"), "saveResident", self._save, role="primary")
        leave = button(tr("resident.cancel"), "cancelResident", self._leave_form)
        title = text(tr("residents.add"), "section")
        self._by_hand.addWidget(card(title, form, flow(leave, save), gap=16))
        self._list.hide()
        self.reveal(form.input())

    def _leave_form(self) -> None:
        self.unsay()
        empty(self._by_hand)
        self._form = None
        self._list.show()
        self._find.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self) -> None:
        if self._form is None:
            return
        if (fault := self._form.first_fault()) is not None:
            self.reveal(fault)
            return
        typed, more = self._form.typed(), self._more
        self.ask(
            self.around.store,
            lambda: self._desk.residents.save("", typed, more),
            lambda person: self.around.navigator.go("resident", person.id, MADE),
        )


def empty(layout: QVBoxLayout) -> None:
    """Take everything out of a column."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
