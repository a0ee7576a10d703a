"""Papers in memory; one may be damaged behind the program's back."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from typing import BinaryIO

from desktop.domain.attachment import Finding
from desktop.domain.errors import Missing
from desktop.services.ports import Inspection, StoredPaper


@dataclass
class FakePapers:
    held: dict[str, bytes] = field(default_factory=dict)

    def put(self, source: BinaryIO) -> StoredPaper:
        content = source.read()
        digest = sha256(content).hexdigest()
        self.held[digest] = content
        return StoredPaper(digest, len(content))

    @contextmanager
    def open(self, digest: str) -> Iterator[BinaryIO]:
        if digest not in self.held:
            raise Missing("paper.missing", sha256=digest)
        yield BytesIO(self.held[digest])

    def is_intact(self, digest: str) -> bool:
        return digest in self.held and sha256(self.held[digest]).hexdigest() == digest

    def all(self) -> frozenset[str]:
        return frozenset(self.held)

    def drop(self, papers: Collection[str]) -> int:
        gone = [digest for digest in self.held if digest in papers]
        for digest in gone:
            del self.held[digest]
        return len(gone)


class FakeInspector:
    """Knows kinds by their first letters: `%PDF`, `JPEG`; everything else is not allowed."""

    def inspect(self, content: bytes, *, accept: Sequence[str], max_size: int, max_pages: int | None) -> Inspection:
        kind = "pdf" if content.startswith(b"%PDF") else "jpg" if content.startswith(b"JPEG") else "other"
        media_type = {"pdf": "application/pdf", "jpg": "image/jpeg"}.get(kind, "application/octet-stream")
        findings = []
        if kind not in accept:
            findings.append(Finding("paper.not-allowed-type", "error"))
        if len(content) > max_size:
            findings.append(Finding("paper.too-big", "error", (("limit", max_size),)))
        return Inspection(media_type, len(content), max_pages and 1, tuple(findings))


class FakeConverter:
    def photos_to_pdf(self, photos: Sequence[bytes]) -> bytes:
        return b"%PDF of " + b"".join(photos)
