"""The sheet for filing by post: its upper half is glued on the envelope, its lower half lies inside."""

from collections.abc import Iterator
from typing import Any

from desktop import messages
from desktop.domain.letter import Enclosure, EnclosureKind, Letter
from forms.units import unit, unit_address

FACE_HEIGHT = 126.0
"""Millimetres of the upper half; the fold is the middle of the page."""
IF_ANY = "(nếu "
"""A name that says so itself."""

_TIGHT = [("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 2)]


def draw_envelope(letter: Letter, *, lang: str = "vi") -> bytes:
    """The sheet as A4 PDF; dots for what nobody here knows; the same letter, the same bytes.

    What the post and the office read is Vietnamese, what the sender reads is in *lang*.
    """
    from reportlab.platypus import HRFlowable

    from desktop.adapters.documents import fonts, sheet

    small = sheet.style(fonts.ITALIC, 10, "center", spaceAfter=4)
    fold = HRFlowable(width="100%", thickness=0.6, color="black", dash=(4, 3), spaceBefore=3, spaceAfter=2)
    story = [_face(letter), fold, sheet.text(_say("fold", lang), small)]
    story += [*_contents(letter), *_notes(letter, lang)]
    return sheet.printed(story, title=f"{_say('contents')} – {letter.procedure}")


def _face(letter: Letter) -> Any:
    """Sender at the upper left, the office at the lower right, as the post reads it."""
    from reportlab.platypus import Table

    from desktop.adapters.documents import sheet

    left, height = sheet.WIDTH * 0.5, FACE_HEIGHT * sheet.MM
    rows = [[_sender(letter), ""], ["", _office(letter)], [_post(), ""]]
    table = Table(rows, colWidths=[left, sheet.WIDTH - left], rowHeights=[height * 0.33, height * 0.46, height * 0.21])
    table.setStyle(
        [
            ("BOX", (0, 0), (-1, -1), 1, "black"),
            ("VALIGN", (0, 0), (-1, 0), "TOP"),
            ("VALIGN", (0, 1), (-1, 1), "MIDDLE"),
            ("VALIGN", (0, 2), (-1, 2), "BOTTOM"),
            ("SPAN", (0, 2), (1, 2)),
            ("LEFTPADDING", (0, 0), (-1, -1), 8),
            ("RIGHTPADDING", (0, 0), (-1, -1), 8),
        ]
    )
    return table


def _sender(letter: Letter) -> list[Any]:
    from desktop.adapters.documents import fonts, sheet

    head = sheet.text(_say("from"), sheet.style(fonts.ITALIC, 11, "left", spaceAfter=1))
    lines = [head, _line("", letter.sender, 30, bold=True)]
    if letter.on_behalf_of:
        lines.append(_line(f"{_say('on-behalf-of')} ", letter.on_behalf_of, 20))
    return [*lines, _line(f"{_say('address')}: ", letter.address, 70), _line(f"{_say('phone')}: ", letter.phone, 20)]


def _office(letter: Letter) -> list[Any]:
    from desktop.adapters.documents import fonts, sheet

    centre, council = _say("centre"), _say("council")
    head = sheet.text(_say("to"), sheet.style(fonts.ITALIC, 12, "left", spaceAfter=2))
    if letter.unit is None:
        lines = [_line(f"{centre} ", None, 40, bold=True), _line(f"{council} ", None, 40)]
    else:
        found = unit(letter.unit)
        bold = sheet.style(fonts.BOLD, 13.5, "left", spaceAfter=2)
        lines = [
            sheet.text(f"{centre} {found.kind} {found.name}", bold),
            sheet.text(f"{council} {unit_address(found.code)}", sheet.style(align="left", spaceAfter=2)),
        ]
    return [head, *lines, _line(f"{_say('address')}: ", None, 70), _line(f"{_say('phone')}: ", None, 24)]


def _post() -> list[Any]:
    return [_line(f"{_say('post-number')}: ", None, 40), _line(f"{_say('posted-on')}: ", None, 30)]


def _contents(letter: Letter) -> Iterator[Any]:
    from reportlab.platypus import Spacer, Table

    from desktop.adapters.documents import fonts, sheet
    from desktop.adapters.documents.form_line import Box, FormLine

    yield sheet.text(_say("contents"), sheet.style(fonts.BOLD, 13, "center", spaceBefore=4, spaceAfter=2))
    procedure = _say("procedure", procedure=letter.procedure, code=letter.code)
    yield sheet.text(procedure, sheet.style(size=11.5, align="center", spaceAfter=4))
    plain, bold = (
        sheet.style(size=11.5, align="left", spaceAfter=0),
        sheet.style(fonts.BOLD, 11.5, "center", spaceAfter=0),
    )
    rows = [[sheet.text(_say(name), bold) for name in ("paper", "kind", "count", "put-in")]]
    rows += [
        [
            sheet.text(_name(paper), plain),
            sheet.text(_say(f"kind.{paper.kind}"), plain),
            sheet.text(str(paper.count), sheet.style(size=11.5, align="center", spaceAfter=0)),
            FormLine([Box(ticked=False)], 11.5, centred=True),
        ]
        for paper in letter.enclosures
    ]
    table = Table(rows, colWidths=[sheet.WIDTH * share for share in (0.52, 0.25, 0.1, 0.13)], repeatRows=1)
    table.setStyle([("GRID", (0, 0), (-1, -1), 0.5, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *_TIGHT])
    yield table
    yield Spacer(1, 4)


def _notes(letter: Letter, lang: str) -> Iterator[Any]:
    from desktop.adapters.documents import fonts, sheet

    style = sheet.style(size=10.5, align="left", spaceAfter=1)
    certified = any(paper.kind is EnclosureKind.CERTIFIED for paper in letter.enclosures)
    said = [*letter.notes] or ([_say("certified", lang)] if certified else [])
    for note in (*said, _say("keep", lang)):
        yield sheet.text(f"– {note}", style)
    yield sheet.text(_say("unknown-address", lang), style)
    yield sheet.text(_say("ours", lang), sheet.style(fonts.ITALIC, 10, "left", spaceBefore=2))


def _name(paper: Enclosure) -> str:
    name = paper.name or _say(f"name.{paper.kind}")
    return f"{name} {_say('if-any')}" if paper.if_any and IF_ANY not in name else name


def _line(label: str, value: str | None, dots: int, *, bold: bool = False) -> Any:
    from desktop.adapters.documents import fonts
    from desktop.adapters.documents.form_line import Dots, FormLine, Words

    face = fonts.BOLD if bold else fonts.REGULAR
    pieces = [Words(label, face)] if label else []
    return FormLine([*pieces, Words(value, face) if value else Dots(dots)], 12)


def _say(key: str, lang: str = "vi", **parameters: object) -> str:
    return messages.say(f"document.envelope.{key}", lang, **parameters)
