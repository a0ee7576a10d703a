"""The account and what comes due, for whoever walks the story: signed in, ended by the portal, by a code, near days."""

from collections.abc import Iterator
from datetime import timedelta

from desktop import assembly
from desktop.app.program import Program
from desktop.domain.by_hand import Way
from desktop.services import local_day
from desktop.services.filing_by_hand import Slip
from desktop.services.ports import DeviceCode
from desktop.ui.pages.account_card import AccountCard
from desktop.ui.pages.due_soon import DueSoon
from desktop.ui.pages.sign_in_box import SignInBox
from tests.screenshots.hands import look_at
from tests.screenshots.scene import Scene

CODE = DeviceCode("made-up", "BCDF-GHJK", "http://127.0.0.1:45678/oauth/device", 300, 600)


def account_scenes(program: Program, services: assembly.Services, draft: str) -> Iterator[Scene]:
    """*draft* is filed on paper with a near day; whoever was signed in is not, afterwards."""
    today = local_day.today(services.clock)
    services.filing_by_hand.record(draft, Slip(Way.COUNTER, today - timedelta(days=1), due_on=today))
    yield Scene("home_due", ("home",), (lambda: look_at(program.window, DueSoon),))
    account = services.signing_in.whoami()
    if account is None:
        raise AssertionError("somebody is signed in by now")
    yield Scene("settings_account", ("settings",), (lambda: look_at(program.window, AccountCard),))
    services.signing_in.end_session(account.portal_id, account.id, told=account.name)
    yield Scene("settings_ended", ("settings",), (lambda: look_at(program.window, AccountCard),))
    yield Scene("settings_code", ("settings",), (lambda: show_code(program),))


def show_code(program: Program) -> None:
    """As where no browser opens."""
    page = program.window.page
    if page is not None:
        for box in page.findChildren(SignInBox):
            box._show_code(CODE)
