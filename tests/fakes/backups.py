"""Stores, keys and a disk for backups, in memory; `said` holds what was done, in order."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from desktop.domain.errors import HosoError, Refusal
from desktop.services.backup import BackupPart

ROOM = Path("room")


@dataclass
class FakeBackups:
    """Implements the three ports at once; `wrong` holds what a step raises."""

    ways_in: tuple[str, ...] = ("passphrase", "recovery")
    words: str = "chim sẻ"
    faults: tuple[str, ...] = ()
    wrong: dict[str, HosoError] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def _do(self, name: str) -> None:
        self.said.append(name)
        if name in self.wrong:
            raise self.wrong[name]

    def copy_stores(self, home: Path, folder: Path, key: bytes) -> None:
        assert (home, folder, key) == (Path("home"), ROOM, b"key")
        self._do("copy")

    def store_faults(self, folder: Path, key: bytes) -> tuple[str, ...]:
        assert (folder, key) == (ROOM, b"key")
        self._do("look")
        return self.faults

    def ways(self, home: Path) -> tuple[str, ...]:
        assert home in (Path("home"), ROOM)
        return self.ways_in

    def portable(self, home: Path) -> bytes:
        return f"{home} portable".encode()

    def open_key(self, home: Path, *, passphrase: str | None, recovery: str | None) -> bytes:
        assert (home, recovery) == (ROOM, None)
        self._do("open")
        if passphrase != self.words:
            raise Refusal("vault.wrong-passphrase")
        return b"key"

    def refuse_taken(self, out: Path) -> None:
        assert out == Path("out")
        self._do("taken?")

    @contextmanager
    def room(self, home: Path) -> Iterator[Path]:
        assert home == Path("home")
        yield ROOM
        self.said.append("tidied")

    def pack(self, folder: Path, key_file: bytes, out: Path, made_at: str) -> tuple[BackupPart, ...]:
        assert (folder, key_file, out) == (ROOM, b"home portable", Path("out"))
        self._do(f"pack {made_at}")
        return (BackupPart("vault.db", 1, "aa"),)

    @contextmanager
    def unpacked(self, source: Path, home: Path) -> Iterator[Path]:
        assert (source, home) == (Path("in"), Path("home"))
        self._do("unpack")
        yield ROOM

    def settle(self, folder: Path, home: Path) -> None:
        assert (folder, home) == (ROOM, Path("home"))
        self._do("settle")
