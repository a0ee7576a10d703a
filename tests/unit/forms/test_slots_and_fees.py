from typing import Any

import pytest

from forms.answers import complete
from forms.errors import FormsError
from forms.fees import exemptions, fees, total
from forms.pack import ProcedurePack
from forms.slots import missing_slots, open_slots
from tests.unit.forms.births import DAY, birth_answers

ALWAYS = {"TP07", "TP08"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], {"TP01"}),
        ([("/con/chung_sinh", None), ("/con/hoan_canh", None)], {"TP01"}),
        ([("/con/chung_sinh", "dien_tu")], set()),
        ([("/con/chung_sinh", "nguoi_lam_chung")], {"TP02"}),
        ([("/con/chung_sinh", "cam_doan")], {"TP03"}),
        ([("/con/hoan_canh", "bo_roi")], {"TP04"}),
        ([("/con/hoan_canh", "mang_thai_ho")], {"TP01", "TP05"}),
        ([("/nguoi_yeu_cau/nhom_khac", "uy_quyen")], {"TP01", "TP06"}),
    ],
)
def test_the_papers_follow_the_case(birth: ProcedurePack, changes: list[tuple[str, Any]], expected: set[str]) -> None:
    data = complete(birth, birth_answers(*changes), today=DAY)
    assert {slot.code for slot in open_slots(birth, data)} == expected | ALWAYS
    assert set(missing_slots(birth, data, ())) == expected
    assert missing_slots(birth, data, expected) == ()


def test_what_is_only_shown_is_never_missing(birth: ProcedurePack) -> None:
    assert not birth.slot("TP07").submit
    with pytest.raises(KeyError):
        birth.slot("TP99")


def test_birth_is_free_and_copies_are_not(birth: ProcedurePack) -> None:
    data = complete(birth, birth_answers(), today=DAY)
    assert [(item.code, item.amount, item.quantity) for item in fees(birth, data)] == [
        ("LP01", 0, 1),
        ("BS01", 8000, 2),
    ]
    assert total(birth, data) == 16_000
    assert all(birth.has_text(item.name_key) for item in fees(birth, data))


def test_no_copies_cost_nothing(birth: ProcedurePack) -> None:
    data = complete(birth, birth_answers(("/ban_sao/co", False)), today=DAY)
    assert [item.code for item in fees(birth, data)] == ["LP01"]
    assert total(birth, data) == 0


def test_each_ground_frees_and_an_unknown_one_is_refused(birth: ProcedurePack) -> None:
    data = complete(birth, birth_answers(), today=DAY)
    assert {total(birth, data, ground) for ground in exemptions(birth)} == {0}
    assert len(fees(birth, data, "ho_ngheo")) == 2
    with pytest.raises(FormsError, match=r"fee\.unknown-exemption"):
        fees(birth, data, "vi_toi_thich")
