"""Whose move it is, with what we have already answered taken into account."""

from collections.abc import Sequence
from dataclasses import replace

from desktop.domain.dossier import Dossier, Turn
from desktop.domain.submission import NEEDS_PERSON, Kind, OutboxItem, State

_ENDED = (State.RECEIPTED, State.WITHDRAWN)


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
