"""What a person should not forget: days that come near, what an office waits for, what was left lying."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from desktop.domain.dossier import Dossier, Turn
from desktop.domain.submission import FINAL, Kind, Submission, is_in_doubt
from desktop.services.due_dates import DueDate, DueKind, promised_days
from desktop.services.local_day import today
from desktop.services.ports import Clock, OpenUnit, UnitOfWork
from desktop.services.turns import left_of
from forms.deadlines import ICT, WorkCalendar

NEAR = 3
"""Working days before a due day from which on it is near."""
LEFT_LYING = timedelta(days=7)
UNSENT = timedelta(hours=1)
MORNING, NIGHT = time(7), time(21)
"""When the tray begins to tell, and when it is quiet, in Viet Nam."""
TOLD = "reminders_told"
"""Setting: which reminders were told, JSON {key: day}."""
ON = "reminders"
"""Setting: `off` keeps the tray quiet; the window shows them all the same."""


class Reason(StrEnum):
    """Why somebody is reminded; the window has a sentence for each."""

    DUE = "due"
    OVERDUE = "overdue"
    SUPPLEMENT = "supplement"
    CONFIRMATION = "confirmation"
    FEE = "fee"
    DRAFT_LEFT = "draft_left"
    UNSENT = "unsent"


@dataclass(frozen=True, slots=True)
class Reminder:
    """`place` and `about` are the page and what it is about; the procedure and the day may be read over a shoulder.

    Where nobody set a day, `has_day` is False and `day` is the day on which it is told.
    """

    reason: Reason
    place: str
    about: str
    day: date
    procedure: str | None = None
    version: int | None = None
    code: str | None = None
    has_day: bool = True

    @property
    def key(self) -> str:
        """What stands for it from one day to the next."""
        return f"{self.reason}:{self.about}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reminding:
    """Reads the vault alone; nothing is asked of a portal."""

    open_unit: OpenUnit
    clock: Clock
    calendar: WorkCalendar

    def all(self) -> tuple[Reminder, ...]:
        """Everything to be reminded of now: a draft certificate, whose silence counts as yes, then day by day."""
        now, day = self.clock.now(), today(self.clock)
        with self.open_unit() as uow:
            found = [
                *self._due(uow, day),
                *_asked(uow, day),
                *_left_lying(uow, now),
                *_unsent(uow, now),
            ]
        return tuple(sorted(found, key=lambda one: (one.reason is not Reason.CONFIRMATION, one.day, one.key)))

    def dates(self) -> tuple[Reminder, ...]:
        """The due days alone that have come near or gone by, the most pressing first."""
        with self.open_unit() as uow:
            return tuple(self._due(uow, today(self.clock)))

    def untold(self) -> tuple[Reminder, ...]:
        """What the tray has not told today; nothing at night or while it is to be quiet. Told with `note_told`."""
        if self.is_quiet():
            return ()
        found, day = self.all(), today(self.clock).isoformat()
        with self.open_unit() as uow:
            told = _told(uow)
        return tuple(one for one in found if told.get(one.key) != day)

    def is_quiet(self) -> bool:
        """Whether the tray tells nothing now: at night, or because somebody wished so."""
        is_day = MORNING <= self.clock.now().astimezone(ICT).time() < NIGHT
        return not is_day or not self.is_on()

    def note_told(self, reminders: tuple[Reminder, ...]) -> None:
        """They were shown today; what is no reminder any more is forgotten."""
        day, known = today(self.clock).isoformat(), {one.key for one in self.all()}
        with self.open_unit() as uow:
            told = {key: when for key, when in _told(uow).items() if key in known}
            uow.settings.put(TOLD, json.dumps(told | {one.key: day for one in reminders}))
            uow.commit()

    def is_on(self) -> bool:
        """Whether the tray may tell."""
        with self.open_unit() as uow:
            return uow.settings.get(ON) != "off"

    def turn(self, *, on: bool) -> None:
        """Let the tray tell, or keep it quiet."""
        with self.open_unit() as uow:
            uow.settings.put(ON, "on" if on else "off")
            uow.commit()

    def _due(self, uow: UnitOfWork, day: date) -> Iterator[Reminder]:
        """What waits for the person is told as such."""
        far = self.calendar.add_working_days(day, NEAR + 1)
        near = [due for due in promised_days(uow, datetime.combine(far, time(), ICT)) if due.day < far]
        for due in sorted(near, key=lambda one: (one.day, one.about)):
            yield _of(due, Reason.OVERDUE if due.day < day else Reason.DUE)


def _of(due: DueDate, reason: Reason) -> Reminder:
    return Reminder(reason, _PLACES[due.kind], due.about, due.day, due.procedure, due.version, due.code)


def _asked(uow: UnitOfWork, day: date) -> Iterator[Reminder]:
    """What an office waits for and nobody has answered yet, or only with an answer that is held up here."""
    waiting = {dossier.id: dossier for dossier in uow.dossiers.under_way() if dossier.turn is Turn.YOURS}
    for submission in uow.submissions.some(waiting.keys()).values():
        dossier = waiting[submission.id]
        left = left_of(dossier, uow.outbox.of_submission(submission.id)).dossier or dossier
        for reason, deadline in _waited_for(left):
            until = deadline.astimezone(ICT).date() if deadline is not None else day
            yield replace(_about(submission, dossier, reason, until), has_day=deadline is not None)


def _waited_for(dossier: Dossier) -> Iterator[tuple[Reason, datetime | None]]:
    if dossier.supplement is not None:
        yield Reason.SUPPLEMENT, dossier.supplement.deadline
    draft = dossier.confirmation
    if draft is not None and not draft.answered:
        yield Reason.CONFIRMATION, draft.deadline
    if dossier.open_fee is not None:
        yield Reason.FEE, dossier.open_fee.deadline


def _about(submission: Submission, dossier: Dossier | None, reason: Reason, day: date) -> Reminder:
    code = dossier.code if dossier is not None else None
    return Reminder(reason, _ANSWERED_AT[reason], submission.id, day, submission.procedure, submission.version, code)


def _left_lying(uow: UnitOfWork, now: datetime) -> Iterator[Reminder]:
    """Drafts that were begun and left; one that was filed, or lies in the bin, is not open."""
    for draft in uow.drafts.open():
        if now - draft.saved_at >= LEFT_LYING:
            day = draft.saved_at.astimezone(ICT).date()
            yield Reminder(Reason.DRAFT_LEFT, "form", draft.id, day, draft.procedure, draft.version)


def _unsent(uow: UnitOfWork, now: datetime) -> Iterator[Reminder]:
    """Dossiers that have waited for an hour; one that the portal may hold is asked about, not unsent."""
    for item in uow.outbox.open():
        is_waiting = item.kind is Kind.DOSSIER and item.state not in FINAL and not is_in_doubt(item)
        if is_waiting and item.submission is not None and now - item.created_at >= UNSENT:
            submission = uow.submissions.get(item.submission)
            yield _about(submission, None, Reason.UNSENT, item.created_at.astimezone(ICT).date())


def _told(uow: UnitOfWork) -> dict[str, str]:
    told: dict[str, str] = json.loads(uow.settings.get(TOLD) or "{}")
    return told


_PLACES = {DueKind.DOSSIER: "dossier", DueKind.BY_HAND: "by_hand", DueKind.FOLLOWED: "followed"}
_ANSWERED_AT = {
    Reason.SUPPLEMENT: "supplement",
    Reason.CONFIRMATION: "draft_certificate",
    Reason.FEE: "fee",
    Reason.UNSENT: "sent",
}
