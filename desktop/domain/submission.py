"""Outbox items and the one table of their states (contract B1)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum


class Mode(StrEnum):
    """Stamped at finalise, never changed."""

    PRACTICE = "practice"
    LIVE = "live"


class Kind(StrEnum):
    """What an outbox item asks of the portal."""

    DOSSIER = "dossier"
    CONSENT = "consent"
    SUPPLEMENT = "supplement"
    CONFIRMATION = "confirmation"
    PAYMENT = "payment"
    WITHDRAWAL = "withdrawal"
    ACKNOWLEDGEMENT = "acknowledgement"
    MESSAGE = "message"
    RATING = "rating"


class State(StrEnum):
    """Where an outbox item stands; the store and JSON use these words."""

    READY = "ready"
    QUEUED = "queued"
    PREFLIGHT = "preflight"
    UPLOADING = "uploading"
    SUBMITTING = "submitting"
    UNKNOWN = "unknown"
    RETRY_WAIT = "retry_wait"
    NEEDS_LOGIN = "needs_login"
    NEEDS_FIX = "needs_fix"
    NEEDS_FORM_UPGRADE = "needs_form_upgrade"
    QUARANTINED = "quarantined"
    CONFLICT = "conflict"
    WITHDRAWING = "withdrawing"
    RECEIPTED = "receipted"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What may happen to an outbox item."""

    ENQUEUE = "enqueue"
    REOPEN = "reopen"
    CLAIM = "claim"
    PAPERS_GOOD = "papers_good"
    PAPER_CHANGED = "paper_changed"
    PAPER_FOUND = "paper_found"
    FORM_RETIRED = "form_retired"
    UPLOADED = "uploaded"
    UPLOADS_MISSING = "uploads_missing"
    ACCEPTED = "accepted"
    NOT_REACHED = "not_reached"
    UNCERTAIN = "uncertain"
    PAUSE_FOR_RETRY = "pause_for_retry"
    LOGIN = "login"
    SIGNED_IN = "signed_in"
    REFUSED = "refused"
    OTHER_FINGERPRINT = "other_fingerprint"
    GONE = "gone"
    NEVER_RECEIVED = "never_received"
    DUE = "due"
    CANCEL = "cancel"
    WITHDRAWN = "withdrawn"
    ALREADY_ACCEPTED = "already_accepted"
    PORTAL_FORGOT = "portal_forgot"


RESUME = None
"""Target of a move that goes back to the item's `resume_state`."""

S, M = State, Move
_OFF_LINE = (S.READY, S.QUEUED, S.PREFLIGHT, S.UPLOADING, S.RETRY_WAIT, S.NEEDS_LOGIN, S.NEEDS_FIX,
             S.NEEDS_FORM_UPGRADE, S.QUARANTINED, S.CONFLICT, S.UNKNOWN)  # fmt: skip

