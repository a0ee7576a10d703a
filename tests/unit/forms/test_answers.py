import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.answers import complete, get, nfc, prune, put
from forms.catalogue import Catalogue
from forms.errors import PackError
from forms.loader import preview_pack
from forms.pack import ProcedurePack
from tests.unit.forms.births import DAY, birth_answers


def test_hidden_answers_go_at_finalise(birth: ProcedurePack) -> None:
    answers = birth_answers(("/cha/biet", "chua_xac_dinh"), ("/ban_sao/co", False))
    kept = prune(birth, answers)
    assert kept["cha"] == {"biet": "chua_xac_dinh"}
    assert kept["ban_sao"] == {"co": False}
    assert "ket_hon" not in kept
    assert answers["cha"]["ho_ten"] == "Lò Văn Tâm"


def test_what_only_a_hidden_answer_showed_goes_too(birth: ProcedurePack) -> None:
    answers = birth_answers(
        ("/nguoi_yeu_cau/quan_he", "me"),
        ("/nguoi_yeu_cau/noi_cu_tru", {"ngoai_tinh": True, "xa": "14845", "dia_chi": "bản Piềng Vai"}),
    )
    kept = prune(birth, answers)["nguoi_yeu_cau"]
    assert not kept.keys() & {"quan_he_khac", "nhom_khac", "da_thong_nhat", "noi_cu_tru"}


def test_a_chain_of_rules_is_followed_to_its_end() -> None:
    def control(name: str, shown_by: str | None = None) -> dict[str, Any]:
        element: dict[str, Any] = {"type": "Control", "scope": f"#/properties/{name}"}
        if shown_by:
            condition = {"type": "LEAF", "scope": f"#/properties/{shown_by}", "expectedValue": True}
            element["rule"] = {"effect": "SHOW", "condition": condition}
        return element

    names = ["a", "b", "c", "d"]
    schema = {"type": "object", "properties": {name: {"type": "boolean"} for name in names}}
    elements = [control("a"), control("b", "a"), control("c", "b"), control("d", "c")]
    pack = preview_pack(schema, {"type": "VerticalLayout", "elements": elements})
    everything = dict.fromkeys(names, True)
    assert prune(pack, everything) == everything
    assert prune(pack, {**everything, "a": False}) == {"a": False}


def test_empty_is_absent_and_false_and_zero_are_not(birth: ProcedurePack) -> None:
    answers = birth_answers(("/nguoi_yeu_cau/email", "  "), ("/ket_hon", {"so": "", "tai": None, "ngay": " "}))
    kept = prune(birth, answers)
    assert "email" not in kept["nguoi_yeu_cau"]
    assert "ket_hon" not in kept
    assert prune(preview_pack({"properties": {"n": {}, "b": {}, "l": {}}}), {"n": 0, "b": False, "l": [None, ""]}) == {
        "n": 0,
        "b": False,
    }


def test_what_is_sent_is_nfc_pruned_and_calculated(birth: ProcedurePack) -> None:
    typed = unicodedata.normalize("NFD", " Lò Văn Bảo ")
    data = complete(birth, birth_answers(("/con/ho_ten", typed)), today=DAY)
    assert data["con"]["ho_ten"] == unicodedata.normalize("NFC", "Lò Văn Bảo")
    assert data["con"]["ngay_sinh_chu"] == "Ngày mười lăm tháng mười năm hai nghìn không trăm hai mươi sáu"
    assert data["truong_hop"] == "du_cha_me"
    assert complete(birth, data, today=DAY) == data


def test_a_typed_value_never_stands_where_one_is_calculated(birth: ProcedurePack) -> None:
    answers = birth_answers(("/truong_hop", "bo_roi"), ("/con/ngay_sinh_chu", "Ngày nào đó"))
    data = complete(birth, answers, today=DAY)
    assert (data["truong_hop"], data["con"]["ngay_sinh_chu"][:12]) == ("du_cha_me", "Ngày mười lă")
    assert "ngay_sinh_chu" not in complete(birth, put(answers, "/con/ngay_sinh", "2026"), today=DAY)["con"]


@pytest.mark.parametrize(
    ("changes", "case"),
    [
        ([], "du_cha_me"),
        ([("/cha/biet", "chua_xac_dinh")], "chua_xac_dinh_cha"),
        ([("/me/biet", "chua_xac_dinh")], "chua_xac_dinh_me"),
        ([("/me/biet", "chua_xac_dinh"), ("/cha/biet", "chua_xac_dinh")], "chua_xac_dinh_cha_me"),
        ([("/con/hoan_canh", "bo_roi"), ("/cha/biet", "chua_xac_dinh")], "bo_roi"),
    ],
)
def test_the_case_follows_from_the_answers(birth: ProcedurePack, changes: list[tuple[str, Any]], case: str) -> None:
    assert complete(birth, birth_answers(*changes), today=DAY)["truong_hop"] == case


def test_calculations_in_a_circle_are_refused() -> None:
    from forms.calculation import ordered

    assert ordered({"/b": {"var": "a"}, "/a": {"var": "x"}}) == ("/a", "/b")
    with pytest.raises(PackError, match=r"pack\.invalid"):
        ordered({"/a": {"var": "b"}, "/b": {"cat": ["x", {"var": "a"}]}})


_JSON = st.recursive(
    st.text(max_size=8) | st.integers(-5, 5) | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["con", "me", "a/b", "~", "0"]), inner),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from(["con", "me", "cha", "ban_sao", "x"]), _JSON))
def test_finalising_twice_changes_nothing(answers: dict[str, Any]) -> None:
    pack = Catalogue.shipped().get("1.001193")
    once = complete(pack, answers, today=DAY)
    assert complete(pack, once, today=DAY) == once


@given(_JSON)
def test_nfc_is_the_same_done_twice(value: object) -> None:
    assert nfc(nfc(value)) == nfc(value)


def test_pointers_with_slashes_lists_and_nothing() -> None:
    answers = put({}, "/a~1b/~0", "x")
    assert answers == {"a/b": {"~": "x"}}
    assert get(answers, "/a~1b/~0") == "x"
    assert put(answers, "/a~1b/~0", None) == {"a/b": {}}
    rows = put({"rows": [{"n": 1}]}, "/rows/1", {"n": 2})
    assert get(rows, "/rows/1/n") == 2
    assert put(rows, "/rows/0", None) == {"rows": [{"n": 2}]}
    assert get(rows, "/rows/9/n") is None
