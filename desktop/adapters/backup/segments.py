"""The container of a backup: a header, segments one after the other, and a footer behind each whole state.

Nothing that was written is written over, so the state before stays whole until the next footer is on disk. The format
is told in docs/decisions/0014-a-backup-that-grows.md.
"""

import hashlib
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

BEGINS = b"HOSOBAK"
VERSION = 2
PAPER, VAULT, INDEX, KEY, FOOTER = b"P", b"V", b"I", b"K", b"F"
SECRET = frozenset({PAPER, VAULT, INDEX})
"""The kinds that are encrypted; a key file guards itself, and a footer only points."""
PIECE = 1024 * 1024
"""Bytes of content in every segment of a paper or of vault.db but its last."""
PADDING = 16 * 1024
"""The last segment of a paper is filled up to a multiple of this: sizes tell which public file a paper is."""
NONCE, TAG = 12, 16
_MARK = b"HSEG"
_HEADER = struct.Struct(">7sB16s32s")
_HEAD = struct.Struct(">4sc3xQ")
_FOOTER = struct.Struct(">QQQQQ")
_DIGEST = 32
HEADER_SIZE = _HEADER.size
FOOTER_SIZE = _HEAD.size + _FOOTER.size + _DIGEST


class DamagedError(Exception):
    """Bytes that are not what was written; *part* says where."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part


class NotABackupError(Exception):
    """The file does not begin as one."""


class NewerError(Exception):
    """A later program made it; *found* is its number."""

    def __init__(self, found: int) -> None:
        super().__init__(found)
        self.found = found


@dataclass(frozen=True, slots=True)
class Segment:
    """Where a segment stands; `size` in bytes, its head included."""

    kind: bytes
    at: int
    size: int

    @property
    def end(self) -> int:
        return self.at + self.size


@dataclass(frozen=True, slots=True)
class State:
    """What a footer says: the number of the backup in this file, and where its index and its key file stand.

    `end` is the first byte behind the footer; `is_last` is false when something stands behind it that is no footer.
    """

    number: int
    index_at: int
    index_size: int
    key_at: int
    key_size: int
    end: int
    is_last: bool


@dataclass(frozen=True, slots=True)
class Seal:
    """Encrypts and opens the segments of one file, each for its place there only."""

    file_id: bytes
    cipher: AESGCM

    @classmethod
    def of(cls, file_id: bytes, key: bytes) -> "Seal":
        """Under a key of this file alone, out of the vault's."""
        own = HKDF(algorithm=SHA256(), length=32, salt=file_id, info=b"hoso backup 2").derive(key)
        return cls(file_id, AESGCM(own))

    def sealed(self, kind: bytes, at: int, content: bytes) -> bytes:
        """A whole segment that stands at *at*."""
        head = _HEAD.pack(_MARK, kind, NONCE + len(content) + TAG)
        nonce = os.urandom(NONCE)
        return head + nonce + self.cipher.encrypt(nonce, content, _place(head, at))

    def opened(self, at: int, segment: bytes) -> bytes:
        """The content of a whole segment; DamagedError."""
        head, nonce, rest = segment[: _HEAD.size], segment[_HEAD.size :][:NONCE], segment[_HEAD.size + NONCE :]
        try:
            return self.cipher.decrypt(nonce, rest, _place(head, at))
        except (InvalidTag, ValueError) as error:
            raise DamagedError(str(at)) from error


def _place(head: bytes, at: int) -> bytes:
    return head + at.to_bytes(8, "big")


def new_header() -> tuple[bytes, bytes]:
    """A header and the id in it."""
    file_id = os.urandom(16)
    begin = BEGINS + bytes([VERSION]) + file_id
    return begin + hashlib.sha256(begin).digest(), file_id


def file_id_of(file: BinaryIO) -> bytes:
    """The id in the header; NotABackupError, NewerError, DamagedError."""
    file.seek(0)
    raw = file.read(_HEADER.size)
    if raw[: len(BEGINS)] != BEGINS:
        raise NotABackupError
    if len(raw) < _HEADER.size:
        raise DamagedError("header")
    _, version, file_id, digest = _HEADER.unpack(raw)
    if digest != hashlib.sha256(raw[:-_DIGEST]).digest():
        raise DamagedError("header")
    if version > VERSION:
        raise NewerError(version)
    return bytes(file_id)


def plain(file_id: bytes, kind: bytes, at: int, content: bytes) -> bytes:
    """A segment that anybody may read, with the digest that finds damage."""
    head = _HEAD.pack(_MARK, kind, len(content) + _DIGEST)
    return head + content + _digest(file_id, head, at, content)


def read_plain(file_id: bytes, at: int, segment: bytes) -> bytes:
    """The content of such a segment; DamagedError."""
    head, content, digest = segment[: _HEAD.size], segment[_HEAD.size : -_DIGEST], segment[-_DIGEST:]
    if digest != _digest(file_id, head, at, content):
        raise DamagedError(str(at))
    return content


def _digest(file_id: bytes, head: bytes, at: int, content: bytes) -> bytes:
    return hashlib.sha256(file_id + _place(head, at) + content).digest()


def footer(file_id: bytes, at: int, number: int, index: Segment, key: Segment) -> bytes:
    """The segment that makes a state: whoever finds it believes what it points to."""
    content = _FOOTER.pack(number, index.at, index.size, key.at, key.size)
    return plain(file_id, FOOTER, at, content)


def segment_at(file: BinaryIO, at: int, size: int) -> Segment | None:
    """What begins at *at*, whole before *size*; None where nothing does."""
    file.seek(at)
    raw = file.read(_HEAD.size)
    if len(raw) < _HEAD.size:
        return None
    mark, kind, length = _HEAD.unpack(raw)
    whole = mark == _MARK and at + _HEAD.size + length <= size and raw[5:8] == bytes(3)
    return Segment(bytes(kind), at, _HEAD.size + length) if whole else None


def walk(file: BinaryIO, begin: int, size: int) -> Iterator[Segment]:
    """Segment after segment, until the end or the first byte that is none."""
    at = begin
    while (found := segment_at(file, at, size)) is not None:
        yield found
        at = found.end


def read(file: BinaryIO, segment: Segment) -> bytes:
    """Its bytes, head included; DamagedError where the file ends before it."""
    file.seek(segment.at)
    raw = file.read(segment.size)
    if len(raw) != segment.size:
        raise DamagedError(str(segment.at))
    return raw


def last_state(file: BinaryIO, file_id: bytes) -> State:
    """The last whole state: at the file's end, else the last one before what was cut or never finished; DamagedError.

    In the second case every segment's head is read, not its content.
    """
    size = file.seek(0, os.SEEK_END)
    at_end = _state_at(file, file_id, Segment(FOOTER, size - FOOTER_SIZE, FOOTER_SIZE), size)
    if at_end is not None:
        return at_end
    found: State | None = None
    for segment in walk(file, HEADER_SIZE, size):
        if segment.kind == FOOTER and segment.size == FOOTER_SIZE:
            found = _state_at(file, file_id, segment, size) or found
    if found is None:
        raise DamagedError("footer")
    return found


def _state_at(file: BinaryIO, file_id: bytes, place: Segment, size: int) -> State | None:
    if place.at < HEADER_SIZE or segment_at(file, place.at, size) != place:
        return None
    try:
        content = read_plain(file_id, place.at, read(file, place))
    except DamagedError:
        return None
    number, index_at, index_size, key_at, key_size = _FOOTER.unpack(content)
    return State(number, index_at, index_size, key_at, key_size, place.end, place.end == size)
