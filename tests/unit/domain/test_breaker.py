"""A portal in trouble is left in peace, each time for longer, and one good answer ends it."""

from datetime import UTC, datetime, timedelta

import pytest

from desktop.domain.breaker import LONGEST_REST, REST, SPREAD, TRIPS_AFTER, Breaker

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def tripped(times: int = 1) -> Breaker:
    """Opened *times* in a row, each time at NOW."""
    breaker = Breaker()
    for _ in range(TRIPS_AFTER):
        breaker = breaker.failed(NOW)
    for _ in range(times - 1):
        breaker = breaker.failed(NOW)
    return breaker


CLOSED, NEARLY, OPEN = Breaker(), Breaker(failures=TRIPS_AFTER - 1), tripped()


@pytest.mark.parametrize(
    ("before", "event", "failures", "rests", "until"),
    [
        (CLOSED, "failed", 1, 0, None),
        (NEARLY, "failed", 0, 1, NOW + REST),
        (OPEN, "failed", 0, 2, NOW + 2 * REST),
        (CLOSED, "probed", 0, 0, None),
        (NEARLY, "probed", TRIPS_AFTER - 1, 0, None),
        (OPEN, "probed", 0, 1, None),
        (CLOSED, "succeeded", 0, 0, None),
        (NEARLY, "succeeded", 0, 0, None),
        (OPEN, "succeeded", 0, 0, None),
    ],
)
def test_table(before: Breaker, event: str, failures: int, rests: int, until: datetime | None) -> None:
    after = before.failed(NOW) if event == "failed" else getattr(before, event)()
    assert (after.failures, after.rests, after.until) == (failures, rests, until)


@pytest.mark.parametrize(("times", "minutes"), [(1, 1), (2, 2), (3, 4), (4, 8), (5, 15), (60, 15)])
def test_each_rest_is_twice_as_long_up_to_a_quarter_of_an_hour(times: int, minutes: int) -> None:
    assert tripped(times).until == NOW + minutes * MINUTE


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        (NOW, True),
        (NOW + REST - timedelta(seconds=1), True),
        (NOW + REST, False),
        (NOW + timedelta(days=3650), False),
        (NOW - LONGEST_REST, False),
        (NOW - timedelta(days=3650), False),
    ],
)
def test_a_rest_ends_by_itself_and_by_a_clock_that_jumps(at: datetime, is_open: bool) -> None:
    assert OPEN.is_open(at) is is_open
    assert not CLOSED.is_open(at)


def test_after_a_probe_it_trips_as_late_as_before_and_rests_for_longer() -> None:
    breaker = OPEN.probed()
    for _ in range(TRIPS_AFTER - 1):
        breaker = breaker.failed(NOW)
        assert not breaker.is_open(NOW)
    assert breaker.failed(NOW).until == NOW + 2 * REST


def test_who_comes_back_with_everybody_waits_once_more_and_only_once() -> None:
    back = OPEN.came_back(NOW, lambda: 0.25)
    assert (back.until, back.is_back) == (NOW + SPREAD / 4, True)
    assert not back.is_open(NOW + SPREAD / 4)
    assert back.came_back(NOW + SPREAD / 4, lambda: 0.25) == OPEN.probed()
    assert CLOSED.came_back(NOW, lambda: 0.25) == CLOSED


def test_a_portal_that_fails_again_after_it_came_back_rests_for_longer() -> None:
    again = OPEN.came_back(NOW, lambda: 0.25).failed(NOW)
    assert (again.until, again.is_back) == (NOW + 2 * REST, False)


def test_who_waits_for_milliseconds_between_tries_rests_no_longer() -> None:
    breaker = Breaker(longest=timedelta(milliseconds=10))
    for _ in range(TRIPS_AFTER):
        breaker = breaker.failed(NOW)
    assert breaker.until == NOW + timedelta(milliseconds=10)
    assert breaker.came_back(NOW, lambda: 0.5).until == NOW + timedelta(milliseconds=5)
