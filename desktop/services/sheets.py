"""Spreadsheets as the services see them; desktop/adapters/sheets reads and writes the files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from forms.sheet_values import Cell

MOST_BYTES, MOST_ROWS, MOST_COLUMNS = 5 * 1024 * 1024, 5000, 300


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first sheet of a file, row by row; the first one is row 1 as the spreadsheet counts.

    `encoding` is that of a text file, "" for a workbook; `is_guessed`: nothing in the file proves it.
    """

    rows: tuple[tuple[Cell, ...], ...]
    encoding: str = ""
    is_guessed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """What is to be written: `keys` is a hidden row above the heads, `lists` what each column lets one choose from."""

    name: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[Cell, ...]]
    keys: tuple[str, ...] = ()
    lists: tuple[tuple[str, ...], ...] = ()


class ReadSheet(Protocol):
    """Reads a file's bytes; *encoding* "" lets the file say it.

    Refusal `sheet.too-big`, `sheet.too-many-rows`, `sheet.too-many-columns`, `sheet.unreadable`, `sheet.password`,
    `sheet.other-kind`, `sheet.unsafe`, `sheet.encoding`, `sheet.empty`.
    """

    def __call__(self, content: bytes, encoding: str = "") -> Sheet: ...


class WriteTable(Protocol):
    """A table as the bytes of a file; no cell of it is ever a formula."""

    def __call__(self, table: Table) -> bytes: ...
