"""A second backup to the same file costs what is new, and the file tells nothing and carries nobody's sign-in."""

import os
from contextlib import closing
from pathlib import Path

import pytest

from desktop import assembly
from desktop.adapters.backup.telling import LARGEST_ON_FAT32, why_not_written
from desktop.adapters.database.engine import connect
from desktop.adapters.database.vault import Vault, open_vault
from desktop.adapters.keys.key_file import create_key_file, set_passphrase
from desktop.domain.errors import Refusal
from desktop.services.backup import Secret
from desktop.services.ports import Account
from tests.integration.vault.records import NOW, add_paper, refused, unit
from tests.integration.vault.test_backup import by_words, key, made, never, vault

__all__ = ["key", "made", "vault"]
MIB = 1024 * 1024
TOKEN = "token-that-opens-an-account"


def restored(source: Path, home: Path, key: bytes) -> Vault:
    assembly.restore_backup(source, home, by_words)
    return open_vault(home, key)


def test_a_second_backup_costs_the_new_bytes(vault: Vault, home: Path, key: bytes, tmp_path: Path) -> None:
    out = tmp_path / "b"
    for n in range(2, 6):
        add_paper(vault, n, os.urandom(3 * MIB))
    first = assembly.make_backup(home, key, out)
    assert first.added > 12 * MIB
    new = add_paper(vault, 9, os.urandom(MIB + 5))
    second = assembly.make_backup(home, key, out)
    vault_db = (home / "vault.db").stat().st_size + (home / "vault.db-wal").stat().st_size
    assert MIB < second.added < MIB + vault_db + 64 * 1024
    assert second.size == out.stat().st_size == first.size + second.added
    assert assembly.verify_backup(key, out).papers == second.papers == 6
    with restored(out, tmp_path / "new", key) as twin:
        assert twin.check() == ()
        assert new in twin.papers.all()
        assert twin.papers.all() == vault.named_papers()


@pytest.mark.parametrize("size", [0, 1, MIB - 1, MIB, MIB + 1, 16 * 1024, 3 * MIB])
def test_papers_of_every_length_come_back(vault: Vault, home: Path, key: bytes, tmp_path: Path, size: int) -> None:
    content = os.urandom(size)
    digest = add_paper(vault, 2, content)
    assembly.make_backup(home, key, tmp_path / "b")
    assembly.verify_backup(key, tmp_path / "b")
    with restored(tmp_path / "b", tmp_path / "new", key) as twin, twin.papers.open(digest) as paper:
        assert paper.read() == content


def test_what_was_let_go_is_dead_until_the_backup_is_made_anew(
    vault: Vault, home: Path, key: bytes, tmp_path: Path
) -> None:
    out = tmp_path / "b"
    gone = add_paper(vault, 2, os.urandom(3 * MIB))
    assert not assembly.make_backup(home, key, out).wants_renewing
    with unit(vault) as uow:
        uow.attachments.remove("d1-2")
        uow.commit()
    second = assembly.make_backup(home, key, out)
    assert second.wants_renewing
    assert second.dead > 3 * MIB
    third = assembly.make_backup(home, key, out, anew=True)
    assert (third.dead, out.stat().st_size) == (0, third.size)
    assert third.size < MIB
    with restored(out, tmp_path / "new", key) as twin:
        assert gone not in twin.papers.all()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b", "home", "new"]


def test_no_token_leaves_in_a_backup(vault: Vault, home: Path, key: bytes, tmp_path: Path) -> None:
    with unit(vault) as uow:
        uow.accounts.save(Account("038204003456", "p", "Lò Văn Tâm", TOKEN, TOKEN, NOW))
        uow.commit()
    assembly.make_backup(home, key, tmp_path / "b")
    with restored(tmp_path / "b", tmp_path / "new", key) as twin, unit(twin) as uow:
        account = uow.accounts.get("p", "038204003456")
        assert account is not None
        assert (account.access_token, account.refresh_token, account.signed_out) == ("", None, True)
    with closing(connect(tmp_path / "new" / "vault.db", key)) as connection:
        connection.execute(f"ATTACH DATABASE '{tmp_path / 'plain'}' AS plain KEY ''")
        connection.execute("SELECT sqlcipher_export('plain')").fetchone()
    plain = (tmp_path / "plain").read_bytes()
    assert "Lò Văn Tâm".encode() in plain
    assert TOKEN.encode() not in plain
    assert TOKEN.encode() not in (tmp_path / "b").read_bytes()
    with unit(vault) as uow:
        own = uow.accounts.get("p", "038204003456")
        assert own is not None
        assert own.access_token == TOKEN


def test_a_new_passphrase_opens_the_next_backup(home: Path, key: bytes, made: Path, tmp_path: Path) -> None:
    set_passphrase(home, key, "suối trong")
    assembly.make_backup(home, key, made)
    with refused("vault.wrong-passphrase"):
        assembly.restore_backup(made, tmp_path / "new", by_words)
    assembly.restore_backup(made, tmp_path / "new", lambda _: Secret(passphrase="suối trong"))


def test_the_backup_of_another_vault_is_left_alone(made: Path, tmp_path: Path) -> None:
    other, before = tmp_path / "other", made.read_bytes()
    key = create_key_file(other, "khác").key
    with open_vault(other, key), refused("backup.damaged"):
        assembly.make_backup(other, key, made)
    assert made.read_bytes() == before


def test_whoever_gives_up_keeps_the_last_backup(
    vault: Vault, home: Path, key: bytes, made: Path, tmp_path: Path
) -> None:
    before = made.read_bytes()
    add_paper(vault, 2, os.urandom(3 * MIB))

    def stop(done: int, total: int) -> None:
        if done > total // 2:
            raise Refusal("backup.given-up")

    for out in (made, tmp_path / "second"):
        with refused("backup.given-up"):
            assembly.make_backup(home, key, out, progress=stop)
    assert made.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home", made.name]


def test_a_paper_that_rotted_in_the_vault_is_not_carried(vault: Vault, home: Path, key: bytes, made: Path) -> None:
    before = made.read_bytes()
    digest = add_paper(vault, 2, os.urandom(MIB))
    with vault.papers_engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER chunk_is_frozen")
        connection.exec_driver_sql("UPDATE chunk SET bytes = zeroblob(9) WHERE sha256 = ?", (digest,))
    with refused("backup.unsound"):
        assembly.make_backup(home, key, made)
    assert made.read_bytes() == before


def test_a_stick_that_holds_no_larger_file_is_told_from_a_full_one() -> None:
    for code in (28, 27):  # Windows calls a FAT32 stick full, Linux the file too big
        assert why_not_written(OSError(code, ""), LARGEST_ON_FAT32 - 99, "E:/b").code == "backup.too-big-for-stick"
        assert why_not_written(OSError(code, ""), MIB, "E:/b").code == "backup.full"
    assert why_not_written(OSError(5, ""), LARGEST_ON_FAT32 - 99, "E:/b").code == "backup.not-written"


def test_nothing_is_asked_of_a_file_without_a_whole_state(made: Path, tmp_path: Path) -> None:
    made.write_bytes(made.read_bytes()[:300])
    with refused("restore.damaged"):
        assembly.restore_backup(made, tmp_path / "new", never)
