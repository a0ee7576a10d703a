"""Making, unlocking and copying a vault."""

from collections.abc import Callable
from pathlib import Path

from desktop.adapters.backup import files
from desktop.adapters.database import copying
from desktop.adapters.database.home_lock import alone_in
from desktop.adapters.ids import SystemClock
from desktop.adapters.keys import key_file, recovery_code
from desktop.adapters.keys.tries import keep_wrong_tries, wrong_tries
from desktop.assembly.documents import read_codes
from desktop.domain.errors import Refusal
from desktop.services.backup import Ask, Backup, Looked, Restored, Secret
from desktop.services.backup_ports import Grown, Progress
from desktop.services.protecting import Patience

BACKUP_LOCK = "vault.backup.lock"


def _unheard(_done: int, _total: int) -> None:
    """Nobody watches."""


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


def door_patience(home: Path, seconds: Callable[[], float]) -> Patience:
    """What slows down guessing at this vault's door."""
    return Patience(seconds=seconds, keep=lambda wrong: keep_wrong_tries(home, wrong), wrong=wrong_tries(home))


def set_passphrase(home: Path, key: bytes, passphrase: str) -> None:
    """From now on the passphrase is asked."""
    with alone_in(home):
        key_file.set_passphrase(home, key, passphrase)


def use_keyring(home: Path, key: bytes) -> None:
    """From now on the vault opens by itself for this user of the computer; Refusal `vault.no-keyring`."""
    with alone_in(home):
        key_file.use_keyring(home, key)


def prove_passphrase(home: Path, key: bytes, passphrase: str) -> None:
    """Refusal `vault.wrong-passphrase` unless these words open this vault; where there is no passphrase, none is."""
    if key_file.PASSPHRASE in key_file.ways(home) and key_file.open_key(home, passphrase=passphrase) != key:
        raise Refusal("vault.wrong-passphrase")


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


def looks_like_code(typed: str) -> bool:
    """Whether somebody most likely meant a recovery code, right or not."""
    return recovery_code.looks_like_one(typed)


def code_in_picture(content: bytes) -> str:
    """The recovery code of the one card in a picture or PDF; Refusal `recovery.no-code`, `recovery.other-code`."""
    texts = read_codes(content)
    if not texts:
        raise Refusal("recovery.no-code")
    codes = [text for text in texts if secret_of(text).recovery]
    if len(codes) != 1:
        raise Refusal("recovery.other-code")
    return codes[0]


def make_backup(home: Path, key: bytes, out: Path, *, anew: bool = False, progress: Progress = _unheard) -> Grown:
    """The vault as one verified file that only passphrase or recovery code opens; Refusal `backup.…`.

    A backup of this vault that stands there grows by what is new, or with *anew* a fresh one takes its place.
    """
    with alone_in(home, BACKUP_LOCK):
        return _backup().make(home, key, out, anew=anew, progress=progress)


def verify_backup(key: bytes, source: Path, *, progress: Progress = _unheard) -> Looked:
    """Read a backup of this vault from end to end; Refusal `restore.damaged`."""
    return _backup().verify(key, source, progress)


def restore(source: Path, home: Path, ask: Ask, *, progress: Progress = _unheard) -> Restored:
    """An empty home filled from a backup that *ask*'s secret opens; Refusal `restore.…`."""
    return _backup().restore(source, home, ask, progress)


def restore_backup(source: Path, home: Path, ask: Ask) -> bytes:
    """The same, and the vault's key."""
    return restore(source, home, ask).key


def _backup() -> Backup:
    return Backup(stores=copying, keys=key_file, files=files, clock=SystemClock())
