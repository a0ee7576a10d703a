"""The ways into the open vault, as the window changes them; implements the window's Keys."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop import assembly
from desktop.services.protecting import OWNER_NAME
from desktop.ui.words import lang


@dataclass(frozen=True, slots=True)
class VaultKeys:
    """Of the vault in *home*; what opens it is asked again before it is changed, unless it was given just now."""

    home: Path
    opened: Callable[[], assembly.Services]
    keep: Callable[[str, str], None]
    rewatch: Callable[[], None]

    def ways(self) -> tuple[str, ...]:
        return assembly.ways_in(self.home)

    def set_passphrase(self, words: str, old: str = "", *, is_proven: bool = False) -> None:
        self._prove(old, is_proven=is_proven)
        assembly.set_passphrase(self.home, self.opened().key, words)

    def use_keyring(self, old: str = "", *, is_proven: bool = False) -> None:
        self._prove(old, is_proven=is_proven)
        assembly.use_keyring(self.home, self.opened().key)

    def new_code(self) -> str:
        return assembly.new_recovery_code(self.home, self.opened().key)

    def card(self, code: str) -> bytes:
        with self.opened().open_unit() as uow:
            owner = uow.settings.get(OWNER_NAME) or ""
        return assembly.draw_recovery_card(code, owner, lang=lang())

    def _prove(self, old: str, *, is_proven: bool) -> None:
        if not is_proven:
            assembly.prove_passphrase(self.home, self.opened().key, old)
