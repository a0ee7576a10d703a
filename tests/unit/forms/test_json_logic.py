"""What packs rely on in JsonLogic; that the rest is as json-logic-js has it, tests/contract/conformance shows."""

from typing import Any

import pytest

from forms.calculation import evaluate
from forms.errors import PackError

PEOPLE = {"hoi_vien": [{"ten": "An", "tuoi": 30}, {"ten": "Bình", "tuoi": 17}], "trong": "", "co": True}


@pytest.mark.parametrize(
    ("rule", "value"),
    [
        ({"!": {"filter": [{"var": "hoi_vien"}, {"<": [{"var": "tuoi"}, 18]}]}}, False),
        ({"===": [{"length": {"filter": [{"var": "hoi_vien"}, {"<": [{"var": "tuoi"}, 18]}]}}, 1]}, True),
        ({"===": [1, 1.0]}, True),
        ({"===": [1, True]}, False),
        ({"cat": [{"var": "co"}, " ", 2.5, " ", None, 3.0]}, "true 2.5 3"),
        ({"substr": ["thanh hóa", -3]}, "hóa"),
        ({"substr": ["thanh hóa", -30, 5]}, "thanh"),
        ({"in": ["", {"var": "trong"}]}, False),
        ({"var": ["hoi_vien.7.ten", "không ai"]}, "không ai"),
        ({"var": "hoi_vien.1.ten"}, "Bình"),
        ({"<": ["2025-12-31", "2026-01-01"]}, True),
    ],
    ids=str,
)
def test_value(rule: dict[str, Any], value: Any) -> None:
    assert evaluate(rule, PEOPLE) == value
    assert type(evaluate(rule, PEOPLE)) is type(value)


@pytest.mark.parametrize(
    "rule", [{"<": [1, {"var": "x"}]}, {"+": ["một", 1]}, {"max": []}, {"<": [1]}, {"!": {"+": [{}]}}]
)
def test_what_cannot_be_meant_is_nothing(rule: dict[str, Any]) -> None:
    assert evaluate(rule, PEOPLE) is None


def test_the_way_not_taken_is_not_worked_out() -> None:
    assert evaluate({"if": [True, "a", {"+": ["một", 1]}]}, {}) == "a"
    assert evaluate({"and": [False, {"+": ["một", 1]}]}, {}) is False
    assert evaluate({"or": ["b", {"+": ["một", 1]}]}, {}) == "b"


@pytest.mark.parametrize("rule", [{"==": [1, 1]}, {"!": True, "var": "co"}, {"if": [{"merge": []}, 1]}])
def test_an_operator_outside_the_list_is_refused(rule: dict[str, Any]) -> None:
    with pytest.raises(PackError, match=r"pack\.invalid"):
        evaluate(rule, PEOPLE)
