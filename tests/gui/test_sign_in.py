"""Somebody closes the browser instead of signing in, or has none: nothing hangs on it, and a code does as well."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.ui.pages.code_watch import CodeWatch
from tests.contract.practice.office import Running, running
from tests.gui.birth import STORY
from tests.gui.browser import Browser
from tests.gui.conftest import Start
from tests.gui.person import Person
from tests.gui.prepared import entered, queued, services_of


class ClosedBrowser(Browser):
    """Opens and is closed at once."""

    opened = 0

    def opens(self, url: str) -> bool:
        self.last_page = url
        self.opened += 1
        return True


@pytest.fixture
def browser() -> ClosedBrowser:
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
    person.waits(lambda: person.program.aside.waiting == 0, "something hangs on it")
    assert services_of(person).signing_in.whoami() is None
    person.reads("Hồ sơ CHƯA được gửi")


def test_who_goes_elsewhere_meanwhile_holds_nothing_up(person: Person, browser: ClosedBrowser) -> None:
    asked_to_sign_in(person, browser)
    person.program.navigator.go("home")
    person.sees(f"procedure_{STORY['procedure']}")
    person.waits(lambda: person.program.network.waiting == 0, "the network waits for the browser")
    Browser.opens(browser, browser.last_page)
    person.waits(lambda: services_of(person).signing_in.whoami() is not None, "coming back too late counts, too")


def test_a_second_press_opens_no_second_browser(person: Person, browser: ClosedBrowser) -> None:
    asked_to_sign_in(person, browser)
    person.presses("signIn")
    Browser.opens(browser, browser.last_page)  # they find the page that is open, and sign in there
    person.waits(lambda: services_of(person).signing_in.whoami() is not None, "nobody is signed in")
    person.waits(lambda: person.program.aside.waiting == 0, "something hangs on it")
    assert browser.opened == 1


def test_who_leaves_instead_is_not_kept(start: Start, browser: Browser) -> None:
    asked_to_sign_in(start(), browser)
    again = start()
    again.sees(f"procedure_{STORY['procedure']}")
    again.reads("Không có mạng – 1 hồ sơ đang chờ gửi")


class NoBrowser(Browser):
    """There is none on this machine."""

    def opens(self, url: str) -> bool:
        self.last_page = url
        return False


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path / "portal") as one:
        yield one


@pytest.mark.parametrize("browser", [NoBrowser()])
def test_a_lost_answer_costs_neither_the_code_nor_the_yes(start: Start, browser: Browser, portal: Running) -> None:
    person = start(url=portal.url)
    asked_to_sign_in(person, browser)
    left = person.told("userCode")
    person.presses("signIn")
    person.waits(lambda: person.told("userCode") != left, "no other code came")
    code = person.told("userCode")
    assert person.program.window.page is not None
    [watch] = person.program.window.page.findChildren(CodeWatch)
    rule = {"match": {"path": "/oauth/token"}, "do": "drop_after_commit", "times": 1}
    portal.admin("PUT", "/faults", {"rules": [rule]})
    person.waits(lambda: watch.pace.wait > 1, "it did not back off")
    assert person.told("userCode") == code
    portal.admin("PUT", "/faults", {"rules": [rule]})
    portal.admin("POST", "/device-approvals", {"user_code": code, "user": "lo-van-tam"})
    person.waits(lambda: services_of(person).signing_in.whoami() is not None, "nobody is signed in")
