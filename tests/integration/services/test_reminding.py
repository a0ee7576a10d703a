"""Reminders over the real store, by a clock that stands until it is moved."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from desktop import assembly
from desktop.domain.dossier import DraftCertificate, SupplementRequest
from desktop.domain.fee import FeeNotice
from desktop.domain.submission import Kind, State
from desktop.services.reminding import Reason
from tests.fakes.time_and_chance import FakeClock
from tests.integration.services.vault_with_dates import NAMES, counted, followed, services_at, told, written_down
from tests.integration.vault.records import NOW, brought_to, draft, filed, item


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def services(tmp_path: Path, clock: FakeClock) -> Iterator[assembly.Services]:
    with services_at(tmp_path / "home", clock) as opened:
        yield opened


def reasons(services: assembly.Services) -> list[tuple[Reason, str]]:
    return [(one.reason, one.about) for one in services.reminding.all()]


def test_a_day_is_near_from_three_working_days_before(services: assembly.Services, clock: FakeClock) -> None:
    told(services.vault)
    clock.at = datetime(2026, 11, 22, 16, 59, tzinfo=UTC)  # a minute before midnight in Viet Nam
    assert reasons(services) == []
    clock.forward(minutes=1)  # the 23rd: three working days before, for the 24th is a holiday
    near = [(Reason.DUE, "s1")]
    assert reasons(services) == near
    clock.at = datetime(2026, 11, 27, 16, 59, tzinfo=UTC)
    assert reasons(services) == near
    clock.forward(minutes=1)
    assert reasons(services) == [(Reason.OVERDUE, "s1")]


def test_each_source_reminds_and_names_nobody(services: assembly.Services, clock: FakeClock) -> None:
    told(services.vault)
    written_down(services.vault)
    followed(services.vault)
    clock.at = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
    found = services.reminding.all()
    places = [(one.place, one.about, one.day) for one in found]
    assert places == [
        ("dossier", "s1", date(2026, 11, 27)),
        ("by_hand", "h8", date(2026, 11, 30)),
        ("followed", "f9", date(2026, 12, 1)),
    ]
    assert [name for name in NAMES if name in repr(found)] == []
    assert services.reminding.dates() == found


def test_what_the_office_waits_for(services: assembly.Services) -> None:
    deadline = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
    told(services.vault, 1, supplement=SupplementRequest("a1", "Thiếu", (), (("TP01", "mờ"),), deadline))
    told(services.vault, 2, confirmation=DraftCertificate("c1", "r1", deadline))
    told(services.vault, 3, fee_notices=(FeeNotice("n1", (), 16_000, "before", "open", deadline),))
    told(services.vault, 4, confirmation=DraftCertificate("c2", "r2", deadline, answered=True), due_at=None)
    assert sorted(reasons(services)) == [
        (Reason.CONFIRMATION, "s2"), (Reason.FEE, "s3"), (Reason.SUPPLEMENT, "s1"),
    ]  # fmt: skip
    assert {one.day for one in services.reminding.all()} == {date(2026, 12, 3)}


def test_an_answer_that_was_taken_back_or_refused_is_asked_for_again(services: assembly.Services) -> None:
    deadline = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
    told(services.vault, 1, due_at=None, supplement=SupplementRequest("a1", "Thiếu", (), (), deadline))
    told(services.vault, 2, due_at=None, confirmation=DraftCertificate("c2", "r2", deadline))
    asked = [(Reason.CONFIRMATION, "s2"), (Reason.SUPPLEMENT, "s1")]
    with services.open_unit() as uow:
        uow.outbox.add(item("a1", "s1", Kind.SUPPLEMENT))
        uow.outbox.add(item("c2", "s2", Kind.CONFIRMATION))
        uow.commit()
    assert (reasons(services), assembly.count_dates(services)) == ([], 0)
    services.outbox.cancel("c2")
    brought_to(services.vault, State.NEEDS_FIX, "a1")
    assert (reasons(services), assembly.count_dates(services)) == (asked, 1)


@pytest.mark.parametrize("state", [State.NEEDS_LOGIN, State.CONFLICT])
def test_an_answer_that_goes_on_only_with_the_person_is_reminded_of(services: assembly.Services, state: State) -> None:
    """Silence counts as yes, and the answer lies here."""
    deadline = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
    told(services.vault, 2, due_at=None, confirmation=DraftCertificate("c2", "r2", deadline))
    with services.open_unit() as uow:
        uow.outbox.add(item("c2", "s2", Kind.CONFIRMATION))
        uow.commit()
    brought_to(services.vault, state, "c2")
    assert reasons(services) == [(Reason.CONFIRMATION, "s2")]


def test_what_is_asked_for_without_a_day_names_none(services: assembly.Services) -> None:
    deadline = datetime(2026, 12, 3, 10, 0, tzinfo=UTC)
    told(services.vault, 1, supplement=SupplementRequest("a1", "Thiếu", (), (("TP01", "mờ"),), None))
    told(services.vault, 2, confirmation=DraftCertificate("c1", "r1", None))
    told(services.vault, 3, fee_notices=(FeeNotice("n1", (), 16_000, "before", "open", None),))
    told(services.vault, 4, fee_notices=(FeeNotice("n2", (), 16_000, "before", "open", deadline),))
    found = [(one.reason, one.has_day) for one in services.reminding.all()]
    assert found == [
        (Reason.CONFIRMATION, False), (Reason.FEE, False), (Reason.SUPPLEMENT, False), (Reason.FEE, True),
    ]  # fmt: skip


def test_a_draft_that_was_left_for_a_week(services: assembly.Services, clock: FakeClock) -> None:
    with services.open_unit() as uow:
        uow.drafts.add(draft("d1", saved_at=NOW))
        uow.drafts.add(draft("d2", saved_at=NOW, discarded_at=NOW))
        uow.commit()
    clock.at = NOW + timedelta(days=7, seconds=-1)
    assert reasons(services) == []
    clock.forward(seconds=1)
    assert reasons(services) == [(Reason.DRAFT_LEFT, "d1")]
    assert services.reminding.dates() == (), "no office promised anything"


def test_what_has_waited_for_an_hour(services: assembly.Services, clock: FakeClock) -> None:
    item = filed(services.vault)
    clock.at = NOW + timedelta(minutes=59)
    assert reasons(services) == []
    clock.forward(minutes=1)
    assert reasons(services) == [(Reason.UNSENT, "s1")]
    with services.open_unit() as uow:
        for state in (State.PREFLIGHT, State.UPLOADING, State.SUBMITTING, State.UNKNOWN):
            started = state in (State.SUBMITTING, State.UNKNOWN)
            uow.outbox.save(replace(item, state=state, started=started, account="tam", portal_id="practice-1"))
        uow.commit()
    assert reasons(services) == [], "the portal may hold it: nobody is told that it was not sent"


def test_each_thing_is_told_once_a_day(services: assembly.Services, clock: FakeClock) -> None:
    told(services.vault)
    clock.at = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
    untold = services.reminding.untold()
    assert [one.about for one in untold] == ["s1"]
    services.reminding.note_told(untold)
    assert services.reminding.untold() == ()
    written_down(services.vault)
    assert [one.about for one in services.reminding.untold()] == ["h8"]
    clock.forward(days=1)
    assert [one.about for one in services.reminding.untold()] == ["s1", "h8"]
    services.reminding.turn(on=False)
    assert services.reminding.untold() == ()
    assert len(services.reminding.all()) == 2


def test_nobody_is_woken(services: assembly.Services, clock: FakeClock) -> None:
    told(services.vault)
    clock.at = datetime(2026, 11, 25, 23, 59, tzinfo=UTC)  # a minute to seven in Viet Nam
    assert services.reminding.untold() == ()
    assert [one.about for one in services.reminding.all()] == ["s1"], "the window shows it at any hour"
    clock.forward(minutes=1)
    assert [one.about for one in services.reminding.untold()] == ["s1"]
    clock.forward(hours=14)
    assert services.reminding.untold() == ()


def test_a_clock_that_stands_still_is_not_overdue(services: assembly.Services, clock: FakeClock) -> None:
    followed(services.vault)
    clock.at = datetime(2026, 12, 2, 2, 0, tzinfo=UTC)
    assert reasons(services) == [(Reason.OVERDUE, "f9")]
    with services.open_unit() as uow:
        uow.followed.save(replace(uow.followed.get("f9"), paused=True))
        uow.commit()
    assert reasons(services) == []


def test_many_dossiers_are_no_more_questions_than_one(services: assembly.Services, clock: FakeClock) -> None:
    clock.at = datetime(2026, 11, 27, 2, 0, tzinfo=UTC)
    asked, near = [], services.reminding.dates()
    for numbers in (range(1, 2), range(2, 21)):
        for number in numbers:
            request = SupplementRequest(f"a{number}", "Thiếu", (), (("TP01", "mờ"),), NOW + timedelta(days=9))
            told(services.vault, number, supplement=request if number % 2 else None)
        with counted(services.vault) as questions:
            near = services.reminding.dates()
        asked.append(len(questions))
    assert [one.about for one in near] == [f"s{number}" for number in sorted(range(2, 21, 2), key=str)]
    assert asked[1] <= asked[0]


def test_dossiers_whose_day_is_far_off_are_not_read(services: assembly.Services, clock: FakeClock) -> None:
    told(services.vault)
    clock.at = datetime(2026, 11, 22, 16, 59, tzinfo=UTC)  # on the next minute it comes near
    with counted(services.vault) as questions:
        assert services.reminding.dates() == ()
    assert [one for one in questions if "history_row" in one] == []
