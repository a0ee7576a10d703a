"""The outer parts of an organisation's letter (Nghị định 30/2020/NĐ-CP, Phụ lục I): head, subject, foot, annex."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import HRFlowable, KeepTogether, PageBreak, Spacer, Table

from desktop.adapters.documents import fonts, sheet
from desktop.adapters.documents.form_line import FormLine, Piece

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
SHARES = (0.4, 0.6)  # the body's name, the nation's
RULE = 0.4  # of the width above: between a third and a half
NATION_SIZE, NAME_SIZE, RECIPIENTS_SIZE = 12.0, 12.5, 11.0
BARE = [
    ("LEFTPADDING", (0, 0), (-1, -1), 0),
    ("RIGHTPADDING", (0, 0), (-1, -1), 0),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
]


def nation() -> list[Any]:
    """The nation and its motto over a letter that a person writes."""
    return [
        sheet.text(NATION, sheet.style(fonts.BOLD, NATION_SIZE, "center", spaceAfter=0)),
        sheet.text(MOTTO, sheet.style(fonts.BOLD, sheet.BODY, "center", spaceAfter=1)),
        HRFlowable(
            width=fonts.width_of(MOTTO, fonts.BOLD, sheet.BODY),
            thickness=0.8,
            color="black",
            spaceBefore=1,
            spaceAfter=4,
        ),
    ]


def letter_head(name: Sequence[Piece], number: Sequence[Piece], place_date: Sequence[Piece], width: float) -> list[Any]:
    """Whose letter it is and its number on the left; the nation, the place and the day on the right."""
    left, right = (width * share for share in SHARES)
    motto = sheet.style(fonts.BOLD, sheet.BODY, "center", spaceAfter=2)
    rows = [
        [
            [FormLine(name, NAME_SIZE, centred=True), _rule((left - 12) * RULE)],
            [
                sheet.text(NATION, sheet.style(fonts.BOLD, NATION_SIZE, "center", spaceAfter=0)),
                sheet.text(MOTTO, motto),
                _rule(fonts.width_of(MOTTO, fonts.BOLD, sheet.BODY)),
            ],
        ],
        [FormLine(number, sheet.BODY, centred=True), FormLine(place_date, sheet.BODY, centred=True)],
    ]
    style = [*BARE, ("RIGHTPADDING", (0, 0), (0, -1), 12), ("ALIGN", (0, 0), (-1, -1), "CENTER")]
    return [Table(rows, colWidths=[left, right], style=style), Spacer(1, 10)]


def subject(pieces: Sequence[Piece], width: float) -> list[Any]:
    """What the letter is about, under its title, with a rule of a third of the width."""
    return [FormLine(pieces, sheet.BODY, centred=True), _rule(width / 5), Spacer(1, 8)]


def letter_foot(recipients: Sequence[str], signed: list[Any], width: float) -> list[Any]:
    """Who gets it on the left, who signs on the right; never parted."""
    head = sheet.text("Nơi nhận:", sheet.style(fonts.BOLD_ITALIC, 12, "left", spaceAfter=0))
    small = sheet.style(size=RECIPIENTS_SIZE, align="left", spaceAfter=0)
    lines = [sheet.text(f"- {recipient}", small) for recipient in recipients]
    table = Table([[[head, *lines], signed]], colWidths=[width * 0.42, width * 0.58], style=BARE)
    return [KeepTogether([Spacer(1, 8), table])]


def annex(title: str, note: str) -> list[Any]:
    """A new page with a list that goes with the letter."""
    return [
        PageBreak(),
        sheet.text(title, sheet.style(fonts.BOLD, 14, "center", spaceAfter=2)),
        sheet.text(note, sheet.style(fonts.ITALIC, sheet.BODY, "center", spaceAfter=10)),
    ]


def _rule(width: float) -> Any:
    return HRFlowable(width=width, thickness=0.8, color="black", spaceBefore=1, spaceAfter=6)
