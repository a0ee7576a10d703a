"""A spreadsheet's first sheet as values; formulas give what was stored for them, nothing is calculated."""

from datetime import date
from io import BytesIO
from typing import Any

from desktop.adapters.sheets.package import Seen, look_inside
from desktop.adapters.sheets.separated import read_separated
from desktop.domain.errors import Refusal
from desktop.services.sheets import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, Sheet
from forms.sheet_values import Cell

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SECRET = "EncryptedPackage".encode("utf-16-le")
HEADS = 2
"""The rows above the data that a template has."""


def read_sheet(content: bytes, encoding: str = "") -> Sheet:
    """XLSX by its content, else separated text; refusals as `ReadSheet` names them."""
    if len(content) > MOST_BYTES:
        raise Refusal("sheet.too-big", limit=MOST_BYTES // (1024 * 1024))
    if content.startswith(OLE):
        raise Refusal("sheet.password" if _SECRET in content else "sheet.other-kind")
    sheet = Sheet(_workbook(content)) if content.startswith(ZIP) else read_separated(content, encoding)
    return _within_limits(sheet)


def _within_limits(sheet: Sheet) -> Sheet:
    rows = list(sheet.rows)
    while rows and all(cell in (None, "") for cell in rows[-1]):
        rows.pop()
    if not rows:
        raise Refusal("sheet.empty")
    if len(rows) > MOST_ROWS + HEADS:
        raise Refusal("sheet.too-many-rows", limit=MOST_ROWS)
    if max(map(len, rows)) > MOST_COLUMNS:
        raise Refusal("sheet.too-many-columns", limit=MOST_COLUMNS)
    return Sheet(tuple(rows), sheet.encoding, sheet.is_guessed)


def _workbook(content: bytes) -> tuple[tuple[Cell, ...], ...]:
    """Looked at first: what reads the cells makes room for every one up to the last that a file names."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

    seen = look_inside(content, rows=MOST_ROWS + HEADS, columns=MOST_COLUMNS)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as book:
            shown = [at for at, one in enumerate(book.sheets_metadata) if one.visible == SheetVisibleEnum.Visible]
            if not shown:
                raise Refusal("sheet.empty")
            sheet = book.get_sheet_by_index(shown[0])
            cells = sheet.to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError) as error:
        raise Refusal("sheet.unreadable") from error
    return _placed(cells, seen, shown[0] + 1)


def _placed(cells: list[list[Any]], seen: Seen, number: int) -> tuple[tuple[Cell, ...], ...]:
    """The cells where they stand, so that a row has its number; what a formula failed at is named, never left blank."""
    rows: list[list[Cell]] = [[_plain(cell) for cell in line] for line in cells]
    for row, column in seen.failed.get(number, ()):
        if row < len(rows):
            rows[row] += [None] * (column + 1 - len(rows[row]))
            rows[row][column] = "#ERROR!"
    return tuple(map(tuple, rows))


def _plain(cell: Any) -> Cell:
    if cell == "" or cell is None:
        return None
    return cell if isinstance(cell, str | float | int | date) else str(cell)