MOVES: Mapping[tuple[State, Move], State | None] = {
    (S.READY, M.ENQUEUE): S.QUEUED,
    (S.QUEUED, M.CLAIM): S.PREFLIGHT,
    (S.PREFLIGHT, M.PAPERS_GOOD): S.UPLOADING,
    (S.PREFLIGHT, M.PAPER_CHANGED): S.QUARANTINED,
    (S.PREFLIGHT, M.FORM_RETIRED): S.NEEDS_FORM_UPGRADE,
    (S.UPLOADING, M.UPLOADED): S.SUBMITTING,
    (S.UPLOADING, M.PAUSE_FOR_RETRY): S.RETRY_WAIT,
    (S.UPLOADING, M.LOGIN): S.NEEDS_LOGIN,
    (S.UPLOADING, M.PAPER_CHANGED): S.QUARANTINED,
    (S.UPLOADING, M.REFUSED): S.NEEDS_FIX,
    (S.SUBMITTING, M.ACCEPTED): S.RECEIPTED,
    (S.SUBMITTING, M.NOT_REACHED): S.RETRY_WAIT,
    (S.SUBMITTING, M.UNCERTAIN): S.UNKNOWN,
    (S.SUBMITTING, M.PAUSE_FOR_RETRY): S.RETRY_WAIT,
    (S.SUBMITTING, M.LOGIN): S.NEEDS_LOGIN,
    (S.SUBMITTING, M.REFUSED): S.NEEDS_FIX,
    (S.SUBMITTING, M.FORM_RETIRED): S.NEEDS_FORM_UPGRADE,
    (S.SUBMITTING, M.UPLOADS_MISSING): S.UPLOADING,
    (S.SUBMITTING, M.OTHER_FINGERPRINT): S.CONFLICT,
    (S.SUBMITTING, M.GONE): S.WITHDRAWN,
    (S.UNKNOWN, M.ACCEPTED): S.RECEIPTED,
    (S.UNKNOWN, M.OTHER_FINGERPRINT): S.CONFLICT,
    (S.UNKNOWN, M.NEVER_RECEIVED): S.SUBMITTING,
    (S.UNKNOWN, M.GONE): S.WITHDRAWN,
    (S.UNKNOWN, M.PAUSE_FOR_RETRY): S.RETRY_WAIT,
    (S.UNKNOWN, M.LOGIN): S.NEEDS_LOGIN,
    (S.RETRY_WAIT, M.DUE): RESUME,
    (S.NEEDS_LOGIN, M.SIGNED_IN): RESUME,
    (S.QUARANTINED, M.PAPER_FOUND): S.PREFLIGHT,
    (S.WITHDRAWING, M.WITHDRAWN): S.WITHDRAWN,
    (S.WITHDRAWING, M.ALREADY_ACCEPTED): S.RECEIPTED,
    (S.WITHDRAWING, M.PAUSE_FOR_RETRY): S.RETRY_WAIT,
    (S.WITHDRAWING, M.LOGIN): S.NEEDS_LOGIN,
    (S.RECEIPTED, M.PORTAL_FORGOT): S.UPLOADING,
}
RESUMABLE = frozenset({S.UPLOADING, S.SUBMITTING, S.UNKNOWN, S.WITHDRAWING})
FINAL = frozenset({S.RECEIPTED, S.WITHDRAWN})
CLAIMABLE = frozenset({S.QUEUED, S.PREFLIGHT, S.UPLOADING, S.SUBMITTING, S.UNKNOWN, S.WITHDRAWING})
"""States that a sender goes on from; RETRY_WAIT too, once its time has come."""
NEEDS_PERSON = frozenset({S.NEEDS_LOGIN, S.NEEDS_FIX, S.NEEDS_FORM_UPGRADE, S.QUARANTINED, S.CONFLICT})


def allowed_pairs() -> frozenset[tuple[str, str]]:
    """Every (from, to) that the table allows; the store refuses all others."""
    pairs = {(old.value, new.value) for (old, _), new in MOVES.items() if new is not RESUME}
    pairs |= {(old.value, new.value) for old in (S.RETRY_WAIT, S.NEEDS_LOGIN) for new in RESUMABLE}
    pairs |= {(old.value, new.value) for old in _OFF_LINE for new in (S.WITHDRAWN, S.WITHDRAWING)}
    return frozenset(pairs)


class IllegalMove(Exception):
    """The table has no such move."""


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """One thing to be asked of the portal exactly once; `body` are the frozen canonical bytes under `fingerprint`.

    `body` is the manifest of a dossier or supplement, the whole request body of every other kind. `started` is set
    before the first byte goes out and never unset: it locks editing and plain cancel.
    """

    id: str
    kind: Kind
    submission: str | None
    body: bytes
    fingerprint: str
    mode: Mode
    created_at: datetime
    state: State = State.READY
    started: bool = False
    attempts: int = 0
    resume_state: State | None = None
    reason: str | None = None
    problem: str | None = None
    next_try_at: datetime | None = None
    lease_owner: str | None = None
    lease_until: datetime | None = None
    depends_on: str | None = None
    paused: bool = False
    portal_id: str | None = None
    account: str | None = None
    receipt: str | None = None
    receipted_at: datetime | None = None


