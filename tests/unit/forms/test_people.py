"""Person blocks are known by their shape in every pack; laying somebody in respects what stands there."""

from datetime import date

import pytest

from forms.answers import complete, get, put
from forms.catalogue import Catalogue
from forms.loader import preview_pack
from forms.pack import ProcedurePack
from forms.people import PersonBlock, differing, laid, person_blocks, person_of
from forms.schema_paths import pointers_of, subschema
from forms.visibility import visible

TODAY = date(2026, 11, 26)
PACKS = Catalogue.shipped().all()
SOMEBODY = {
    "ho_ten": "Hà Thị Ngân",
    "so_dinh_danh": "038192000001",
    "ngay_sinh": "1992-03",
    "gioi_tinh": "nu",
    "dan_toc": "03",
    "quoc_tich": "VNM",
    "noi_cu_tru": {"xa": "14845", "chi_tiet": "bản Lát"},
    "giay_to": {"loai": "cccd", "so": "038192000001", "ngay_cap": "2021-05-10"},
    "dien_thoai": "0912345678",
}
BIRTH = Catalogue.shipped().get("1.001193")


def block_of(pack: ProcedurePack, key: str) -> PersonBlock:
    return next(block for block in person_blocks(pack) if block.key == key)


def test_the_blocks_of_a_birth_and_who_may_stand_there() -> None:
    found = {block.pointer: block.takes_anybody for block in person_blocks(BIRTH)}
    assert found == {"/nguoi_yeu_cau": True, "/con": False, "/me": True, "/cha": True}


@pytest.mark.parametrize("pack", [pack for pack in PACKS if pack.has_form], ids=lambda pack: pack.code)
def test_each_name_that_is_asked_for_beside_a_number_lies_in_a_block(pack: ProcedurePack) -> None:
    """Nothing is written per pack: a new pack's people are found, or this says which are not."""
    found = {block.pointer for block in person_blocks(pack)}
    shapes = {pointer for pointer in _parents(pack) if _asks_for(pack, pointer, "ho_ten", "so_dinh_danh")}
    assert shapes <= found


def _asks_for(pack: ProcedurePack, pointer: str, *names: str) -> bool:
    inner = [subschema(pack.schema, f"{pointer}/{name}") for name in names]
    return all(one is not None and not one.get("readOnly") for one in inner)


def _parents(pack: ProcedurePack) -> set[str]:
    return {pointer.rpartition("/")[0] for pointer in pointers_of(pack.schema) if "/*" not in pointer}


@pytest.mark.parametrize(
    ("pack", "pointer"),
    [(pack, block.pointer) for pack in PACKS if pack.has_form for block in person_blocks(pack) if block.takes_anybody],
    ids=lambda value: value if isinstance(value, str) else value.code,
)
def test_one_tap_fills_a_block_with_what_it_would_say_itself(pack: ProcedurePack, pointer: str) -> None:
    block = next(one for one in person_blocks(pack) if one.pointer == pointer)
    after = laid(pack, {}, block, SOMEBODY)
    said = person_of(complete(pack, after, today=TODAY), block)
    if block.fields["/ho_ten"] not in visible(pack, {}):
        assert said == {}, "nobody is laid where nobody is asked for"
        return
    for field, pointer_there in block.fields.items():
        default = (subschema(pack.schema, pointer_there) or {}).get("default")
        assert get(said, field) in (None, get(SOMEBODY, field), default), field
    assert get(said, "/ho_ten") == "Hà Thị Ngân"


def test_what_stands_there_stays_unless_it_is_to_be_replaced() -> None:
    mother = block_of(BIRTH, "me")
    typed = {"me": {"ho_ten": "Lò Thị Sáng", "biet": "co"}}
    kept = laid(BIRTH, typed, mother, SOMEBODY)
    assert kept["me"]["ho_ten"] == "Lò Thị Sáng"
    assert kept["me"]["so_dinh_danh"] == "038192000001"
    assert differing(BIRTH, typed, mother, SOMEBODY) == ("/me/ho_ten",)
    over = laid(BIRTH, typed, mother, SOMEBODY, over=True)
    assert over["me"]["ho_ten"] == "Hà Thị Ngân"
    assert differing(BIRTH, over, mother, SOMEBODY) == ()


def test_what_would_stay_hidden_is_not_laid() -> None:
    """With a number a mother's residence is not asked for; without one it is."""
    mother = block_of(BIRTH, "me")
    assert "noi_cu_tru" not in laid(BIRTH, {}, mother, SOMEBODY)["me"]
    numberless = {**put(SOMEBODY, "/so_dinh_danh", None), "chua_co_so_dinh_danh": True}
    assert laid(BIRTH, {}, mother, numberless)["me"]["noi_cu_tru"] == {"xa": "14845", "chi_tiet": "bản Lát"}


def test_a_number_takes_the_place_of_having_none() -> None:
    mother = block_of(BIRTH, "me")
    without = {"me": {"chua_co_so_dinh_danh": True, "noi_cu_tru": {"xa": "14848"}}}
    over = laid(BIRTH, without, mother, SOMEBODY, over=True)["me"]
    assert over["so_dinh_danh"] == "038192000001"
    assert "chua_co_so_dinh_danh" not in over
    assert not over.get("noi_cu_tru")


def test_a_value_that_a_field_does_not_take_is_left_out() -> None:
    """A child's nationality is Vietnamese by law; a foreigner's is not laid there."""
    child = block_of(BIRTH, "con")
    after = laid(BIRTH, {}, child, {"ho_ten": "Lò Thị Mai", "quoc_tich": "khac", "ngay_sinh": "2026"})
    assert after["con"] == {"ho_ten": "Lò Thị Mai"}


def test_flat_and_nested_blocks_meet_in_one_table() -> None:
    names = ("ho_ten", "so_dinh_danh", "ngay_sinh", "loai_giay_to", "so_giay_to", "ngay_cap", "so_dien_thoai", "xa")
    flat = preview_pack({"type": "object", "properties": {name: {"type": "string"} for name in names}})
    (block,) = person_blocks(flat)
    assert block.pointer == ""
    filled = laid(flat, {}, block, SOMEBODY)
    assert filled == {
        "ho_ten": "Hà Thị Ngân", "so_dinh_danh": "038192000001", "ngay_sinh": "1992-03", "loai_giay_to": "cccd",
        "so_giay_to": "038192000001", "ngay_cap": "2021-05-10", "so_dien_thoai": "0912345678", "xa": "14845",
    }  # fmt: skip
    assert person_of(filled, block)["giay_to"] == SOMEBODY["giay_to"]
