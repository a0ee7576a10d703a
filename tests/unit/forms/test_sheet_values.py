"""What a cell may say in a column of each kind, and what is refused rather than guessed."""

from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.catalogue import Catalogue
from forms.sheet_columns import Column, columns, matched
from forms.sheet_values import LONGEST_NAMED, Cell, CellFault, Read, read_cell

PACKS = tuple(pack for pack in Catalogue.shipped().all() if pack.has_form)
BIRTH = Catalogue.shipped().get("1.001193")
CLUB = Catalogue.shipped().get("2.000794")
KNOWN = {column.key: column for column in columns(BIRTH)}
EVERY = tuple(column for pack in PACKS for column in columns(pack))
CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.none(),
    st.text(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=True, allow_infinity=True),
    st.dates(),
    st.datetimes(),
    st.from_regex(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{1,4}", fullmatch=True),
    st.from_regex(r"[0-9.,E+ ]{1,16}", fullmatch=True),
    st.sampled_from(["=1+1", "#N/A", "VD: x", "'038", "Ba Đình", "có", "Thái", "1,5", "١٢", "𝟙𝟚", "38.0"]),
)

GOOD: list[tuple[str, Cell, Any]] = [
    ("con.ngay_sinh", "05/11/2026", "2026-11-05"),
    ("con.ngay_sinh", "5-11-2026", "2026-11-05"),
    ("con.ngay_sinh", "2026-11-05", "2026-11-05"),
    ("con.ngay_sinh", date(2026, 11, 5), "2026-11-05"),
    ("con.ngay_sinh", datetime(2026, 11, 5, tzinfo=UTC), "2026-11-05"),
    ("con.ngay_sinh", 46331.0, "2026-11-05"),
    ("con.ngay_sinh", "31/11/2026", "2026-11-31"),
    ("me.ngay_sinh", "1985", "1985"),
    ("me.ngay_sinh", 1985.0, "1985"),
    ("me.ngay_sinh", "03/1985", "1985-03"),
    ("me.so_dinh_danh", "038185000123", "038185000123"),
    ("me.so_dinh_danh", " 038 185 000 123\u200b", "038185000123"),
    ("me.so_dinh_danh", "'038185000123", "038185000123"),
    ("me.ho_ten", "Ha\u0300 Thi\u0323 Nê\u0301t", "Hà Thị Nết"),
    ("me.quoc_tich", "Việt Nam", "VNM"),
    ("me.quoc_tich", "viet nam", "VNM"),
    ("me.quoc_tich", "VNM", "VNM"),
    ("me.dan_toc", "Thái", "03"),
    ("me.dan_toc", 3.0, "03"),
    ("me.dan_toc", "Mông", "08"),
    ("noi_dang_ky", "14845", "14845"),
    ("noi_dang_ky", 14845.0, "14845"),
    ("noi_dang_ky", "xã Mường Lát, tỉnh Thanh Hóa", "14845"),
    ("noi_dang_ky", "Xã Mường Lát (14845)", "14845"),
    ("me.chua_co_so_dinh_danh", "x", True),
    ("me.chua_co_so_dinh_danh", "Không", False),
    ("ban_sao.so_luong", "2", 2),
]
MENDED: list[tuple[str, Cell, Any, str]] = [
    ("me.so_dinh_danh", 38185000123.0, "038185000123", "cell.nought-restored"),
    ("me.so_dinh_danh", "38185000123", "038185000123", "cell.nought-restored"),
    ("nguoi_yeu_cau.dien_thoai", 912345678.0, "0912345678", "cell.nought-restored"),
    ("me.giay_to.so", 38185000123.0, "38185000123", "cell.number-as-text"),
    ("noi_dang_ky", "Thị trấn Mường Lát", "14845", "cell.commune-renamed"),
]
REFUSED: list[tuple[str, Cell, str]] = [
    ("me.so_dinh_danh", "3.8185E+10", "cell.eaten"),
    ("me.so_dinh_danh", 3.8e15, "cell.eaten"),
    ("me.so_dinh_danh", float("nan"), "cell.eaten"),
    ("me.ho_ten", True, "cell.not-text"),
    ("con.noi_sinh", date(2026, 2, 1), "cell.not-text"),
    ("con.ngay_sinh", "2026", "cell.year-only"),
    ("con.ngay_sinh", 2026.0, "cell.year-only"),
    ("con.ngay_sinh", "5/11/26", "cell.not-a-date"),
    ("con.ngay_sinh", "hôm qua", "cell.not-a-date"),
    ("con.ngay_sinh", 46331.5, "cell.not-a-date"),
    ("me.quoc_tich", "Lào", "cell.not-a-choice"),
    ("me.dan_toc", "Người Kinh nào đó", "cell.no-ethnic-group"),
    ("noi_dang_ky", "Ba Đình", "cell.commune-ambiguous"),
    ("noi_dang_ky", "Hà Nội", "cell.no-commune"),
    ("me.chua_co_so_dinh_danh", "có lẽ", "cell.not-yes-no"),
    ("ban_sao.so_luong", "hai", "cell.not-a-number"),
    ("ban_sao.so_luong", 2.5, "cell.not-a-number"),
    ("me.ho_ten", "VD: Lò Văn Tâm", "cell.example"),
    ("me.ho_ten", "#N/A", "cell.formula-failed"),
]


