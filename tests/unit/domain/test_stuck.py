"""The stuck radar against the portal's own limits, the rule of intake, and silence."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from desktop.domain.dossier import Dossier, DraftCertificate, HistoryRow, Status, Step
from desktop.domain.stuck import Why, stuck
from forms.deadlines import ICT, WorkCalendar, intake_due

CALENDAR = WorkCalendar.shipped()
MONDAY = datetime(2026, 11, 16, 10, 0, tzinfo=ICT)
FRIDAY = datetime(2026, 11, 20, 10, 0, tzinfo=ICT)
STEP = Step("Thẩm định", "Lê Thị Hoa", "14845", since=MONDAY, due=FRIDAY)
IN_WORK = Dossier("a", 3, "H56.148.45-261116-0001", Status.PROCESSING, "Đang xử lý", received_at=MONDAY, step=STEP)
NEW = Dossier("a", 1, None, Status.REGISTERED, "Mới đăng ký", submitted_at=MONDAY)


def test_the_step_says_where_it_stands_who_has_it_and_for_how_long_too_long() -> None:
    assert stuck(IN_WORK, MONDAY, FRIDAY, CALENDAR) is None
    late = stuck(IN_WORK, MONDAY, FRIDAY + timedelta(days=5), CALENDAR)
    assert late is not None
    assert (late.why, late.step, late.handler, late.unit) == (Why.STEP_LATE, "Thẩm định", "Lê Thị Hoa", "14845")
    assert late.days == 2, "from Friday to Wednesday; Tuesday the 24th is a holiday"


def test_the_promise_is_named_before_the_step() -> None:
    late = stuck(replace(IN_WORK, due_at=FRIDAY), MONDAY, FRIDAY + timedelta(days=3), CALENDAR)
    assert late is not None
    assert late.why is Why.PROMISE_LATE


@pytest.mark.parametrize(
    ("submitted", "limit"),
    [
        (MONDAY, MONDAY + timedelta(days=1)),
        (MONDAY.replace(hour=19), (MONDAY + timedelta(days=1)).replace(hour=17)),
        (FRIDAY, FRIDAY + timedelta(days=3)),
        (FRIDAY + timedelta(days=1), (FRIDAY + timedelta(days=3)).replace(hour=17)),
        (MONDAY.astimezone(UTC), MONDAY + timedelta(days=1)),
    ],
    ids=["a day", "evening", "over the week-end", "on a Saturday", "in UTC"],
)
def test_intake_takes_eight_working_hours(submitted: datetime, limit: datetime) -> None:
    assert intake_due(submitted, CALENDAR) == limit


def test_what_was_received_and_never_taken_in_is_stuck_even_when_the_portal_is_silent() -> None:
    for told in (NEW, None):
        assert stuck(told, MONDAY, MONDAY + timedelta(days=1), CALENDAR) is None
        late = stuck(told, MONDAY, MONDAY + timedelta(days=2), CALENDAR)
        assert late is not None
        assert (late.why, late.is_theirs) == (Why.NOT_TAKEN_IN, False)
    assert stuck(None, None, MONDAY + timedelta(days=99), CALENDAR) is None, "what has no receipt is nobody's fault"


def test_the_portals_own_limit_for_intake_goes_first() -> None:
    told = replace(NEW, step=replace(STEP, due=FRIDAY))
    assert stuck(told, MONDAY, FRIDAY, CALENDAR) is None
    late = stuck(told, MONDAY, FRIDAY + timedelta(minutes=1), CALENDAR)
    assert late is not None
    assert late.is_theirs


def test_without_any_date_five_quiet_working_days_are_too_many() -> None:
    row = HistoryRow(2, FRIDAY, "", "", "14845", "Chuyển", Status.PROCESSING)
    told = replace(IN_WORK, step=replace(STEP, due=None), history=(row,))
    assert stuck(told, MONDAY, FRIDAY + timedelta(days=7), CALENDAR) is None
    late = stuck(told, MONDAY, FRIDAY + timedelta(days=11), CALENDAR)
    assert late is not None
    assert (late.why, late.limit) == (Why.QUIET, FRIDAY + timedelta(days=10))


@pytest.mark.parametrize(
    "fact",
    [
        {"paused": True},
        {"final": True},
        {"status": Status.RETURNED},
        {"confirmation": DraftCertificate("c", "r", None)},
        {"step": replace(STEP, due=None), "due_at": FRIDAY + timedelta(days=900)},
    ],
    ids=["paused", "final", "returned", "your turn", "promised for later"],
)
def test_not_stuck(fact: dict[str, object]) -> None:
    told = replace(IN_WORK, **fact)  # type: ignore[arg-type]
    assert stuck(told, MONDAY, FRIDAY + timedelta(days=90), CALENDAR) is None
