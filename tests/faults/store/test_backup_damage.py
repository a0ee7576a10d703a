"""A backup that was killed while it grew, cut, short of disk, or lost a bit: the last whole state, or a clear no."""

import os
import random
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import assembly
from desktop.adapters.backup.reading import StoredBackup
from desktop.adapters.backup.segments import HEADER_SIZE, walk
from desktop.adapters.database.vault import open_vault
from desktop.adapters.keys.key_file import create_key_file
from desktop.domain.errors import HosoError
from desktop.services.backup import Secret
from tests.integration.vault.records import add_paper, draft, refused, unit

WORDS = "chim sẻ đồng"
ROUNDS = 12
GROWER = """
import sys
from pathlib import Path
from desktop import assembly

def told(done, total):
    print(done, flush=True)

key = assembly.unlock(Path(sys.argv[1]), passphrase="chim sẻ đồng")
assembly.make_backup(Path(sys.argv[1]), key, Path(sys.argv[2]), anew=sys.argv[3] == "anew", progress=told)
print("done", flush=True)
"""
SMALL = """
import resource, sys
from pathlib import Path
from desktop import assembly
from desktop.domain.errors import HosoError

key = assembly.unlock(Path(sys.argv[1]), passphrase="chim sẻ đồng")
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
try:
    assembly.make_backup(Path(sys.argv[1]), key, Path(sys.argv[2]))
except HosoError as error:
    print(error.code)
"""


class Case:
    """A home and two backups in one file: `first` is how long it was after the first one."""

    def __init__(self, folder: Path) -> None:
        self.home, self.out, self.folder = folder / "home", folder / "b", folder
        self.key = create_key_file(self.home, WORDS).key
        with open_vault(self.home, self.key) as vault, unit(vault) as uow:
            uow.drafts.add(draft())
            uow.commit()
        self.number, self.homes = 0, 0
        self.grow()
        self.first = self.out.stat().st_size
        self.grow()
        self.raw = self.out.read_bytes()

    def change(self) -> None:
        self.number += 1
        with open_vault(self.home, self.key) as vault:
            add_paper(vault, self.number, os.urandom(2_500_000))

    def grow(self) -> None:
        self.change()
        assembly.make_backup(self.home, self.key, self.out)

    def papers_back(self, source: Path) -> int:
        """How many papers a restored home has; the home is whole."""
        self.homes += 1
        new = self.folder / f"new{self.homes}"
        assembly.restore_backup(source, new, lambda _: Secret(passphrase=WORDS))
        with open_vault(new, self.key) as vault:
            assert vault.check() == ()
            return len(vault.papers.all())

    def comes_to(self, source: Path) -> int | str:
        """The same, or why not."""
        try:
            return self.papers_back(source)
        except HosoError as error:
            return error.code

    def damaged(self, change: Callable[[bytearray], None]) -> Path:
        raw = bytearray(self.raw)
        change(raw)
        bad = self.folder / "bad"
        bad.write_bytes(raw)
        return bad


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


