"""What was done on one day in Viet Nam: what was made, sent, received, refused, paid, given back; and what waits."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop.domain.dossier import Dossier, Status
from desktop.domain.draft import Draft
from desktop.domain.submission import FINAL, Kind, Mode, OutboxItem, State, Submission
from desktop.services.checking import acts_for_another
from desktop.services.ports import OpenUnit, UnitOfWork
from desktop.services.whom import Whom, masked, of_whom
from forms.answers import complete
from forms.catalogue import Catalogue
from forms.deadlines import ICT
from forms.pack import ProcedurePack


class Act(StrEnum):
    """What can happen to a dossier on a day, in the order in which it does."""

    MADE = "made"
    SENT = "sent"
    HELD = "held"
    RECEIVED = "received"
    REFUSED = "refused"
    PAID = "paid"
    RETURNED = "returned"


_ENDS = {Status.REFUSED: Act.REFUSED, Status.RETURNED: Act.RETURNED, Status.FINISHED: Act.RETURNED}


@dataclass(frozen=True, slots=True)
class DossierOfDay:
    """A dossier of the day; `submitter` is who filed it for somebody else, "" where nobody did."""

    pack: ProcedurePack
    whom: Whom
    submission: Submission
    item: OutboxItem
    dossier: Dossier | None
    submitter: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """One line of the day; the applicant's number shows its last four digits only."""

    act: Act
    at: datetime
    procedure: str
    title: str
    person: str
    number: str
    subject: str
    code: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What is not at the portal yet; `reason` is a code of the messages, "" when nothing was said."""

    procedure: str
    title: str
    person: str
    number: str
    subject: str
    state: str
    reason: str


@dataclass(frozen=True, slots=True)
class Day:
    """The report; happenings in the order of the clock; `is_practice`: something of it was only for training."""

    day: date
    is_practice: bool
    happenings: tuple[Happening, ...]
    waiting: tuple[Waiting, ...]

    def count(self, act: Act, procedure: str = "") -> int:
        """How often it happened, to all procedures or to one."""
        return sum(one.act is act and procedure in ("", one.procedure) for one in self.happenings)

    @property
    def procedures(self) -> tuple[tuple[str, str], ...]:
        """(code, name) of those that something happened to."""
        return tuple(sorted({(one.procedure, one.title) for one in self.happenings}))

    @property
    def people(self) -> tuple[tuple[str, str], ...]:
        """(name, masked number) of those for whom something happened."""
        return tuple(sorted({(one.person, one.number) for one in self.happenings}))


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBook:
    """Reads the vault; asks nobody and writes nothing."""

    open_unit: OpenUnit
    catalogue: Catalogue

    def of(self, day: date) -> Day:
        """The report of a day."""
        with self.open_unit() as uow:
            drafts = uow.drafts.open()
            sent = [self._dossier(uow, one) for one in uow.submissions.all()]
            finalised = {one.submission.draft: uow.drafts.get(one.submission.draft) for one in sent}
        found: list[Happening] = [one for draft in drafts for one in self._made(draft, day)]
        for one in sent:
            found += self._made(finalised[one.submission.draft], day)
            found += _happened(one, day)
        waits = [self._draft_waits(draft) for draft in drafts]
        waits += [_waits(one) for one in sent if one.item.state not in FINAL]
        is_practice = any(one.submission.mode is Mode.PRACTICE for one in sent)
        return Day(
            day, is_practice, tuple(sorted(found, key=lambda one: (one.at, list(Act).index(one.act)))), tuple(waits)
        )

    def finalised_on(self, day: date) -> tuple[DossierOfDay, ...]:
        """Every dossier that was made ready to be sent on a day and has not ended unsent, the first one first."""
        with self.open_unit() as uow:
            todays = [one for one in uow.submissions.all() if _is_on(one.finalised_at, day)]
            found = [self._dossier(uow, one) for one in todays]
        left = (one for one in found if one.item.state is not State.WITHDRAWN)
        return tuple(sorted(left, key=lambda one: one.submission.finalised_at))

    def _dossier(self, uow: UnitOfWork, submission: Submission) -> DossierOfDay:
        items = uow.outbox.of_submission(submission.id)
        item = next(one for one in items if one.kind is Kind.DOSSIER)
        draft = uow.drafts.get(submission.draft)
        pack = self.catalogue.get(submission.procedure, submission.version)
        day = submission.finalised_at.astimezone(ICT).date()
        whom = of_whom(pack, complete(pack, dict(draft.answers), today=day))
        by = draft.submitter.name if draft.submitter and acts_for_another(draft) else ""
        return DossierOfDay(pack, whom, submission, item, uow.dossiers.get(submission.id), by)

    def _made(self, draft: Draft, day: date) -> Iterator[Happening]:
        if _is_on(draft.created_at, day):
            pack, whom = self._read(draft)
            yield _line(Act.MADE, draft.created_at, pack, whom, "")

    def _draft_waits(self, draft: Draft) -> Waiting:
        pack, whom = self._read(draft)
        number = masked(whom.number)
        return Waiting(pack.code, pack.name, whom.applicant, number, whom.subject, "draft", "")

    def _read(self, draft: Draft) -> tuple[ProcedurePack, Whom]:
        pack = self.catalogue.get(draft.procedure, draft.version)
        day = draft.created_at.astimezone(ICT).date()
        return pack, of_whom(pack, complete(pack, dict(draft.answers), today=day))


def _happened(one: DossierOfDay, day: date) -> Iterator[Happening]:
    dossier = one.dossier
    moments: list[tuple[Act, datetime | None]] = [
        (Act.SENT, one.submission.finalised_at),
        (Act.HELD, one.item.receipted_at),
        (Act.RECEIVED, dossier.received_at if dossier else None),
    ]
    if dossier is not None:
        moments += list(_ended(dossier))
        moments += [(Act.PAID, at) for at in _paid(dossier)]
    for act, at in moments:
        if at is not None and _is_on(at, day):
            yield _line(act, at, one.pack, one.whom, (dossier.code if dossier else None) or "")


def _ended(dossier: Dossier) -> Iterator[tuple[Act, datetime]]:
    """Refused or given back, once: the first line of the history that says so."""
    seen: set[Act] = set()
    for line in dossier.history:
        act = _ENDS.get(line.status)
        if act is not None and act not in seen:
            seen.add(act)
            yield act, line.at


def _paid(dossier: Dossier) -> Iterator[datetime]:
    """When the fee receipt was issued; where none is known, the step in the history that followed the fee."""
    receipts = [attempt.receipt for notice in dossier.fee_notices for attempt in notice.attempts if attempt.receipt]
    issued = [receipt.issued_at for receipt in receipts if receipt.issued_at is not None]
    if issued:
        yield from issued
    elif any(notice.state == "paid" for notice in dossier.fee_notices):
        asked = False
        for line in dossier.history:
            if asked and line.status is not Status.FEE:
                yield line.at
                return
            asked = line.status is Status.FEE


def _waits(one: DossierOfDay) -> Waiting:
    whom, item = one.whom, one.item
    state = "paused" if item.paused else item.state.value
    number = masked(whom.number)
    return Waiting(one.pack.code, one.pack.name, whom.applicant, number, whom.subject, state, item.reason or "")


def _line(act: Act, at: datetime, pack: ProcedurePack, whom: Whom, code: str) -> Happening:
    return Happening(act, at, pack.code, pack.name, whom.applicant, masked(whom.number), whom.subject, code)


def _is_on(moment: datetime, day: date) -> bool:
    return moment.astimezone(ICT).date() == day
