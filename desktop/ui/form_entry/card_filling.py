"""From a scanned card to a person block: the commune of today is asked for where the old one was split."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.ui.form_entry.commune import unit_words
from desktop.ui.form_entry.person_panel import Answer, PersonPanel
from desktop.ui.words import tr
from forms.card_line import CardLine
from forms.former_address import FormerAddress, read_address
from forms.pack import Answers

ReadCard = Callable[[str | None, Callable[[CardLine], None], Callable[[str], None]], None]
"""Reads a scanned line, or a picture that is chosen where there is None; then tells the card, or why not."""


class CardFilling(QObject):
    """*lay* gets the person and one sentence about what could not be told; *wants_address* whether one is asked for."""

    def __init__(
        self,
        panel: PersonPanel,
        read: ReadCard,
        lay: Callable[[Answers, str], None],
        wants_address: Callable[[Answers], bool],
    ) -> None:
        super().__init__(panel)
        self._panel = panel
        self._lay = lay
        self._wants_address = wants_address
        panel.scan.scanned.connect(lambda scanned: read(scanned, self._take, self._refuse))
        panel.scan.picture_wanted.connect(lambda: read(None, self._take, self._refuse))

    def _refuse(self, why: str) -> None:
        self._panel.tell("error", why)

    def _take(self, card: CardLine) -> None:
        self._panel.scan.hide()
        person = card.answers()
        if card.spoiled:
            self._lay(person, tr("card.spoiled"))
            return
        if card.address is None or not self._wants_address(person):
            self._lay(person, "")
            return
        place = read_address(card.address, written=card.issued)
        if len(place.units) > 1:
            self._ask_for_unit(person, place)
            return
        lies = place.answers()
        self._lay({**person, "noi_cu_tru": lies} if lies else person, "" if lies else _untold(place))

    def _ask_for_unit(self, person: Answers, place: FormerAddress) -> None:
        answers = [
            Answer(
                f"unit_{code}",
                unit_words(code) or code,
                lambda code=code: self._lay({**person, "noi_cu_tru": place.answers(code)}, ""),  # type: ignore[misc]
            )
            for code in place.units
        ]
        later = Answer("unit_later", tr("card.unit_later"), lambda: self._lay(person, _untold(place)))
        self._panel.tell("warn", tr("card.which_unit", old=place.old_unit), place.text, (*answers, later))


def _untold(place: FormerAddress) -> str:
    return tr("card.address_untold", address=place.text)