@pytest.fixture(scope="module")
def read_only(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """For those who damage copies of the file alone: making it takes seconds."""
    return Case(tmp_path_factory.mktemp("case"))


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
@pytest.mark.parametrize("anew", ["grow", "anew"])
def test_killed_while_it_grows_it_is_as_before_or_after(case: Case, anew: str) -> None:
    chance = random.Random(20261126)
    for _ in range(ROUNDS // 3):
        case.change()
        command = [sys.executable, "-c", GROWER, str(case.home), str(case.out), anew]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as grower:
            assert grower.stdout is not None
            for _line in range(chance.randint(1, 8)):
                grower.stdout.readline()
            grower.kill()
        assert case.papers_back(case.out) in (case.number - 1, case.number)
        assembly.make_backup(case.home, case.key, case.out)
        assert case.papers_back(case.out) == case.number
        assembly.verify_backup(case.key, case.out)
    assert not [path for path in case.home.iterdir() if path.is_dir()]


def test_cut_anywhere_it_gives_the_last_whole_state_or_says_so(read_only: Case) -> None:
    chance = random.Random(26)
    ends = [chance.randrange(1, len(read_only.raw)) for _ in range(ROUNDS)]
    for end in (*ends, len(read_only.raw) - 1, read_only.first, read_only.first + 1, read_only.first - 1):
        (read_only.folder / "cut").write_bytes(read_only.raw[:end])
        if end >= read_only.first:
            assert read_only.papers_back(read_only.folder / "cut") == 1
        else:
            with pytest.raises(HosoError) as raised:
                read_only.papers_back(read_only.folder / "cut")
            assert raised.value.code in ("restore.damaged", "restore.not-a-backup")


def test_a_cut_one_says_that_it_is(read_only: Case) -> None:
    (read_only.folder / "cut").write_bytes(read_only.raw[:-9])
    given = assembly.restore(read_only.folder / "cut", read_only.folder / "new", lambda _: Secret(passphrase=WORDS))
    assert given.is_cut
    assert not assembly.restore(read_only.out, read_only.folder / "newer", lambda _: Secret(passphrase=WORDS)).is_cut
    with refused("restore.damaged"):
        assembly.verify_backup(read_only.key, read_only.folder / "cut")


def places(case: Case) -> list[int]:
    """Some bytes of every kind: header, heads, nonces, contents, tags, key file, index, footers, old and new."""
    with case.out.open("rb") as file:
        StoredBackup(file)
        segments = list(walk(file, HEADER_SIZE, len(case.raw)))
    assert {segment.kind for segment in segments} == {b"P", b"V", b"I", b"K", b"F"}
    found = [0, 7, 10, 30]
    for segment in segments:
        found += [segment.at + inside for inside in (0, 4, 6, 12, 17, 30, segment.size - 1)]
    chance = random.Random(11)
    return found + [chance.randrange(len(case.raw)) for _ in range(ROUNDS)]


def test_every_bit_that_turns_is_found(read_only: Case) -> None:
    for place in places(read_only):

        def turn(raw: bytearray, place: int = place) -> None:
            raw[place] ^= 4

        with pytest.raises(HosoError) as raised:
            assembly.verify_backup(read_only.key, read_only.damaged(turn))
        assert raised.value.code in ("restore.damaged", "restore.not-a-backup", "restore.newer"), place


def test_a_damaged_backup_never_fills_a_home_with_something_else(read_only: Case) -> None:
    for place in places(read_only)[::5]:

        def turn(raw: bytearray, place: int = place) -> None:
            raw[place] ^= 4

        assert read_only.comes_to(read_only.damaged(turn)) in (1, 2, "restore.damaged", "restore.not-a-backup"), place


@pytest.mark.parametrize("kind", ["papers", "vault.db, old and new"])
def test_segments_that_changed_places_are_found(read_only: Case, kind: str) -> None:
    with read_only.out.open("rb") as file:
        segments = list(walk(file, HEADER_SIZE, len(read_only.raw)))
    if kind == "papers":
        one, other = [found for found in segments if found.kind == b"P" and found.size > 1024**2][:2]
    else:
        one, other = [found for found in segments if found.kind == b"V"]
    assert one.size == other.size

    def swap(raw: bytearray) -> None:
        raw[one.at : one.end], raw[other.at : other.end] = raw[other.at : other.end], raw[one.at : one.end]

    with refused("restore.damaged"):
        assembly.verify_backup(read_only.key, read_only.damaged(swap))
    with refused("restore.damaged"):
        read_only.papers_back(read_only.folder / "bad")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
@pytest.mark.parametrize("more", [1, 900_000, 2_600_000])
def test_a_full_disk_leaves_the_last_backup(case: Case, more: int) -> None:
    case.change()
    room = len(case.raw) + more
    child = subprocess.run(
        [sys.executable, "-c", SMALL, str(case.home), str(case.out), str(room)],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert (child.stdout.split(), child.stderr) == (["backup.full"], "")
    assert case.out.read_bytes() == case.raw
    assert case.papers_back(case.out) == 2
