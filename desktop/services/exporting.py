"""An outbox item as one file, for a person who must carry it elsewhere."""

import zipfile
from io import BytesIO

from desktop.domain.submission import OutboxItem
from desktop.services.ports import PaperStore
from desktop.services.uploading import papers_of

_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def archive(item: OutboxItem, papers: PaperStore) -> bytes:
    """A zip: the frozen bytes as `item.json`, the fingerprint, the receipt if there is one, and the papers."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("item.json", item.body)
        out.writestr("fingerprint.txt", f"{item.kind} {item.id}\n{item.fingerprint}\n")
        if item.receipt is not None:
            out.writestr("receipt.jws", item.receipt)
        for row in papers_of(item):
            with papers.open(row["sha256"]) as source:
                out.writestr(paper_name(row["slot"], row["n"], row["type"]), source.read())
    return packed.getvalue()


def paper_name(slot: str, n: int, media_type: str) -> str:
    """A file name of our own for a paper."""
    return f"papers/{slot}_{n}.{_ENDINGS.get(media_type, 'bin')}"
