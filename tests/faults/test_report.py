"""The page about reliability names tests that there are, and counts what it is given."""

from collections import Counter

from desktop.domain.submission import Kind
from tests.faults.cases import CASES, where
from tests.faults.report import idle_in, page
from tests.faults.schedules.plants import PLANTS
from tests.faults.schedules.running import Sum


def test_every_named_fault_is_shown_by_a_test_that_there_is() -> None:
    missing = [(one.number, test) for one in CASES for test in one.tests if test not in where()]
    assert missing == []
    assert all(one.tests or one.why for one in CASES)
    assert [one.number for one in CASES] == list(range(1, 86))


def test_what_never_came_is_told() -> None:
    struck = Counter(strike for one in CASES for strike in one.strikes)
    assert idle_in(Sum(named=struck, received=Counter(Kind))) == []
    assert idle_in(Sum(named=struck, received=Counter(set(Kind) - {Kind.RATING}))) == ["rating"]
    assert idle_in(Sum(named=struck - Counter(["hold"] * struck["hold"]), received=Counter(Kind))) == ["hold"]


def test_what_was_lost_or_doubled_stands_on_the_page() -> None:
    found = Sum(cases=3, broken={7: ["I2 lost: not at the portal: dossier x queued None"]})
    found.met["queued", "preflight", "kill"] = 4
    planted = {plant.name: {"case": None, "seen": None, "tried": 1} for plant in PLANTS}
    led = Sum(cases=2, broken={"queued → preflight under kill: after": ["I3 a ghost: dossier x"]})
    led.met["queued", "preflight", "token"] = 1
    written = page(found, led, planted)
    assert "| cases survived | 2 | 1 |" in written
    assert "| lost | 1 | 0 |" in written
    assert "- seed 7: I2 lost" in written
    assert "- queued → preflight under kill: after: I3 a ghost" in written
    assert "| queued → preflight | · | · | · | 4 | · | 1 |" in written
    assert "queued → preflight under kill, queued → preflight under old copy" in written
    assert f"0 of {len(PLANTS)} faults" in written
