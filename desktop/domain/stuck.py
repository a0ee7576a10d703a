"""The stuck radar: no movement against its own limit, and where it stands then."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from desktop.domain.dossier import Dossier, Status, Turn
from forms.deadlines import WorkCalendar, intake_due, local_date

QUIET_DAYS = 5
"""Working days without any movement after which a dossier without any date of its own counts as stuck."""


class Why(StrEnum):
    """Which limit it is past."""

    NOT_TAKEN_IN = "not_taken_in"
    STEP_LATE = "step_late"
    PROMISE_LATE = "promise_late"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Stuck:
    """Where it stands, who has it, which limit passed, and how many working days ago.

    `is_theirs`: the portal itself named the limit; else it is the eight hours of the rule, or our own patience.
    """

    why: Why
    limit: datetime
    days: int
    step: str = ""
    unit: str | None = None
    handler: str | None = None
    is_theirs: bool = True


def stuck(
    dossier: Dossier | None, receipted_at: datetime | None, now: datetime, calendar: WorkCalendar
) -> Stuck | None:
    """What is late at the office; None while it is not the office's turn, or every limit holds.

    A dossier that has a receipt and was never taken in is stuck even when the portal tells nothing of it.
    """
    if dossier is not None and (dossier.paused or dossier.turn is not Turn.OFFICE):
        return None
    for found in (_not_taken_in(dossier, receipted_at, calendar), *_late(dossier, calendar)):
        if found is not None and found.limit < now:
            days = max(0, calendar.working_days_between(local_date(found.limit), local_date(now)))
            return _placed(found, dossier, days)
    return None


def _not_taken_in(dossier: Dossier | None, receipted_at: datetime | None, calendar: WorkCalendar) -> Stuck | None:
    if dossier is not None and dossier.status is not Status.REGISTERED:
        return None
    step = dossier.step if dossier is not None else None
    if step is not None and step.due is not None:
        return Stuck(Why.NOT_TAKEN_IN, step.due, 0)
    since = (dossier.submitted_at if dossier is not None else None) or receipted_at
    return Stuck(Why.NOT_TAKEN_IN, intake_due(since, calendar), 0, is_theirs=False) if since is not None else None


def _late(dossier: Dossier | None, calendar: WorkCalendar) -> tuple[Stuck | None, ...]:
    if dossier is None or dossier.status is Status.REGISTERED:
        return ()
    step, promised = dossier.step, dossier.due_at
    by_step = Stuck(Why.STEP_LATE, step.due, 0) if step is not None and step.due is not None else None
    by_promise = Stuck(Why.PROMISE_LATE, promised, 0) if promised is not None else None
    if by_step is not None or by_promise is not None:
        return by_promise, by_step
    moved = _last_movement(dossier)
    if moved is None:
        return ()
    waited = calendar.add_working_days(local_date(moved), QUIET_DAYS)
    limit = moved + timedelta(days=(waited - local_date(moved)).days)
    return (Stuck(Why.QUIET, limit, 0, is_theirs=False),)


def _last_movement(dossier: Dossier) -> datetime | None:
    times = [row.at for row in dossier.history]
    if dossier.step is not None and dossier.step.since is not None:
        times.append(dossier.step.since)
    return max(times, default=dossier.received_at or dossier.submitted_at)


def _placed(found: Stuck, dossier: Dossier | None, days: int) -> Stuck:
    step = dossier.step if dossier is not None else None
    if step is None:
        return Stuck(found.why, found.limit, days, is_theirs=found.is_theirs)
    return Stuck(found.why, found.limit, days, step.name, step.unit, step.handler, found.is_theirs)
