"""What protects a vault beside its key: the card that is owed, when it locks itself, patience at the door."""

from collections.abc import Callable
from dataclasses import dataclass, field

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


@dataclass(slots=True, kw_only=True)
class Patience:
    """Slows down whoever guesses: nothing is locked for good and nothing is deleted.

    `keep` stores how many tries were wrong, so that a restart forgives none; `seconds` is a clock. From the try number
    `free` on a pause follows each, twice as long as the one before, `longest` at most.
    """

    seconds: Callable[[], float]
    keep: Callable[[int], None]
    wrong: int = 0
    free: int = FREE_TRIES
    longest: int = LONGEST_WAIT
    _until: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self._until = self.seconds() + self._pause()

    def left(self) -> int:
        """Seconds that nobody may try yet; a clock that was set back shuts nobody out."""
        left = self._until - self.seconds()
        return max(1, round(left)) if 0 < left <= self.longest else 0

    def went_wrong(self) -> None:
        """One more."""
        self._count(self.wrong + 1)

    def went_well(self) -> None:
        """The door is open: all is forgotten."""
        if self.wrong:
            self._count(0)

    def _count(self, wrong: int) -> None:
        self.wrong = wrong
        self._until = self.seconds() + self._pause()
        self.keep(wrong)

    def _pause(self) -> int:
        return min(self.longest, 2 ** (self.wrong - self.free + 1)) if self.wrong >= self.free else 0
