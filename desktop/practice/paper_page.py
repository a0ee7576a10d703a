"""One page design for all that the practice portal issues, its worthlessness written across every page."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

FACES = {
    "Practice": "LiberationSerif-Regular.ttf",
    "Practice-Bold": "LiberationSerif-Bold.ttf",
    "Practice-Italic": "LiberationSerif-Italic.ttf",
}
LEFT, RIGHT, TOP, BOTTOM = 85, 51, 68, 62  # points: 30, 18, 24 and 22 mm
BODY_SIZE = 13
MOTTO_WIDTH = 150
PURPLE = (0.294, 0.247, 0.51)


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on a paper; all texts are final."""

    watermark: str
    nation: str
    motto: str
    office: Sequence[str]
    title: str
    note: str
    number: str
    lines: Sequence[str]
    place_date: str
    signer: str
    signature: str
    foot: str
    barred: str = ""
    """What stands as QR and as bars (Code 128) at the end, for scanners."""


def draw(page: Page, fonts: Path) -> bytes:
    """The paper as PDF, the same bytes for the same page."""
    from reportlab.lib.pagesizes import A4
    from reportlab.platypus import SimpleDocTemplate

    _register(fonts)
    output = BytesIO()
    document = SimpleDocTemplate(
        output,
        pagesize=A4,
        leftMargin=LEFT,
        rightMargin=RIGHT,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=f"{page.title} – {page.watermark}",
        author=page.watermark,
        invariant=1,
    )

    def mark(canvas: Any, _: Any) -> None:
        _watermark(canvas, A4, page)

    document.build(_story(page, document.width), onFirstPage=mark, onLaterPages=mark)
    return output.getvalue()


def _register(fonts: Path) -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in FACES.items():
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, fonts / file))


def _visible(text: str) -> str:
    """The text with □ for each character that the font lacks, so that nothing vanishes silently."""
    from reportlab.pdfbase import pdfmetrics

    known = pdfmetrics.getFont("Practice").face.charToGlyph
    return "".join(char if ord(char) in known or char == "\n" else "□" for char in text)


def _watermark(canvas: Any, size: tuple[float, float], page: Page) -> None:
    width, height = size
    canvas.saveState()
    canvas.setFillColorRGB(*PURPLE)
    canvas.setFont("Practice-Bold", 11)
    canvas.drawCentredString(width / 2, height - 36, page.watermark)
    canvas.setFont("Practice", 9)
    canvas.drawCentredString(width / 2, 30, _visible(page.foot))
    canvas.setFillColorRGB(*PURPLE, alpha=0.16)
    canvas.setFont("Practice-Bold", 40)
    canvas.translate(width / 2, height / 2)
    canvas.rotate(50)
    canvas.drawCentredString(0, 90, page.watermark)
    canvas.drawCentredString(0, -110, page.watermark)
    canvas.restoreState()


def _story(page: Page, width: float) -> list[Any]:
    from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import HRFlowable, KeepTogether, Paragraph, Spacer, Table

    from desktop.practice.paper_codes import CodePair

    body = ParagraphStyle("body", fontName="Practice", fontSize=BODY_SIZE, leading=18, spaceAfter=5)
    body.alignment = TA_JUSTIFY
    centre = ParagraphStyle("centre", body, alignment=TA_CENTER, spaceAfter=0)
    bold = ParagraphStyle("bold", centre, fontName="Practice-Bold")
    italic = ParagraphStyle("italic", centre, fontName="Practice-Italic")
    small = ParagraphStyle("small", bold, fontSize=12, leading=15)
    title = ParagraphStyle("title", bold, fontSize=15, leading=20, spaceBefore=18)

    def text(value: str, style: Any) -> Any:
        return Paragraph(escape(_visible(value)), style)

    rule = HRFlowable(width=MOTTO_WIDTH, thickness=0.7, spaceBefore=2, color="black")
    head = Table(
        [
            [
                [text(line, small) for line in page.office],
                [text(page.nation, small), text(page.motto, bold), rule],
            ]
        ],
        colWidths=[width * 0.4, width * 0.6],
        style=[("VALIGN", (0, 0), (-1, -1), "TOP")],
    )
    sign = Table(
        [[[], [text(page.place_date, italic), text(page.signer, bold), Spacer(1, 30), text(page.signature, italic)]]],
        colWidths=[width * 0.4, width * 0.6],
    )
    story = [head, text(page.title, title), text(page.watermark, bold), text(page.note, italic)]
    story += [text(page.number, centre), Spacer(1, 10), *(text(line, body) for line in page.lines if line)]
    codes = [Spacer(1, 10), CodePair(page.barred)] if page.barred else []
    return [*story, KeepTogether([Spacer(1, 14), sign, *codes])]
