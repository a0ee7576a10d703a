"""A workbook's package looked at before anything reads it: bombs, lies, and cells too far away to make room for."""

import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO

from desktop.domain.errors import Refusal

MOST_ENTRIES, MOST_UNPACKED, MOST_RATIO = 2000, 128 * 1024 * 1024, 100
"""Portal contract, threat T6, narrowed to what a table of 5,000 rows can need."""
_SMALL = 1024 * 1024
"""Below this many bytes unpacked nobody asks how well it was packed."""
_PLACE = re.compile(rb"""\sr\s*=\s*["']([^"']{0,40})["']""")
_ROW, _CELL = re.compile(rb"<(?:\w{1,20}:)?row(?=[\s/>])"), re.compile(rb"<(?:\w{1,20}:)?c(?=[\s/>])")
_FAILED = re.compile(rb"""<c\s[^>]*\bt\s*=\s*["']e["'][^>]*>""")
_REFERENCE = re.compile(rb"([A-Z]{0,3})([0-9]{1,9})")
_SHEET = re.compile(r"xl/worksheets/sheet([0-9]{1,4})\.xml", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Seen:
    """Places (row, column from 0) where a formula came to an error, by the number in the sheet's file name."""

    failed: Mapping[int, tuple[tuple[int, int], ...]]


def look_inside(content: bytes, *, rows: int, columns: int) -> Seen:
    """Refusal `sheet.unsafe`, `sheet.unreadable`, `sheet.other-kind`, `sheet.password`, `sheet.too-many-…`."""
    failed: dict[int, tuple[tuple[int, int], ...]] = {}
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            entries = package.infolist()
            _refuse_bomb(entries, len(content))
            if "xl/workbook.xml" not in {one.filename for one in entries}:
                raise Refusal("sheet.other-kind")
            for entry in entries:
                part = package.read(entry)  # no more than its declared size, and its digest must be right
                _refuse_far_away(part, rows, columns)
                if named := _SHEET.fullmatch(entry.filename):
                    failed[int(named[1])] = tuple(_places(_FAILED.findall(part)))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError) as error:
        raise Refusal("sheet.unreadable") from error
    except RuntimeError as error:  # zipfile's word for an entry under a password
        raise Refusal("sheet.password") from error
    return Seen(failed)


def _refuse_bomb(entries: list[zipfile.ZipInfo], size: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or len(names) < len(entries):
        raise Refusal("sheet.unsafe")
    if unpacked > _SMALL and unpacked > MOST_RATIO * size:
        raise Refusal("sheet.unsafe")


def _refuse_far_away(part: bytes, rows: int, columns: int) -> None:
    """By the places that rows and cells name, and by their number where they name none."""
    lines = _ROW.split(part)[1:]
    if len(lines) > rows:
        raise Refusal("sheet.too-many-rows", limit=rows)
    for line in lines:
        cells = _CELL.split(line)
        if len(cells) - 1 > columns:
            raise Refusal("sheet.too-many-columns", limit=columns)
        for place in (found[1] for one in cells if (found := _PLACE.search(one))):
            _refuse_place(place, rows, columns)


def _refuse_place(place: bytes, rows: int, columns: int) -> None:
    found = _REFERENCE.fullmatch(place)
    if found is None:
        raise Refusal("sheet.unsafe")
    if int(found[2]) > rows:
        raise Refusal("sheet.too-many-rows", limit=rows)
    if _column(found[1]) > columns:
        raise Refusal("sheet.too-many-columns", limit=columns)


def _places(cells: list[bytes]) -> list[tuple[int, int]]:
    named = [_REFERENCE.fullmatch(found[1]) for cell in cells if (found := _PLACE.search(cell))]
    return [(int(one[2]) - 1, _column(one[1]) - 1) for one in named if one and one[1] and int(one[2])]


def _column(letters: bytes) -> int:
    """`A` is 1, `AB` 28; 0 for none."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number
