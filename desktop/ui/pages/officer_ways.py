"""What an officer does with many dossiers, offered where the machine serves neighbours."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.remembering import USE
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button
from desktop.ui.words import tr

NEIGHBOURS = "neighbours"
WAYS = (("batch", "send", "batch.title"), ("import", "upload", "import.title"), ("day", "calendar", "day.title"))


class OfficerWays(QWidget):
    """Buttons `go_batch`, `go_import`, `go_day`; nothing at all on a family's machine."""

    def __init__(self, page: Page, desk: Desk) -> None:
        super().__init__()
        self._page = page
        self._desk = desk
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self.hide()
        page.ask(page.around.store, self._use, self._show)

    def _use(self) -> str | None:
        with self._desk.open_unit() as uow:
            return uow.settings.get(USE)

    def _show(self, use: str | None) -> None:
        if use == NEIGHBOURS:
            go, icons = self._page.around.navigator.go, self._page.around.icons
            buttons = [
                button(tr(words), f"go_{place}", partial(go, place), icon=icon, icons=icons)
                for place, icon, words in WAYS
            ]
            self._inside.addWidget(flow(*buttons))
            self.show()
