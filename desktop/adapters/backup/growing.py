"""Writing a backup: behind what is there, read back, and only then believed."""

import hashlib
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import BinaryIO

from desktop.adapters.backup.index import Index, Run, filled
from desktop.adapters.backup.segments import (
    FOOTER_SIZE,
    HEADER_SIZE,
    INDEX,
    KEY,
    PAPER,
    PIECE,
    SECRET,
    VAULT,
    DamagedError,
    Seal,
    Segment,
    footer,
    plain,
    read,
    read_plain,
    walk,
)
from desktop.domain.errors import Refusal, StoreFault
from desktop.services.backup_ports import Grown

Moved = Callable[[int], None]
"""Told about bytes that were written or read back; what it raises gives the backup up."""


class GrowingBackup:
    """One more state of a file; `held` are the papers that stand in it already."""

    def __init__(self, file: BinaryIO, path: Path, seal: Seal, before: Index | None) -> None:
        self._file, self._path, self._seal = file, path, seal
        self._begin = self._at = file.seek(0, os.SEEK_END)
        self._number = before.number + 1 if before else 1
        self._runs: dict[str, Run] = dict(before.papers) if before else {}

    @property
    def held(self) -> frozenset[str]:
        return frozenset(self._runs)

    @property
    def at(self) -> int:
        """Bytes of the file by now."""
        return self._at

    def put(self, sha256: str, size: int, pieces: Iterable[bytes], moved: Moved) -> None:
        """Add a paper, once; StoreFault `backup.unsound` when the vault gives other bytes than it names."""
        digest, begin, length = hashlib.sha256(), self._at, 0
        for piece in pieces:
            digest.update(piece)
            length += len(piece)
            self._append(PAPER, filled(piece))
            moved(len(piece))
        if (digest.hexdigest(), length) != (sha256, size):
            raise StoreFault("backup.unsound", finding="vault.paper-changed")
        self._runs[sha256] = Run(PAPER, begin, size)

    def commit(self, vault: Path, key_file: bytes, made_at: str, papers: Iterable[str], moved: Moved) -> Grown:
        """Add vault.db, key file and index, read all of it back, and end with the footer; its bytes are on disk then.

        Raises Refusal `backup.not-written` when what comes back is not what was written, `backup.in-use`.
        """
        run, vault_sha256 = self._put_vault(vault, moved)
        key = self._written(KEY, plain(self._seal.file_id, KEY, self._at, key_file))
        named = {sha256: self._runs[sha256] for sha256 in papers}
        key_sha256 = hashlib.sha256(key_file).hexdigest()
        whole = Index(self._number, made_at, run, vault_sha256, key_sha256, named)
        index = self._append(INDEX, whole.encoded())
        self._settle()
        self._read_back(moved)
        if self._file.seek(0, os.SEEK_END) != self._at:
            raise Refusal("backup.in-use", file=str(self._path))
        self._file.write(footer(self._seal.file_id, self._at, self._number, index, key))
        self._at += FOOTER_SIZE
        self._settle()
        live = HEADER_SIZE + run.stored + key.size + index.size + FOOTER_SIZE + _stored(named)
        return Grown(self._at, self._at - self._begin, self._at - live, len(named), made_at)

    def _put_vault(self, vault: Path, moved: Moved) -> tuple[Run, str]:
        digest, begin = hashlib.sha256(), self._at
        with vault.open("rb") as source:
            while piece := source.read(PIECE):
                digest.update(piece)
                self._append(VAULT, piece)
                moved(len(piece))
        return Run(VAULT, begin, vault.stat().st_size), digest.hexdigest()

    def _append(self, kind: bytes, content: bytes) -> Segment:
        return self._written(kind, self._seal.sealed(kind, self._at, content))

    def _written(self, kind: bytes, raw: bytes) -> Segment:
        self._file.write(raw)
        segment = Segment(kind, self._at, len(raw))
        self._at = segment.end
        return segment

    def _settle(self) -> None:
        self._file.flush()
        os.fsync(self._file.fileno())

    def _read_back(self, moved: Moved) -> None:
        """All that was added, from the disk and not from memory where the system lets one choose."""
        if sys.platform == "linux":
            os.posix_fadvise(self._file.fileno(), self._begin, 0, os.POSIX_FADV_DONTNEED)
        end = max(self._begin, HEADER_SIZE)
        try:
            with self._path.open("rb") as file:
                for segment in walk(file, end, self._at):
                    examine(file, segment, self._seal)
                    moved(segment.size)
                    end = segment.end
        except DamagedError as error:
            raise Refusal("backup.not-written", file=str(self._path)) from error
        if end != self._at:
            raise Refusal("backup.not-written", file=str(self._path))


def examine(file: BinaryIO, segment: Segment, seal: Seal) -> bytes:
    """Its content, when it is what was written there; DamagedError."""
    raw = read(file, segment)
    if segment.kind in SECRET:
        return seal.opened(segment.at, raw)
    return read_plain(seal.file_id, segment.at, raw)


def _stored(papers: Mapping[str, Run]) -> int:
    return sum(run.stored for run in papers.values())
