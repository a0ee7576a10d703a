"""Addresses of old cards, and the commune of today."""

import pytest

from forms.former_address import read_address
from forms.tables import table

OLD, NEW = "2021-05-10", "2025-09-10"


@pytest.mark.parametrize(
    ("text", "written", "answers"),
    [
        ("Bản Lát, Tam Chung, Mường Lát, Thanh Hóa", OLD, {"xa": "14848", "chi_tiet": "Bản Lát"}),
        ("Khu 3, TT. Mường Lát, Mường Lát, Thanh Hóa", OLD, {"xa": "14845", "chi_tiet": "Khu 3"}),
        ("Khu 3, Thị trấn Mường Lát, Huyện Mường Lát, Tỉnh Thanh Hoá", OLD, {"xa": "14845", "chi_tiet": "Khu 3"}),
        ("Số 3, ngõ 5, P. Nam Ngạn, TP. Thanh Hóa, Thanh Hóa", OLD, {"xa": "14758", "chi_tiet": "Số 3, ngõ 5"}),
        ("Ba Đình, Bỉm Sơn, Thanh Hóa", OLD, {"xa": "14812"}),
        ("Ba Đình, Thành phố Thanh Hóa, Thanh Hóa", OLD, {"xa": "14797"}),
        ("Hải Hòa, Tĩnh Gia, Thanh Hóa", "2018-01-01", {"xa": "16561"}),
        ("Bản Lát, Mường Lát, Thanh Hóa", NEW, {"xa": "14845", "chi_tiet": "Bản Lát"}),
        ("Bản Lát, Xã Tam Chung, Tỉnh Thanh Hóa", NEW, {"xa": "14848", "chi_tiet": "Bản Lát"}),
        ("Số 1, Phúc Xá, Ba Đình, Hà Nội", OLD, {"ngoai_tinh": True, "dia_chi": "Số 1, Phúc Xá, Ba Đình, Hà Nội"}),
    ],
)
def test_where_it_lies_today(text: str, written: str, answers: object) -> None:
    assert read_address(text, written=written).answers() == answers


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Thôn 3, Nga Hưng, Nga Sơn, Thanh Hóa", OLD),  # joined another commune in 2019: nobody told us which
        ("Bản Lát, Mường Lát, Thanh Hóa", OLD),  # a district, and a commune of today
        ("Bản Lát, Mường Lát, Thanh Hóa", None),
        ("Thanh Hóa", OLD),
        ("", OLD),
    ],
)
def test_what_cannot_be_told_is_left_open(text: str, written: str | None) -> None:
    place = read_address(text, written=written)
    assert (place.units, place.answers(), place.text) == ((), {}, text)


def test_each_split_unit_asks_and_names_its_likeliest_first() -> None:
    rows = table("thanhhoa_units")["split_old_units"]
    assert len(rows) == 10
    for row in rows:
        old = row["old"]
        place = read_address(f"Thôn 1, {old['name']}, {old['district']}, Thanh Hóa", written=OLD)
        default = next(new["code"] for new in row["new"] if new["default"])
        assert set(place.units) == {new["code"] for new in row["new"]}, old
        assert place.units[0] == default
        assert place.answers() == {}
        assert place.answers(place.units[1]) == {"xa": place.units[1], "chi_tiet": "Thôn 1"}


def test_every_whole_old_unit_is_found_in_its_district() -> None:
    data = table("thanhhoa_units")
    split = {row["old"]["code"] for row in data["split_old_units"]}
    for new in data["units"]:
        for old in new["merged_from"]:
            if old["code"] not in split:
                found = read_address(f"{old['name']}, {old['district']}, Thanh Hóa", written=OLD).units
                assert new["code"] in found, old
