"""What a form's page lends to those who fill in people: keeping one, and reading a card, off the main thread."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.person import Person
from desktop.services.remembering import Known
from desktop.ui.desk import Desk
from desktop.ui.form_entry.people_offers import Ways
from desktop.ui.pages.file_choice import ChooseFile, ask_for_file, read_file
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

        def read(task: Callable[[], CardLine]) -> None:
            self.page.ask(self.page.around.store, task, then, lambda error: refused(told(error)))

        if scanned is not None:
            read(lambda: reading.line(scanned))
            return
        words = (tr("card.picture"), tr("card.kinds"))
        ask_for_file(self.page, self.choose_file, words, lambda path: read(lambda: reading.picture(read_file(path)[1])))
