"""Tables as XLSX and CSV in which no cell is a formula or an address (portal contract, threat T10)."""

import csv
import unicodedata
from datetime import datetime
from io import BytesIO, StringIO
from typing import Any

from desktop.services.sheets import MOST_ROWS, Table
from forms.sheet_values import Cell, cell_words

BEGINS_FORMULA = ("=", "+", "-", "@", "\u2212")
"""The last is the minus of mathematics. Some spreadsheets read a wide or small form as the plain one."""
_CONTROL = ("\t", "\r", "\n", "\0")
_LISTS = "danh_muc"
_AS_TYPED = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
_LONGEST = 32_767
_MADE = datetime(2026, 1, 1)  # noqa: DTZ001 the file's own date, the same in every run


def to_csv(table: Table) -> bytes:
    """RFC 4180 with every cell in quotes, UTF-8 with its mark so that a spreadsheet reads Vietnamese."""
    out = StringIO(newline="")
    rows = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    for line in (*([table.keys] if table.keys else []), table.heads, *table.rows):
        rows.writerow([harmless(cell) for cell in line])
    return out.getvalue().encode("utf-8-sig", "replace")


def harmless(cell: Cell) -> str:
    """The cell's text, with an apostrophe before what a spreadsheet would take for a formula."""
    words = cell_words(cell)
    plain = unicodedata.normalize("NFKC", words.lstrip()[:1])
    is_taken = words.startswith(_CONTROL) or plain.startswith(BEGINS_FORMULA)
    return (f"'{words}" if is_taken else words).replace("\0", "")


def to_xlsx(table: Table) -> bytes:
    """Text as text, so that noughts stay; whole numbers as numbers; heads that stay while one scrolls."""
    import xlsxwriter

    out = BytesIO()
    with xlsxwriter.Workbook(out, _AS_TYPED) as book:
        book.set_properties({"author": "Hồ Sơ", "created": _MADE})
        sheet = book.add_worksheet(_sheet_name(table.name))
        text = book.add_format({"num_format": "@", "valign": "top"})
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "num_format": "@"})
        top = 0
        if table.keys:
            _line(sheet, 0, table.keys, text)
            sheet.set_row(0, None, None, {"hidden": True})
            top = 1
        sheet.set_column(0, max(len(table.heads) - 1, 0), 24, text)
        _line(sheet, top, table.heads, head)
        sheet.freeze_panes(top + 1, 0)
        for number, line in enumerate(table.rows, top + 1):
            _line(sheet, number, line, text)
        _offer(book, sheet, table, top + 1)
    return out.getvalue()


def _line(sheet: Any, row: int, cells: tuple[Cell, ...], look: Any) -> None:
    for column, cell in enumerate(cells):
        if isinstance(cell, int) and not isinstance(cell, bool):
            sheet.write_number(row, column, cell)
        elif cell not in (None, ""):
            sheet.write_string(row, column, _storable(cell), look)


def _storable(cell: Cell) -> str:
    """Without what XML cannot carry, and no longer than a cell can be."""
    words = cell_words(cell).encode("utf-8", "replace").decode()
    return "".join(letter for letter in words if letter >= " " or letter in "\n\t")[:_LONGEST]


def _offer(book: Any, sheet: Any, table: Table, first: int) -> None:
    """Lists to choose from; another text is asked about, not refused: the import tells what it cannot read."""
    if not any(table.lists):
        return
    lists = book.add_worksheet(_LISTS)
    lists.hide()
    known: dict[tuple[str, ...], int] = {}
    for column, words in enumerate(table.lists):
        if not words:
            continue
        place = known.setdefault(words, len(known))
        for row, one in enumerate(words):
            lists.write_string(row, place, one)
        source = f"={_LISTS}!{_column(place)}$1:{_column(place)}${len(words)}"
        rule = {"validate": "list", "source": source, "error_type": "information"}
        sheet.data_validation(first, column, first + MOST_ROWS, column, rule)


def _column(place: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(place, col_abs=True))


def _sheet_name(name: str) -> str:
    return "".join(" " if letter in "[]:*?/\\'" else letter for letter in name)[:31].strip() or "Bảng"
