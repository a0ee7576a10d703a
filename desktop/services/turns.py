"""Whose move it is, with what we have already answered taken into account, and how it presses."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from desktop.domain.dossier import Dossier, Turn
from desktop.domain.submission import NEEDS_PERSON, Kind, OutboxItem, State

_ENDED = (State.RECEIPTED, State.WITHDRAWN)
_CERTIFICATE, _ASKED, _NEVER = "0", "1", "~"
NOTHING = "2"
"""How that presses which asks nothing of the person."""
LATEST = (f"{_ASKED} ", f"{_ASKED} {_NEVER}")
"""Between these two stands what is asked until a day."""


def turn_of(item: OutboxItem, dossier: Dossier | None, items: Sequence[OutboxItem]) -> Turn:
    """Yours when something needs a person, the program's while it only waits to be sent, else as the portal says."""
    if any(other.state in NEEDS_PERSON for other in items) or item.state is State.READY:
        return Turn.YOURS
    if item.state is not State.RECEIPTED:
        return Turn.NOBODY if item.state is State.WITHDRAWN else Turn.PROGRAM
    if dossier is None:
        return Turn.OFFICE
    answered = {other.id for other in items if other.state is not State.WITHDRAWN}
    if any(other.kind is Kind.WITHDRAWAL and other.state not in _ENDED for other in items):
        return Turn.PROGRAM
    waits = [other for other in items if other.kind is not Kind.CONSENT and other.state not in _ENDED]
    left = dossier
    if dossier.supplement is not None and dossier.supplement.sid in answered:
        left = replace(left, supplement=None)
    if dossier.confirmation is not None and dossier.confirmation.cid in answered:
        left = replace(left, confirmation=None)
    if left.turn is Turn.YOURS:
        return Turn.YOURS
    return Turn.PROGRAM if waits else left.turn


def presses(turn: Turn, dossier: Dossier | None) -> str:
    """Sorts as text: a draft certificate ahead of everything, for silence counts as yes; then what ends first."""
    if turn is not Turn.YOURS or dossier is None:
        return NOTHING
    if dossier.confirmation is not None and not dossier.confirmation.answered:
        return f"{_CERTIFICATE} {_until(dossier.confirmation.deadline)}"
    asked = dossier.supplement or dossier.open_fee
    if asked is not None:
        return f"{_ASKED} {_until(asked.deadline)}"
    return f"{_ASKED} {_NEVER}" if any(not result.kept for result in dossier.results) else NOTHING


def _until(deadline: datetime | None) -> str:
    return _NEVER if deadline is None else deadline.astimezone(UTC).isoformat(timespec="microseconds")
