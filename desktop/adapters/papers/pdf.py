"""A PDF taken apart: password, damage, bombs, active content, signatures. Runs in the child."""

import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from desktop.adapters.papers.findings import Fault, PaperFaultError

TOTAL_LIMIT = 512 * 1024 * 1024
RATIO_FROM = 64 * 1024 * 1024
RATIO_LIMIT = 100
PIXEL_LIMIT = 200_000_000
PIECE = 1024 * 1024
DANGEROUS = ("/JS", "/JavaScript", "/Launch", "/EF", "/XFA", "/RichMedia")
QUESTIONABLE = ("/AA",)


def look_inside(content: bytes) -> tuple[int, list[Fault]]:
    """Number of pages and faults; PaperFaultError `paper.password`, `paper.damaged`, `paper.bomb`, `paper.no-pages`."""
    pdf, mended = _opened(content)
    with pdf:
        pages = len(pdf.pages)
        if pages == 0:
            raise PaperFaultError("paper.no-pages")
        _refuse_bomb(pdf, len(content))
        faults = _active_content(pdf)
        if mended or pdf.check_pdf_syntax():
            faults.append(Fault("paper.repairable", "warning"))
    if is_signed(content):
        faults.append(Fault("paper.signed", "note"))
    return pages, faults


def is_signed(content: bytes) -> bool:
    """Whether a signature stands in the file: such bytes are never touched."""
    return b"/ByteRange" in content


def repaired(content: bytes) -> bytes:
    """The same pages in a sound file; PaperFaultError when unreadable, or `paper.signed`: never touched."""
    if is_signed(content):
        raise PaperFaultError("paper.signed")
    pdf, _ = _opened(content)
    output = BytesIO()
    with pdf:
        _refuse_bomb(pdf, len(content))
        pdf.save(output, deterministic_id=True)
    return output.getvalue()


def _opened(content: bytes) -> tuple[Any, bool]:
    """The document and whether it had to be mended to be read."""
    import pikepdf

    try:
        return pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True), False
    except pikepdf.PasswordError:
        raise PaperFaultError("paper.password") from None
    except pikepdf.PdfError:
        pass
    try:
        pdf = pikepdf.open(BytesIO(content), attempt_recovery=True, suppress_warnings=True)
        len(pdf.pages)
    except pikepdf.PasswordError:
        raise PaperFaultError("paper.password") from None
    except (pikepdf.PdfError, ValueError):
        raise PaperFaultError("paper.damaged") from None
    return pdf, True


def _refuse_bomb(pdf: Any, size: int) -> None:
    import pikepdf

    total = 0
    for thing in pdf.objects:
        if not isinstance(thing, pikepdf.Stream):
            continue
        if _pixels(thing) > PIXEL_LIMIT:
            raise PaperFaultError("paper.bomb")
        total += _unpacked_size(thing, TOTAL_LIMIT - total)
        if total >= TOTAL_LIMIT or (total > RATIO_FROM and total > RATIO_LIMIT * size):
            raise PaperFaultError("paper.bomb")


def _pixels(stream: Any) -> int:
    try:
        return int(stream.get("/Width", 0)) * int(stream.get("/Height", 0))
    except (TypeError, ValueError):
        return 0


def _unpacked_size(stream: Any, limit: int) -> int:
    """Bytes after the stream's leading Flate filters, counted piece by piece up to *limit*."""
    filters = stream.get("/Filter", [])
    names = (
        [str(filters)] if not hasattr(filters, "__len__") or str(filters).startswith("/") else [str(f) for f in filters]
    )
    pieces: Iterator[bytes] = iter([stream.read_raw_bytes()])
    for name in names:
        if name not in {"/FlateDecode", "/Fl"}:
            break
        pieces = _inflate(pieces)
    total = 0
    for piece in pieces:
        total += len(piece)
        if total >= limit:
            return limit
    return total


def _inflate(packed: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    try:
        for piece in packed:
            rest = piece
            while rest:
                yield unpacker.decompress(rest, PIECE)
                rest = unpacker.unconsumed_tail
    except zlib.error:
        return


def _active_content(pdf: Any) -> list[Fault]:
    found = {name for thing in pdf.objects for name in _names_in(thing)}
    faults = []
    if dangerous := sorted(found & set(DANGEROUS)):
        faults.append(Fault("paper.active-content", "error", {"kinds": " ".join(dangerous)}))
    if questionable := sorted(found & set(QUESTIONABLE)):
        faults.append(Fault("paper.automatic-actions", "warning", {"kinds": " ".join(questionable)}))
    return faults


def _names_in(thing: Any) -> Iterator[str]:
    """Keys of all dictionaries directly inside an object, and the kinds of actions there."""
    import pikepdf

    open_things = [thing]
    while open_things:
        one = open_things.pop()
        if isinstance(one, (pikepdf.Dictionary, pikepdf.Stream)):
            for key, value in one.items():
                yield key
                if key == "/S" and isinstance(value, pikepdf.Name):
                    yield str(value)
                if not getattr(value, "is_indirect", False):
                    open_things.append(value)
        elif isinstance(one, pikepdf.Array):
            open_things += [value for value in one if not getattr(value, "is_indirect", False)]
