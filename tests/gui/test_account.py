"""The account in the settings: a code where no browser opens, saying no, signing out, and what the portal ended."""

import html

import pytest
import requests

from desktop.cli.demo_office import DemoOffice
from desktop.domain.submission import State
from tests.gui.birth import STORY
from tests.gui.browser import SECONDS, TICKET, Browser
from tests.gui.person import Person
from tests.gui.prepared import entered, queued, received, services_of


class ChangingBrowser(Browser):
    """Opens, or does not; and says no on the page where it is told to."""

    can_open = True
    says_no = False

    def opens(self, url: str) -> bool:
        if self.says_no:
            ticket = TICKET.search(requests.get(url, timeout=SECONDS).text)
            assert ticket is not None
            form = {"ticket": html.unescape(ticket[1]), "deny": "yes"}
            self.last_page = requests.post(url.partition("?")[0], data=form, timeout=SECONDS).text
            return True
        self.last_page = url
        return self.can_open and (url.endswith("/account") or super().opens(url))


@pytest.fixture
def browser() -> ChangingBrowser:
    return ChangingBrowser()


@pytest.fixture
def at_settings(person: Person) -> Person:
    """Nobody is signed in; the network is on."""
    entered(person)
    person.program.switch.turn(True)
    person.program.navigator.go("settings")
    return person


def test_where_no_browser_opens_a_code_is_shown_and_works(at_settings: Person, browser: ChangingBrowser) -> None:
    browser.can_open = False
    at_settings.presses("signIn")
    code = at_settings.told("userCode")
    at_settings.reads("/\u200boauth/\u200bdevice")
    office = DemoOffice.at(services_of(at_settings))
    office._call("POST", "/device-approvals", {"user_code": code, "user": STORY["user"]})
    at_settings.sees("signOut")
    account = services_of(at_settings).signing_in.whoami()
    assert account is not None
    assert account.id == STORY["user"]


def test_a_code_may_be_asked_for_and_refused_on_the_other_device(at_settings: Person) -> None:
    at_settings.program.open_browser = lambda _url: True
    at_settings.presses("signIn")
    at_settings.presses("useCode")
    code = at_settings.told("userCode")
    office = DemoOffice.at(services_of(at_settings))
    office._call("POST", "/device-approvals", {"user_code": code, "user": STORY["user"], "approve": False})
    at_settings.reads("[sign-in.access-denied]")
    assert "userCode" not in at_settings.names()
    at_settings.sees("signIn")


def test_who_says_no_on_the_page_is_not_signed_in(at_settings: Person, browser: ChangingBrowser) -> None:
    browser.says_no = True
    at_settings.presses("signIn")
    at_settings.reads("[sign-in.access-denied]")
    assert "quay lại chương trình" in browser.last_page
    assert services_of(at_settings).signing_in.whoami() is None


def test_the_list_of_devices_opens_in_the_browser(person: Person, browser: ChangingBrowser) -> None:
    entered(person)
    received(person)
    person.program.navigator.go("settings")
    person.presses("devices")
    person.reads("Trang tài khoản đã mở trong trình duyệt")
    page = requests.get(browser.last_page, timeout=SECONDS)
    assert "Đăng nhập cổng tập" in page.text


def test_signing_out_without_a_network_says_so_and_tells_the_portal_later(person: Person) -> None:
    services = entered(person)
    received(person)
    account = services.signing_in.whoami()
    assert account is not None
    person.program.switch.turn(False)
    person.program.navigator.go("settings")
    person.presses("signOut")
    person.reads("Ở máy này đã đăng xuất; cổng chưa được báo")
    url = services.connect.practice().url
    me = {"Authorization": f"Bearer {account.access_token}"}
    assert requests.get(f"{url}/api/v1/me", headers=me, timeout=SECONDS).ok
    person.program.switch.turn(True)
    person.waits(lambda: not requests.get(f"{url}/api/v1/me", headers=me, timeout=SECONDS).ok, "it was not told")


def test_a_sign_in_that_the_portal_ended_is_said_and_nothing_is_lost(person: Person) -> None:
    services = entered(person)
    received(person)
    account = services.signing_in.whoami()
    assert account is not None
    url = services.connect.practice().url
    token = {"token": account.refresh_token or "", "client_id": "hoso-desktop"}
    assert requests.post(f"{url}/oauth/revoke", data=token, timeout=SECONDS).ok
    submission = queued(services)
    assert person.program.timer is not None
    person.program.timer.run_now()
    person.reads("Cần đăng nhập để gửi")
    person.program.navigator.go("settings")
    person.sees("signInEnded")
    person.reads("đã bị kết thúc ở cổng")
    services.signing_in.as_user(STORY["user"], DemoOffice.at(services).token)
    person.program.timer.run_now()
    person.waits(lambda: services.outbox.item(submission).state is State.RECEIPTED, "it was lost")
    person.program.navigator.go("home")
    person.program.navigator.go("settings")
    person.sees("signOut")
    assert "signInEnded" not in person.names()
