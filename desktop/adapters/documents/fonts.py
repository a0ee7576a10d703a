"""The paper's typeface, loaded by path, and a check that it has every letter that is to be printed."""

import unicodedata
from functools import cache

from desktop import config
from desktop.domain.errors import Refusal

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "HosoSerif", "HosoSerif-Bold", "HosoSerif-Italic", "HosoSerif-BoldItalic"
FILES = {
    REGULAR: "LiberationSerif-Regular.ttf",
    BOLD: "LiberationSerif-Bold.ttf",
    ITALIC: "LiberationSerif-Italic.ttf",
    BOLD_ITALIC: "LiberationSerif-BoldItalic.ttf",
}


@cache
def register() -> None:
    """Load the four faces once; never by name, a system may have an older font of the same name."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = config.resource("fonts")
    for name, file in FILES.items():
        pdfmetrics.registerFont(TTFont(name, folder / file))
    pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD_ITALIC)


def printable(text: str, face: str = REGULAR) -> str:
    """The text in NFC without invisible characters; Refusal `document.missing-glyph` rather than a silent blank."""
    from reportlab.pdfbase import pdfmetrics

    register()
    known = pdfmetrics.getFont(face).face.charToGlyph
    seen = "".join(" " if char.isspace() else char for char in unicodedata.normalize("NFC", text))
    kept = "".join(char for char in seen if unicodedata.category(char) not in {"Cf", "Cc"})
    for char in kept:
        if ord(char) not in known:
            raise Refusal("document.missing-glyph", character=f"{char} (U+{ord(char):04X})")
    return kept


def width_of(text: str, face: str, size: float) -> float:
    """Width in points."""
    from reportlab.pdfbase import pdfmetrics

    register()
    return float(pdfmetrics.stringWidth(text, face, size))
