import json
import os
import stat
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend

from desktop.adapters.keys import key_file, wrapping
from desktop.adapters.keys.key_file import (
    create_key_file,
    new_recovery_code,
    open_key,
    portable,
    set_passphrase,
    ways,
)
from desktop.adapters.keys.key_file import (
    use_keyring as opens_by_keyring,
)
from desktop.domain.errors import HosoError
from tests.fakes.keyrings import Forgetting, Remembering

PASSPHRASE = "Mường Lát đầy sương"
OTHER = "chợ phiên sáng chủ nhật"


@pytest.fixture(autouse=True)
def _cheap_stretching(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wrapping, "MEMORY_KIB", 64)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def says(code: str) -> "pytest.RaisesExc[HosoError]":
    return pytest.raises(HosoError, match=f"^{code}$")


def test_a_passphrase_opens_however_its_accents_were_typed(home: Path) -> None:
    made = create_key_file(home, PASSPHRASE)
    assert (made.ways, made.warnings, len(made.key)) == (("passphrase", "recovery"), (), 32)
    for form in ("NFC", "NFD"):
        assert open_key(home, passphrase=unicodedata.normalize(form, PASSPHRASE)) == made.key


def test_a_wrong_passphrase_is_told_from_a_damaged_file(home: Path) -> None:
    create_key_file(home, PASSPHRASE)
    with says("vault.wrong-passphrase"):
        open_key(home, passphrase=PASSPHRASE.lower())
    with says("vault.passphrase-needed"):
        open_key(home)
    path = home / key_file.KEY_FILE
    whole = path.read_text(encoding="utf-8")
    for damaged in (whole[:-40], whole.replace("wrapped", "wrepped"), "", "[]", "null", "\x00"):
        path.write_text(damaged, encoding="utf-8")
        with says("vault.key-damaged"):
            open_key(home, passphrase=PASSPHRASE)
    path.unlink()
    with says("vault.key-missing"):
        open_key(home, passphrase=PASSPHRASE)


def test_the_recovery_code_opens_until_there_is_another(home: Path) -> None:
    made = create_key_file(home, PASSPHRASE)
    assert open_key(home, recovery=made.recovery_code.lower()) == made.key
    second = new_recovery_code(home, made.key)
    assert open_key(home, recovery=second) == made.key
    with says("vault.wrong-recovery"):
        open_key(home, recovery=made.recovery_code)
    with says("vault.recovery-mistyped"):
        open_key(home, recovery=second[:-1])


def test_a_new_passphrase_takes_the_place_of_the_old_one(home: Path) -> None:
    made = create_key_file(home, PASSPHRASE)
    set_passphrase(home, made.key, OTHER)
    assert open_key(home, passphrase=OTHER) == open_key(home, recovery=made.recovery_code) == made.key
    with says("vault.wrong-passphrase"):
        open_key(home, passphrase=PASSPHRASE)
    with says("vault.no-passphrase"):
        set_passphrase(home, made.key, "")


def test_the_keyring_opens_until_a_passphrase_is_set(home: Path, use_keyring: Callable[[KeyringBackend], None]) -> None:
    use_keyring(backend := Remembering())
    made = create_key_file(home, None)
    assert made.ways == ways(home) == ("keyring", "recovery")
    assert open_key(home) == made.key
    assert made.key.hex() not in json.dumps(list(backend.kept.values()))
    set_passphrase(home, made.key, PASSPHRASE)
    assert ways(home) == ("passphrase", "recovery")
    assert backend.kept == {}
    with says("vault.passphrase-needed"):
        open_key(home)


def test_a_keyring_that_lost_the_secret_leaves_the_recovery_code(
    home: Path, use_keyring: Callable[[KeyringBackend], None]
) -> None:
    use_keyring(Remembering())
    made = create_key_file(home, None)
    use_keyring(Remembering())
    with says("vault.recovery-needed"):
        open_key(home)
    assert open_key(home, recovery=made.recovery_code) == made.key


