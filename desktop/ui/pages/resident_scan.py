"""A scanned or photographed card opens the resident, or makes one; where an old commune was split, it is asked for."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject

from desktop.domain.person import Person
from desktop.services.residents import OLD_NUMBER
from desktop.ui.card_gun import CardGun
from desktop.ui.desk import Desk
from desktop.ui.form_entry.commune import unit_words
from desktop.ui.pages.file_choice import ChooseFile, read_file
from desktop.ui.pages.page import Page
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button
from desktop.ui.words import tr
from forms.card_line import CardLine
from forms.former_address import FormerAddress, read_address

MADE, MADE_ANYWHERE = "made", "made-anywhere"
"""Steps of the resident's page: just made from a card, and so but without a commune of today."""


class ResidentScan(QObject):
    """Listens on one page; *by_hand* gets a card whose name the gun spoiled, of somebody who is not known."""

    def __init__(self, page: Page, desk: Desk, by_hand: Callable[[dict[str, Any]], None]) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._by_hand = by_hand
        self._gun = CardGun(page)
        self._gun.scanned.connect(self.read)

    def read(self, scanned: str) -> None:
        """A line as the gun typed it."""
        self._page.unsay()
        self._page.ask(self._page.around.store, lambda: self._desk.card_reading.line(scanned), self._take)

    def choose_picture(self, choose: ChooseFile) -> None:
        """A photograph of the card, picked by hand; it is not kept."""
        path = choose(self._page, tr("card.picture"), "", tr("card.kinds"))[0]
        if path:
            self._page.unsay()
            reading = self._desk.card_reading
            self._page.ask(self._page.around.store, lambda: reading.picture(read_file(path)[1]), self._take)

    def _take(self, card: CardLine) -> None:
        said = card.answers()
        if card.old_number is not None:
            said[OLD_NUMBER] = card.old_number
        place = read_address(card.address, written=card.issued) if card.address is not None else None
        residents = self._desk.residents
        self._page.ask(
            self._page.around.store,
            lambda: residents.is_known(said),
            lambda is_known: self._known(said, place, spoiled=card.spoiled, is_known=is_known),
        )

    def _known(self, said: dict[str, Any], place: FormerAddress | None, *, spoiled: bool, is_known: bool) -> None:
        if is_known:
            lies = place.answers() if place is not None else {}
            self._open({**said, "noi_cu_tru": lies} if lies else said, "")
        elif spoiled:
            self._by_hand(said)
        elif place is not None and len(place.units) > 1:
            self._ask_for_unit(said, place)
        else:
            lies = place.answers() if place is not None else {}
            self._open({**said, "noi_cu_tru": lies} if lies else said, MADE if lies else MADE_ANYWHERE)

    def _ask_for_unit(self, said: dict[str, Any], place: FormerAddress) -> None:
        def take(code: str) -> None:
            self._open({**said, "noi_cu_tru": place.answers(code)}, MADE)

        pushes = [
            button(unit_words(code) or code, f"unit_{code}", lambda code=code: take(code))  # type: ignore[misc]
            for code in place.units
        ]
        later = button(tr("card.unit_later"), "unit_later", lambda: self._open(said, MADE_ANYWHERE))
        self._page.offer(tr("card.which_unit", old=place.old_unit), place.text, flow(*pushes, later))
        pushes[0].setFocus()

    def _open(self, said: dict[str, Any], step: str) -> None:
        def opened(found: tuple[Person, bool]) -> None:
            person, is_new = found
            self._page.around.navigator.go("resident", person.id, step if is_new else "")

        self._page.ask(self._page.around.store, lambda: self._desk.residents.by_card(said), opened)
