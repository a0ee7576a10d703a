"""Working days, holidays and due dates (law: the first day is not counted; times are Asia/Ho_Chi_Minh, +07:00)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cache

from forms.errors import FormsError
from forms.pack import ProcedurePack
from forms.tables import table

ICT = timezone(timedelta(hours=7))
CLOSING = time(17, 0)
_SATURDAY = 5
_FIXED_HOLIDAYS = {(1, 1), (4, 30), (5, 1), (9, 2), (11, 24)}


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Holidays and worked weekends; a year that is not in `years` knows the holidays of fixed date only."""

    holidays: frozenset[date]
    working_weekends: frozenset[date]
    years: Mapping[int, bool]

    @staticmethod
    @cache
    def shipped() -> "WorkCalendar":
        """The calendar that comes with the program."""
        years = table("calendar")["years"]
        return WorkCalendar(
            frozenset(date.fromisoformat(day) for year in years.values() for day in year["holidays"]),
            frozenset(date.fromisoformat(day) for year in years.values() for day in year["working_weekends"]),
            {int(number): bool(year["confirmed"]) for number, year in years.items()},
        )

    def is_confirmed(self, year: int) -> bool:
        """Whether the holidays of *year* were announced (False: a projection, or unknown)."""
        return self.years.get(year, False)

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday that is no holiday, or a weekend day worked in exchange."""
        if day in self.working_weekends:
            return True
        if day.year not in self.years and (day.month, day.day) in _FIXED_HOLIDAYS:
            return False
        return day.weekday() < _SATURDAY and day not in self.holidays

    def next_working_day(self, day: date) -> date:
        """*day* itself when it is worked, else the first one after it."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def add_working_days(self, day: date, number: int) -> date:
        """The day that is *number* working days after *day*, which itself is not counted."""
        for _ in range(number):
            day = self.next_working_day(day + timedelta(days=1))
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """Working days after *start* up to and with *end*; negative when *end* is before *start*."""
        if end < start:
            return -self.working_days_between(end, start)
        days = (start + timedelta(days=step) for step in range(1, (end - start).days + 1))
        return sum(self.is_working_day(day) for day in days)


def due(pack: ProcedurePack, received_at: datetime, calendar: WorkCalendar) -> datetime:
    """When the result is due, at closing time in +07:00; *received_at* must know its offset (ValueError).

    FormsError `deadline.unknown` where the pack does not know the procedure's time limit.
    """
    if received_at.tzinfo is None:
        raise ValueError("received_at needs an offset")
    local = received_at.astimezone(ICT)
    limit = pack.procedure["time_limit"]
    if limit["kind"] == "same_day":
        day = _same_day(local, time.fromisoformat(limit["cutoff"]), calendar)
    elif limit["kind"] == "working_days":
        day = calendar.add_working_days(_counted_from(local, calendar), limit["days"])
    elif limit["kind"] == "unknown":
        raise FormsError("deadline.unknown", procedure=pack.code)
    else:
        day = calendar.next_working_day(_counted_from(local, calendar) + timedelta(days=limit["days"]))
    return datetime.combine(day, CLOSING, ICT)


def intake_due(submitted_at: datetime, calendar: WorkCalendar) -> datetime:
    """When the office should have taken in what came online: eight working hours, which is one working day.

    Source: Nghị định 107/2021/NĐ-CP; what Nghị định 118/2025/NĐ-CP says instead is not confirmed.
    """
    local = submitted_at.astimezone(ICT)
    day, hour = _counted_from(local, calendar), local.time()
    if day != local.date() or hour > CLOSING:
        return datetime.combine(day, CLOSING, ICT)
    return datetime.combine(calendar.add_working_days(day, 1), hour, ICT)


def local_date(moment: datetime) -> date:
    """The day of *moment* in Viet Nam."""
    return moment.astimezone(ICT).date()


def _same_day(local: datetime, cutoff: time, calendar: WorkCalendar) -> date:
    day = local.date()
    if calendar.is_working_day(day) and local.time() > cutoff:
        return calendar.add_working_days(day, 1)
    return calendar.next_working_day(day)


def _counted_from(local: datetime, calendar: WorkCalendar) -> date:
    """What comes after closing, or on a day off, counts as received on the next working day."""
    day = local.date()
    if calendar.is_working_day(day) and local.time() > CLOSING:
        return calendar.add_working_days(day, 1)
    return calendar.next_working_day(day)
