"""An identity card's QR code, from a scanner gun's line or from a picture; nothing of it is stored or logged."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.errors import Refusal
from forms.card_line import CardLine, read_card
from forms.errors import FormsError

ReadCodes = Callable[[bytes], tuple[str, ...]]
"""The texts of all QR codes in a picture or a PDF."""


@dataclass(frozen=True, slots=True)
class CardReading:
    """Reads cards; a refusal says what to do next."""

    read_codes: ReadCodes

    def line(self, scanned: str) -> CardLine:
        """A card as a gun typed it; Refusal `card.other-code`, `card.cut-off`."""
        try:
            return read_card(scanned)
        except FormsError as error:
            raise Refusal(error.code, **error.parameters) from error

    def picture(self, content: bytes) -> CardLine:
        """The one card in a picture; Refusal `card.no-code`, `card.other-code`, `card.several`."""
        codes = self.read_codes(content)
        if not codes:
            raise Refusal("card.no-code")
        cards = {card.number: card for card in map(self._card, codes) if card is not None}
        if not cards:
            raise Refusal("card.other-code")
        if len(cards) > 1:
            raise Refusal("card.several", count=len(cards))
        return next(iter(cards.values()))

    def _card(self, code: str) -> CardLine | None:
        try:
            return read_card(code)
        except FormsError:
            return None