def column(key: str) -> Column:
    return KNOWN[key] if key in KNOWN else next(one for one in EVERY if one.key.endswith(key.rpartition(".")[2]))


@pytest.mark.parametrize(("key", "cell", "value"), GOOD)
def test_a_cell_is_read(key: str, cell: Cell, value: Any) -> None:
    read = read_cell(column(key), cell)
    assert read is not None
    assert (read.value, read.note) == (value, "")
    assert isinstance(read.value, bool) is isinstance(value, bool)


@pytest.mark.parametrize(("key", "cell", "value", "note"), MENDED)
def test_what_is_mended_is_said(key: str, cell: Cell, value: Any, note: str) -> None:
    read = read_cell(column(key), cell)
    assert read is not None
    assert (read.value, read.note) == (value, note)


@pytest.mark.parametrize(("key", "cell", "code"), REFUSED)
def test_what_is_doubtful_is_refused(key: str, cell: Cell, code: str) -> None:
    with pytest.raises(CellFault) as refused:
        read_cell(column(key), cell)
    assert refused.value.code == code


@pytest.mark.parametrize("key", ["me.noi_cu_tru.xa", "me.dan_toc", "con.gioi_tinh", "con.ngay_sinh"])
def test_of_an_endless_cell_only_the_beginning_is_compared_and_told(key: str) -> None:
    with pytest.raises(CellFault) as refused:
        read_cell(column(key), "a" * 32_767)
    assert len(str(refused.value.parameters["value"])) == LONGEST_NAMED


@given(st.sampled_from(EVERY), CELLS)
def test_no_cell_raises_anything_but_a_fault(one: Column, cell: Cell) -> None:
    with suppress(CellFault):
        read = read_cell(one, cell)
        assert read is None or isinstance(read, Read)


@given(st.lists(st.text(), max_size=20))
def test_heads_name_a_column_once(heads: list[str]) -> None:
    found = matched(BIRTH, [*heads, "con.ho_ten", "CON.HO_TEN", "Họ, chữ đệm, tên của trẻ"])
    named = [one.pointer for one in found if one is not None]
    assert len(named) == len(set(named))
    assert "/con/ho_ten" in named


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.code)
def test_every_column_is_found_by_its_key_and_by_its_label(pack: Any) -> None:
    known = columns(pack)
    assert matched(pack, [one.key for one in known]) == known
    assert matched(pack, [one.label for one in known]) == known
    assert matched(pack, [f"  {one.label.upper()} * " for one in known]) == known


def test_a_label_that_two_fields_have_names_neither() -> None:
    assert matched(BIRTH, ["Số định danh cá nhân"]) == (None,)
    assert matched(BIRTH, ["Nơi sinh"]) == (KNOWN["con.noi_sinh"],)
    assert CLUB.has_form
