"""States of outbox items and dossiers in words, icons and tones; unknown ones are quoted, never guessed."""

from datetime import datetime

from desktop import messages
from desktop.domain.dossier import Dossier
from desktop.domain.submission import OutboxItem, State, is_in_doubt
from desktop.ui.words import ago, day_and_time, lang, time_until, tr

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


def told_when(dossier: Dossier, now: datetime) -> str:
    """When the portal told it, and how long ago that is; nothing is known that is newer."""
    if dossier.refreshed_at is None:
        return ""
    when, age = day_and_time(dossier.refreshed_at, now), ago(dossier.refreshed_at, now)
    return tr("dossier.as_of_old", when=when, ago=age) if age else tr("dossier.as_of", when=when)
