"""vault.key.json: the vault's key, wrapped once per way in."""

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.adapters.keys import keyring_place, recovery_code
from desktop.adapters.keys.private_file import write_private
from desktop.adapters.keys.wrapping import (
    WrongSecretError,
    from_text,
    to_text,
    unwrap,
    unwrap_by_words,
    wrap,
    wrap_by_words,
)
from desktop.domain.errors import Refusal, StoreFault

KEY_FILE = "vault.key.json"
VERSION = 1
PASSPHRASE, RECOVERY, KEYRING, FILE = "passphrase", "recovery", "keyring", "file"


@dataclass(frozen=True, slots=True)
class NewKey:
    """A vault's key as it was made; `recovery_code` is shown once and kept nowhere, `warnings` are codes."""

    key: bytes
    recovery_code: str
    ways: tuple[str, ...]
    warnings: tuple[str, ...]


def has_key_file(home: Path) -> bool:
    """Whether a vault was begun here."""
    return (home / KEY_FILE).exists()


def create_key_file(home: Path, passphrase: str | None) -> NewKey:
    """A new key: under the passphrase if there is one, else in the keyring, else in a file of this user.

    Raises StoreFault `vault.key-missing` when there is a vault without its key file, Refusal `vault.exists`.
    """
    if (home / "vault.db").exists() and not has_key_file(home):
        raise StoreFault("vault.key-missing")
    if has_key_file(home):
        raise Refusal("vault.exists")
    _make_home(home)
    key, code, vault = os.urandom(32), recovery_code.new_code(), os.urandom(16).hex()
    ways = {RECOVERY: wrap_by_words(key, recovery_code.canonical(code), _bound(vault, RECOVERY))}
    warnings: tuple[str, ...] = ()
    if passphrase:
        ways[PASSPHRASE] = wrap_by_words(key, passphrase, _bound(vault, PASSPHRASE))
    elif keyring_place.keep(vault, secret := os.urandom(32)):
        ways[KEYRING] = wrap(key, secret, _bound(vault, KEYRING))
    else:
        ways[FILE] = wrap(key, secret, _bound(vault, FILE))
        write_private(_unlock_file(home, vault), to_text(secret).encode())
        warnings = ("vault.key-in-file",)
    try:
        _write(home, {"v": VERSION, "vault": vault, "ways": ways}, new=True)
    except FileExistsError:
        _unlock_file(home, vault).unlink(missing_ok=True)
        raise Refusal("vault.exists") from None
    return NewKey(key, code, tuple(sorted(ways)), warnings)


def open_key(home: Path, *, passphrase: str | None = None, recovery: str | None = None) -> bytes:
    """The key, by the words given, else by the keyring or the file.

    Raises Refusal `vault.wrong-passphrase`, `vault.wrong-recovery`, `vault.recovery-mistyped`,
    `vault.passphrase-needed` or `vault.recovery-needed`; StoreFault `vault.key-missing` or `vault.key-damaged`.
    """
    held = _read(home)
    ways, vault = held["ways"], held["vault"]
    if recovery is not None:
        return _by_words(ways, vault, RECOVERY, recovery_code.canonical(recovery))
    if passphrase is not None and PASSPHRASE in ways:
        return _by_words(ways, vault, PASSPHRASE, passphrase)
    for way, secret in ((KEYRING, _from_keyring(ways, vault)), (FILE, _from_file(ways, home, vault))):
        if secret is not None:
            try:
                return unwrap(ways[way], secret, _bound(vault, way))
            except (WrongSecretError, ValueError):
                continue
    raise Refusal("vault.passphrase-needed" if PASSPHRASE in ways else "vault.recovery-needed")


def ways(home: Path) -> tuple[str, ...]:
    """Which ways in there are, sorted."""
    return tuple(sorted(_read(home)["ways"]))


def set_passphrase(home: Path, key: bytes, passphrase: str) -> None:
    """From now on the passphrase is asked: the keyring's and the file's ways are taken away.

    The caller holds the home's lock. Raises Refusal `vault.no-passphrase` when it is empty.
    """
    if not passphrase:
        raise Refusal("vault.no-passphrase")
    held = _read(home)
    vault = held["vault"]
    left = {way: copy for way, copy in held["ways"].items() if way not in (KEYRING, FILE)}
    left[PASSPHRASE] = wrap_by_words(key, passphrase, _bound(vault, PASSPHRASE))
    _write(home, held | {"ways": left})
    _unlock_file(home, vault).unlink(missing_ok=True)
    if KEYRING in held["ways"]:
        keyring_place.forget(vault)


