"""Days that count: what an office promised (told, written down, followed), and until when it waits for the person."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop.domain.by_hand import HandFiling, HandStatus
from desktop.domain.dossier import Dossier, Status, Turn
from desktop.domain.followed import FollowedDossier
from desktop.domain.submission import Submission
from desktop.services.ports import UnitOfWork
from desktop.services.turns import answered
from forms.deadlines import ICT

OVER = frozenset({Status.REFUSED, Status.STOPPED, Status.FINISHED, Status.RETURNED})


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


def due_dates(uow: UnitOfWork, about: str = "") -> tuple[DueDate, ...]:
    """Every due day that is known, the nearest first; of dossiers that are over only that which it is *about*."""
    copies = {dossier.id: dossier for dossier in uow.dossiers.under_way()} | dict(uow.dossiers.some([about]))
    known = [(one, copies[one.id]) for one in uow.submissions.some(copies.keys()).values()]
    found = [
        *(_told(one, dossier) for one, dossier in known),
        *(due for one, dossier in known for due in _until(uow, one, dossier)),
        *(_written(uow, filing) for filing in uow.by_hand.all()),
        *(_followed(one) for one in uow.followed.all()),
    ]
    return tuple(sorted((due for due in found if due is not None), key=lambda due: (due.day, due.about)))


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
    given = answered(uow.outbox.of_submission(submission.id))
    request, fee = dossier.supplement, dossier.open_fee
    waits = [(DueKind.SUPPLEMENT, request.deadline)] if request is not None and request.sid not in given else []
    waits += [(DueKind.FEE, fee.deadline)] if fee is not None else []
    for kind, deadline in waits:
        if deadline is not None and not dossier.final:
            yield DueDate(
                kind,
                submission.id,
                deadline.astimezone(ICT).date(),
                dossier.seq,
                is_open=True,
                procedure=submission.procedure,
                version=submission.version,
                code=dossier.code,
                unit=submission.unit,
            )


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
