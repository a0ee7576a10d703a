"""Conditions of papers put into words."""

from typing import Any

from forms.conditions import Term, alternatives
from forms.pack import ProcedurePack

PLACE = "#/properties/con/properties/hoan_canh"
KIND = "Trẻ thuộc trường hợp nào?"
FOUNDLING, SURROGATE = "Trẻ bị bỏ rơi", "Trẻ sinh ra do mang thai hộ"


def leaf(value: Any, scope: str = PLACE) -> dict[str, Any]:
    return {"type": "LEAF", "scope": scope, "expectedValue": value}


def test_an_answer_that_is_wanted(birth: ProcedurePack) -> None:
    assert alternatives(birth, leaf("bo_roi")) == ((Term(KIND, (FOUNDLING,)),),)


def test_answers_that_are_not_wanted(birth: ProcedurePack) -> None:
    condition = {"scope": PLACE, "schema": {"not": {"enum": ["bo_roi", "mang_thai_ho"]}}}
    assert alternatives(birth, condition) == ((Term(KIND, (FOUNDLING, SURROGATE), holds=False),),)


def test_a_tick(birth: ProcedurePack) -> None:
    scope = "#/properties/nguoi_yeu_cau/properties/da_thong_nhat"
    ((term,),) = alternatives(birth, leaf(value=True, scope=scope))
    assert (term.answers, term.holds) == ((), True)
    ((term,),) = alternatives(birth, leaf(value=False, scope=scope))
    assert (term.answers, term.holds) == ((), False)


def test_all_of_them_and_any_of_them(birth: ProcedurePack) -> None:
    either = {"type": "OR", "conditions": [leaf("bo_roi"), leaf("mang_thai_ho")]}
    both = {"type": "AND", "conditions": [either, leaf("bo_roi")]}
    first, second = Term(KIND, (FOUNDLING,)), Term(KIND, (SURROGATE,))
    assert alternatives(birth, either) == ((first,), (second,))
    assert alternatives(birth, both) == ((first, first), (second, first))


def test_what_cannot_be_said_is_left_unsaid(birth: ProcedurePack) -> None:
    odd = {"scope": PLACE, "schema": {"minLength": 3}}
    assert alternatives(birth, None) == ()
    assert alternatives(birth, odd) == ()
    assert alternatives(birth, leaf("không có câu trả lời này")) == ()
    assert alternatives(birth, {"type": "AND", "conditions": [leaf("bo_roi"), odd]}) == ()
