"""States of outbox items and dossiers in words, icons and tones; unknown ones are quoted, never guessed."""

from datetime import datetime

from desktop import messages
from desktop.domain.dossier import Dossier
from desktop.domain.submission import OutboxItem, State, is_in_doubt
from desktop.ui.words import lang, time_until, tr

_TONES = {
    State.RECEIPTED: "ok",
    State.UNKNOWN: "warn",
    State.NEEDS_LOGIN: "warn",
    State.NEEDS_FIX: "error",
    State.NEEDS_FORM_UPGRADE: "error",
    State.QUARANTINED: "error",
    State.CONFLICT: "error",
}


def state_tone(item: OutboxItem) -> str:
    """The tone of a chip for an item."""
    return _TONES.get(told_state(item), "neutral")


def state_name(item: OutboxItem) -> str:
    """The state in two words."""
    return tr("state.paused") if item.paused else tr(f"state.{told_state(item).value}")


def state_words(item: OutboxItem, now: datetime) -> str:
    """The state in a sentence, with its reason and the next try."""
    parts = [f"{messages.say(f'state.{told_state(item).value}', lang())}."]
    if item.reason and messages.has(item.reason, lang()):
        parts.append(messages.say(item.reason, lang()))
    if item.next_try_at is not None:
        parts.append(tr("waiting.next_try", left=time_until(item.next_try_at, now)))
    return " ".join(parts)


def told_state(item: OutboxItem) -> State:
    """What waits to be asked about is unknown, not unsent."""
    return State.UNKNOWN if is_in_doubt(item) else item.state


def status_words(dossier: Dossier) -> str:
    """What the portal says about a dossier."""
    return messages.say(f"status.{dossier.told_as}", lang(), label=dossier.status_label)


def has_deadline(dossier: Dossier) -> bool:
    """Whether the office waits for the person until a day that a calendar may hold."""
    asked = (dossier.supplement, dossier.open_fee)
    return any(one is not None and one.deadline is not None for one in asked)
