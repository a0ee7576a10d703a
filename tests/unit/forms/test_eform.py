"""The answers in the order and split of the official e-form."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forms.addresses import without_units
from forms.answers import complete
from forms.catalogue import PACKS, Catalogue
from forms.eform import CopyLine, copy_sections, portal_page
from forms.loader import load_pack
from forms.names import split_name
from forms.pack import ProcedurePack
from forms.pack_tests import examples

WHOLE = sorted(path.parent for path in PACKS.glob("*/*/*/schema.json"))
GOOD = [
    pytest.param(folder, name, id=f"{folder.parent.name}-{name}")
    for folder in WHOLE
    for name in examples(folder)
    if name.startswith("tests/accept")
]
BIRTH = PACKS / "civil-status" / "1.001193" / "1"
PERSON = {
    "ho_ten": "Lò Thị May", "ngay_sinh": "1958-09-02", "chua_co_so_dinh_danh": True, "dien_thoai": "0912345678",
    "giay_to": {
        "loai": "ho_chieu", "so": "C1234567", "ngay_cap": "2021-11-20", "noi_cap": "Cục Quản lý xuất nhập cảnh",
    },
    "noi_cu_tru": {"xa": "14845", "chi_tiet": "bản Lát"}, "quan_he": "me",
}  # fmt: skip


def lines_of(folder: Path, name: str) -> tuple[ProcedurePack, list[CopyLine]]:
    pack, example = load_pack(folder), examples(folder)[name]
    today = date.fromisoformat(example.get("today", pack.procedure["last_checked"]))
    data = complete(pack, example["answers"], today=today)
    return pack, [line for section in copy_sections(pack, data) for line in section.lines]


def birth_lines(**blocks: Any) -> list[tuple[str, str]]:
    """Of the steps about these people; what the form works out by itself stands with the child."""
    pack = Catalogue.shipped().get("1.001193")
    data = complete(pack, blocks, today=date(2026, 11, 26))
    told = [(line.label, line.value) for section in copy_sections(pack, data) for line in section.lines]
    return told if "con" in blocks else [row for row in told if row[0] != "Loại khai sinh"]


@pytest.mark.parametrize(("folder", "name"), GOOD)
def test_every_good_example_is_told_without_a_gap(folder: Path, name: str) -> None:
    pack, lines = lines_of(folder, name)
    assert lines
    for line in lines:
        assert line.value.strip() == line.value != ""
        assert line.label.strip()
        assert not any(word in line.value for word in ("None", "{", "[", "True", "False")), line
    keys = [(line.pointer, line.as_) for line in lines]
    assert len(set(keys)) == len(keys), "a box is told twice"
    assert pack.eform, "a whole pack says how its e-form is laid out"


@pytest.mark.parametrize(("folder", "name"), GOOD)
def test_english_only_changes_what_one_reads_here(folder: Path, name: str) -> None:
    pack, lines = lines_of(folder, name)
    example = examples(folder)[name]
    today = date.fromisoformat(example.get("today", pack.procedure["last_checked"]))
    data = complete(pack, example["answers"], today=today)
    english = [line for section in copy_sections(pack, data, "en") for line in section.lines]
    assert [line.portal_label for line in english] == [line.label for line in lines]
    assert [line.value for line in english if not line.is_note] == [line.value for line in lines if not line.is_note]


def test_a_person_is_split_as_the_portal_asks() -> None:
    told = birth_lines(noi_dang_ky="14845", nguoi_yeu_cau=PERSON)
    assert told == [
        ("Tỉnh/Thành phố", "Tỉnh Thanh Hóa"),
        ("Phường/Xã", "Xã Mường Lát"),
        ("Họ", "Lò"),
        ("Chữ đệm", "Thị"),
        ("Tên", "May"),
        ("Ngày", "2"),
        ("Tháng", "9"),
        ("Năm", "1958"),
        ("Loại giấy tờ tùy thân", "Hộ chiếu"),
        ("Số", "C1234567"),
        ("Ngày cấp", "20/11/2021"),
        ("Nơi cấp", "Cục Quản lý xuất nhập cảnh"),
        ("Loại cư trú", "Tự chọn trên Cổng: Thường trú, Tạm trú hoặc Nơi ở hiện tại"),
        ("Quốc gia", "Việt Nam"),
        ("Tỉnh/Thành phố", "Tỉnh Thanh Hóa"),
        ("Phường/Xã", "Xã Mường Lát"),
        ("Địa chỉ chi tiết", "bản Lát"),
        ("Số điện thoại (nếu có)", "0912345678"),
        ("Quan hệ với trẻ được khai sinh", "Mẹ"),
    ]


def test_what_is_hidden_is_not_there_and_what_is_worked_out_is() -> None:
    numbered = {**PERSON, "chua_co_so_dinh_danh": False, "so_dinh_danh": "038158001234"}
    told = birth_lines(nguoi_yeu_cau=numbered, con={"ngay_sinh": "2026-10-15"}, me={"biet": "co"}, cha={"biet": "co"})
    assert ("Số định danh cá nhân", "038158001234") in told
    assert not [label for label, _ in told if label in {"Số", "Nơi cấp", "Phường/Xã", "Loại cư trú"}]
    assert ("Ngày sinh ghi bằng chữ", "Ngày mười lăm tháng mười năm hai nghìn không trăm hai mươi sáu") in told
    assert ("Loại khai sinh", "Đã xác định được cả cha lẫn mẹ") in told


def test_a_year_alone_is_a_year_alone() -> None:
    told = birth_lines(me={"biet": "co", "ho_ten": "Nết", "ngay_sinh": "1984"})
    assert [row for row in told if row[0] in {"Họ", "Chữ đệm", "Tên", "Ngày", "Tháng", "Năm"}] == [
        ("Tên", "Nết"),
        ("Năm", "1984"),
    ]


def test_another_country_is_named_once() -> None:
    told = birth_lines(
        me={"biet": "co", "ho_ten": "Bounmy", "quoc_tich": "khac", "quoc_tich_khac": "Lào", "dan_toc": "29"}
    )
    assert [value for label, value in told if label == "Quốc tịch"] == ["Lào"]
    assert ("Dân tộc", "Khơ Mú") in told


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Lò Văn Tâm", ("Lò", "Văn", "Tâm")),
        ("Hà Thị Thu Nết", ("Hà", "Thị Thu", "Nết")),
        ("Giàng H'Lử", ("Giàng", "", "H'Lử")),
        ("Pó", ("", "", "Pó")),
        ("  Lò   Tâm ", ("Lò", "", "Tâm")),
        ("", ("", "", "")),
    ],
)
def test_names_are_split_at_first_and_last_word(name: str, parts: tuple[str, str, str]) -> None:
    assert split_name(name) == parts


@pytest.mark.parametrize(
    ("detail", "left"),
    [
        ("bản Lát", "bản Lát"),
        ("bản Lát, xã Mường Lát", "bản Lát"),
        ("bản Lát, Xa Muong Lat, tỉnh Thanh Hóa", "bản Lát"),
        ("bản Mường Lát", "bản Mường Lát"),
        ("xã Mường Lát, tỉnh Thanh Hóa", ""),
    ],
)
def test_the_detail_does_not_say_the_commune_again(detail: str, left: str) -> None:
    assert without_units(detail, "14845") == left
    assert without_units(detail, "not ours") == detail


def test_a_pack_that_says_nothing_is_told_by_its_own_layout() -> None:
    pack = replace(load_pack(BIRTH), eform={}, sha256="other")
    data = complete(pack, {"noi_dang_ky": "14845", "nguoi_yeu_cau": PERSON}, today=date(2026, 11, 26))
    told = [(line.label, line.value) for section in copy_sections(pack, data) for line in section.lines]
    assert told[:8] == [
        ("Tỉnh/Thành phố", "Tỉnh Thanh Hóa"),
        ("Phường/Xã", "Xã Mường Lát"),
        ("Họ", "Lò"),
        ("Chữ đệm", "Thị"),
        ("Tên", "May"),
        ("Ngày", "2"),
        ("Tháng", "9"),
        ("Năm", "1958"),
    ]
    assert ("Loại giấy tờ tùy thân", "Hộ chiếu") in told
    assert portal_page(pack) is None


def test_rows_are_told_one_after_another() -> None:
    pack, lines = lines_of(PACKS / "culture" / "2.000794" / "1", "tests/accept-hamlet-club.json")
    assert pack.code == "2.000794"
    members = [line for line in lines if line.pointer.startswith("/hoi_vien/")]
    assert [line.pointer for line in members[:4]] == [
        f"/hoi_vien/0/{name}" for name in ("ho_ten", "gioi_tinh", "nam_sinh", "dia_chi")
    ]
    assert members[0].group == "Hội viên 1"
    assert members[0].value.count(" ") >= 1, "in a list a name is one box"
