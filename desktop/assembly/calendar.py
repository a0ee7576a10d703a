"""The calendar file of due days: procedure, code and office, and nobody's name."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from desktop.assembly.services import Services
from desktop.domain.errors import Refusal
from desktop.messages import say
from desktop.services.due_dates import DueDate, DueKind, days_of, open_days
from forms.deadlines import ICT, WorkCalendar
from forms.units import is_unit, unit_address

RINGS = time(8, 0)
"""In the morning of the working day before, Vietnam time."""
_DOING = {DueKind.SUPPLEMENT: "calendar.supplement_by", DueKind.FEE: "calendar.fee_by"}
_BY = {
    DueKind.DOSSIER: "told", DueKind.SUPPLEMENT: "asked", DueKind.FEE: "asked",
    DueKind.BY_HAND: "written", DueKind.FOLLOWED: "written",
}  # fmt: skip


def calendar_file(services: Services, about: str | None = None, lang: str = "vi") -> bytes:
    """One record's days, or without *about* all days that are still to come; Refusal `calendar.no-date`."""
    with services.open_unit() as uow:
        wanted = days_of(uow, about) if about else _nearest_first(open_days(uow))
    if not wanted:
        raise Refusal("calendar.no-date")
    return _written(services, wanted, lang)


def count_dates(services: Services) -> int:
    """How many days the file of all would hold."""
    with services.open_unit() as uow:
        return sum(1 for _ in open_days(uow))


def _nearest_first(dates: Iterable[DueDate]) -> Sequence[DueDate]:
    return sorted(dates, key=lambda due: (due.day, due.about))


def _written(services: Services, dates: Sequence[DueDate], lang: str) -> bytes:
    from desktop.adapters.calendar_file import Entry, write_calendar

    entries = [
        Entry(
            key=f"{due.kind}-{due.about}",
            day=due.day,
            sequence=due.sequence,
            summary=_summary(services, due, lang),
            description=say(f"calendar.{_BY[due.kind]}", lang),
            alarm_at=_rings(due.day),
            place=unit_address(due.unit) if due.unit and is_unit(due.unit) else "",
        )
        for due in dates
    ]
    return write_calendar(entries, services.clock.now().astimezone(UTC))


def _summary(services: Services, due: DueDate, lang: str) -> str:
    key = _DOING.get(due.kind, "calendar.summary")
    if due.procedure is None:
        return say(key, lang, name=due.code or "")
    name = services.catalogue.get(due.procedure, due.version).text("procedure.name", lang)
    return say(key, lang, name=f"{name} ({due.code})" if due.code else name)


def _rings(day: date) -> datetime:
    calendar = WorkCalendar.shipped()
    before = day - timedelta(days=1)
    while not calendar.is_working_day(before):
        before -= timedelta(days=1)
    return datetime.combine(before, RINGS, ICT).astimezone(UTC)
