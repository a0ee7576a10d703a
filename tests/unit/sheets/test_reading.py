"""Files as offices have them, and files that want to do harm: read as values or refused, nothing else."""

import io
import sys
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from desktop.adapters.sheets.reading import read_sheet
from desktop.domain.errors import Refusal
from desktop.services.sheets import MOST_BYTES

HEADS = "Họ tên;Số\r\nLò Văn Tâm;038\r\n"
AS_1258 = "Ho\u0323 tên;Sô\u0301\r\nLo\u0300 Văn Tâm;038\r\n".encode("cp1258")
SHEET = "xl/worksheets/sheet1.xml"
LITTLE = 200_000
"""Kilobytes that a small hostile file may cost at most."""


def workbook(rows: list[list[object]]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet("A")
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for at, row in enumerate(rows):
            for column, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(at, column, cell.replace(tzinfo=None), day)
                elif isinstance(cell, str) and cell.startswith("="):
                    sheet.write_formula(at, column, cell, None, "stored" if "0" not in cell else "#DIV/0!")
                else:
                    sheet.write(at, column, cell)
    return out.getvalue()


def changed(content: bytes, change: Callable[[bytes], bytes], name: str = SHEET) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.namelist():
            part = old.read(entry)
            new.writestr(entry, change(part) if entry == name else part)
    return out.getvalue()


def with_entry(content: bytes, name: str, part: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, part)
    return out.getvalue()


def peak() -> int:
    """Kilobytes that this process had at most; 0 where nobody counts them."""
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def code_of(content: bytes, encoding: str = "") -> str:
    with pytest.raises(Refusal) as refused:
        read_sheet(content, encoding)
    return refused.value.code


@pytest.mark.parametrize(
    ("content", "encoding", "is_guessed"),
    [
        (HEADS.encode(), "utf-8", False),
        (HEADS.encode("utf-8-sig"), "utf-8", False),
        (HEADS.encode("utf-16"), "utf-16", False),
        (HEADS.encode("utf-16-le"), "utf-16-le", False),
        (AS_1258, "cp1258", True),
        (HEADS.replace(";", "\t").encode(), "utf-8", False),
        (HEADS.replace(";", ",").encode(), "utf-8", False),
        (f"sep=;\r\n{HEADS}".encode(), "utf-8", False),
    ],
)  # fmt: skip
def test_text_is_told_by_what_it_is(content: bytes, encoding: str, is_guessed: bool) -> None:
    sheet = read_sheet(content)
    assert (sheet.encoding, sheet.is_guessed) == (encoding, is_guessed)
    assert sheet.rows[-1][1] == "038"
    assert len(sheet.rows[-1]) == 2


def test_an_encoding_that_was_asked_for_is_used_or_refused() -> None:
    assert read_sheet(HEADS.encode("utf-16"), "utf-16").rows[1] == ("Lò Văn Tâm", "038")
    assert code_of("Họ".encode("cp1258", "replace") + b"\xff\xfe\xfd", "utf-8") == "sheet.encoding"
    assert code_of(b"abc", "utf-7") == "sheet.encoding"


def test_quotes_hold_separators_and_lines() -> None:
    sheet = read_sheet('a,"b\r\nc, ""d"""\r\n1,2\u2028x\r\n'.encode())
    assert sheet.rows == (("a", 'b\r\nc, "d"'), ("1", "2\u2028x"))


def test_a_workbook_gives_values_where_they_stand() -> None:
    rows = read_sheet(workbook([[], [None, "a", 1.5], [True, datetime(2026, 11, 5, tzinfo=UTC), "=A1", "=1/0"]])).rows
    assert rows[1][1:3] == ("a", 1.5)
    assert rows[2] == (True, date(2026, 11, 5), "stored", "#ERROR!")


def test_too_much_is_refused_before_it_is_read() -> None:
    assert code_of(b"a" * (MOST_BYTES + 1)) == "sheet.too-big"
    assert code_of(b"a\n" * 5010) == "sheet.too-many-rows"
    assert code_of(b",".join([b"a"] * 301)) == "sheet.too-many-columns"
    assert code_of(b"\r\n,,\r\n") == "sheet.empty"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"PK\x03\x04 nothing follows", "sheet.unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "sheet.other-kind"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "sheet.password"),
        (b"\x00\x01\x02\x03", "sheet.unreadable"),
        (b'"never closed', "sheet.unreadable"),
        (b"", "sheet.empty"),
    ],
)
def test_what_is_no_spreadsheet_is_refused(content: bytes, code: str) -> None:
    assert code_of(content) == code


def test_a_damaged_workbook_is_refused() -> None:
    good = workbook([["a", "b"], [1, 2]])
    assert code_of(good[:-200]) == "sheet.unreadable"
    assert code_of(good[:100] + b"\0" * 400 + good[500:]) == "sheet.unreadable"
    assert code_of(changed(good, lambda part: part[: len(part) // 2])) == "sheet.unreadable"
    assert code_of(changed(good, lambda part: part, "nothing").replace(b"xl/workbook.xml", b"xl/workbuch.xml")) == (
        "sheet.other-kind"
    )


def test_bombs_do_not_go_off() -> None:
    good = workbook([["a"]])
    assert code_of(with_entry(good, "xl/more.xml", bytes(20_000_000))) == "sheet.unsafe"
    with pytest.warns(UserWarning, match="Duplicate name"):
        twice = with_entry(good, SHEET, b"<worksheet/>")
    assert code_of(twice) == "sheet.unsafe"
    assert code_of(with_many(good)) == "sheet.unsafe"


def with_many(content: bytes) -> bytes:
    out = io.BytesIO(content)
    with zipfile.ZipFile(out, "a") as package:
        for number in range(2001):
            package.writestr(f"xl/{number}.xml", b"")
    return out.getvalue()


FAR = [
    (b'r="A2"', b'r="XFD2"', "sheet.too-many-columns"),
    (b'r="A2"', b'r="A1048576"', "sheet.too-many-rows"),
    (b"r='A2'", b"", "fine"),
    (b'r="A2"', b"r = '&#88;FD1048576'", "sheet.unsafe"),
    (b'<row r="2"', b'<row r="999999"', "sheet.too-many-rows"),
    (b"<sheetData>", b"<sheetData>" + b"<row/>" * 6000, "sheet.too-many-rows"),
    (b"<sheetData>", b"<sheetData><row>" + b"<c/>" * 400 + b"</row>", "sheet.too-many-columns"),
    (b'<dimension ref="A1:A2"', b'<dimension ref="A1:XFD1048576"', "fine"),
]


@pytest.mark.parametrize(("old", "new", "code"), FAR)
def test_no_room_is_made_for_cells_far_away(old: bytes, new: bytes, code: str) -> None:
    hostile = changed(workbook([["a"], ["b"]]), lambda part: part.replace(old, new, 1))
    before = peak()
    if code == "fine":
        assert read_sheet(hostile).rows == (("a",), ("b",))
    else:
        assert code_of(hostile) == code
    assert peak() - before < LITTLE


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b"\xef\xbb\xbf", b"sep=;\n"]))
def test_no_bytes_raise_anything_but_a_refusal(content: bytes, head: bytes) -> None:
    with suppress(Refusal):
        read_sheet(head + content)


GOOD = workbook([["Họ tên", "Số"], ["Lò Văn Tâm", 38]])


@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
def test_a_workbook_with_some_bytes_changed_is_read_or_refused(at: int, other: bytes) -> None:
    with suppress(Refusal):
        read_sheet(GOOD[:at] + other + GOOD[at + len(other) :])
