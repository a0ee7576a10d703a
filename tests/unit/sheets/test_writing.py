"""What is exported is opened again: no cell is a formula or an address, noughts stay, Vietnamese is read."""

import csv
import io
import re
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.adapters.sheets.reading import read_sheet
from desktop.adapters.sheets.writing import to_csv, to_xlsx
from desktop.services.sheets import Table
from forms.sheet_values import Cell

FORMULAS = ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", '=HYPERLINK("x")', " =1",
            "\u00a0@A1", "\uff1d1+1",
            "\uff0b1", "\uff0d1", "\uff20A1", "\u3000\uff1d1", "\ufe661", "\u22121"]  # fmt: skip
EVIL = [*FORMULAS, "http://x.vn", "mailto:a@b.vn", "1e5", "007", "{=A1}", "a\n=1"]
PLAIN = ("=", "+", "-", "@", "\t", "\r", "\n")
LINES = st.lists(st.one_of(st.text(), st.sampled_from(EVIL), st.integers(0, 10**9), st.none()), min_size=3, max_size=3)


def table(rows: list[tuple[Cell, ...]]) -> Table:
    return Table("Báo cáo: [ngày]/*?", ("Họ tên", "Số", "=Ghi chú"), rows, lists=(("Có", "Không"), (), ()))


def parts(content: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        sheets = [one for one in package.namelist() if one.startswith("xl/")]
        return "".join(package.read(one).decode() for one in sheets)


@pytest.mark.parametrize("evil", EVIL)
def test_no_cell_of_a_workbook_is_a_formula_or_an_address(evil: str) -> None:
    content = to_xlsx(table([(evil, "038204003456", 5)]))
    assert re.findall(r"<f[ >]|<hyperlink", parts(content)) == []
    row = read_sheet(content).rows[1]
    assert row[1:] == ("038204003456", 5.0)
    assert row[0] == evil.replace("\0", "").replace("\r", "")


@pytest.mark.parametrize("evil", EVIL)
def test_no_cell_of_separated_text_begins_a_formula(evil: str) -> None:
    content = to_csv(table([(evil, "x", None)]))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0][2] == "'=Ghi chú"
    assert rows[1][0] == (f"'{evil}" if evil in FORMULAS else evil).replace("\0", "")


@given(st.lists(LINES.map(tuple), max_size=5))
def test_whatever_is_written_is_read_again(rows: list[tuple[Cell, ...]]) -> None:
    book = to_xlsx(table(rows))
    text = to_csv(table(rows))
    assert re.findall(r"<f[ >]|<hyperlink", parts(book)) == []
    assert len(read_sheet(book).rows) <= len(rows) + 1
    lines = list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")))
    assert len(lines) == len(rows) + 1
    assert [cell for line in lines for cell in line if cell.startswith(PLAIN)] == []


def test_the_hidden_row_and_the_lists_are_there() -> None:
    content = to_xlsx(Table("Mẫu", ("Giới tính",), [("VD: Nam",)], ("con.gioi_tinh",), (("Nam", "Nữ"),)))
    written = parts(content)
    assert 'hidden="1"' in written
    assert "<dataValidation " in written
    assert "danh_muc!$A$1:$A$2" in written
    assert read_sheet(content).rows == (("con.gioi_tinh",), ("Giới tính",), ("VD: Nam",))
