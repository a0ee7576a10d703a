"""How wrong a clock is, in words of a size that one can use."""

from datetime import timedelta

import pytest

from desktop import config
from desktop.cli.clock import clock_words
from desktop.services.portal_time import PortalTime
from tests.fakes.time_and_chance import FakeClock


@pytest.mark.parametrize(
    ("offset", "words"),
    [
        (timedelta(minutes=2), ""),
        (timedelta(minutes=3), "3 minutes behind the portal"),
        (timedelta(hours=-5), "5 hours ahead of the portal"),
        (timedelta(days=-400), "400 days ahead of the portal"),
    ],
)
def test_which_way_and_by_how_much(offset: timedelta, words: str) -> None:
    time = PortalTime(FakeClock())
    time.heard(offset)
    said = clock_words(time, "en")
    assert words in said
    assert bool(said) is bool(words)


def test_what_the_portal_says_goes_before_the_day_on_which_the_program_was_made() -> None:
    time = PortalTime(FakeClock(config.RELEASED - timedelta(days=1)))
    assert "31/10/2026" in clock_words(time, "vi")
    time.heard(timedelta(days=30))
    assert "chậm 30 ngày" in clock_words(time, "vi")
