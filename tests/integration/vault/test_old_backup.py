"""Backups of version 1 still fill a home, and nothing in them is believed."""

import json
import zipfile
from pathlib import Path

import pytest

from desktop import assembly
from desktop.adapters.backup.old_zip import CONTENTS
from desktop.adapters.database.vault import Vault, open_vault
from desktop.services.ports import Account
from tests.integration.vault.old_backup import changed, old_backup
from tests.integration.vault.records import NOW, draft, refused, unit
from tests.integration.vault.test_backup import by_words, key, never, vault

__all__ = ["key", "vault"]
TOKEN = "token-that-opens-an-account"


@pytest.fixture
def made(vault: Vault, home: Path, key: bytes, tmp_path: Path) -> Path:
    assert vault.check() == ()
    return old_backup(home, key, tmp_path / "old.hoso")


def test_an_old_backup_comes_back(made: Path, tmp_path: Path, key: bytes) -> None:
    assert assembly.restore_backup(made, tmp_path / "new", by_words) == key
    with open_vault(tmp_path / "new", key) as vault, unit(vault) as uow:
        assert uow.drafts.get("d1") == draft()
        assert vault.check() == ()
    assert not list(tmp_path.glob("new.*"))


def test_an_old_backup_never_grows(made: Path, home: Path, key: bytes) -> None:
    before = made.read_bytes()
    with refused("backup.exists"):
        assembly.make_backup(home, key, made)
    assert made.read_bytes() == before


def test_tokens_that_it_carried_stay_out(vault: Vault, home: Path, key: bytes, tmp_path: Path) -> None:
    with unit(vault) as uow:
        uow.accounts.save(Account("038204003456", "p", "Lò Văn Tâm", TOKEN, TOKEN, NOW))
        uow.commit()
    assembly.restore_backup(old_backup(home, key, tmp_path / "old"), tmp_path / "new", by_words)
    with open_vault(tmp_path / "new", key) as restored, unit(restored) as uow:
        account = uow.accounts.get("p", "038204003456")
        assert account is not None
        assert (account.access_token, account.refresh_token, account.signed_out) == ("", None, True)


@pytest.mark.parametrize("name", ["vault_db", "papers_db", "vault_key_json"])
def test_a_part_that_is_not_what_the_list_says_is_damage(made: Path, tmp_path: Path, name: str) -> None:
    with zipfile.ZipFile(made) as packed:
        listed = json.loads(packed.read(CONTENTS))["files"]
    size = next(row["size"] for row in listed if row["name"].replace(".", "_") == name)
    for content in (bytes(size), b"", None):
        with refused("restore.damaged"):
            assembly.restore_backup(changed(made, **{name: content}), tmp_path / "new", never)
    assert not list(tmp_path.glob("new*"))


def test_a_cut_backup_and_a_flipped_bit_are_damage(made: Path, tmp_path: Path) -> None:
    content = made.read_bytes()
    middle = len(content) // 2
    flipped = content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
    for bad in (content[:middle], content[:-30], flipped):
        (tmp_path / "bad").write_bytes(bad)
        with refused("restore.damaged"):
            assembly.restore_backup(tmp_path / "bad", tmp_path / "new", never)


def test_names_that_climb_out_are_never_followed(made: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(made, "a") as packed:
        packed.writestr("../escaped", b"x")
    with refused("restore.damaged"):
        assembly.restore_backup(made, tmp_path / "deep" / "new", never)
    assert not list(tmp_path.rglob("escaped"))


def test_a_backup_of_a_later_program_is_told_apart(made: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(made) as packed:
        contents = json.loads(packed.read(CONTENTS))
    later = json.dumps(contents | {"v": 2}).encode()
    with refused("restore.newer"):
        assembly.restore_backup(changed(made, hoso_backup_json=later), tmp_path / "new", never)
