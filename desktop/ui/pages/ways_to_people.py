"""What a form's page lends to those who fill in people: keeping one, and reading a card, off the main thread."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.person import Person
from desktop.services.remembering import Known
from desktop.ui.desk import Desk
from desktop.ui.form_entry.people_offers import Ways
from desktop.ui.pages.file_choice import ChooseFile, read_file
from desktop.ui.pages.page import Page
from desktop.ui.words import told, tr
from forms.card_line import CardLine
from forms.people import PersonBlock


@dataclass(frozen=True, slots=True)
class Lender:
    """Of one draft on one page; `save` puts on disk what was typed, for that is what is kept."""

    page: Page
    desk: Desk
    draft_id: str
    save: Callable[[], None]
    choose_file: ChooseFile

    def ways(self, known: Known) -> Ways:
        """For whoever is *known*."""
        around = self.page.around
        return Ways(self.desk.catalogue, known, self._remember, self._read_card, around.icons, around.look)

    def _remember(self, block: PersonBlock, then: Callable[[Person], None]) -> None:
        self.save()
        self.page.ask(self.page.around.store, lambda: self.desk.remembering.remember(self.draft_id, block), then)

    def _read_card(self, scanned: str | None, then: Callable[[CardLine], None], refused: Callable[[str], None]) -> None:
        reading = self.desk.card_reading
        path = "" if scanned is not None else self.choose_file(self.page, tr("card.picture"), "", tr("card.kinds"))[0]
        if scanned is None and not path:
            return
        self.page.ask(
            self.page.around.store,
            lambda: reading.picture(read_file(path)[1]) if scanned is None else reading.line(scanned),
            then,
            lambda error: refused(told(error)),
        )
