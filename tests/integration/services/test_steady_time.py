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


def starts(services: assembly.Services, clock: FakeClock, at: datetime, mode: str = "", wrong: int = 0) -> None:
    """The program is started at that time, by a clock that is days *wrong*; a portal in that mode is heard."""
    time = services.tracking.portal_time
    time.offset, time.is_heard, time.proved_at = timedelta(0), False, None
    clock.at = at + timedelta(days=wrong)
    services.upkeep.tidy()
    if mode:
        time.heard(timedelta(days=-wrong) if mode == "live" else timedelta(0), mode)
        services.upkeep.tidy()


def month(number: int) -> datetime:
    """So many months after the first one."""
    return datetime(2027 + number // 12, 1 + number % 12, 1, 9, tzinfo=UTC)


def test_who_starts_it_every_other_month_has_the_bin_emptied_where_a_portal_proves_the_clock(
    services: assembly.Services, clock: FakeClock
) -> None:
    starts(services, clock, month(0), "live")
    before = binned(services)
    starts(services, clock, month(2), "live")
    later = binned(services)
    assert in_bin(services) == [later, before], "it was put there after the clock was proved the last time"
    starts(services, clock, month(4), "live")
    assert in_bin(services) == [later]
    starts(services, clock, month(6), "live")
    assert in_bin(services) == []


@pytest.mark.parametrize("mode", ["", "practice"])
def test_no_portal_and_one_that_goes_by_this_clock_prove_nothing(
    services: assembly.Services, clock: FakeClock, mode: str
) -> None:
    starts(services, clock, month(0), mode)
    draft = binned(services)
    for number in range(2, 12, 2):
        starts(services, clock, month(number), mode)
    assert in_bin(services) == [draft]


def test_a_clock_that_jumped_ahead_and_is_told_so_throws_nothing_away(
    services: assembly.Services, clock: FakeClock
) -> None:
    starts(services, clock, month(0), "live")
    draft = binned(services)
    starts(services, clock, month(0) + timedelta(days=1), "live", wrong=800)
    starts(services, clock, month(0) + timedelta(days=2), "live")
    starts(services, clock, month(0) + timedelta(days=20), "live")
    assert in_bin(services) == [draft]


@pytest.mark.parametrize("behind", [58, 400, 5000], ids=["where it stood last", "behind the last proof", "too early"])
def test_what_was_put_away_by_a_clock_that_was_behind_lies_for_thirty_days(
    services: assembly.Services, clock: FakeClock, behind: int
) -> None:
    starts(services, clock, month(0), "live")
    starts(services, clock, month(2), wrong=-behind)
    draft = binned(services)
    for day in (1, 2, 29):
        starts(services, clock, month(2) + timedelta(days=day), "live")
        assert in_bin(services) == [draft]
    for day in (61, 95):
        starts(services, clock, month(2) + timedelta(days=day), "live")
    assert in_bin(services) == []


def test_a_clock_set_right_after_the_start_throws_nothing_away(services: assembly.Services, clock: FakeClock) -> None:
    starts(services, clock, month(0), "live")
    starts(services, clock, month(6), wrong=-180)
    draft = binned(services)
    clock.at = month(6)
    services.tracking.portal_time.heard(timedelta(0), "live")
    services.upkeep.tidy()
    assert in_bin(services) == [draft]


def test_a_proof_from_before_the_clock_was_set_is_none(services: assembly.Services, clock: FakeClock) -> None:
    starts(services, clock, month(0), "live")
    draft = binned(services)
    starts(services, clock, month(0) + timedelta(days=3), "live")
    clock.forward(days=800)
    services.upkeep.tidy()
    assert in_bin(services) == [draft]


def test_what_a_steady_clock_let_lie_is_not_hurried_by_one_day_that_was_too_early(
    services: assembly.Services, clock: FakeClock
) -> None:
    used_for(services, clock, 70)
    right = clock.at
    starts(services, clock, datetime(2001, 1, 1, tzinfo=UTC))
    draft = binned(services)
    clock.at = right
    used_for(services, clock, 28)
    assert in_bin(services) == [draft]
    used_for(services, clock, 7)
    assert in_bin(services) == []
