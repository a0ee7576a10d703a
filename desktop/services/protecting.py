"""What protects a vault beside its key: the card that is owed, when it locks itself, patience at the door."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.domain.errors import StillWaiting

OWNER_NAME, RECOVERY_CARD, AUTO_LOCK = "owner_name", "recovery_card", "auto_lock"
"""Settings: the name on the vault; `later` while its card is owed; minutes without a touch until it locks itself."""
CARD_LATER, CARD_PRINTED, CARD_WRITTEN, CARD_DISMISSED = "later", "printed", "written", "dismissed"
LOCKS_AFTER = (0, 5, 15, 60)
"""Minutes that may be chosen; 0 is never."""
BY_ITSELF = frozenset({"keyring", "file"})
"""The ways in that ask nobody."""
SHORT = 10
"""Letters below which a passphrase is called short."""
FREE_TRIES = 5
LONGEST_WAIT = 60


def minutes_until_lock(chosen: str | None, ways: tuple[str, ...]) -> int:
    """After how many minutes without a touch the vault locks itself, 0 never: 15 where a passphrase opens it."""
    if chosen is not None and chosen.isdecimal():
        return int(chosen)
    return 15 if "passphrase" in ways and not BY_ITSELF & set(ways) else 0


def doubts_about(passphrase: str) -> tuple[str, ...]:
    """What may hurt whoever types it again: `edge` spaces, `accents` that an input method makes, `short`."""
    found = {
        "edge": passphrase != passphrase.strip(),
        "accents": not passphrase.isascii(),
        "short": 0 < len(passphrase) < SHORT,
    }
    return tuple(doubt for doubt, is_so in found.items() if is_so)


@dataclass(slots=True)
class Patience:
    """Slows down whoever guesses, in memory only: nothing is locked for good and nothing is deleted."""

    wrong: int = 0
    until: datetime | None = None

    def refuse_haste(self, now: datetime) -> None:
        """StillWaiting `vault.too-soon` while the pause after many wrong tries lasts."""
        if self.until is not None and now < self.until <= now + timedelta(seconds=LONGEST_WAIT):
            left = (self.until - now).total_seconds()
            raise StillWaiting("vault.too-soon", seconds=max(1, round(left)))

    def went_wrong(self, now: datetime) -> None:
        """One more wrong try; from the fifth on a pause follows, twice as long each time, a minute at most."""
        self.wrong += 1
        if self.wrong >= FREE_TRIES:
            pause = min(LONGEST_WAIT, 2 ** (self.wrong - FREE_TRIES + 1))
            self.until = now + timedelta(seconds=pause)

    def went_well(self) -> None:
        """The door is open: all is forgotten."""
        self.wrong, self.until = 0, None
