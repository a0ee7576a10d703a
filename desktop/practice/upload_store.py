"""Papers on their way: rows in the store, bytes in the folder; the file's size is the offset."""

import base64
import hashlib
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from desktop.practice.clock import real_now
from desktop.practice.identifiers import new_id
from desktop.practice.journal import stamp, when
from desktop.practice.problems import Problem
from desktop.practice.store import Store
from desktop.practice.tables import Attachment, Upload

MAX_SIZE = 256 * 1024 * 1024
CHUNK_MAX = 16 * 1024 * 1024
KEEP_DAYS = 30
PIECE = 1024 * 1024
_KINDS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


@dataclass(frozen=True, slots=True)
class Announced:
    """What a client says of a paper before it sends it; `digest` is hex of SHA-256."""

    length: int
    digest: str | None
    name: str | None = None
    media_type: str | None = None
    slot: str | None = None


class UploadStore:
    """Creates, finds, completes and purges uploads; other accounts' uploads do not exist for a caller."""

    def __init__(self, store: Store, folder: Path) -> None:
        self._store = store
        self._folder = folder
        self._in_use: set[str] = set()

    def create(self, account: str, wanted: str | None, announced: Announced) -> tuple[Upload, bool]:
        """The upload under the client's id, and whether it is new; Problem 422 when the id has other content."""
        if announced.length > MAX_SIZE:
            raise Problem("too-large", 413, max_size=MAX_SIZE)
        with self._store.write() as session:
            row = session.get(Upload, wanted) if wanted else None
            if row is not None:
                return self._same(row, account, announced), False
            row = Upload(
                id=wanted or new_id(),
                account=account,
                length=announced.length,
                digest=announced.digest,
                name=announced.name,
                media_type=announced.media_type,
                slot=announced.slot,
                expires_at=stamp(real_now() + timedelta(days=KEEP_DAYS)),
            )
            session.add(row)
            self.path(row.id).touch()
        if row.length == 0:
            self.complete(row.id)
        return row, True

    def find(self, account: str, upload: str) -> Upload:
        """The caller's upload; Problem 404, or 410 when it has expired or was dropped."""
        with self._store.read() as session:
            row = session.get(Upload, upload)
        if row is None or row.account != account:
            raise Problem("not-found", 404)
        if row.dropped or when(row.expires_at) < real_now():
            raise Problem("upload-expired", 410)
        if row.sha256 is None and upload not in self._in_use and self.offset(upload) == row.length:
            row.sha256 = self.complete(upload)  # all bytes came, and then the portal was killed
        return row

    def offset(self, upload: str) -> int:
        """How many bytes have arrived."""
        try:
            return self.path(upload).stat().st_size
        except FileNotFoundError:
            raise Problem("upload-expired", 410) from None

    def path(self, upload: str) -> Path:
        """Where the bytes are; ids are checked UUIDs, so no name can lead elsewhere."""
        return self._folder / upload

    def take(self, upload: str) -> None:
        """One PATCH at a time; Problem 423 while another runs. Only from the event loop's thread."""
        if upload in self._in_use:
            raise Problem("upload-in-use", 423, retry_after=1)
        self._in_use.add(upload)

    def release(self, upload: str) -> None:
        """The PATCH has ended."""
        self._in_use.discard(upload)

    def complete(self, upload: str) -> str:
        """Make the bytes durable, read them back and keep their digest; gives hex of SHA-256."""
        path = self.path(upload)
        with path.open("rb+") as file:
            os.fsync(file.fileno())
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            file.seek(0)
            head = file.read(16)
        with self._store.write() as session:
            row = session.get_one(Upload, upload)
            row.sha256 = digest
            row.type_detected = next((kind for magic, kind in _KINDS.items() if head.startswith(magic)), None)
            differs = row.digest is not None and row.digest != digest
            row.scan = "rejected" if differs else "clean"
            row.reason = "digest" if differs else None
        return digest

    def drop(self, account: str, upload: str) -> None:
        """Forget an upload that no dossier uses."""
        self.find(account, upload)
        with self._store.write() as session:
            if session.scalar(select(Attachment.upload).where(Attachment.upload == upload).limit(1)):
                raise Problem("upload-attached", 409)
            session.get_one(Upload, upload).dropped = True
        self.path(upload).unlink(missing_ok=True)

    def purge(self, now: datetime) -> None:
        """Drop what has expired and belongs to no dossier."""
        with self._store.write() as session:
            used = set(session.scalars(select(Attachment.upload)))
            for row in session.scalars(select(Upload).where(Upload.dropped.is_(False))):
                if when(row.expires_at) < now and row.id not in used:
                    row.dropped = True
                    self.path(row.id).unlink(missing_ok=True)

    def erase(self) -> None:
        """Forget every paper."""
        for path in self._folder.iterdir():
            path.unlink(missing_ok=True)

    def _same(self, row: Upload, account: str, announced: Announced) -> Upload:
        if row.account != account:
            raise Problem("not-found", 404)
        if row.dropped or when(row.expires_at) < real_now():
            raise Problem("upload-expired", 410)
        if (row.length, row.digest) != (announced.length, announced.digest):
            raise Problem("key-reused", 422)
        return row


def repr_digest(sha256: str) -> str:
    """The header's form of a hex digest: sha-256=:base64:."""
    return f"sha-256=:{base64.b64encode(bytes.fromhex(sha256)).decode()}:"
