"""A line of a form: words and answers one after the other, dots where an answer is missing, stretched to the margin."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reportlab.platypus import Flowable

from desktop.adapters.documents import fonts

LEADING = 1.45
SHORTEST = 24.0  # points of dots worth starting at the end of a row
SPACE_AFTER = 4.0


@dataclass(frozen=True, slots=True)
class Words:
    """A piece of text in one face."""

    text: str
    face: str = fonts.REGULAR


@dataclass(frozen=True, slots=True)
class Dots:
    """Room for an answer by hand, at least this many dots."""

    count: int


@dataclass(frozen=True, slots=True)
class Box:
    """A tick box; fonts lack one, so it is drawn."""

    ticked: bool


Piece = Words | Dots | Box


@dataclass(slots=True)
class _Item:
    width: float
    text: str = ""
    face: str = fonts.REGULAR
    box: Box | None = None

    @property
    def is_dots(self) -> bool:
        return not self.text and self.box is None


@dataclass(slots=True)
class _Row:
    items: list[_Item] = field(default_factory=list)

    @property
    def width(self) -> float:
        return sum(item.width for item in self.items)


class FormLine(Flowable):  # type: ignore[misc] # reportlab carries no types
    """Lays pieces out over as many rows as they need; never breaks inside a word that fits a row."""

    def __init__(self, pieces: Sequence[Piece], size: float, *, centred: bool = False, indent: float = 0.0) -> None:
        super().__init__()
        self._pieces = pieces
        self._size = size
        self._centred = centred
        self._indent = indent
        self._rows: list[_Row] = []
        self._is_part = False

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        self.width = width
        if not self._is_part:
            self._rows = self._laid_out(width - self._indent)
        self.height = len(self._rows) * self._size * LEADING + SPACE_AFTER
        return self.width, self.height

    def split(self, width: float, height: float) -> list["FormLine"]:
        """The rows that fit, and the rest for the next page; [] when not one fits."""
        self.wrap(width, height)
        fitting = int((height - SPACE_AFTER) / (self._size * LEADING))
        if fitting < 1 or fitting >= len(self._rows):
            return [] if fitting < 1 else [self]
        return [self._part(self._rows[:fitting]), self._part(self._rows[fitting:])]

    def _part(self, rows: list[_Row]) -> "FormLine":
        part = FormLine((), self._size, centred=self._centred, indent=self._indent)
        part._rows, part._is_part = rows, True
        return part

    def draw(self) -> None:
        room = self.width - self._indent
        baseline = self.height - self._size * 1.1
        for row in self._rows:
            self._stretch(row, room)
            left = self._indent + ((room - row.width) / 2 if self._centred else 0)
            self._draw_row(row, left, baseline)
            baseline -= self._size * LEADING

    def _laid_out(self, room: float) -> list[_Row]:
        rows = [_Row()]
        for piece in self._pieces:
            if isinstance(piece, Dots):
                self._place_dots(rows, self._dot * piece.count, room)
            elif isinstance(piece, Box):
                self._place(rows, _Item(self._size * 1.1, box=piece), room)
            else:
                for word in _words(fonts.printable(piece.text, piece.face)):
                    self._place_word(rows, word, piece.face, room)
        return rows

    @property
    def _dot(self) -> float:
        return fonts.width_of(".", fonts.REGULAR, self._size)

    def _place(self, rows: list[_Row], item: _Item, room: float) -> None:
        if rows[-1].items and rows[-1].width + item.width > room:
            rows.append(_Row())
        rows[-1].items.append(item)

    def _place_word(self, rows: list[_Row], word: str, face: str, room: float) -> None:
        bare = word.strip(" ")
        if not bare and not rows[-1].items:
            return
        if rows[-1].items and rows[-1].width + fonts.width_of(bare, face, self._size) > room:
            rows.append(_Row())
        for part in self._fitting(word if rows[-1].items else word.lstrip(" "), face, room):
            if rows[-1].items and rows[-1].width + fonts.width_of(part.strip(" "), face, self._size) > room:
                rows.append(_Row())
            rows[-1].items.append(_Item(fonts.width_of(part, face, self._size), part, face))

    def _fitting(self, word: str, face: str, room: float) -> list[str]:
        """The word, or its pieces when it alone is wider than a row."""
        if fonts.width_of(word.strip(" "), face, self._size) <= room:
            return [word]
        parts = [""]
        for char in word:
            if fonts.width_of(parts[-1] + char, face, self._size) > room:
                parts.append("")
            parts[-1] += char
        return parts

    def _place_dots(self, rows: list[_Row], width: float, room: float) -> None:
        while width > 0:
            left = room - rows[-1].width
            if left < min(width, SHORTEST) and rows[-1].items:
                rows.append(_Row())
                continue
            taken = min(width, left)
            rows[-1].items.append(_Item(taken))
            width -= taken if width - taken >= SHORTEST else width

    def _stretch(self, row: _Row, room: float) -> None:
        """Dots that end a row reach the margin; the spare room is shared by all dots of the row."""
        dotted = [item for item in row.items if item.is_dots]
        if not dotted or self._centred or row.items[-1] is not dotted[-1]:
            return
        spare = (room - row.width) / len(dotted)
        for item in dotted:
            item.width += max(0.0, spare)

    def _draw_row(self, row: _Row, left: float, baseline: float) -> None:
        canvas: Any = self.canv
        for item in row.items:
            if item.box is not None:
                self._draw_box(canvas, item.box, left, baseline)
            elif item.is_dots:
                canvas.setFont(fonts.REGULAR, self._size)
                canvas.drawString(left, baseline, "." * int(item.width / self._dot))
            else:
                canvas.setFont(item.face, self._size)
                canvas.drawString(left, baseline, item.text)
            left += item.width

    def _draw_box(self, canvas: Any, box: Box, left: float, baseline: float) -> None:
        side = self._size * 0.75
        canvas.setLineWidth(0.8)
        canvas.rect(left, baseline - 0.5, side, side)
        if box.ticked:
            canvas.line(left, baseline - 0.5, left + side, baseline - 0.5 + side)
            canvas.line(left, baseline - 0.5 + side, left + side, baseline - 0.5)


def _words(text: str) -> list[str]:
    """The text cut before each run of spaces, so that a word carries the spaces in front of it."""
    words: list[str] = []
    for char in text:
        if not words or (char == " " and not words[-1].endswith(" ")):
            words.append("")
        words[-1] += char
    return words
