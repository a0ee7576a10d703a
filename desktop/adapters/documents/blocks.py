"""The blocks of a pack's print layout (docs/packs.md) as things that reportlab lays out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import CondPageBreak, HRFlowable, KeepTogether, Spacer, Table

from desktop.adapters.documents import fonts, letter, sheet
from desktop.adapters.documents.form_line import Box, Dots, FormLine, Piece, Words
from desktop.adapters.documents.letter import BARE, MOTTO, NATION
from desktop.domain.errors import Refusal
from forms.pack import Answers, ProcedurePack
from forms.pointers import get, rows_of
from forms.rules import holds
from forms.units import is_unit, unit
from forms.wording import worded

Block = Mapping[str, Any]
DATE = (Words(", ngày "), Dots(6), Words(" tháng "), Dots(6), Words(" năm "), Dots(8))
HAND_SPACE = 56.0
NARROW = 13.0
HEADING_ROOM = 130.0  # a heading, what it heads, and a row or two of that


@dataclass(frozen=True, slots=True)
class Filling:
    """A pack with the answers that go on its paper; `data` is empty for a blank form."""

    pack: ProcedurePack
    data: Answers
    blank: bool

    def story(self, blocks: Sequence[Block], width: float = sheet.WIDTH) -> list[Any]:
        """All blocks; Refusal `document.unknown-block` for a kind that nobody wrote down."""
        story: list[Any] = []
        for block in blocks:
            draw = KINDS.get(block["kind"])
            if draw is None:
                raise Refusal("document.unknown-block", kind=block["kind"])
            story += draw(self, block, width)
        return story

    def pieces(self, segments: Sequence[Block], face: str = fonts.REGULAR) -> list[Piece]:
        """Segments as words, with dots where there is no answer."""
        pieces: list[Piece] = []
        for segment in segments:
            if "text" in segment:
                pieces.append(Words(segment["text"], face))
                continue
            answer = worded(self.pack, self.data, segment["value"], segment["as"])
            pieces.append(Words(answer, face) if answer else Dots(segment.get("dots", 20)))
        return pieces


def _heading(*_: object) -> list[Any]:
    nation = sheet.style(fonts.BOLD, 13, "center", spaceAfter=0)
    motto = sheet.style(fonts.BOLD, 14, "center", spaceAfter=2)
    rule = HRFlowable(width=fonts.width_of(MOTTO, fonts.BOLD, 14), thickness=0.8, color="black", spaceAfter=16)
    return [sheet.text(NATION, nation), sheet.text(MOTTO, motto), rule]


def _title(_: Filling, block: Block, __: float) -> list[Any]:
    return [sheet.text(block["text"], sheet.style(fonts.BOLD, 14, "center", spaceBefore=4, spaceAfter=10))]


def _addressee(filling: Filling, block: Block, _: float) -> list[Any]:
    return [FormLine(filling.pieces(block["segments"]), sheet.BODY, centred=True), Spacer(1, 6)]


def _line(filling: Filling, block: Block, _: float) -> list[Any]:
    if not filling.blank and _is_left_out(filling, block):
        return []
    face = fonts.BOLD if block.get("bold") else fonts.REGULAR
    indent = sheet.INDENT if block.get("indent") else 0.0
    line = FormLine(filling.pieces(block["segments"], face), sheet.BODY, indent=indent)
    return [CondPageBreak(HEADING_ROOM), line] if block.get("keep") else [line]


def _is_left_out(filling: Filling, block: Block) -> bool:
    """Whether a filled paper goes without this line: its `unless` holds, or it may lack an answer and does."""
    if "unless" in block and holds(block["unless"], filling.data):
        return True
    values = [segment["value"] for segment in block["segments"] if "value" in segment]
    return bool(block.get("optional")) and all(get(filling.data, value) is None for value in values)


def _paragraph(_: Filling, block: Block, __: float) -> list[Any]:
    face = fonts.BOLD if block.get("bold") else fonts.ITALIC if block.get("italic") else fonts.REGULAR
    heads = bool(block.get("bold")) or block["text"].endswith(":")
    look = sheet.style(face, align=block.get("align", "justify"), spaceBefore=4, keepWithNext=heads)
    return [sheet.text(block["text"], look)]


def _tick(filling: Filling, block: Block, _: float) -> list[Any]:
    pieces: list[Piece] = [Words(block["text"])]
    for option in block["options"]:
        answer = get(filling.data, option["value"])
        ticked = option["equals"] in answer if isinstance(answer, list) else answer == option["equals"]
        pieces += [Words(f"  {option['text']}  "), Box(ticked=ticked and not filling.blank)]
    return [FormLine([*pieces, *filling.pieces(block.get("segments", ()))], sheet.BODY)]


def _table(filling: Filling, block: Block, width: float) -> list[Any]:
    shares = [column["width"] for column in block["columns"]]
    head = [sheet.text(column["title"], sheet.style(fonts.BOLD, NARROW, "center")) for column in block["columns"]]
    rows = [[FormLine(filling.pieces(cell), NARROW) for cell in row] for row in _table_rows(filling, block)]
    table = Table([head, *rows], colWidths=[width * share / sum(shares) for share in shares], repeatRows=1)
    table.setStyle([("GRID", (0, 0), (-1, -1), 0.6, "black"), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    return [table, Spacer(1, 6)]


def _table_rows(filling: Filling, block: Block) -> list[list[list[Block]]]:
    """The rows as written, or the one row for each answer of the list `each` and at least `blank` times."""
    if "each" not in block:
        return list(block["rows"])
    answered = len(list(rows_of(f"{block['each']}/*", filling.data)))
    return [_row(block, number) for number in range(max(answered, block.get("blank", 1)))]


def _row(block: Block, number: int) -> list[list[Block]]:
    return [[_in_row(segment, block["each"], number) for segment in cell] for cell in block["rows"][0]]


def _in_row(segment: Block, each: str, number: int) -> Block:
    if segment.get("as") == "row":
        return {"text": str(number + 1)}
    if "value" not in segment:
        return segment
    return {**segment, "value": segment["value"].replace(f"{each}/*", f"{each}/{number}", 1)}


def _columns(filling: Filling, block: Block, width: float) -> list[Any]:
    shares = block.get("widths") or [1] * len(block["columns"])
    widths = [width * share / sum(shares) for share in shares]
    cells = [filling.story(blocks, at) for blocks, at in zip(block["columns"], widths, strict=True)]
    return [
        Table(
            [cells], colWidths=widths, style=[("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
        )
    ]


def _pledge(filling: Filling, block: Block, _: float) -> list[Any]:
    words = filling.pack.text(block["text_key"])
    return [sheet.text(words, sheet.style(firstLineIndent=sheet.INDENT, spaceBefore=6, keepWithNext=True))]


def _place_date(filling: Filling, block: Block, width: float) -> list[Any]:
    line = FormLine(_place_and_day(filling, block, f"{block['text']} "), sheet.BODY, centred=True)
    table = Table([["", line]], colWidths=[width * 0.2, width * 0.8], style=BARE, spaceBefore=8)
    table.keepWithNext = True
    return [table]


def _place_and_day(filling: Filling, block: Block, before: str = "") -> list[Piece]:
    """The commune and a day to be written by hand, in italics."""
    code = get(filling.data, block["place"])
    place: Piece = Words(unit(code).name) if isinstance(code, str) and is_unit(code) else Dots(24)
    pieces = [Words(before), place, *DATE] if before else [place, *DATE]
    return [Words(piece.text, fonts.ITALIC) if isinstance(piece, Words) else piece for piece in pieces]


def _signature(filling: Filling, block: Block, width: float) -> list[Any]:
    cell = _signed(filling, block)
    return [KeepTogether([Table([["", cell]], colWidths=[width * 0.45, width * 0.55], style=BARE)])]


def _signatures(filling: Filling, block: Block, width: float) -> list[Any]:
    cells = [_signed(filling, item) for item in block["items"]]
    return [KeepTogether([Table([cells], colWidths=[width / len(cells)] * len(cells), style=BARE)])]


def _signed(filling: Filling, item: Block) -> list[Any]:
    """Who signs, room for the hand, and the name under it."""
    name = worded(filling.pack, filling.data, item["name"], "text") if item.get("name") else None
    bold = sheet.style(fonts.BOLD, 13, "center", spaceAfter=0)
    titles = [sheet.text(title, bold) for title in item["title"].split("\n")]
    note = sheet.text(item["note"], sheet.style(fonts.ITALIC, 12, "center"))
    return [*titles, note, Spacer(1, HAND_SPACE), sheet.text(name or "", bold)]


def _letter_head(filling: Filling, block: Block, width: float) -> list[Any]:
    name, number = filling.pieces(block["name"], fonts.BOLD), filling.pieces(block["number"])
    return letter.letter_head(name, number, _place_and_day(filling, block), width)


def _subject(filling: Filling, block: Block, width: float) -> list[Any]:
    return letter.subject(filling.pieces(block["segments"], fonts.BOLD), width)


def _letter_foot(filling: Filling, block: Block, width: float) -> list[Any]:
    return letter.letter_foot(block["recipients"], _signed(filling, block), width)


def _annex(_: Filling, block: Block, __: float) -> list[Any]:
    return letter.annex(block["title"], block["note"])


def _note(_: Filling, block: Block, __: float) -> list[Any]:
    return [sheet.text(block["text"], sheet.style(fonts.ITALIC, sheet.SMALL))]


def _footnotes(_: Filling, block: Block, width: float) -> list[Any]:
    small = sheet.style(size=sheet.SMALL, spaceAfter=1)
    rule = HRFlowable(width=width * 0.33, thickness=0.5, color="black", hAlign="LEFT", spaceBefore=10, spaceAfter=4)
    notes = [sheet.text(f"{item['mark']} {item['text']}", small) for item in block["items"]]
    return [KeepTogether([rule, *notes])]


KINDS: Mapping[str, Callable[[Filling, Block, float], list[Any]]] = {
    "heading": _heading,
    "title": _title,
    "addressee": _addressee,
    "line": _line,
    "paragraph": _paragraph,
    "tick": _tick,
    "table": _table,
    "columns": _columns,
    "pledge": _pledge,
    "place_date": _place_date,
    "signature": _signature,
    "signatures": _signatures,
    "letter_head": _letter_head,
    "subject": _subject,
    "letter_foot": _letter_foot,
    "annex": _annex,
    "note": _note,
    "footnotes": _footnotes,
}
