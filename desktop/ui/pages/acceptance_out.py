"""The office's acceptance slip, fetched from the portal and saved where the person says."""

from pathlib import Path

from PySide6.QtWidgets import QPushButton

from desktop.domain.dossier import Dossier
from desktop.services.writing_out import write_whole
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import AskWhere, ask_where
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
        icons, name = self._page.around.icons, f"giay-tiep-nhan-{dossier.code}.pdf"
        return button(
            tr("dossier.acceptance"), "acceptanceSlip", lambda: self._save(name), icon="download", icons=icons
        )

    def _save(self, name: str) -> None:
        path = self.where(self._page, name)
        if path:
            self._page.say("plain", tr("lookup.asking"))
            self._page.ask(self._page.around.network, lambda: self._fetch(path), self._saved)

    def _fetch(self, path: str) -> str:
        content = self._desk.acceptance.fetch(self._submission)
        return str(write_whole(Path(path), lambda target: target.write(content)))

    def _saved(self, path: str) -> None:
        self._page.say("ok", tr("save.done"), path)
