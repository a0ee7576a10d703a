"""How what was finalised stands in a list: what comes first, and what its chip says."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from desktop import messages
from desktop.domain.dossier import Dossier, Status, Turn
from desktop.domain.submission import NEEDS_PERSON, OutboxItem, State, Submission, is_in_doubt
from desktop.services.listing import Listed
from desktop.ui.pages.states import state_name, state_tone, told_state
from desktop.ui.pages.whose_move import NO_HURRY, Move, move_of
from desktop.ui.words import lang, tr

_ORDER = {turn: place for place, turn in enumerate(Turn)}
_OF_ITS_OWN = {Status.REGISTERED: "turn.registered", Status.WITHDRAW_REQUESTED: "turn.leaving"}
_NO_RESULT = {"refused": "error", "stopped": "neutral", "withdrawn": "neutral"}


@dataclass(frozen=True, slots=True)
class Standing:
    """One of them; `move` while it is the person's turn."""

    submission: Submission
    dossier: Dossier | None
    item: OutboxItem
    turn: Turn
    move: Move | None
    is_stuck: bool

    @property
    def code(self) -> str:
        """Its official number, where it has one."""
        return self.dossier.code or "" if self.dossier is not None else ""

    @property
    def order(self) -> tuple[int, tuple[bool, float]]:
        """Sorts: the person's own turn first, and in it what presses most."""
        return _ORDER[self.turn], self.move.urgency if self.move is not None else NO_HURRY

    def chip(self, now: datetime) -> tuple[str, str]:
        """Words and tone."""
        if self.move is not None:
            return " · ".join(filter(None, (self.move.action, self.move.remaining(now)))), "warn"
        if self.dossier is None or has_ended_here(self.item, self.turn, self.dossier):
            return unheard_of(self.item)[1:]
        if self.turn is Turn.YOURS:
            return tr("turn.yours"), "warn"
        if self.is_stuck and self.turn is Turn.OFFICE:
            return tr("turn.stuck"), "error"
        return _without_a_move(self.dossier, self.turn)


def standings(found: Iterable[Listed]) -> tuple[Standing, ...]:
    """How a piece of the list stands."""
    return tuple(_standing(one) for one in found)


def _standing(one: Listed) -> Standing:
    move = move_of(one.submission, one.left) if one.turn is Turn.YOURS else None
    return Standing(one.submission, one.dossier, one.item, one.turn, move, one.stuck is not None)


def has_ended_here(item: OutboxItem, turn: Turn, dossier: Dossier) -> bool:
    """Whether it was taken back here while the portal had forgotten it: how it stood before says nothing any more."""
    return item.state is State.WITHDRAWN and turn is Turn.NOBODY and not dossier.final


def unheard_of(item: OutboxItem) -> tuple[str, str, str]:
    """What is said while the portal has told nothing.

    Never *chưa gửi* with a lost reply or a fresh receipt, for what was taken back, and for what a person must look at.
    """
    is_told = item.state in NEEDS_PERSON or item.state is State.WITHDRAWN
    if is_told or is_in_doubt(item) or item.receipted_at is not None:
        return messages.say(f"state.{told_state(item).value}", lang()), state_name(item), state_tone(item)
    return tr("dossiers.not_at_portal"), tr("home.not_sent"), "neutral"


def _without_a_move(dossier: Dossier, turn: Turn) -> tuple[str, str]:
    """A result that is here counts, not a status; what the office has not taken in is not at the office."""
    if dossier.results:
        return tr("turn.result"), "ok"
    if turn is Turn.NOBODY and dossier.told_as in _NO_RESULT:
        return messages.say(f"status.{dossier.told_as}", lang()), _NO_RESULT[dossier.told_as]
    if turn is Turn.OFFICE and dossier.status in _OF_ITS_OWN:
        return tr(_OF_ITS_OWN[dossier.status]), "neutral"
    return tr(f"turn.{turn.value}"), "neutral"
