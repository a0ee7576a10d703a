"""The vault as one verified file, and back."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from desktop.domain.errors import Refusal, StoreFault
from desktop.services.ports import Clock

CARRIED = frozenset({"passphrase", "recovery"})
"""The ways in that a person takes along; the others belong to one computer."""
_OF_THIS_DISK = frozenset({"vault.newer", "vault.full", "vault.disk", "vault.read-only"})
"""What a store may say on its way in that is not the backup's fault."""


@dataclass(frozen=True, slots=True)
class BackupPart:
    """A file in a backup."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Secret:
    """What a person opens a vault with: one of the two."""

    passphrase: str | None = None
    recovery: str | None = None


class StoreCopies(Protocol):
    """Copies of the encrypted stores, whole whatever others write meanwhile."""

    def copy_stores(self, home: Path, folder: Path, key: bytes) -> None: ...
    def store_faults(self, folder: Path, key: bytes) -> tuple[str, ...]: ...


class KeyWays(Protocol):
    """The key file of a folder; `portable` is it without the ways that belong to this computer."""

    def ways(self, home: Path) -> tuple[str, ...]: ...
    def portable(self, home: Path) -> bytes: ...
    def open_key(self, home: Path, *, passphrase: str | None, recovery: str | None) -> bytes: ...


class BackupFiles(Protocol):
    """Packs a folder into one file and unpacks it; whole and on disk, or not there at all.

    `pack` raises Refusal `backup.exists`, `backup.full`, `backup.not-written`; `unpacked` raises Refusal
    `restore.home-taken`, `restore.not-a-backup`, `restore.damaged`, `restore.newer`, `restore.full`.
    """

    def refuse_taken(self, out: Path) -> None: ...
    def room(self, home: Path) -> AbstractContextManager[Path]: ...
    def pack(self, folder: Path, key_file: bytes, out: Path, made_at: str) -> tuple[BackupPart, ...]: ...
    def unpacked(self, source: Path, home: Path) -> AbstractContextManager[Path]: ...
    def settle(self, folder: Path, home: Path) -> None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """Makes backups of homes and homes of backups."""

    stores: StoreCopies
    keys: KeyWays
    files: BackupFiles
    clock: Clock

    def make(self, home: Path, key: bytes, out: Path) -> tuple[BackupPart, ...]:
        """One file that only passphrase or recovery code opens; looked through before it takes its name.

        Raises Refusal `backup.no-way-in`, StoreFault `backup.unsound` and what the ports raise.
        """
        self.files.refuse_taken(out)
        if not CARRIED & set(self.keys.ways(home)):
            raise Refusal("backup.no-way-in")
        with self.files.room(home) as folder:
            self.stores.copy_stores(home, folder, key)
            if faults := self.stores.store_faults(folder, key):
                raise StoreFault("backup.unsound", finding=faults[0])
            made_at = self.clock.now().isoformat(timespec="seconds")
            return self.files.pack(folder, self.keys.portable(home), out, made_at)

    def restore(self, source: Path, home: Path, ask: Callable[[tuple[str, ...]], Secret]) -> bytes:
        """Fill an empty home from a backup, once *ask* gave what opens it; the vault's key.

        Until then nothing stands in the home. Raises what `unpacked` and `open_key` raise; StoreFault `vault.newer`.
        """
        with self.files.unpacked(source, home) as folder:
            try:
                key = self._proven(folder, ask)
            except StoreFault as fault:
                if fault.code in _OF_THIS_DISK:
                    raise
                raise Refusal("restore.damaged", part=fault.code) from fault
            self.files.settle(folder, home)
        return key

    def _proven(self, folder: Path, ask: Callable[[tuple[str, ...]], Secret]) -> bytes:
        secret = ask(self.keys.ways(folder))
        key = self.keys.open_key(folder, passphrase=secret.passphrase, recovery=secret.recovery)
        if faults := self.stores.store_faults(folder, key):
            raise Refusal("restore.damaged", part=faults[0])
        return key