def use_keyring(home: Path, key: bytes) -> None:
    """From now on the keyring opens: the passphrase's and the file's ways are taken away.

    The secret is there, read back and compared, before the other ways go. The caller holds the home's lock. Raises
    Refusal `vault.no-keyring` where nothing keeps it.
    """
    held = _read(home)
    vault, secret = held["vault"], os.urandom(32)
    if not keyring_place.keep(vault, secret):
        raise Refusal("vault.no-keyring")
    left = {way: copy for way, copy in held["ways"].items() if way not in (PASSPHRASE, FILE)}
    left[KEYRING] = wrap(key, secret, _bound(vault, KEYRING))
    _write(home, held | {"ways": left})
    _unlock_file(home, vault).unlink(missing_ok=True)


def new_recovery_code(home: Path, key: bytes) -> str:
    """Another code, to be shown once; the old one opens nothing any more. The caller holds the home's lock."""
    held = _read(home)
    code = recovery_code.new_code()
    copy = wrap_by_words(key, recovery_code.canonical(code), _bound(held["vault"], RECOVERY))
    _write(home, held | {"ways": held["ways"] | {RECOVERY: copy}})
    return code


def portable(home: Path) -> bytes:
    """The key file for a backup: only the ways that a person carries along."""
    held = _read(home)
    carried = {way: copy for way, copy in held["ways"].items() if way in (PASSPHRASE, RECOVERY)}
    return _encoded(held | {"ways": carried})


def make_portable(home: Path, key: bytes) -> str:
    """A key file for a vault that lives without one, opened by nothing but the recovery code that is given back.

    The caller takes it away again. Raises Refusal `vault.exists`.
    """
    code, vault = recovery_code.new_code(), os.urandom(16).hex()
    ways = {RECOVERY: wrap_by_words(key, recovery_code.canonical(code), _bound(vault, RECOVERY))}
    try:
        _write(home, {"v": VERSION, "vault": vault, "ways": ways}, new=True)
    except FileExistsError:
        raise Refusal("vault.exists") from None
    return code


def destroy(home: Path) -> None:
    """What opens the vault is gone: the file is written over and removed, so are the unlock file and the keyring's."""
    try:
        vault = str(_read(home)["vault"])
    except StoreFault:
        vault = ""
    for path in (home / KEY_FILE, *home.glob("vault.*.unlock")):
        _write_over(path)
        path.unlink(missing_ok=True)
    if vault:
        keyring_place.forget(vault)


def _write_over(path: Path) -> None:
    """A disk may keep old blocks all the same; the databases behind the key go next."""
    try:
        with path.open("r+b") as file:
            file.write(bytes(path.stat().st_size))
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return


def _bound(vault: str, way: str) -> str:
    return f"hoso vault key {VERSION} {vault} {way}"


def _by_words(ways: dict[str, Any], vault: str, way: str, words: str) -> bytes:
    try:
        return unwrap_by_words(ways[way], words, _bound(vault, way))
    except WrongSecretError:
        raise Refusal(f"vault.wrong-{way}") from None
    except (ValueError, TypeError):
        raise StoreFault("vault.key-damaged") from None


def _from_keyring(ways: dict[str, Any], vault: str) -> bytes | None:
    return keyring_place.find(vault) if KEYRING in ways else None


def _from_file(ways: dict[str, Any], home: Path, vault: str) -> bytes | None:
    if FILE not in ways:
        return None
    try:
        return from_text(_unlock_file(home, vault).read_text("ascii"))
    except (OSError, ValueError):
        return None


def _unlock_file(home: Path, vault: str) -> Path:
    """Holds the secret of the way `file`: who can read it can open the vault."""
    return home / f"vault.{vault[:8]}.unlock"


def _make_home(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreFault("vault.read-only") from error


def _read(home: Path) -> dict[str, Any]:
    """The file's content; its own digest tells a damaged file from a wrong passphrase."""
    try:
        raw = (home / KEY_FILE).read_bytes()
    except FileNotFoundError:
        raise StoreFault("vault.key-missing") from None
    except OSError as error:
        raise StoreFault("vault.read-only") from error
    try:
        held: dict[str, Any] = json.loads(raw)
        digest = held.pop("sha256")
    except (ValueError, KeyError, AttributeError, TypeError):
        raise StoreFault("vault.key-damaged") from None
    if digest != _digest(held):
        raise StoreFault("vault.key-damaged")
    if held["v"] > VERSION:
        raise StoreFault("vault.newer", found=held["v"], known=VERSION)
    return held


def _write(home: Path, held: dict[str, Any], *, new: bool = False) -> None:
    write_private(home / KEY_FILE, _encoded(held), new=new)


def _encoded(held: dict[str, Any]) -> bytes:
    return (json.dumps(held | {"sha256": _digest(held)}, indent=2, sort_keys=True) + "\n").encode()


def _digest(held: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()
