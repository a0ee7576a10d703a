"""Making, unlocking and copying a vault."""

from pathlib import Path

from desktop.adapters.database.home_lock import alone_in
from desktop.adapters.keys import key_file


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