def test_without_a_keyring_the_key_is_in_a_private_file_and_that_is_said(
    home: Path, use_keyring: Callable[[KeyringBackend], None]
) -> None:
    use_keyring(Forgetting())
    made = create_key_file(home, None)
    assert (made.ways, made.warnings) == (("file", "recovery"), ("vault.key-in-file",))
    assert open_key(home) == made.key
    (unlock,) = home.glob("vault.*.unlock")
    for path in (unlock, home / key_file.KEY_FILE):
        assert os.name == "nt" or stat.S_IMODE(path.stat().st_mode) == 0o600
    set_passphrase(home, made.key, PASSPHRASE)
    assert sorted(path.name for path in home.iterdir()) == [key_file.KEY_FILE]


def test_no_keyring_at_all_is_the_same(home: Path) -> None:
    assert create_key_file(home, None).ways == ("file", "recovery")


def test_neither_key_nor_code_nor_passphrase_stands_in_the_file(home: Path) -> None:
    made = create_key_file(home, PASSPHRASE)
    content = (home / key_file.KEY_FILE).read_text(encoding="utf-8")
    for secret in (made.key.hex(), wrapping.to_text(made.key), PASSPHRASE, made.recovery_code):
        assert secret not in content


def test_a_backup_carries_no_way_of_this_computer(home: Path, tmp_path: Path) -> None:
    made = create_key_file(home, None)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / key_file.KEY_FILE).write_bytes(portable(home))
    assert ways(elsewhere) == ("recovery",)
    assert open_key(elsewhere, recovery=made.recovery_code) == made.key


def test_a_key_is_never_made_over_another(home: Path) -> None:
    made = create_key_file(home, PASSPHRASE)
    with says("vault.exists"):
        create_key_file(home, OTHER)
    assert open_key(home, passphrase=PASSPHRASE) == made.key
    (home / key_file.KEY_FILE).unlink()
    (home / "vault.db").touch()
    with says("vault.key-missing"):
        create_key_file(home, OTHER)


def test_a_key_file_of_a_later_program_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(key_file, "VERSION", 2)
    create_key_file(home, PASSPHRASE)
    monkeypatch.undo()
    with says("vault.newer"):
        open_key(home, passphrase=PASSPHRASE)


def test_a_write_that_fails_leaves_the_old_file(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = create_key_file(home, PASSPHRASE)

    def full(_handle: int) -> None:
        raise OSError(28, "no space left")

    monkeypatch.setattr(os, "fsync", full)
    with says("vault.full"):
        set_passphrase(home, made.key, OTHER)
    monkeypatch.undo()
    assert open_key(home, passphrase=PASSPHRASE) == made.key
    assert [path.name for path in home.iterdir()] == [key_file.KEY_FILE]


def test_the_keyring_takes_the_passphrases_place_with_the_same_key(
    home: Path, use_keyring: Callable[[KeyringBackend], None]
) -> None:
    use_keyring(Remembering())
    made = create_key_file(home, PASSPHRASE)
    opens_by_keyring(home, made.key)
    assert ways(home) == ("keyring", "recovery")
    assert open_key(home) == open_key(home, recovery=made.recovery_code) == made.key
    set_passphrase(home, made.key, OTHER)
    assert open_key(home, passphrase=OTHER) == made.key
    with says("vault.wrong-passphrase"):
        open_key(home, passphrase=PASSPHRASE)


def test_a_keyring_that_keeps_nothing_costs_no_way_in(
    home: Path, use_keyring: Callable[[KeyringBackend], None]
) -> None:
    use_keyring(Forgetting())
    made = create_key_file(home, PASSPHRASE)
    before = (home / key_file.KEY_FILE).read_bytes()
    with says("vault.no-keyring"):
        opens_by_keyring(home, made.key)
    assert (home / key_file.KEY_FILE).read_bytes() == before


def test_the_keyring_takes_the_files_place(home: Path, use_keyring: Callable[[KeyringBackend], None]) -> None:
    made = create_key_file(home, None)
    use_keyring(Remembering())
    opens_by_keyring(home, made.key)
    assert ways(home) == ("keyring", "recovery")
    assert [path.name for path in home.iterdir()] == [key_file.KEY_FILE]
    assert open_key(home) == made.key
