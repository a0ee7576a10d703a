"""When the network fails on the way, nothing on the screen says more than what is proven."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.submission import State
from tests.contract.practice.office import Running, running
from tests.e2e.oracle import audit
from tests.faults.proxy.tcp_proxy import Exchange, Fate, Proxy, tcp_proxy
from tests.gui.birth import STORY
from tests.gui.conftest import Start
from tests.gui.person import Person
from tests.gui.prepared import entered, queued, services_of

NOT_SENT = "Hồ sơ CHƯA được gửi"
UNKNOWN = "Đang hỏi lại cổng đã nhận chưa – đừng nộp lại"
UNKNOWN_OFFLINE = "Không có mạng – có mạng lại sẽ hỏi cổng đã nhận chưa, đừng nộp lại"


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Running]:
    with running(tmp_path / "portal") as portal:
        yield portal


@pytest.fixture
def proxy(portal: Running) -> Iterator[Proxy]:
    with tcp_proxy(portal.url) as proxy:
        yield proxy


@pytest.fixture
def waiting(start: Start, proxy: Proxy, portal: Running) -> tuple[Person, str]:
    """Signed in, the network on; a dossier is put into the queue while the switch is off, its page open."""
    person = start(url=proxy.url, offline=False)
    services = entered(person)
    services.signing_in.as_user(STORY["user"], portal.token)
    person.presses("networkSwitch")
    submission = queued(services)
    person.program.navigator.go("sent", submission)
    person.reads(NOT_SENT)
    return person, submission


def never_said(person: Person) -> bool:
    """Whether no line tells of a receipt."""
    return not any(words.startswith(("Cổng đã nhận hồ sơ", "Cổng đã nhận đủ")) for words in person.words())


def test_a_network_that_breaks_before_the_portal_hears_of_it_is_not_sent(
    waiting: tuple[Person, str], proxy: Proxy
) -> None:
    person, submission = waiting
    proxy.script("PUT", f"/dossiers/{submission}", Fate.REFUSE, Fate.REFUSE)
    person.presses("networkSwitch")
    person.waits(lambda: any(one.method == "PATCH" for one in proxy.seen), "no paper went out")
    item = services_of(person).outbox.item
    person.waits(lambda: item(submission).attempts > 0 or item(submission).reason is not None, "it was never tried")
    assert never_said(person)
    person.reads("Cổng đã nhận hồ sơ")


def test_a_portal_that_dies_is_told_as_no_network(waiting: tuple[Person, str], portal: Running, proxy: Proxy) -> None:
    person, submission = waiting
    proxy.decide = lambda exchange: Fate.REFUSE if exchange.method in ("PUT", "PATCH") else Fate.PASS
    person.presses("networkSwitch")
    person.waits(lambda: any(one.method == "POST" for one in proxy.seen), "nothing was announced")
    proxy.decide = lambda _exchange: Fate.REFUSE
    portal.kill()
    person.presses("tryNow")
    person.waits(lambda: person.told("truthLine").startswith("Không có mạng – "), "the line of truth")
    assert never_said(person)
    assert services_of(person).outbox.item(submission).state is not State.RECEIPTED


def test_a_lost_reply_is_asked_about_and_then_the_truth_is_told(
    waiting: tuple[Person, str], portal: Running, proxy: Proxy
) -> None:
    person, submission = waiting
    lost = [Fate.DROP]

    def decide(exchange: Exchange) -> Fate:
        """The portal takes it, its reply is lost, and then nobody is reached until the test says so."""
        if lost and exchange.method == "PUT" and exchange.path.endswith(f"/dossiers/{submission}"):
            return lost.pop() if exchange.reply is not None else Fate.PASS
        return Fate.PASS if lost else Fate.REFUSE

    proxy.decide = decide
    person.presses("networkSwitch")
    person.waits(lambda: person.told("truthLine") in (UNKNOWN, UNKNOWN_OFFLINE), "nobody is warned")
    person.reads("Chưa rõ cổng đã nhận chưa – đừng nộp lại")
    assert NOT_SENT not in person.words()
    assert never_said(person)
    person.presses("rail_home")
    person.reads("Đang hỏi lại cổng")
    person.presses("rail_dossiers")
    person.reads("Đang hỏi lại cổng")
    assert not any("hưa gửi" in words for words in person.words())
    person.presses("rail_home")
    proxy.decide = lambda _exchange: Fate.PASS
    person.presses(f"unsent_{submission}")
    person.presses("tryNow")
    person.reads("Cổng đã nhận hồ sơ")
    person.waits(lambda: person.told("truthLine").startswith("Cổng đã nhận đủ lúc"), "the line of truth")
    assert audit(portal.url, portal.token) == {"dossiers": [submission], "tombstones": [], "faults": []}
