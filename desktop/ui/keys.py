"""What the window may do with the ways into the vault; the program behind it holds the key."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Made:
    """A vault that was just made: its recovery code, shown once, and warnings as codes."""

    code: str
    warnings: tuple[str, ...] = ()


class Keys(Protocol):
    """Off the main thread; `rewatch` alone on it: the time until the vault locks itself is read again."""

    def ways(self) -> tuple[str, ...]: ...
    def set_passphrase(self, words: str, old: str = "", *, is_proven: bool = False) -> None: ...
    def use_keyring(self, old: str = "", *, is_proven: bool = False) -> None: ...
    def new_code(self) -> str: ...
    def card(self, code: str) -> bytes: ...
    def keep(self, name: str, value: str) -> None: ...
    def rewatch(self) -> None: ...


@dataclass(frozen=True, slots=True)
class VaultWays:
    """What may be done with the vault itself: where it lies, its ways in, and the ends of it and of the practice."""

    home: str
    keys: Keys
    erase: Callable[[], None]
    erase_practice: Callable[[], None]


ReadCard = Callable[[bytes], str]
"""The recovery code in a picture of its card; Refusal `recovery.no-code`, `recovery.other-code`."""
