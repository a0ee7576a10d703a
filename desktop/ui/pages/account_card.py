"""The card in the settings about the account: who is signed in, the way in and out, and the devices that are."""

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.services.ports import Account, UnitOfWork
from desktop.services.signing_in import SignedOut
from desktop.services.signing_out import ENDED
from desktop.ui.desk import Desk, SignIn
from desktop.ui.pages.page import Page
from desktop.ui.pages.sign_in_box import SignInBox
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, column, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import tr


@dataclass(frozen=True, slots=True)
class _Known:
    """Who is signed in, and whose sign-in the portal ended."""

    account: Account | None
    ended: str


class AccountCard(QFrame):
    """Buttons `signIn` or `signOut`, `devices`; notice `signInEnded`."""

    def __init__(self, page: Page, desk: Desk, sign_in: SignIn) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._page = page
        self._desk = desk
        self._box = SignInBox(page, desk, sign_in, self._signed_in)
        self._inside = QVBoxLayout()
        self._inside.setSpacing(10)
        whole = column(text(tr("settings.account"), "section"), self._inside)
        whole.setContentsMargins(20, 16, 20, 16)
        self.setLayout(whole)
        self._load()

    def _load(self) -> None:
        self._page.ask(self._page.around.store, self._read, self._show)

    def _read(self) -> _Known:
        with self._desk.open_unit() as uow:
            return _Known(_current(uow), uow.settings.get(ENDED) or "")

    def _show(self, known: _Known) -> None:
        while (item := self._inside.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        icons = self._page.around.icons
        if known.account is None:
            if known.ended:
                words = tr("account.ended", name=known.ended)
                self._inside.addWidget(notice(icons, "warn", words, tr("account.ended_help"), name="signInEnded"))
            else:
                self._inside.addWidget(text(tr("settings.nobody"), "help"))
            self._inside.addWidget(
                button(tr("settings.sign_in"), "signIn", self._box.begin, icon="log-in", icons=icons)
            )
            return
        self._inside.addWidget(text(tr("settings.signed_in", name=known.account.name), name="signedInAs"))
        self._inside.addWidget(text(tr("account.sign_out_help"), "help"))
        leave = button(tr("settings.sign_out"), "signOut", self._sign_out, icon="log-out", icons=icons)
        look = button(tr("account.devices"), "devices", self._ask_for_devices, icon="external-link", icons=icons)
        self._inside.addWidget(flow(leave, look))

    def _ask_for_devices(self) -> None:
        self._page.ask(self._page.around.network, self._desk.signing_in.devices_page, self._show_devices)

    def _show_devices(self, address: str) -> None:
        if self._page.around.open_browser(address):
            self._page.say("ok", tr("account.devices_open"))
        else:
            self._page.say("warn", tr("account.devices_by_hand"), address)

    def _sign_out(self) -> None:
        self._page.ask(self._page.around.network, self._desk.signing_in.sign_out, self._signed_out)

    def _signed_out(self, came_to: SignedOut) -> None:
        is_told = came_to is not SignedOut.NOT_TOLD
        self._page.say("ok", tr("account.signed_out" if is_told else "account.signed_out_untold"))
        self._load()

    def _signed_in(self, account: Account) -> None:
        self._page.say("ok", tr("settings.signed_in", name=account.name))
        self._load()


def _current(uow: UnitOfWork) -> Account | None:
    accounts = [uow.accounts.current(profile.portal_id) for profile in uow.profiles.all()]
    return next((account for account in accounts if account is not None and not account.signed_out), None)
