"""The administrator's way out of a kiosk: a passphrase, and wrong tries that take longer and longer."""

from collections.abc import Callable
from dataclasses import dataclass

from desktop.domain.errors import Refusal
from desktop.services.protecting import Patience

FREE_TRIES = 3
LONGEST_WAIT = 300


@dataclass(frozen=True, slots=True)
class AdminDoor:
    """`is_right` asks the kept hash."""

    is_right: Callable[[str], bool]
    patience: Patience

    def enter(self, passphrase: str) -> None:
        """Refusal `kiosk.too-soon` with the seconds to wait, `kiosk.wrong-passphrase`."""
        if left := self.patience.left():
            raise Refusal("kiosk.too-soon", seconds=left)
        if not self.is_right(passphrase):
            self.patience.went_wrong()
            raise Refusal("kiosk.wrong-passphrase")
        self.patience.went_well()
