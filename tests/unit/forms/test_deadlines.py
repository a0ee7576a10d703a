import dataclasses
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from forms.deadlines import ICT, WorkCalendar, due
from forms.errors import FormsError
from forms.pack import ProcedurePack

CALENDAR = WorkCalendar.shipped()


def _limited(pack: ProcedurePack, **limit: object) -> ProcedurePack:
    return dataclasses.replace(pack, procedure={**pack.procedure, "time_limit": limit}, sha256="changed")


@pytest.mark.parametrize(
    ("received", "due_on"),
    [
        ("2026-11-20T14:59", "2026-11-20"),
        ("2026-11-20T15:00", "2026-11-20"),
        ("2026-11-20T15:01", "2026-11-23"),
        ("2026-11-23T14:59", "2026-11-23"),
        ("2026-11-23T15:01", "2026-11-25"),
        ("2026-11-24T09:00", "2026-11-25"),
        ("2026-11-21T09:00", "2026-11-23"),
        ("2026-08-21T15:30", "2026-08-22"),
    ],
)
def test_a_same_day_procedure_turns_at_three(birth: ProcedurePack, received: str, due_on: str) -> None:
    answer = due(birth, datetime.fromisoformat(received).replace(tzinfo=ICT), CALENDAR)
    assert answer == datetime.fromisoformat(f"{due_on}T17:00+07:00")


def test_the_office_counts_in_its_own_time_zone(birth: ProcedurePack) -> None:
    assert due(birth, datetime(2026, 11, 20, 8, 1, tzinfo=UTC), CALENDAR).date() == date(2026, 11, 23)
    assert due(birth, datetime(2026, 11, 19, 23, 30, tzinfo=UTC), CALENDAR).date() == date(2026, 11, 20)


def test_working_days_step_over_the_new_holiday(birth: ProcedurePack) -> None:
    three = _limited(birth, kind="working_days", days=3)
    for check in json.loads(Path("forms/data/calendar.json").read_text(encoding="utf-8"))["checks"]:
        received = datetime.fromisoformat(check["received"]).replace(tzinfo=ICT)
        assert due(three, received, CALENDAR).date().isoformat() == check["due"]
    after_hours = datetime(2026, 11, 20, 17, 30, tzinfo=ICT)
    assert due(three, after_hours, CALENDAR).date() == date(2026, 11, 27)


def test_calendar_days_end_on_a_working_day(birth: ProcedurePack) -> None:
    one = _limited(birth, kind="calendar_days", days=1)
    assert due(one, datetime(2026, 11, 20, 10, tzinfo=ICT), CALENDAR).date() == date(2026, 11, 23)


def test_an_unknown_limit_gives_no_date(birth: ProcedurePack) -> None:
    with pytest.raises(FormsError, match=r"deadline\.unknown"):
        due(_limited(birth, kind="unknown"), datetime(2026, 11, 20, 10, tzinfo=ICT), CALENDAR)


def test_a_time_without_offset_is_refused(birth: ProcedurePack) -> None:
    with pytest.raises(ValueError, match="offset"):
        due(birth, datetime(2026, 11, 20, 10), CALENDAR)  # noqa: DTZ001 - the very mistake


def test_worked_weekends_holidays_and_years_not_announced() -> None:
    assert CALENDAR.is_working_day(date(2026, 8, 22))
    assert not CALENDAR.is_working_day(date(2026, 11, 24))
    assert not CALENDAR.is_working_day(date(2031, 5, 1))
    assert CALENDAR.is_working_day(date(2031, 5, 2))
    assert (CALENDAR.is_confirmed(2026), CALENDAR.is_confirmed(2027), CALENDAR.is_confirmed(2031)) == (
        True,
        False,
        False,
    )


def test_counting_between_undoes_adding() -> None:
    start = date(2026, 11, 20)
    for days in range(1, 30):
        assert CALENDAR.working_days_between(start, CALENDAR.add_working_days(start, days)) == days
    assert CALENDAR.working_days_between(date(2026, 11, 26), start) == -3
