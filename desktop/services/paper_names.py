"""File names of our own for papers that leave the vault: ASCII, numbered, telling what the paper is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.domain.attachment import CONSENT_SLOT, Attachment
from desktop.messages import say
from forms.fold import fold
from forms.pack import ProcedurePack

PORTAL_LIMIT = 6 << 20
"""Bytes of one file; what a provincial portal takes (procedures' size limits are unverified for the national one)."""
LONGEST = 40
LONGEST_CODE = 50
_ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "application/xml": "xml"}
_BRACKETS = re.compile(r"\(.*?\)")


@dataclass(frozen=True, slots=True)
class NamedPaper:
    """A paper with the name under which it goes out, and its title for people."""

    paper: Attachment
    name: str
    title: str

    @property
    def is_too_big(self) -> bool:
        """Whether a portal may refuse it for its size."""
        return self.paper.size > PORTAL_LIMIT


def named(pack: ProcedurePack, papers: Sequence[Attachment], lang: str = "vi") -> tuple[NamedPaper, ...]:
    """`01_giay-chung-sinh.pdf`: slots in the pack's order, files of one slot in theirs; no two alike."""
    return tuple(_named(pack, papers, lang))


def _named(pack: ProcedurePack, papers: Sequence[Attachment], lang: str) -> Iterator[NamedPaper]:
    places = {slot.code: number for number, slot in enumerate(pack.slots)}
    ordered = sorted(papers, key=lambda paper: (places.get(paper.slot, len(places)), paper.slot, paper.n))
    for number, paper in enumerate(ordered, 1):
        ending = _ENDINGS.get(paper.media_type, "bin")
        yield NamedPaper(paper, f"{number:02}_{slug(_title(pack, paper, 'vi'))}.{ending}", _title(pack, paper, lang))


def result_name(code: str, n: int, media_type: str) -> str:
    """`KQ_H56.148.45-261123-0007_1.pdf`: a portal's code is opaque, so what no file system likes is left out of it."""
    return f"KQ_{_plain(code)}_{n}.{_ENDINGS.get(media_type, 'bin')}"


def receipt_name(code: str, n: int) -> str:
    """`BL_H56.148.45-261123-0007_1.pdf`: the same for a fee receipt, which is a PDF."""
    return f"BL_{_plain(code)}_{n}.pdf"


def acceptance_name(code: str) -> str:
    """`giay-tiep-nhan-H56.148.45-261123-0007.pdf`: the office's acceptance slip."""
    return f"giay-tiep-nhan-{_plain(code)}.pdf"


def _plain(code: str) -> str:
    return re.sub(r"[^A-Za-z0-9.-]+", "-", code).strip(".-")[:LONGEST_CODE] or "ho-so"


def slug(words: str) -> str:
    """`giay-chung-sinh` for *Giấy chứng sinh (nếu có)*; never empty, never longer than LONGEST."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(_BRACKETS.sub("", words))).strip("-")
    short = plain if len(plain) <= LONGEST else plain[: LONGEST + 1].rpartition("-")[0][:LONGEST]
    return short or plain[:LONGEST] or "giay-to"


def _title(pack: ProcedurePack, paper: Attachment, lang: str) -> str:
    if paper.slot == CONSENT_SLOT:
        return say("slot.consent", lang)
    key = f"slot.{paper.slot}.name"
    return pack.text(key, lang) if pack.has_text(key) else paper.slot
