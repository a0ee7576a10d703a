"""Somebody closes the browser instead of signing in: nothing hangs on it, neither sending nor leaving."""

import pytest

from tests.gui.birth import STORY
from tests.gui.browser import Browser
from tests.gui.conftest import Start
from tests.gui.person import Person
from tests.gui.prepared import entered, queued, services_of


class ClosedBrowser(Browser):
    """Opens and is closed at once."""

    def opens(self, url: str) -> bool:
        self.last_page = url
        return True


@pytest.fixture
def browser() -> Browser:
    return ClosedBrowser()


def asked_to_sign_in(person: Person, browser: Browser) -> None:
    submission = queued(entered(person))
    person.program.navigator.go("sent", submission)
    person.presses("networkSwitch")
    person.presses("signIn")
    person.waits(lambda: bool(browser.last_page), "no browser was opened")


def test_who_does_not_sign_in_goes_on(person: Person, browser: Browser) -> None:
    asked_to_sign_in(person, browser)
    person.presses("giveUpSignIn")
    person.reads("[sign-in.given-up]")
    person.waits(lambda: person.program.network.waiting == 0, "something hangs on it")
    assert services_of(person).signing_in.whoami() is None
    person.reads("Hồ sơ CHƯA được gửi")


def test_who_leaves_instead_is_not_kept(start: Start, browser: Browser) -> None:
    asked_to_sign_in(start(), browser)
    again = start()
    again.sees(f"procedure_{STORY['procedure']}")
    again.reads("Không có mạng – 1 hồ sơ đang chờ gửi")
