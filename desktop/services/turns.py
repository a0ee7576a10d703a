"""Whose move it is, with what we have already answered taken into account, and how it presses."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from desktop.domain.dossier import Dossier, Status, Turn
from desktop.domain.submission import NEEDS_PERSON, Kind, OutboxItem, State, can_be_made_anew

_ENDED = (State.RECEIPTED, State.WITHDRAWN)
_CERTIFICATE, _ASKED, _NEVER = "0", "1", "~"
NOTHING = "2"
"""How that presses which asks nothing of the person."""


@dataclass(frozen=True, slots=True)
class Left:
    """What there is for the person to do about a dossier.

    `dossier` asks what was not answered, and that whose answer is among `held`: what goes on only with the person.
    """

    dossier: Dossier | None
    held: tuple[OutboxItem, ...] = ()
    answered: frozenset[str] = frozenset()
    """Questions whose answer stands, held up or not."""

    def holds(self, asked: str) -> OutboxItem | None:
        """The answer to the question *asked* that cannot go on by itself."""
        return next((item for item in self.held if item.id == asked), None)


def answered(items: Sequence[OutboxItem]) -> frozenset[str]:
    """The questions of an office whose answer stands: it arrived, is on its way, or may still be sent as it is."""
    return frozenset(item.id for item in items if not can_be_made_anew(item))


def left_of(dossier: Dossier | None, items: Sequence[OutboxItem]) -> Left:
    """What the person still has to do; an answer that is to be given anew is a question again, and not held."""
    needing = {item.id: item for item in items if item.state in NEEDS_PERSON}
    if dossier is None:
        return Left(None, tuple(needing.values()))
    given = answered(items)
    resting = _asked_in(dossier) if dossier.status is Status.WITHDRAW_REQUESTED else frozenset()
    anew = _asked_in(_without(dossier, given | resting))
    held = tuple(item for item in needing.values() if item.id not in anew)
    return Left(_without(dossier, (given - needing.keys()) | resting), held, given)


def turn_of(item: OutboxItem, dossier: Dossier | None, items: Sequence[OutboxItem]) -> Turn:
    """Yours when something needs a person, the program's while it only waits to be sent, else as the portal says."""
    if any(other.state in NEEDS_PERSON for other in items) or item.state is State.READY:
        return Turn.YOURS
    if item.state is State.WITHDRAWN:
        return Turn.OFFICE if is_taken_in(dossier) else Turn.NOBODY
    if item.state is not State.RECEIPTED:
        return Turn.PROGRAM
    if dossier is None:
        return Turn.OFFICE
    if any(other.kind is Kind.WITHDRAWAL and other.state not in _ENDED for other in items):
        return Turn.PROGRAM
    waits = [other for other in items if other.kind is not Kind.CONSENT and other.state not in _ENDED]
    left = _without(dossier, answered(items))
    if left.turn is Turn.YOURS:
        return Turn.YOURS
    return Turn.PROGRAM if waits else left.turn


def is_taken_in(dossier: Dossier | None) -> bool:
    """Whether the office works on what was taken back here: a portal that was put back let it have it.

    A copy of which the portal has forgotten since has no number, and says nothing.
    """
    return dossier is not None and dossier.seq > 0 and not dossier.final


def presses(turn: Turn, copy: Dossier | None, items: Sequence[OutboxItem] = ()) -> str:
    """Sorts as text: a draft certificate ahead of everything, for silence counts as yes; then what ends first.

    What was answered presses no more, unless its answer is held up.
    """
    dossier = left_of(copy, items).dossier
    if turn is not Turn.YOURS or dossier is None:
        return NOTHING
    if dossier.confirmation is not None and not dossier.confirmation.answered:
        return f"{_CERTIFICATE} {_until(dossier.confirmation.deadline)}"
    asked = dossier.supplement or dossier.open_fee or dossier.doubtful_fee
    if asked is not None:
        return f"{_ASKED} {_until(asked.deadline)}"
    return f"{_ASKED} {_NEVER}" if any(not result.kept for result in dossier.results) else NOTHING


def _without(dossier: Dossier, given: Collection[str]) -> Dossier:
    """The portal's copy as if it had heard the answers to the questions *given*."""
    left = dossier
    if dossier.supplement is not None and dossier.supplement.sid in given:
        left = replace(left, supplement=None)
    if dossier.confirmation is not None and dossier.confirmation.cid in given:
        left = replace(left, confirmation=None)
    return left


def _asked_in(dossier: Dossier) -> frozenset[str]:
    asked = [dossier.supplement.sid] if dossier.supplement is not None else []
    return frozenset(asked + ([dossier.confirmation.cid] if dossier.confirmation is not None else []))


def _until(deadline: datetime | None) -> str:
    return _NEVER if deadline is None else deadline.astimezone(UTC).isoformat(timespec="microseconds")
