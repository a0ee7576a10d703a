"""The card in the settings about the portal: which one, that it is for practice, and its data on this machine."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.services.ports import PortalProfile
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, chip, column, text
from desktop.ui.words import tr


class PortalCard(QFrame):
    """Buttons `erasePractice` and, after the question, `erasePracticeYes`; *erase* runs on the network's thread."""

    def __init__(self, page: Page, desk: Desk, erase: Callable[[], None]) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._page = page
        self._desk = desk
        self._erase = erase
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        inside = column(text(tr("portal.title"), "section"), text(tr("portal.lead"), "help"))
        inside.addLayout(self._rows)
        push = button(
            tr("portal.erase"), "erasePractice", self._ask, icon="trash-2", icons=page.around.icons
        )  # fmt: skip
        inside.addWidget(flow(push))
        inside.setContentsMargins(20, 16, 20, 16)
        self.setLayout(inside)
        page.ask(page.around.store, self._read, self._show)

    def _read(self) -> tuple[PortalProfile, ...]:
        with self._desk.open_unit() as uow:
            return uow.profiles.all()

    def _show(self, profiles: tuple[PortalProfile, ...]) -> None:
        if not profiles:
            self._rows.addWidget(text(tr("portal.none"), name="portalName"))
        for profile in profiles:
            self._rows.addWidget(text(profile.name, "label", name="portalName"))
            tone, key = ("warn", "portal.practice") if profile.mode == "practice" else ("ok", "portal.live")
            self._rows.addWidget(chip(tr(key), tone))

    def _ask(self) -> None:
        yes = button(tr("portal.erase_yes"), "erasePracticeYes", self._go)
        keep = button(tr("bin.keep"), "erasePracticeNo", self._page.unsay)
        self._page.offer(tr("portal.erase_sure"), tr("portal.erase_help"), flow(yes, keep))
        keep.setFocus()

    def _go(self) -> None:
        self._page.ask(
            self._page.around.network, self._erase, lambda _none: self._page.say("ok", tr("portal.erased"))
        )  # fmt: skip
