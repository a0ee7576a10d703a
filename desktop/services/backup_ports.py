"""What making and restoring backups needs from the world."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

Progress = Callable[[int, int], None]
"""Told bytes that are done, and how many there will be; what it raises gives the work up."""


@dataclass(frozen=True, slots=True)
class Grown:
    """A backup as it was written: bytes of the file, bytes that this one added, and bytes that nothing names any more.

    `made_at` is RFC 3339, UTC.
    """

    size: int
    added: int
    dead: int
    papers: int
    made_at: str

    @property
    def wants_renewing(self) -> bool:
        """Whether more than half of the file is what the vault has let go since."""
        return self.dead * 2 > self.size


class WritableBackup(Protocol):
    """A file that grows by one state; `commit` reads back what was written before it is believed."""

    @property
    def held(self) -> frozenset[str]: ...
    def put(self, sha256: str, size: int, pieces: Iterable[bytes], moved: Callable[[int], None]) -> None: ...
    def commit(
        self, vault: Path, key_file: bytes, made_at: str, papers: Iterable[str], moved: Callable[[int], None]
    ) -> Grown: ...


class BackupIndex(Protocol):
    """What a backup says of itself, once its key is known; `content` in bytes of vault.db and papers."""

    @property
    def made_at(self) -> str: ...
    @property
    def content(self) -> int: ...
    @property
    def papers(self) -> Mapping[str, object]: ...


class ReadableBackup(Protocol):
    """The last whole state of a file; `is_cut` = something stood behind it that is not whole."""

    @property
    def is_cut(self) -> bool: ...
    @property
    def key_file(self) -> bytes: ...
    @property
    def size(self) -> int: ...
    def unlock(self, key: bytes) -> BackupIndex: ...
    def vault_into(self, path: Path, moved: Callable[[int], None]) -> None: ...
    def all_papers(self) -> Iterator[tuple[str, int, Iterator[bytes]]]: ...
    def verify(self, moved: Callable[[int], None]) -> None: ...


class BackupFiles(Protocol):
    """Backups on a disk, and the folders in which they are made and taken apart.

    `growing` raises Refusal `backup.exists`, `backup.damaged`, `backup.full`, `backup.too-big-for-stick`,
    `backup.not-written`; `opened` and `unpack_old` raise Refusal `restore.not-a-backup`, `restore.damaged`,
    `restore.newer`; `restoring` and `settle` raise Refusal `restore.home-taken`, `restore.full`.
    """

    def room(self, home: Path) -> AbstractContextManager[Path]: ...
    def growing(self, out: Path, key: bytes, *, anew: bool) -> AbstractContextManager[WritableBackup]: ...
    def refuse_short(self, out: Path, wanted: int) -> None: ...
    def opened(self, source: Path) -> AbstractContextManager[ReadableBackup]: ...
    def is_old(self, source: Path) -> bool: ...
    def unpack_old(self, source: Path, folder: Path) -> None: ...
    def restoring(self, home: Path) -> AbstractContextManager[Path]: ...
    def settle(self, folder: Path, home: Path) -> None: ...


class PapersToCarry(Protocol):
    """The papers of an open vault; `pieces` raises Missing `paper.unknown` for one that went meanwhile."""

    def sizes(self, wanted: Collection[str]) -> Mapping[str, int]: ...
    def pieces(self, sha256: str) -> Iterator[bytes]: ...


class StoreCopies(Protocol):
    """The encrypted stores; copies are whole whatever others write meanwhile.

    `copy_vault` gives the digests that the copy names; the copy holds no tokens, and every account in it is signed out.
    """

    def copy_vault(self, home: Path, folder: Path, key: bytes) -> frozenset[str]: ...
    def papers_of(self, home: Path, key: bytes) -> AbstractContextManager[PapersToCarry]: ...
    def fill_papers(
        self, folder: Path, key: bytes, papers: Iterable[tuple[str, int, Iterator[bytes]]], moved: Callable[[int], None]
    ) -> None: ...
    def sign_out_all(self, folder: Path, key: bytes) -> None: ...
    def store_faults(self, folder: Path, key: bytes, moved: Callable[[int], None]) -> tuple[str, ...]: ...


class KeyWays(Protocol):
    """The key file of a folder; `portable` is it without the ways that belong to this computer."""

    def ways(self, home: Path) -> tuple[str, ...]: ...
    def portable(self, home: Path) -> bytes: ...
    def open_key(self, home: Path, *, passphrase: str | None, recovery: str | None) -> bytes: ...
