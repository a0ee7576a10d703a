"""Files that are broken, missing, empty or may not be written."""

import io
import shutil
from pathlib import Path

import pytest
from sqlalchemy import Connection, event

from desktop.adapters.database.vault import Vault, open_vault
from tests.faults.store.conftest import KEY
from tests.integration.vault.records import draft, filed, refused, unit


@pytest.fixture
def closed(vault: Vault, home: Path) -> Path:
    """A vault with a dossier and a paper, on disk."""
    for n in range(30):
        filed(vault, n)
    vault.papers.put(io.BytesIO(bytes(200_000)))
    vault.close()
    return home


def test_another_key_opens_nothing_and_breaks_nothing(closed: Path) -> None:
    with refused("vault.damaged"):
        open_vault(closed, bytes(32))
    with open_vault(closed, KEY) as vault:
        assert vault.check() == ()


@pytest.mark.parametrize("name", ["vault.db", "papers.db"])
@pytest.mark.parametrize("harm", ["noise", "head", "cut"])
def test_a_damaged_file_is_said_so_at_the_door(closed: Path, name: str, harm: str) -> None:
    path = closed / name
    whole = path.read_bytes()
    harmed = {"noise": b"x" * len(whole), "head": b"\x00" * 4096 + whole[4096:], "cut": whole[:1000]}
    path.write_bytes(harmed[harm])
    with refused("vault.damaged"):
        open_vault(closed, KEY)
    assert path.read_bytes() == harmed[harm], "nothing is repaired without being asked"


@pytest.mark.parametrize("name", ["vault.db", "papers.db"])
def test_one_flipped_bit_is_found_by_the_self_check(closed: Path, name: str) -> None:
    path = closed / name
    content = bytearray(path.read_bytes())
    content[-1000] ^= 1
    path.write_bytes(content)
    with open_vault(closed, KEY) as vault:
        found = vault.check()
    assert name in {finding.where for finding in found}
    assert {finding.code for finding in found} <= {"vault.page-changed", "vault.damaged"}


@pytest.mark.parametrize("empty", [True, False], ids=["empty", "gone"])
def test_an_empty_vault_beside_papers_is_not_a_new_one(closed: Path, empty: bool) -> None:
    (closed / "vault.db").unlink()
    if empty:
        (closed / "vault.db").touch()
    with refused("vault.damaged"):
        open_vault(closed, KEY)
    with refused("vault.damaged"):
        open_vault(closed, KEY)


def test_a_vault_that_was_begun_and_never_written_is_begun_again(home: Path) -> None:
    home.mkdir()
    for name in ("vault.db", "papers.db"):
        (home / name).touch()
    with open_vault(home, KEY) as vault, unit(vault) as uow:
        uow.drafts.add(draft())
        uow.commit()


def test_a_home_that_cannot_be_made_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with refused("vault.read-only"):
        open_vault(tmp_path / "file" / "home", KEY)


def test_a_store_that_may_not_be_written_is_said_so(vault: Vault) -> None:
    @event.listens_for(vault.engine, "begin")
    def _only_read(connection: Connection) -> None:
        connection.exec_driver_sql("PRAGMA query_only = ON")

    with refused("vault.read-only"), unit(vault) as uow:
        uow.drafts.add(draft())


def test_a_copied_home_is_the_same_vault(closed: Path, tmp_path: Path) -> None:
    shutil.copytree(closed, tmp_path / "copy")
    with open_vault(tmp_path / "copy", KEY) as vault, unit(vault) as uow:
        assert len(uow.outbox.open()) == 30
        assert vault.check() == ()


def test_a_page_that_the_log_still_holds_whole_is_no_damage(closed: Path, tmp_path: Path) -> None:
    with open_vault(closed, KEY) as vault:
        with unit(vault) as uow:
            uow.settings.put("language", "vi")
            uow.commit()
        shutil.copytree(closed, tmp_path / "cut")
    store = tmp_path / "cut" / "vault.db"
    number = int.from_bytes((tmp_path / "cut" / "vault.db-wal").read_bytes()[32:36], "big")
    with store.open("rb+") as file:
        file.seek((number - 1) * 4096 + 1000)
        file.write(b"torn by a power cut while it was folded in")
    with open_vault(tmp_path / "cut", KEY) as vault, unit(vault) as uow:
        assert vault.check() == ()
        assert uow.settings.get("language") == "vi"
