"""Text with separators: UTF-8, UTF-16 or Windows-1258, by comma, semicolon or tab, as spreadsheets save it."""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from io import StringIO
from itertools import islice

from desktop.domain.errors import Refusal
from desktop.services.sheets import MOST_ROWS, Sheet

ENCODINGS = ("utf-8", "utf-16", "cp1258")
"""What may be asked for by name."""
_SEPARATORS = ("\t", ";", ",")
_TOLD = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
_LONGEST = 32_767
"""Letters that a cell of a spreadsheet can hold."""


def read_separated(content: bytes, encoding: str = "") -> Sheet:
    """The rows as text; Refusal `sheet.encoding` when the bytes are not text so, `sheet.unreadable`."""
    text, used, is_guessed = _decoded(content, encoding)
    if "\0" in text:
        raise Refusal("sheet.unreadable")
    told = _TOLD.match(text)
    separator = told[1] if told else _separator(text)
    before = csv.field_size_limit(_LONGEST)
    try:
        lines = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
        rows = tuple(islice(_rows(lines), MOST_ROWS + 100))
    except csv.Error as error:
        raise Refusal("sheet.unreadable") from error
    finally:
        csv.field_size_limit(before)
    return Sheet(((), *rows[1:]) if told else rows, used, is_guessed)


def _rows(lines: Iterable[list[str]]) -> Iterator[tuple[str | None, ...]]:
    for line in lines:
        yield tuple(cell or None for cell in line)


def _decoded(content: bytes, encoding: str) -> tuple[str, str, bool]:
    """(text, encoding, whether that is only a guess)."""
    if encoding and encoding not in ENCODINGS:
        raise Refusal("sheet.encoding", encoding=encoding)
    used, is_guessed = (encoding, False) if encoding else _told(content)
    try:
        text = content.decode("utf-8-sig" if used == "utf-8" else used)
    except UnicodeError as error:
        raise Refusal("sheet.encoding", encoding=used) from error
    return text.removeprefix("\ufeff"), used, is_guessed


def _told(content: bytes) -> tuple[str, bool]:
    """By its mark; by the noughts of UTF-16; UTF-8 where it is that without a flaw; else Windows-1258 is guessed."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", False
    head = content[:2000]
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le", False
    if head[0::2].count(0) > len(head) // 4:
        return "utf-16-be", False
    try:
        content.decode()
    except UnicodeDecodeError:
        return "cp1258", True
    return "utf-8", False


def _separator(text: str) -> str:
    """The one that stands most often outside quotes in the first line."""
    first = re.sub(r'"[^"]*"', "", next(iter(text.lstrip().splitlines()), ""))
    return max(reversed(_SEPARATORS), key=first.count)
