"""papers.db: the bytes of papers and results under their digest, in chunks."""

import hashlib
import io
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO, cast

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    ForeignKey,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    delete,
    event,
    insert,
    select,
)

from desktop.adapters.database.engine import reading, writing
from desktop.domain.errors import Missing, Refusal, StoreFault
from desktop.services.vault_ports import StoredPaper

CHUNK = 1024 * 1024
"""Bytes in every chunk but the last."""

AT_ONCE = 32 * CHUNK
"""Bytes that are stored in one write while a vault is filled."""

metadata = MetaData()
paper = Table("paper", metadata, Column("sha256", Text, primary_key=True, nullable=False),
              Column("size", Integer, nullable=False))  # fmt: skip
chunk = Table(
    "chunk", metadata, Column("sha256", ForeignKey("paper.sha256", ondelete="CASCADE"), nullable=False),
    Column("n", Integer, nullable=False), Column("bytes", LargeBinary, nullable=False),
    PrimaryKeyConstraint("sha256", "n"),
)  # fmt: skip


@event.listens_for(metadata, "after_create")
def _never_updated(_target: MetaData, connection: Connection, **_options: object) -> None:
    for table in ("paper", "chunk"):
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_is_frozen BEFORE UPDATE ON {table}"
            " BEGIN SELECT RAISE(ABORT, 'illegal-move: paper'); END"
        )


class StoredPapers:
    """The paper store of one vault."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def put(self, source: BinaryIO) -> StoredPaper:
        """Store all of *source*; it is read twice, so it changes nothing on disk before its digest is known.

        Raises Refusal `paper.changing` when the second reading differs from the first.
        """
        readable = source if source.seekable() else io.BytesIO(source.read())
        start = readable.tell()
        digest, size = _digest(readable)
        readable.seek(start)
        with writing(self._engine) as connection:
            if _size(connection, digest) is not None:
                return StoredPaper(digest, size)
            connection.execute(insert(paper).values(sha256=digest, size=size))
            again = hashlib.sha256()
            for n, content in enumerate(_chunks(readable)):
                again.update(content)
                connection.execute(insert(chunk).values(sha256=digest, n=n, bytes=content))
            if again.hexdigest() != digest:
                raise Refusal("paper.changing")
        return StoredPaper(digest, size)

    @contextmanager
    def open(self, sha256: str) -> Iterator[BinaryIO]:
        """A seekable stream that reads chunk by chunk; Missing `paper.unknown`."""
        with reading(self._engine) as connection:
            size = _size(connection, sha256)
        if size is None:
            raise Missing("paper.unknown", sha256=sha256[:12])
        with io.BufferedReader(_PaperStream(self._engine, sha256, size)) as stream:
            yield cast("BinaryIO", stream)

    def sizes(self, wanted: Collection[str]) -> dict[str, int]:
        """Bytes of those of *wanted* that are held."""
        asked = set(wanted)
        with reading(self._engine) as connection:
            held = connection.execute(select(paper.c.sha256, paper.c.size)).all()
        return {sha256: size for sha256, size in held if sha256 in asked}

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """A paper chunk by chunk, each read for itself, so that no writer waits; Missing `paper.unknown`."""
        with reading(self._engine) as connection:
            size = _size(connection, sha256)
        for n in range(-(-size // CHUNK) if size is not None else 1):
            with reading(self._engine) as connection:
                content = connection.scalar(select(chunk.c.bytes).where(chunk.c.sha256 == sha256, chunk.c.n == n))
            if content is None:
                raise Missing("paper.unknown", sha256=sha256[:12])
            yield content

    def fill(self, papers: Iterable[tuple[str, int, Iterable[bytes]]], moved: Callable[[int], None]) -> None:
        """Store papers whose digests are known, many at once; StoreFault `vault.paper-changed`."""
        waiting = iter(papers)
        while (first := next(waiting, None)) is not None:
            with writing(self._engine) as connection:
                room = AT_ONCE
                one: tuple[str, int, Iterable[bytes]] | None = first
                while one is not None:
                    room -= _fill_one(connection, *one, moved)
                    one = next(waiting, None) if room > 0 else None

    def is_intact(self, sha256: str) -> bool:
        try:
            with self.open(sha256) as stream:
                return _digest(stream)[0] == sha256
        except Missing:
            return False
        except StoreFault as fault:
            if fault.code != "vault.damaged":
                raise  # a disk that does not answer now says nothing about the paper
            return False

    def drop(self, papers: Collection[str]) -> int:
        """These leave for good, written over with zeros in file and log; the caller knows that nothing names them."""
        dropped = 0
        with writing(self._engine) as connection:
            for digest in papers:
                dropped += connection.execute(delete(paper).where(paper.c.sha256 == digest)).rowcount
        if dropped:
            self._fold_the_log()
        return dropped

    def _fold_the_log(self) -> None:
        """Outside of a transaction, or SQLite refuses; while somebody reads it folds what it can."""
        pooled = self._engine.raw_connection()
        try:
            pooled.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            pooled.close()

    def all(self) -> frozenset[str]:
        """The digests of everything that is held."""
        with reading(self._engine) as connection:
            return frozenset(connection.scalars(select(paper.c.sha256)))


def _fill_one(
    connection: Connection, sha256: str, size: int, pieces: Iterable[bytes], moved: Callable[[int], None]
) -> int:
    connection.execute(insert(paper).values(sha256=sha256, size=size))
    digest = hashlib.sha256()
    for n, content in enumerate(pieces):
        digest.update(content)
        connection.execute(insert(chunk).values(sha256=sha256, n=n, bytes=content))
        moved(len(content))
    if digest.hexdigest() != sha256:
        raise StoreFault("vault.paper-changed")
    return size


def _size(connection: Connection, sha256: str) -> int | None:
    return connection.scalar(select(paper.c.size).where(paper.c.sha256 == sha256))


def _chunks(source: BinaryIO) -> Iterator[bytes]:
    """Full chunks and a last one, however few bytes the source gives at once."""
    waiting = b""
    while more := source.read(CHUNK - len(waiting)):
        waiting += more
        if len(waiting) == CHUNK:
            yield waiting
            waiting = b""
    if waiting:
        yield waiting


def _digest(source: BinaryIO) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    for content in _chunks(source):
        digest.update(content)
        size += len(content)
    return digest.hexdigest(), size


class _PaperStream(io.RawIOBase):
    """One paper, one chunk in memory at a time."""

    def __init__(self, engine: Engine, sha256: str, size: int) -> None:
        super().__init__()
        self._engine, self._sha256, self._size = engine, sha256, size
        self._at = 0
        self._held: tuple[int, bytes] = (-1, b"")

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError(offset)
        self._at = base + offset
        return self._at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]  # what BufferedReader gives
        if self._at >= self._size:
            return 0
        n, within = divmod(self._at, CHUNK)
        content = self._chunk(n)[within : within + len(buffer)]
        if not content:
            raise StoreFault("vault.damaged")
        buffer[: len(content)] = content
        self._at += len(content)
        return len(content)

    def _chunk(self, n: int) -> bytes:
        if self._held[0] != n:
            with reading(self._engine) as connection:
                here = (chunk.c.sha256 == self._sha256) & (chunk.c.n == n)
                self._held = (n, connection.scalar(select(chunk.c.bytes).where(here)) or b"")
        return self._held[1]
