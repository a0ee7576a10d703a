import unicodedata

import pytest

from forms.fold import fold, tone_blind
from forms.tables import table
from forms.units import all_units, search_units, unit, unit_address, units_called


def test_all_communes_are_there() -> None:
    units = all_units()
    assert len({found.code for found in units}) == len(units) == 166
    assert sum(found.kind == "phường" for found in units) == 19


def test_an_address_says_kind_and_province() -> None:
    assert unit_address("14845") == "xã Mường Lát, tỉnh Thanh Hóa"
    assert unit_address("14758") == "phường Hàm Rồng, tỉnh Thanh Hóa"
    assert unit_address("38") == "tỉnh Thanh Hóa"
    with pytest.raises(KeyError):
        unit("99999")


@pytest.mark.parametrize("query", ["Mường Lát", "muong lat", "MUONG LAT", "xa muong lat", "Xã Mường Lát"])
def test_accents_and_case_do_not_matter(query: str) -> None:
    assert search_units(query)[0].unit.code == "14845"


def test_the_place_of_the_tone_mark_does_not_matter() -> None:
    old, new = (search_units(query)[0].unit.name for query in ("Hoằng Hóa", "Hoằng Hoá"))
    assert fold(old) == fold(new) == "hoang hoa"
    assert tone_blind("Thủy Hòa") == tone_blind(unicodedata.normalize("NFD", "Thuỷ Hoà"))
    assert tone_blind("Hóa") != tone_blind("Hòa")


def test_exact_accents_come_first() -> None:
    names = [match.unit.name for match in search_units("Hà")]
    assert names[0].startswith("Hà")
    assert search_units("Ba Đình")[0].unit.name == "Ba Đình"


def test_an_old_name_leads_to_the_new_unit() -> None:
    match = next(match for match in search_units("Nam Ngạn") if match.old_name)
    assert (match.unit.name, match.old_name, match.old_district, match.choices) == (
        "Hàm Rồng",
        "Phường Nam Ngạn",
        "Thành phố Thanh Hóa",
        1,
    )


def test_a_split_unit_offers_each_part_its_usual_one_first() -> None:
    matches = [match for match in search_units("Luận Khê") if match.old_name == "Xã Luận Khê"]
    assert [(match.unit.name, match.choices) for match in matches] == [("Tân Thành", 2), ("Luận Thành", 2)]


@pytest.mark.parametrize("query", ["Hà", "Quảng", "Thiệu Hóa", "son"])
def test_the_better_answer_stands_before_the_weaker(query: str) -> None:
    scores = [match.score for match in search_units(query)]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) > 1


def test_nothing_asked_is_everything_and_nonsense_is_nothing() -> None:
    assert len(search_units("")) == 166
    assert search_units("zzzz") == ()


@pytest.mark.parametrize(
    ("name", "today"),
    [
        ("Mường Lát", ["Mường Lát"]),
        ("phường nam ngạn", ["Hàm Rồng"]),
        ("Luận Khê", ["Tân Thành", "Luận Thành"]),
        ("luan khe", ["Tân Thành", "Luận Thành"]),
        ("Thị trấn Thiệu Hoá", ["Thiệu Hóa", "Thiệu Quang", "Thiệu Trung"]),
        ("Phường Đông Thọ", ["Hạc Thành", "Hàm Rồng"]),
        ("Luận", []),
    ],
)
def test_a_name_alone_means_these_communes_of_today(name: str, today: list[str]) -> None:
    assert [match.unit.name for match in units_called(name)] == today


def test_each_split_unit_means_all_its_parts() -> None:
    split = table("thanhhoa_units")["split_old_units"]
    assert len(split) == 10
    for row in split:
        assert {new["code"] for new in row["new"]} <= {match.unit.code for match in units_called(row["old"]["name"])}
