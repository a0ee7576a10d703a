from typing import Any

import pytest

from forms.loader import preview_pack
from forms.pack import ProcedurePack
from forms.rules import admits_nothing, holds, is_enabled, is_shown
from forms.visibility import visible
from tests.unit.forms.births import birth_answers

SCOPE = "#/properties/a"
LEAF = {"type": "LEAF", "scope": SCOPE, "expectedValue": True}


def _schema(schema: dict[str, Any], *, fail: bool = False) -> dict[str, Any]:
    return {"scope": SCOPE, "schema": schema, "failWhenUndefined": fail}


@pytest.mark.parametrize(
    ("condition", "answers", "expected"),
    [
        (LEAF, {"a": True}, True),
        (LEAF, {"a": 1}, False),
        (LEAF, {}, False),
        (_schema({"const": "x"}), {"a": "x"}, True),
        (_schema({"const": "x"}), {}, False),
        (_schema({"not": {"const": "x"}}), {}, True),
        (_schema({"not": {"const": "x"}}, fail=True), {}, False),
        (_schema({"minimum": 3}), {"a": 2}, False),
        (_schema({"minimum": 3}), {}, True),
        (_schema({"format": "citizen-id"}), {"a": "1"}, False),
        ({"type": "AND", "conditions": [LEAF, _schema({})]}, {"a": True}, True),
        ({"type": "AND", "conditions": []}, {}, True),
        ({"type": "OR", "conditions": [LEAF, _schema({"const": 2})]}, {"a": 2}, True),
        ({"type": "OR", "conditions": []}, {}, False),
        ({"type": "OR", "conditions": [{"type": "AND", "conditions": [LEAF, LEAF]}, LEAF]}, {"a": False}, False),
        ({"type": "SOMETHING"}, {}, True),
    ],
)
def test_conditions_hold_as_in_json_forms(condition: dict[str, Any], answers: dict[str, Any], expected: bool) -> None:
    assert holds(condition, answers) is expected


@pytest.mark.parametrize("effect", ["SHOW", "HIDE", "ENABLE", "DISABLE"])
def test_each_effect_says_one_thing_only(effect: str) -> None:
    element = {"rule": {"effect": effect, "condition": LEAF}}
    yes, no = {"a": True}, {"a": False}
    shown = {"SHOW": (True, False), "HIDE": (False, True)}.get(effect, (True, True))
    enabled = {"ENABLE": (True, False), "DISABLE": (False, True)}.get(effect, (True, True))
    assert (is_shown(element, yes), is_shown(element, no)) == shown
    assert (is_enabled(element, yes), is_enabled(element, no)) == enabled


def test_undefined_passes_what_it_passes_in_ajv() -> None:
    assert admits_nothing({"anyOf": [{"type": "string"}, {"minLength": 2}]})
    assert not admits_nothing({"allOf": [{}, {"enum": [1]}]})
    assert not admits_nothing({"if": {"const": 1}, "else": {"type": "string"}})
    assert not admits_nothing({"oneOf": [{}, {}]})


def test_what_a_hidden_ancestor_holds_is_hidden() -> None:
    pack = preview_pack(
        {"type": "object", "properties": {"a": {"type": "boolean"}, "b": {"type": "string"}}},
        {
            "type": "VerticalLayout",
            "elements": [
                {"type": "Control", "scope": SCOPE},
                {
                    "type": "Group",
                    "rule": {"effect": "SHOW", "condition": LEAF},
                    "elements": [{"type": "Control", "scope": "#/properties/b"}],
                },
            ],
        },
    )
    assert visible(pack, {"a": True}) == {"/a", "/b"}
    assert visible(pack, {}) == {"/a"}


def test_a_foundling_has_no_parents_to_ask_about(birth: ProcedurePack) -> None:
    shown = visible(birth, birth_answers(("/con/hoan_canh", "bo_roi")))
    assert not [pointer for pointer in shown if pointer.startswith(("/me", "/cha", "/ket_hon"))]
    assert "/nguoi_yeu_cau/da_thong_nhat" not in shown
