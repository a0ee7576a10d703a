"""Stores, keys and a disk for backups, in memory; `said` holds what was done, in order."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain.errors import HosoError, Missing, Refusal
from desktop.services.backup_ports import Grown


@dataclass
class FakeBackups:
    """Implements all ports at once; `wrong` holds what a step raises, `leaving` papers that go while one looks."""

    folder: Path
    ways_in: tuple[str, ...] = ("passphrase", "recovery")
    words: str = "chim sẻ"
    faults: tuple[str, ...] = ()
    is_old_one: bool = False
    papers: dict[str, bytes] = field(default_factory=dict)
    leaving: list[str] = field(default_factory=list)
    wrong: dict[str, HosoError] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    held: frozenset[str] = frozenset()
    is_cut: bool = False
    key_file: bytes = b"{}"
    size: int = 10
    content: int = 8
    made_at: str = "2026-11-23T02:00:00+00:00"

    def _do(self, name: str) -> None:
        self.said.append(name)
        if name in self.wrong:
            raise self.wrong[name]

    def copy_vault(self, home: Path, folder: Path, key: bytes) -> frozenset[str]:
        assert (home, folder, key) == (Path("home"), self.folder, b"key")
        self._do("copy")
        (folder / "vault.db").write_bytes(b"vault")
        named = frozenset(self.papers)
        for sha256 in self.leaving[:1]:
            del self.papers[sha256], self.leaving[0]
        return named

    @contextmanager
    def papers_of(self, home: Path, key: bytes) -> Iterator["FakeBackups"]:
        assert (home, key) == (Path("home"), b"key")
        yield self

    def sizes(self, wanted: Collection[str]) -> Mapping[str, int]:
        return {sha256: len(self.papers[sha256]) for sha256 in wanted if sha256 in self.papers}

    def pieces(self, sha256: str) -> Iterator[bytes]:
        if sha256 not in self.papers:
            raise Missing("paper.unknown")
        yield self.papers[sha256]

    def fill_papers(
        self, folder: Path, key: bytes, papers: Iterable[tuple[str, int, Iterator[bytes]]], moved: Callable[[int], None]
    ) -> None:
        assert (folder, key, list(papers)) == (self.folder, b"key", [])
        moved(self.content - 5)
        self._do("fill")

    def sign_out_all(self, folder: Path, key: bytes) -> None:
        assert (folder, key) == (self.folder, b"key")
        self._do("sign out")

    def store_faults(self, folder: Path, key: bytes, moved: Callable[[int], None]) -> tuple[str, ...]:
        assert (folder, key) == (self.folder, b"key")
        moved(self.content - 5)
        self._do("look")
        return self.faults

    def ways(self, home: Path) -> tuple[str, ...]:
        assert home in (Path("home"), self.folder)
        return self.ways_in

    def portable(self, home: Path) -> bytes:
        return f"{home} portable".encode()

    def open_key(self, home: Path, *, passphrase: str | None, recovery: str | None) -> bytes:
        assert (home, recovery) == (self.folder, None)
        self._do("open")
        if passphrase != self.words:
            raise Refusal("vault.wrong-passphrase")
        return b"key"

    @contextmanager
    def room(self, home: Path) -> Iterator[Path]:
        assert home == Path("home")
        yield self.folder
        self.said.append("tidied")

    @contextmanager
    def growing(self, out: Path, key: bytes, *, anew: bool) -> Iterator["FakeBackups"]:
        assert (out, key, anew) == (Path("out"), b"key", False)
        self._do("grow")
        yield self

    def refuse_short(self, out: Path, wanted: int) -> None:
        assert out == Path("out")
        self._do(f"room for {wanted}?")

    def put(self, sha256: str, size: int, pieces: Iterable[bytes], moved: Callable[[int], None]) -> None:
        assert len(b"".join(pieces)) == size
        moved(size)
        self._do(f"put {sha256}")
        self.held |= {sha256}

    def commit(
        self, vault: Path, key_file: bytes, made_at: str, papers: Iterable[str], moved: Callable[[int], None]
    ) -> Grown:
        assert (vault.read_bytes(), key_file) == (b"vault", b"home portable")
        moved(5)
        self._do(f"commit {' '.join(sorted(papers))}")
        return Grown(1, 1, 0, 0, made_at)

    @contextmanager
    def opened(self, source: Path) -> Iterator["FakeBackups"]:
        assert source == Path("in")
        self._do("unpack")
        yield self

    def unlock(self, key: bytes) -> "FakeBackups":
        assert key == b"key"
        self._do("unlock")
        return self

    def vault_into(self, path: Path, moved: Callable[[int], None]) -> None:
        path.write_bytes(b"vault")
        moved(5)

    def all_papers(self) -> Iterator[tuple[str, int, Iterator[bytes]]]:
        yield from ()

    def verify(self, moved: Callable[[int], None]) -> None:
        moved(self.size)
        self._do("verify")

    def is_old(self, source: Path) -> bool:
        assert source == Path("in")
        return self.is_old_one

    def unpack_old(self, source: Path, folder: Path) -> None:
        assert (source, folder) == (Path("in"), self.folder)
        self._do("unpack")

    @contextmanager
    def restoring(self, home: Path) -> Iterator[Path]:
        assert home == Path("home")
        yield self.folder

    def settle(self, folder: Path, home: Path) -> None:
        assert (folder, home) == (self.folder, Path("home"))
        self._do("settle")
