"""Nothing is thrown away by a clock that is wrong: the bin counts days that it has seen go by."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop import assembly
from tests.fakes.time_and_chance import FakeClock


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def services(tmp_path: Path, clock: FakeClock) -> Iterator[assembly.Services]:
    key = assembly.create_vault(tmp_path / "home", "chim sẻ đồng").key
    link = assembly.PortalLink(practice_data=tmp_path / "practice", offline=True)
    opened = assembly.open_services(tmp_path / "home", key, link=link, clock=clock)
    yield opened
    opened.close()


def used_for(services: assembly.Services, clock: FakeClock, days: int) -> None:
    """Somebody opens the program once a week."""
    services.upkeep.tidy()
    for _ in range(0, days, 7):
        clock.forward(days=7)
        services.upkeep.tidy()


def binned(services: assembly.Services) -> str:
    draft = services.drafting.start("1.001193").id
    services.drafting.discard(draft)
    return draft


def in_bin(services: assembly.Services) -> list[str]:
    return [row.draft.id for row in services.upkeep.bin.rows()]


def test_what_lay_there_for_thirty_days_that_went_by_is_gone(services: assembly.Services, clock: FakeClock) -> None:
    binned(services)
    used_for(services, clock, 28)
    assert len(in_bin(services)) == 1
    used_for(services, clock, 7)
    assert in_bin(services) == []


@pytest.mark.parametrize("years", [3, 90, -3], ids=["ahead", "far ahead", "back"])
def test_a_clock_that_jumped_by_years_throws_nothing_away_for_thirty_days(
    services: assembly.Services, clock: FakeClock, years: int
) -> None:
    clock.at = datetime(2030, 1, 1, tzinfo=UTC)
    used_for(services, clock, 70)
    draft = binned(services)
    clock.forward(days=365 * years)
    used_for(services, clock, 21)
    assert in_bin(services) == [draft]
    clock.at = datetime(2030, 4, 1, tzinfo=UTC)
    used_for(services, clock, 14)
    assert services.drafting.restore(draft).discarded_at is None


def test_a_clock_that_is_known_to_be_wrong_counts_nothing(services: assembly.Services, clock: FakeClock) -> None:
    draft = binned(services)
    services.tracking.portal_time.heard(timedelta(days=-20))
    used_for(services, clock, 700)
    assert in_bin(services) == [draft]
    services.tracking.portal_time.heard(timedelta(0))
    assert not services.upkeep.tidy()


def test_before_the_day_on_which_the_program_was_made_nothing_goes(
    services: assembly.Services, clock: FakeClock
) -> None:
    clock.at = datetime(2001, 1, 1, tzinfo=UTC)
    draft = binned(services)
    used_for(services, clock, 70)
    assert in_bin(services) == [draft]


def test_a_clock_that_is_set_right_by_minutes_goes_on_counting(services: assembly.Services, clock: FakeClock) -> None:
    binned(services)
    used_for(services, clock, 28)
    clock.forward(minutes=-5)
    services.upkeep.tidy()
    clock.forward(days=3)
    assert services.upkeep.tidy()
    assert in_bin(services) == []
