"""The office's acceptance slip, fetched from the portal; then saved where the person says, or printed at a kiosk."""

from PySide6.QtWidgets import QPushButton

from desktop.domain.dossier import Dossier
from desktop.services.paper_names import acceptance_name
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import AskWhere, PaperOut, ask_where
from desktop.ui.widgets.basic import button
from desktop.ui.words import tr


class AcceptanceOut:
    """Button `acceptanceSlip` of a dossier's page."""

    where: AskWhere = staticmethod(ask_where)

    def __init__(self, page: Page, desk: Desk, submission: str) -> None:
        self._page = page
        self._desk = desk
        self._submission = submission

    def button(self, dossier: Dossier) -> QPushButton | None:
        """Only where the office has taken the dossier in; before that there is no such paper."""
        if dossier.received_at is None or dossier.code is None:
            return None
        icons, name = self._page.around.icons, acceptance_name(dossier.code)
        return button(
            tr("dossier.acceptance"), "acceptanceSlip", lambda: self._fetch(name), icon="download", icons=icons
        )

    def _fetch(self, name: str) -> None:
        self._page.say("plain", tr("lookup.asking"))
        self._page.ask(
            self._page.around.network,
            lambda: self._desk.acceptance.fetch(self._submission),
            lambda content: self._out(name, content),
        )

    def _out(self, name: str, content: bytes) -> None:
        self._page.unsay()
        PaperOut(lambda _submission: content, name, self.where).save(self._page, self._submission)
