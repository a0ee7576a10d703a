"""Making, unlocking and copying a vault."""

from collections.abc import Callable
from pathlib import Path

from desktop.adapters import backup_file
from desktop.adapters.database import copying
from desktop.adapters.database.home_lock import alone_in
from desktop.adapters.ids import SystemClock
from desktop.adapters.keys import key_file, recovery_code
from desktop.domain.errors import Refusal
from desktop.services.backup import Backup, BackupPart, Secret


def vault_exists(home: Path) -> bool:
    """Whether a vault was begun in *home*."""
    return key_file.has_key_file(home)


def create_vault(home: Path, passphrase: str | None) -> key_file.NewKey:
    """A new key in *home*; its recovery code is shown once. Refusal `vault.exists`."""
    return key_file.create_key_file(home, passphrase)


def unlock(home: Path, *, passphrase: str | None = None, recovery: str | None = None) -> bytes:
    """The vault's key; Refusal `vault.wrong-passphrase` and its like, StoreFault `vault.key-damaged`."""
    return key_file.open_key(home, passphrase=passphrase, recovery=recovery)


def ways_in(home: Path) -> tuple[str, ...]:
    """How the vault can be opened."""
    return key_file.ways(home)


def set_passphrase(home: Path, key: bytes, passphrase: str) -> None:
    """From now on the passphrase is asked."""
    with alone_in(home):
        key_file.set_passphrase(home, key, passphrase)


def new_recovery_code(home: Path, key: bytes) -> str:
    """Another recovery code; the old one opens nothing any more."""
    with alone_in(home):
        return key_file.new_recovery_code(home, key)


def secret_of(typed: str) -> Secret:
    """What a person typed where both are asked for: a recovery code tells itself by its check letters."""
    try:
        return Secret(recovery=recovery_code.canonical(typed))
    except Refusal:
        return Secret(passphrase=typed)


def make_backup(home: Path, key: bytes, out: Path) -> tuple[BackupPart, ...]:
    """The vault as one verified file that only passphrase or recovery code opens; Refusal `backup.…`."""
    return _backup().make(home, key, out)


def restore_backup(source: Path, home: Path, ask: Callable[[tuple[str, ...]], Secret]) -> bytes:
    """An empty home filled from a backup that *ask*'s secret opens; the vault's key. Refusal `restore.…`."""
    return _backup().restore(source, home, ask)


def _backup() -> Backup:
    return Backup(stores=copying, keys=key_file, files=backup_file, clock=SystemClock())