def after(item: OutboxItem, move: Move, *, resume: State | None = None, reason: str | None = None) -> OutboxItem:
    """The item after *move*; IllegalMove when the table has none.

    *resume* is where RETRY_WAIT and NEEDS_LOGIN come back to. A state that comes back after an attempt had started
    asks before it puts: SUBMITTING is resumed as UNKNOWN.
    """
    if move is Move.CANCEL:
        return _cancelled(item)
    try:
        target = MOVES[item.state, move]
    except KeyError:
        raise IllegalMove(f"{item.state} --{move}-->") from None
    if target is RESUME:
        target = item.resume_state
        if target not in RESUMABLE:
            raise IllegalMove(f"{item.state} resumes as {target}")
        if target is State.SUBMITTING and item.started:
            target = State.UNKNOWN
        return replace(item, state=target, resume_state=None, reason=None, next_try_at=None)
    if target in (State.RETRY_WAIT, State.NEEDS_LOGIN):
        came_from = resume or item.state
        return replace(item, state=target, resume_state=came_from, reason=reason)
    if target is State.SUBMITTING:
        return replace(item, state=target, started=True, reason=None)
    return replace(item, state=target, reason=reason)


def _cancelled(item: OutboxItem) -> OutboxItem:
    """Without an attempt no call is needed; with one, only the portal can say that it is withdrawn (R6, R7).

    The portal takes back dossiers only: another kind ends here when the portal refused it, or has another under its
    id, and so stored nothing.
    """
    if item.state not in _OFF_LINE:
        raise IllegalMove(f"{item.state} --cancel-->")
    was_refused = item.state in (State.NEEDS_FIX, State.NEEDS_FORM_UPGRADE, State.CONFLICT)
    if not item.started or (item.kind is not Kind.DOSSIER and was_refused):
        return replace(item, state=State.WITHDRAWN, reason="cancelled", resume_state=None, next_try_at=None)
    if item.kind is not Kind.DOSSIER:
        raise IllegalMove(f"{item.kind} {item.state} --cancel-->")
    return replace(item, state=State.WITHDRAWING, reason="cancelled", resume_state=None, next_try_at=None)


def can_cancel(item: OutboxItem) -> bool:
    """Whether it can be taken back, here or by asking the portal."""
    try:
        after(item, Move.CANCEL)
    except IllegalMove:
        return False
    return True


def can_be_made_anew(item: OutboxItem) -> bool:
    """Whether another may be said in its place: it ended or cannot go on, and the portal holds nothing of it."""
    if item.kind is Kind.DOSSIER or item.receipt is not None:
        return False
    lacks = item.state in (State.NEEDS_FIX, State.NEEDS_FORM_UPGRADE, State.QUARANTINED)
    return item.state is State.WITHDRAWN or (lacks and can_cancel(item))


def is_in_doubt(item: OutboxItem) -> bool:
    """Whether the portal may hold it although nothing here proves it, waiting to ask again included."""
    return State.UNKNOWN in (item.state, item.resume_state)


def can_reopen(item: OutboxItem) -> bool:
    """Whether it may become the draft again, its id dropped."""
    return not item.started and item.state not in FINAL | {State.SUBMITTING, State.WITHDRAWING}


@dataclass(frozen=True, slots=True)
class Submission:
    """A draft frozen at finalise; its id is the dossier's for ever."""

    id: str
    draft: str
    procedure: str
    version: int
    title: str
    mode: Mode
    fingerprint: str
    finalised_at: datetime
    unit: str
    consent: str | None = None
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try, as *đã xảy ra gì* shows it."""

    item: str
    number: int
    started_at: datetime
    ended_at: datetime | None = None
    outcome: str = "failed"
    code: str | None = None
