"""When to try again."""

from datetime import timedelta

import pytest

from desktop.domain.retry import LONGEST, RetryPolicy

POLICY = RetryPolicy()


@pytest.mark.parametrize(("attempts", "longest"), [(0, 2), (1, 4), (5, 64), (9, 900), (10, 900), (10_000, 900)])
def test_back_off_doubles_up_to_a_quarter_of_an_hour(attempts: int, longest: int) -> None:
    assert POLICY.delay(attempts, lambda: 1.0) == timedelta(seconds=longest)
    assert POLICY.delay(attempts, lambda: 0.0) == timedelta(0)


@pytest.mark.parametrize(("asked", "seconds"), [(30, 30), (3600, 3600), (10 * 365 * 86_400, 3600)])
def test_the_portals_word_wins_within_an_hour(asked: float, seconds: int) -> None:
    assert POLICY.delay(7, lambda: 0.0, asked) == timedelta(seconds=seconds)
    assert POLICY.delay(7, lambda: 1.0, asked) == timedelta(seconds=seconds * 1.1)


@pytest.mark.parametrize("asked", [0, -5, -40 * 365 * 86_400])
def test_a_word_that_asks_for_no_wait_is_none(asked: float) -> None:
    assert POLICY.delay(5, lambda: 0.5, asked) == POLICY.delay(5, lambda: 0.5)


def test_no_wait_is_longer_than_the_longest() -> None:
    waits = [POLICY.delay(attempts, lambda: 1.0, asked) for attempts in (0, 60) for asked in (None, 1, 1e9)]
    assert max(waits) == LONGEST
