"""An outbox item as one file, for a person who must carry it elsewhere."""

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import Any

from desktop.domain.errors import Missing, StoreFault
from desktop.domain.submission import OutboxItem
from desktop.messages import say
from desktop.services.ports import PaperStore
from desktop.services.uploading import papers_of

_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@dataclass(frozen=True, slots=True)
class LackingPaper:
    """A paper that the item names and that is lost or damaged here; `name` as its owner called it, else ours."""

    slot: str
    n: int
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Exported:
    """The file, and what of the item could not be put into it."""

    content: bytes
    lacking: tuple[LackingPaper, ...]


def archive(item: OutboxItem, papers: PaperStore, names: Mapping[str, str]) -> Exported:
    """A zip: the frozen bytes as `item.json`, the fingerprint, the receipt if there is one, and the papers.

    What is lost or damaged of the papers is named in `missing.txt`; *names* by digest.
    """
    packed, lacking = BytesIO(), list[LackingPaper]()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("item.json", item.body)
        out.writestr("fingerprint.txt", f"{item.kind} {item.id}\n{item.fingerprint}\n")
        if item.receipt is not None:
            out.writestr("receipt.jws", item.receipt)
        for row in papers_of(item):
            name = paper_name(row["slot"], row["n"], row["type"])
            if (content := _intact(papers, row)) is not None:
                out.writestr(name, content)
            else:
                known = names.get(row["sha256"], name)
                lacking.append(LackingPaper(row["slot"], row["n"], known, row["sha256"]))
        if lacking:
            rows = "".join(f"{one.slot} {one.n}  {one.name}  sha256:{one.sha256}\n" for one in lacking)
            head = "\n".join(say("export.missing", lang) for lang in ("vi", "en"))
            out.writestr("missing.txt", f"{head}\n\n{rows}")
    return Exported(packed.getvalue(), tuple(lacking))


def paper_name(slot: str, n: int, media_type: str) -> str:
    """A file name of our own for a paper."""
    return f"papers/{slot}_{n}.{_ENDINGS.get(media_type, 'bin')}"


def _intact(papers: PaperStore, row: Mapping[str, Any]) -> bytes | None:
    try:
        with papers.open(row["sha256"]) as source:
            content = source.read()
    except Missing:
        return None
    except StoreFault as fault:
        if fault.code != "vault.damaged":
            raise  # a disk that does not answer now says nothing about the paper
        return None
    return content if sha256(content).hexdigest() == row["sha256"] else None
