"""Signing in by itself, where something waits for it alone; the settings have the same card among others."""

from desktop.ui.desk import Desk, SignIn
from desktop.ui.pages.account_card import AccountCard
from desktop.ui.pages.page import Page
from desktop.ui.surroundings import Surroundings
from desktop.ui.words import tr


class AccountPage(Page):
    """The card of the account."""

    rail = "settings"

    def __init__(self, around: Surroundings, desk: Desk, sign_in: SignIn) -> None:
        super().__init__(around, "page", (tr("settings.title"), tr("settings.account")))
        self.headline(tr("move.sign_in.action"))
        self.add(AccountCard(self, desk, sign_in))
        self.body.addStretch(1)
