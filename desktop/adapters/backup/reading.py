"""Reading a backup: the last whole state of a file, and whether every byte of it is as it was written."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from desktop.adapters.backup.growing import Moved, examine
from desktop.adapters.backup.index import Index, Run, decoded
from desktop.adapters.backup.segments import (
    HEADER_SIZE,
    INDEX,
    KEY,
    DamagedError,
    Seal,
    Segment,
    State,
    file_id_of,
    last_state,
    read,
    read_plain,
    walk,
)

MAX_KEY_FILE = 64 * 1024


class StoredBackup:
    """One file's last whole state; its content only after `unlock`. Everything raises DamagedError."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.file_id = file_id_of(file)
        self.state: State = last_state(file, self.file_id)
        self._seal: Seal | None = None
        self._index: Index | None = None

    @property
    def is_cut(self) -> bool:
        """Whether something stood behind this state that is not whole: an unfinished or damaged later backup."""
        return not self.state.is_last

    @property
    def size(self) -> int:
        """Bytes up to the end of this state."""
        return self.state.end

    @property
    def key_file(self) -> bytes:
        if self.state.key_size > MAX_KEY_FILE:
            raise DamagedError("vault.key.json")
        place = Segment(KEY, self.state.key_at, self.state.key_size)
        return read_plain(self.file_id, place.at, read(self._file, place))

    def unlock(self, key: bytes) -> Index:
        """The index, opened with the vault's key; it must be the one that the footer meant."""
        seal = Seal.of(self.file_id, key)
        size = self._file.seek(0, os.SEEK_END)
        if self.state.index_at + self.state.index_size > size:
            raise DamagedError("index")
        index = decoded(examine(self._file, Segment(INDEX, self.state.index_at, self.state.index_size), seal))
        if index.number != self.state.number or index.key_sha256 != hashlib.sha256(self.key_file).hexdigest():
            raise DamagedError("index")
        self._seal, self._index = seal, index
        return index

    @property
    def seal(self) -> Seal:
        if self._seal is None:
            raise DamagedError("index")
        return self._seal

    @property
    def index(self) -> Index:
        if self._index is None:
            raise DamagedError("index")
        return self._index

    def vault_into(self, path: Path, moved: Moved) -> None:
        """Write its vault.db, on disk when this returns."""
        digest = hashlib.sha256()
        with path.open("xb") as target:
            for content in self._content(self.index.vault):
                digest.update(content)
                target.write(content)
                moved(len(content))
            target.flush()
            os.fsync(target.fileno())
        if digest.hexdigest() != self.index.vault_sha256:
            raise DamagedError("vault.db")

    def all_papers(self) -> Iterator[tuple[str, int, Iterator[bytes]]]:
        """Digest, size and pieces of every paper, in the order in which they stand in the file."""
        for sha256, run in sorted(self.index.papers.items(), key=lambda paper: paper[1].at):
            yield sha256, run.size, self._content(run)

    def verify(self, moved: Moved) -> None:
        """Every byte of the file, what belongs to earlier states included, and every paper against its digest."""
        papers = {run.at: (sha256, run.size) for sha256, run in self.index.papers.items()}
        end, wanted, left, digest = HEADER_SIZE, "", 0, hashlib.sha256()
        for segment in walk(self._file, HEADER_SIZE, self.state.end):
            content = examine(self._file, segment, self.seal)
            if segment.at in papers:
                (wanted, left), digest = papers.pop(segment.at), hashlib.sha256()
            if left:
                digest.update(content[:left])
                left = max(0, left - len(content))
                if not left and digest.hexdigest() != wanted:
                    raise DamagedError(wanted[:12])
            moved(segment.size)
            end = segment.end
        if end != self.state.end or self.is_cut or papers or left:
            raise DamagedError(str(end))

    def _content(self, run: Run) -> Iterator[bytes]:
        left = run.size
        for segment in run.segments():
            content = examine(self._file, segment, self.seal)[:left]
            if not content:
                raise DamagedError(str(segment.at))
            left -= len(content)
            yield content
