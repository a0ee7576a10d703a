"""The portal's record of a submission, as last told; whose move it is follows from facts, never from the code alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from desktop.domain.fee import FeeNotice


class Status(StrEnum):
    """Contract B2; codes 1 to 10 of the national integration, anything else is OTHER."""

    OTHER = "other"
    REGISTERED = "registered"
    RECEIVED = "received"
    REFUSED = "refused"
    PROCESSING = "processing"
    SUPPLEMENT = "supplement"
    FEE = "fee"
    WITHDRAW_REQUESTED = "withdraw_requested"
    STOPPED = "stopped"
    FINISHED = "finished"
    RETURNED = "returned"


STATUS_CODES: tuple[Status, ...] = tuple(Status)
"""Index = TrangThaiHoSo code."""


_LONGEST_CODE = 9
WITHDRAWN = "withdrawn"
"""The reason of a dossier that ended because the person wished so."""


def status_of(code: object) -> Status:
    """The status for a portal's code; numbers sent as strings are understood, unknown ones are OTHER."""
    text = str(code) if isinstance(code, int | str) else ""
    number = int(text) if len(text) < _LONGEST_CODE and text.isascii() and text.isdecimal() else 0
    return STATUS_CODES[number] if number < len(STATUS_CODES) else Status.OTHER


class Turn(StrEnum):
    """Whose move it is."""

    YOURS = "yours"
    PROGRAM = "program"
    OFFICE = "office"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Step:
    """Where it is, who handles it, since when and until when."""

    name: str
    handler: str | None
    unit: str | None
    since: datetime | None
    due: datetime | None


@dataclass(frozen=True, slots=True)
class SupplementRequest:
    """What the office asks for: fields as (pointer, why), slots as (code, why)."""

    sid: str
    text: str
    fields: tuple[tuple[str, str], ...]
    slots: tuple[tuple[str, str], ...]
    deadline: datetime | None


@dataclass(frozen=True, slots=True)
class DraftCertificate:
    """The draft that the office asks to be checked; silence counts as yes at the deadline.

    `document` is its id among the portal's documents, `sha256` (hex) what the answer names.
    """

    cid: str
    document: str
    deadline: datetime | None
    silence_means: str = "confirmed"
    answered: bool = False
    sha256: str | None = None


@dataclass(frozen=True, slots=True)
class ResultRecord:
    """A result that the portal lists; `kept` once it was downloaded, its digest compared, and stored.

    `replaces` names the one that it corrects, which stays.
    """

    rid: str
    name: str
    media_type: str
    size: int
    sha256: str
    signed: bool
    issued_at: datetime | None
    kept: bool = False
    verdict: str | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One line of the portal's append-only history."""

    seq: int
    at: datetime
    actor: str
    role: str
    unit: str
    text: str
    status: Status


@dataclass(frozen=True, slots=True)
class Message:
    """A word between the person and the office, as the portal holds it."""

    mid: str
    at: datetime
    is_ours: bool
    name: str
    text: str


_AHEAD = (Status.REGISTERED, Status.RECEIVED, Status.PROCESSING, Status.FINISHED, Status.RETURNED)
"""The way of a dossier; what only interrupts it is neither ahead nor behind."""


def went_back(history: Sequence[HistoryRow]) -> frozenset[int]:
    """The `seq` of each line with which a portal took a dossier back to where it had been before."""
    back, farthest = set[int](), -1
    for row in history:
        place = _AHEAD.index(row.status) if row.status in _AHEAD else farthest
        if place < farthest:
            back.add(row.seq)
        farthest = place
    return frozenset(back)


@dataclass(frozen=True, slots=True)
class Dossier:
    """The portal's copy, upserted by id and seq; a lower seq is ignored by the caller, unless the stored one is 0.

    `possible_duplicate_of`: ids of other dossiers that the portal takes for the same matter; the office decides.
    """

    id: str
    seq: int
    code: str | None
    status: Status
    status_label: str
    reason: str | None = None
    before_intake: bool = False
    final: bool = False
    submitted_at: datetime | None = None
    received_at: datetime | None = None
    due_at: datetime | None = None
    paused: bool = False
    step: Step | None = None
    supplement: SupplementRequest | None = None
    confirmation: DraftCertificate | None = None
    fee_notices: tuple[FeeNotice, ...] = ()
    results: tuple[ResultRecord, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    messages: tuple[Message, ...] = ()
    allowed_actions: tuple[str, ...] = ()
    refreshed_at: datetime | None = None
    possible_duplicate_of: tuple[str, ...] = ()

    @property
    def told_as(self) -> str:
        """The word for its status: only a result that is listed makes a finished one a result."""
        if self.final and self.status is Status.STOPPED and self.reason == WITHDRAWN:
            return WITHDRAWN
        return "has-result" if self.status is Status.FINISHED and self.results else str(self.status)

    @property
    def open_fee(self) -> FeeNotice | None:
        """The notice that is to be paid now: proved to be the portal's, and no money for it that may be under way."""
        return self.owed_fee if self.owed_fee is not None and self.owed_fee.is_plainly_open else None

    @property
    def doubtful_fee(self) -> FeeNotice | None:
        """The notice for which money may have gone that the portal forgot: to be looked at, not to be paid."""
        return self.owed_fee if self.owed_fee is not None and self.owed_fee.is_in_doubt else None

    @property
    def owed_fee(self) -> FeeNotice | None:
        """The notice that the office waits for, and whose signature holds; none once it lets go or is asked to."""
        if self.final or self.status is Status.WITHDRAW_REQUESTED:
            return None
        return next((one for one in self.fee_notices if one.is_open and not one.is_unproven), None)

    @property
    def unproven_fee(self) -> FeeNotice | None:
        """A notice that asks for money and is not proved to be the portal's."""
        if self.final:
            return None
        return next((one for one in self.fee_notices if one.is_open and one.is_unproven), None)

    @property
    def is_written_about(self) -> bool:
        """Whether the office had the last word, and where the dossier stands has not changed since."""
        if not self.messages or self.messages[-1].is_ours:
            return False
        moves = [row.at for before, row in pairwise(self.history) if row.status is not before.status]
        return not moves or moves[-1] <= self.messages[-1].at

    @property
    def turn(self) -> Turn:
        """Whose move it is; what is over asks for nothing but to fetch what came of it.

        While the office is asked to let go, nothing else is asked of the person.
        """
        if self.status is Status.WITHDRAW_REQUESTED:
            return Turn.OFFICE
        waits_for_answer = self.confirmation is not None and not self.confirmation.answered
        asks_for_money = self.open_fee is not None or self.doubtful_fee is not None
        asks = self.supplement is not None or waits_for_answer or asks_for_money
        if asks and not self.final:
            return Turn.YOURS
        if any(not result.kept for result in self.results):
            return Turn.YOURS
        if self.final or self.status in (Status.REFUSED, Status.RETURNED):
            return Turn.NOBODY
        return Turn.OFFICE

    def is_overdue(self, now: datetime) -> bool:
        """Past its promised date while the office has it and the clock runs."""
        return self.due_at is not None and not self.paused and self.turn is Turn.OFFICE and now > self.due_at
