"""Read a PDF back as a reader does."""

import unicodedata
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pypdfium2


def pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    assert all(unicodedata.is_normalized("NFC", text) for text in texts)
    return [" ".join(text.split()) for text in texts]


def text(pdf: bytes) -> str:
    return " ".join(pages(pdf))


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand on the first page, in whole points."""

    left: int
    right: int
    top: int


def place(pdf: bytes, words: str) -> Place:
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[0].get_textpage()
        start, count = page.search(words, match_case=True).get_next()
        boxes = [page.get_charbox(index) for index in range(start, start + count) if words[index - start] != " "]
    return Place(round(boxes[0][0]), round(boxes[-1][2]), round(boxes[0][3]))


def picture(pdf: bytes, page: int, scale: float = 2.5) -> bytes:
    output = BytesIO()
    with pypdfium2.PdfDocument(pdf) as document:
        document[page].render(scale=scale).to_pil().convert("RGB").save(output, "JPEG", quality=70)
    return output.getvalue()


def fonts(pdf: bytes) -> dict[str, bool]:
    """Each font's name and whether its outlines are inside the file."""
    found: dict[str, bool] = {}
    with pikepdf.open(BytesIO(pdf)) as document:
        for thing in document.objects:
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/FontDescriptor":
                found[str(thing.FontName)] = "/FontFile2" in thing
    return found
