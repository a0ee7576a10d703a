"""Days that count: what an office promised (told, written down, followed), and until when it waits for the person."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop.domain.by_hand import HandFiling, HandStatus
from desktop.domain.dossier import Dossier, Status, SupplementRequest, Turn
from desktop.domain.followed import FollowedDossier
from desktop.domain.submission import Submission
from desktop.services.ports import UnitOfWork
from desktop.services.turns import answered
from forms.deadlines import ICT

OVER = frozenset({Status.REFUSED, Status.STOPPED, Status.FINISHED, Status.RETURNED})
_AT_ONCE = 50
"""Dossiers that are read together; whoever wants one day alone reads no more than that."""


class DueKind(StrEnum):
    """Whose record it stands in, or what the person has to do by then."""

    DOSSIER = "dossier"
    SUPPLEMENT = "supplement"
    FEE = "fee"
    BY_HAND = "by_hand"
    FOLLOWED = "followed"


@dataclass(frozen=True, slots=True)
class DueDate:
    """The day at +07:00 on which the answer of `about` is due; nothing in it names a person.

    `sequence` grows with every change of the record (RFC 5545 §3.8.7.4); `is_open`: the office has it, the clock runs.
    """

    kind: DueKind
    about: str
    day: date
    sequence: int
    is_open: bool
    procedure: str | None = None
    version: int | None = None
    code: str | None = None
    unit: str | None = None


def open_days(uow: UnitOfWork) -> Iterator[DueDate]:
    """Every day that is still waited for, in no order; no more is read than what is taken."""
    yield from promised_days(uow)
    for submission, dossier in _pieces(uow, uow.dossiers.asking()):
        yield from _until(uow, submission, dossier)


def promised_days(uow: UnitOfWork, before: datetime | None = None) -> Iterator[DueDate]:
    """Those of `open_days` on which an office is to answer; of dossiers only those *before*, where it is given."""
    yield from _open(_told(*known) for known in _pieces(uow, uow.dossiers.promised(before)))
    yield from _open(_written(uow, filing) for filing in uow.by_hand.all())
    yield from _open(_followed(one) for one in uow.followed.all())


def _open(dates: Iterable[DueDate | None]) -> Iterator[DueDate]:
    return (due for due in dates if due is not None and due.is_open)


def has_open_days(uow: UnitOfWork) -> bool:
    """Whether there is any of `open_days`."""
    return next(open_days(uow), None) is not None


def days_of(uow: UnitOfWork, about: str) -> tuple[DueDate, ...]:
    """Every day of one dossier, filing by hand or followed dossier, the nearest first, though it may be over."""
    found: list[DueDate | None] = []
    for submission, dossier in _pieces(uow, [about]):
        found += [_told(submission, dossier), *_until(uow, submission, dossier)]
    if not found:
        found += [_written(uow, filing) for filing in uow.by_hand.all() if filing.id == about]
        found += [_followed(one) for one in uow.followed.all() if one.id == about]
    return tuple(sorted((due for due in found if due is not None), key=lambda due: due.day))


def _pieces(uow: UnitOfWork, ids: Sequence[str]) -> Iterator[tuple[Submission, Dossier]]:
    for start in range(0, len(ids), _AT_ONCE):
        copies = uow.dossiers.some(ids[start : start + _AT_ONCE])
        for submission in uow.submissions.some(copies.keys()).values():
            yield submission, copies[submission.id]


def _told(submission: Submission, dossier: Dossier) -> DueDate | None:
    if dossier.due_at is None:
        return None
    is_open = dossier.turn is Turn.OFFICE and not dossier.paused and dossier.status not in OVER
    day = dossier.due_at.astimezone(ICT).date()
    return DueDate(
        DueKind.DOSSIER, submission.id, day, dossier.seq, is_open,
        submission.procedure, submission.version, dossier.code, submission.unit,
    )  # fmt: skip


def _until(uow: UnitOfWork, submission: Submission, dossier: Dossier) -> Iterator[DueDate]:
    """How long the office waits for the person; nothing that was answered."""
    asked = ((DueKind.SUPPLEMENT, dossier.supplement), (DueKind.FEE, dossier.open_fee))
    for kind, request in asked:
        if request is None or request.deadline is None or dossier.final:
            continue
        if isinstance(request, SupplementRequest) and _is_answered(uow, submission, request):
            continue
        day = request.deadline.astimezone(ICT).date()
        yield DueDate(
            kind, submission.id, day, dossier.seq, is_open=True, procedure=submission.procedure,
            version=submission.version, code=dossier.code, unit=submission.unit,
        )  # fmt: skip


def _is_answered(uow: UnitOfWork, submission: Submission, request: SupplementRequest) -> bool:
    return request.sid in answered(uow.outbox.of_submission(submission.id))


def _written(uow: UnitOfWork, filing: HandFiling) -> DueDate | None:
    if filing.due_on is None:
        return None
    draft = uow.drafts.get(filing.draft)
    is_open = filing.status is not HandStatus.RESULT
    changes = _seconds(filing.recorded_at, filing.changed_at)
    return DueDate(
        DueKind.BY_HAND, filing.id, filing.due_on, changes, is_open, draft.procedure, draft.version, filing.code
    )


def _followed(one: FollowedDossier) -> DueDate | None:
    if one.due_on is None:
        return None
    touched = (one.checked_at, one.status_at, one.noted_at)
    changes = _seconds(one.added_at, max(filter(None, touched), default=one.added_at))
    is_open = not one.final and not one.paused and one.status not in OVER
    return DueDate(DueKind.FOLLOWED, one.id, one.due_on, changes, is_open, one.procedure, None, one.code, one.unit)


def _seconds(start: datetime, end: datetime) -> int:
    return max(0, int((end - start).total_seconds()))
