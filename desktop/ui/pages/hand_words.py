"""A filing on paper in words: always as what the person wrote down, never as the portal's word."""

from datetime import date

from desktop.domain.by_hand import HandFiling, HandStatus
from desktop.ui.words import tr
from forms.deadlines import WorkCalendar

_TONES = {HandStatus.WAITING: "neutral", HandStatus.SUPPLEMENT: "warn", HandStatus.RESULT: "ok"}


def status_chip(filing: HandFiling, today: date) -> tuple[str, str]:
    """Words and tone of its state; past the day on the slip that comes first."""
    if filing.is_overdue(today):
        return tr("by_hand.late"), "error"
    return tr(f"by_hand.status.{filing.status}"), _TONES[filing.status]


def due_words(filing: HandFiling, today: date) -> str:
    """When the slip says that it is due; whoever has no slip knows no day."""
    return day_words(filing.due_on, today)


def day_words(due_on: date | None, today: date) -> str:
    """`hẹn 27/11/2026: còn 4 ngày làm việc`."""
    if due_on is None:
        return tr("by_hand.no_due")
    left = WorkCalendar.shipped().working_days_between(today, due_on)
    if today > due_on:
        return tr("by_hand.overdue", day=shown_day(due_on), n=-left)
    if today == due_on:
        return tr("by_hand.due_today")
    return tr("by_hand.due", day=shown_day(due_on), n=left)


def filed_words(filing: HandFiling) -> str:
    """How and when it was filed, and under which code."""
    parts = [tr(f"by_hand.filed.{filing.way}", day=shown_day(filing.filed_on))]
    if filing.code:
        parts.append(tr("by_hand.code_is", code=filing.code))
    if filing.post_number:
        parts.append(tr("by_hand.post_number_is", number=filing.post_number))
    return " · ".join(parts)


def as_sentence(words: str) -> str:
    """With a capital, where they begin a line."""
    return words[:1].upper() + words[1:]


def shown_day(day: date) -> str:
    """`23/11/2026`."""
    return f"{day:%d/%m/%Y}"
