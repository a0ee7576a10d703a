"""The offices that take dossiers in at the counter: name, hours, and when they open next."""

from dataclasses import dataclass
from datetime import date, datetime, time

from forms.deadlines import ICT, WorkCalendar
from forms.tables import table
from forms.units import is_unit, unit, unit_address

CENTRE, COMMITTEE = "Trung tâm Phục vụ hành chính công", "Ủy ban nhân dân"


@dataclass(frozen=True, slots=True)
class Office:
    """Where one goes; `address` and `phone` are None where nobody has told us, and are never guessed.

    `hours` of Monday to Friday, (from, to) twice a day; `is_confirmed`: whether the office itself said so.
    """

    centre: str
    committee: str
    hours: tuple[tuple[time, time], ...]
    is_confirmed: bool
    address: str | None = None
    phone: str | None = None

    def opens_next(self, now: datetime, calendar: WorkCalendar) -> date:
        """The day on which one can go: today while it is still open, else the next working day (+07:00)."""
        local = now.astimezone(ICT)
        today = local.date()
        if calendar.is_working_day(today) and local.time() >= self.hours[-1][1]:
            return calendar.add_working_days(today, 1)
        return calendar.next_working_day(today)


def office_of(code: object) -> Office | None:
    """The office of a commune (or of the province, `38`); None for what is no unit of ours."""
    if not (isinstance(code, str) and is_unit(code)):
        return None
    told = table("offices")
    known = told["known"].get(code, {})
    found = unit(code)
    return Office(
        f"{CENTRE} {found.kind} {found.name}",
        f"{COMMITTEE} {unit_address(code)}",
        tuple((time.fromisoformat(start), time.fromisoformat(end)) for start, end in told["hours"]),
        bool(told["confirmed"]),
        known.get("address"),
        known.get("phone"),
    )
