"""A vault as one file and back, by the real store, the real keys and the real disk."""

import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

from desktop import assembly
from desktop.adapters.database.vault import Vault, open_vault
from desktop.adapters.keys.key_file import create_key_file
from desktop.domain.errors import Refusal
from desktop.services.backup import Secret
from tests.integration.vault.records import CHILD, add_paper, draft, refused, unit

WORDS = "chim sẻ đồng"
PAPER = b"%PDF giay chung sinh"
FULL = """
import resource, sys
from pathlib import Path
from desktop import assembly
from desktop.domain.errors import HosoError

home, out, room = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
key = assembly.unlock(home, passphrase="chim sẻ đồng")
resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
try:
    assembly.make_backup(home, key, out)
except HosoError as error:
    print(error.code)
"""


@pytest.fixture
def key(home: Path) -> bytes:
    return create_key_file(home, WORDS).key


@pytest.fixture
def vault(home: Path, key: bytes) -> Iterator[Vault]:
    """Open while the backup is made, with rows that only the write-ahead log has."""
    with open_vault(home, key) as opened, unit(opened) as uow:
        uow.drafts.add(draft())
        uow.commit()
        add_paper(opened, 1, PAPER)
        yield opened


@pytest.fixture
def made(vault: Vault, home: Path, key: bytes, tmp_path: Path) -> Path:
    out = tmp_path / "tu-ho-so.hoso"
    assembly.make_backup(home, key, out)
    assert vault.check() == ()
    return out


def by_words(_ways: tuple[str, ...]) -> Secret:
    return Secret(passphrase=WORDS)


def never(_ways: tuple[str, ...]) -> Secret:
    raise AssertionError("a secret was asked for")


def test_a_backup_of_an_open_vault_holds_everything(made: Path, tmp_path: Path, key: bytes) -> None:
    new = tmp_path / "new"
    assert assembly.restore_backup(made, new, by_words) == key
    with open_vault(new, key) as vault, unit(vault) as uow:
        assert uow.drafts.get("d1") == draft()
        with vault.papers.open(sha256(PAPER).hexdigest()) as paper:
            assert paper.read() == PAPER
    assert not list(tmp_path.glob("new.*"))


def test_only_what_a_person_knows_opens_it_and_nothing_is_plain(home: Path, tmp_path: Path) -> None:
    new = create_key_file(home, None)
    assert new.ways == ("file", "recovery")
    with open_vault(home, new.key) as vault, unit(vault) as uow:
        uow.drafts.add(draft())
        uow.commit()
        add_paper(vault, 1, PAPER)
        assembly.make_backup(home, new.key, tmp_path / "b")
    content = (tmp_path / "b").read_bytes()
    assert not [text for text in (CHILD.encode(), PAPER, new.key, new.key.hex().encode()) if text in content]
    with refused("vault.recovery-needed"):
        assembly.restore_backup(tmp_path / "b", tmp_path / "new", lambda _: Secret())
    code = new.recovery_code
    assert assembly.restore_backup(tmp_path / "b", tmp_path / "new", lambda _: Secret(recovery=code)) == new.key
    assert assembly.ways_in(tmp_path / "new") == ("recovery",)


def test_nothing_is_written_over(made: Path, home: Path, key: bytes, tmp_path: Path) -> None:
    letter = tmp_path / "thư.docx"
    letter.write_bytes(b"PK\x03\x04 Kinh gui")
    for anew in (False, True):
        with refused("backup.exists"):
            assembly.make_backup(home, key, letter, anew=anew)
    assert letter.read_bytes() == b"PK\x03\x04 Kinh gui"
    (tmp_path / "used").mkdir()
    (tmp_path / "used" / "thư.txt").touch()
    for place in (home, tmp_path / "used", made):
        with refused("restore.home-taken"):
            assembly.restore_backup(made, place, never)


def test_a_wrong_passphrase_leaves_nothing(made: Path, tmp_path: Path) -> None:
    with refused("vault.wrong-passphrase"):
        assembly.restore_backup(made, tmp_path / "new", lambda _: Secret(passphrase="sai"))
    assert not list(tmp_path.glob("new*"))


def test_a_backup_of_a_later_program_is_told_apart(made: Path, tmp_path: Path) -> None:
    raw = bytearray(made.read_bytes())
    raw[7] = 3
    raw[24:56] = sha256(raw[:24]).digest()
    made.write_bytes(raw)
    with refused("restore.newer"):
        assembly.restore_backup(made, tmp_path / "new", never)


@pytest.mark.parametrize("content", [b"", b"hoso", b"PK\x03\x04" + bytes(500), b"%PDF-1.7"])
def test_what_is_no_backup_is_called_so(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(content)
    with refused("restore.not-a-backup"):
        assembly.restore_backup(tmp_path / "file", tmp_path / "new", never)


def test_a_store_of_a_later_program_is_told_apart(home: Path, vault: Vault, key: bytes, tmp_path: Path) -> None:
    with vault.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
        connection.commit()
    with refused("vault.newer"):
        assembly.make_backup(home, key, tmp_path / "b")
    assert not list(tmp_path.glob("b*"))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
@pytest.mark.parametrize("short_of", ["copies", "backup"])
def test_a_full_disk_leaves_no_half_backup(home: Path, vault: Vault, tmp_path: Path, short_of: str) -> None:
    add_paper(vault, 2, bytes(range(256)) * 5000)
    room = 40_000 if short_of == "copies" else 1_200_000
    out = tmp_path / "out"
    out.mkdir()
    child = subprocess.run(
        [sys.executable, "-c", FULL, str(home), str(out / "b"), str(room)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (child.stdout.split(), child.stderr) == (["vault.full" if short_of == "copies" else "backup.full"], "")
    assert not list(out.iterdir())
    assert not list(home.glob("backup.*"))
    assert vault.check() == ()


def test_restoring_tells_how_far_it_is_and_may_be_given_up(
    vault: Vault, home: Path, key: bytes, tmp_path: Path
) -> None:
    add_paper(vault, 2, bytes(3_000_000))
    made = tmp_path / "b"
    assembly.make_backup(home, key, made)
    seen: list[tuple[int, int]] = []

    def watch(done: int, total: int) -> None:
        seen.append((done, total))

    assembly.restore(made, tmp_path / "new", by_words, progress=watch)
    parts = [done / total for done, total in seen]
    assert parts == sorted(parts)
    assert parts[-1] == 1.0
    assert max(step - before for before, step in pairwise(parts)) < 0.6

    def stop(_done: int, _total: int) -> None:
        raise Refusal("backup.given-up")

    with refused("backup.given-up"):
        assembly.restore(made, tmp_path / "newer", by_words, progress=stop)
    assert [path.name for path in tmp_path.glob("newer*")] == []


def test_what_a_killed_run_left_is_taken_away(made: Path, home: Path, key: bytes, tmp_path: Path) -> None:
    unfinished = made.with_name(f"{made.name}.4711.unfinished")
    unfinished.write_bytes(b"half of it")
    begun = tmp_path / "new.restoring.abc"
    begun.mkdir()
    (begun / "papers.db").write_bytes(b"half of it")
    assembly.make_backup(home, key, made)
    assembly.restore_backup(made, tmp_path / "new", by_words)
    assert (unfinished.exists(), begun.exists()) == (False, False)
