"""The administrator's way out of a kiosk: a passphrase, and wrong tries that take longer and longer."""

from collections.abc import Callable
from dataclasses import dataclass, field

from desktop.domain.errors import Refusal

FREE_TRIES = 3
LONGEST_WAIT = 300


@dataclass(slots=True, kw_only=True)
class AdminDoor:
    """`is_right` asks the kept hash; `keep` stores how many tries were wrong, so that a restart forgives nothing.

    *seconds* is a clock that only runs forward.
    """

    is_right: Callable[[str], bool]
    keep: Callable[[int], None]
    seconds: Callable[[], float]
    wrong: int = 0
    _shut_until: float = field(default=0.0, init=False)

    def __post_init__(self) -> None:
        self._shut_until = self.seconds() + wait_after(self.wrong)

    def enter(self, passphrase: str) -> None:
        """Refusal `kiosk.too-soon` with the seconds to wait, `kiosk.wrong-passphrase`."""
        left = self._shut_until - self.seconds()
        if left > 0:
            raise Refusal("kiosk.too-soon", seconds=int(left) + 1)
        if not self.is_right(passphrase):
            self._count(self.wrong + 1)
            raise Refusal("kiosk.wrong-passphrase")
        if self.wrong:
            self._count(0)

    def _count(self, wrong: int) -> None:
        self.wrong = wrong
        self._shut_until = self.seconds() + wait_after(wrong)
        self.keep(wrong)


def wait_after(wrong: int) -> int:
    """Seconds that nobody may try: none at first, then twice as long after each, five minutes at most."""
    return min(2 ** (wrong - FREE_TRIES + 1), LONGEST_WAIT) if wrong >= FREE_TRIES else 0
