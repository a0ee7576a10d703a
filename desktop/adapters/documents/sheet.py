"""The look of a paper by Nghị định 30/2020: A4, margins, sizes, page number above."""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from desktop.adapters.documents import fonts
from desktop.domain.errors import Refusal

MM = 72 / 25.4
PAGE = (210 * MM, 297 * MM)
LEFT, RIGHT, TOP, BOTTOM = 30 * MM, 20 * MM, 20 * MM, 20 * MM
WIDTH = PAGE[0] - LEFT - RIGHT
BODY, SMALL = 13.0, 10.5
INDENT = 10 * MM
Mark = Callable[[Any], None]


def style(face: str = fonts.REGULAR, size: float = BODY, align: str = "justify", **more: Any) -> Any:
    """A paragraph style; `align` is left, center, right or justify."""
    from reportlab.lib import enums
    from reportlab.lib.styles import ParagraphStyle

    fonts.register()
    alignment = {
        "left": enums.TA_LEFT,
        "center": enums.TA_CENTER,
        "right": enums.TA_RIGHT,
        "justify": enums.TA_JUSTIFY,
    }[align]
    return ParagraphStyle(
        face, fontName=face, fontSize=size, leading=size * 1.35, alignment=alignment, **{"spaceAfter": 6, **more}
    )


def text(words: str, look: Any) -> Any:
    """A paragraph of exactly these words: markup in them is printed, not obeyed."""
    from reportlab.platypus import Paragraph

    return Paragraph(escape(fonts.printable(words, look.fontName)), look)


def printed(story: Sequence[Any], *, title: str, keywords: str = "", mark: Mark | None = None) -> bytes:
    """The PDF, the same bytes for the same story; `mark` draws on every page, the number stands above from page 2.

    Refusal `document.too-long` when something that cannot be broken is taller than a page.
    """
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
    from reportlab.platypus.doctemplate import LayoutError

    output = BytesIO()

    def on_page(canvas: Any, document: Any) -> None:
        if document.page > 1:
            canvas.setFont(fonts.REGULAR, BODY)
            canvas.drawCentredString(PAGE[0] / 2, PAGE[1] - TOP + 3 * MM, str(document.page))
        if mark is not None:
            mark(canvas)

    document = BaseDocTemplate(
        output, pagesize=PAGE, title=title, author="Hồ Sơ", creator="Hồ Sơ", keywords=keywords, lang="vi", invariant=1
    )
    frame = Frame(LEFT, BOTTOM, WIDTH, PAGE[1] - TOP - BOTTOM, 0, 0, 0, 0)
    document.addPageTemplates([PageTemplate(frames=[frame], onPage=on_page)])
    fonts.register()
    try:
        document.build(list(story))
    except LayoutError as error:
        raise Refusal("document.too-long") from error
    except Refusal as error:
        raise _first(error) from None
    return output.getvalue()


def _first(error: Refusal) -> Refusal:
    """The refusal itself: reportlab raises another of its kind instead, with the place where it stood as its code."""
    before = error.__context__
    return _first(before) if isinstance(before, Refusal) else error


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)
