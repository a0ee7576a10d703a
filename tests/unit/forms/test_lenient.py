"""Somebody else's pair: what we know is shown, what we do not know is told, what is broken is one code."""

import json
from pathlib import Path
from typing import Any

import pytest

from forms.errors import PackError
from forms.lenient import Preview, read_pair, spoken
from forms.rules import controls

SCHEMA: dict[str, Any] = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "x-mine": 1,
    "properties": {
        "firstName": {"type": "string", "description": "Như trên giấy tờ"},
        "home": {"title": "Nhà", "properties": {"street": {"type": "string"}}},
        "tags": {"type": "array", "items": {"type": "string"}},
    },
}


def control(name: str, **more: Any) -> dict[str, Any]:
    return {"type": "Control", "scope": f"#/properties/{name}", **more}


def read(folder: Path, schema: Any, ui: Any = None) -> Preview:
    for name, document in (("s.json", schema), ("ui.json", ui)):
        text = document if isinstance(document, str) else json.dumps(document)
        (folder / name).write_text(text, encoding="utf-8")
    return read_pair(folder / "s.json", None if ui is None else folder / "ui.json")


def told(preview: Preview) -> list[tuple[str, str, str]]:
    return [(one.file, one.pointer, one.rule) for one in preview.left_out]


def test_without_a_layout_every_property_has_a_control(tmp_path: Path) -> None:
    preview = read(tmp_path, SCHEMA)
    assert preview.pack.ui["type"] == "VerticalLayout"
    names = [one["scope"].rpartition("/")[2] for one in controls(preview.pack.ui)]
    assert names == ["firstName", "home", "tags"]
    assert told(preview) == [("s.json", "/x-mine", "lint.unknown-keyword")]
    texts = [preview.pack.text(key) for key in ("firstName.label", "firstName.description", "home.label")]
    assert texts == ["First name", "Như trên giấy tờ", "Nhà"]


def test_what_is_not_known_is_told_and_left_out(tmp_path: Path) -> None:
    rule = {"effect": "SHOW", "condition": {"scope": "#/properties/tags", "schema": {"type": "strng"}}}
    elements = [
        control("firstName", options={"multi": True, "focus": True}, label="Tên gọi", rule=rule, colour="red"),
        {"type": "Fancy", "elements": [control("home")]},
        control("nothing"),
        "no element",
    ]
    preview = read(tmp_path, SCHEMA, {"type": "VerticalLayout", "elements": elements})
    assert sorted(told(preview)[1:]) == [
        ("ui.json", "/elements/0/colour", "lint.unknown-keyword"),
        ("ui.json", "/elements/0/options/focus", "preview.option"),
        ("ui.json", "/elements/0/rule", "preview.rule"),
        ("ui.json", "/elements/1", "preview.element"),
        ("ui.json", "/elements/2", "preview.no-such-field"),
        ("ui.json", "/elements/3", "preview.element"),
    ]
    shown = list(controls(preview.pack.ui))
    assert [one["scope"] for one in shown] == ["#/properties/firstName", "#/properties/home"]
    assert (shown[0]["options"], "rule" in shown[0]) == ({"multi": True}, False)
    assert preview.pack.text("firstName.label") == "Tên gọi"


PEOPLE: dict[str, Any] = {
    "properties": {
        "people": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "name": {"type": "string", "title": "Tên"},
                    "age": {"type": "integer"},
                    "shape": {"type": "object"},
                    "pets": {"type": "array", "items": {"type": "object", "properties": {"kind": {"enum": [1, 2]}}}},
                },
            },
        },
        "days": {"type": "array", "uniqueItems": True, "items": {"oneOf": [{"const": 2, "title": "Thứ hai"}]}},
        "pairs": {"type": "array", "items": {"type": "array", "items": {"type": "string"}}},
        "nothing": {"type": "array"},
        "level": {"enum": [1, 2.5, True, "x", None]},
        "odd": {"enum": [{"a": 1}]},
    }
}


def test_lists_ticks_and_typed_choices_are_drawn(tmp_path: Path) -> None:
    preview = read(tmp_path, PEOPLE)
    drawn = {one["scope"].rpartition("/")[2]: one for one in controls(preview.pack.ui)}
    assert list(drawn) == ["people", "days", "level"]
    row = drawn["people"]["options"]["detail"]["elements"]
    assert [one["scope"] for one in row] == ["#/properties/name", "#/properties/age", "#/properties/pets"]
    assert [one["scope"] for one in row[2]["options"]["detail"]["elements"]] == ["#/properties/kind"]
    assert preview.pack.text("people.name.label") == "Tên"
    assert [(pointer, rule) for _, pointer, rule in told(preview)] == [
        ("/elements/0/options/detail/elements/2", "preview.no-control"),
        ("/elements/2", "preview.no-control"),
        ("/elements/3", "preview.no-control"),
        ("/elements/5", "preview.no-control"),
    ]


def test_the_layout_of_a_row_is_cleaned_like_any_other(tmp_path: Path) -> None:
    never = {"effect": "HIDE", "condition": {"type": "LEAF", "scope": "#/properties/age", "expectedValue": 1}}
    detail = {
        "type": "HorizontalLayout",
        "elements": [control("name", label="Tên gọi", rule=never), control("no"), control("age", options={"x": 1})],
    }
    options = {"detail": detail, "elementLabelProp": "name", "showSortButtons": False, "compact": True}
    listed = {"type": "ListWithDetail", "scope": "#/properties/people", "options": options}
    plain = control("people", options={"detail": "GENERATED", "elementLabelProp": "no"})
    preview = read(tmp_path, PEOPLE, {"type": "VerticalLayout", "elements": [listed, plain]})
    shown, other = controls(preview.pack.ui)
    assert (shown["type"], shown["options"]["elementLabelProp"]) == ("ListWithDetail", "name")
    assert shown["options"]["showSortButtons"] is False
    assert [one["scope"] for one in shown["options"]["detail"]["elements"]] == ["#/properties/name", "#/properties/age"]
    assert shown["options"]["detail"]["elements"][0]["rule"] == never
    assert other["options"].keys() == {"detail"}
    assert preview.pack.text("people.name.label") == "Tên gọi"
    assert sorted((pointer, rule) for _, pointer, rule in told(preview)) == [
        ("/elements/0/options/compact", "preview.option"),
        ("/elements/0/options/detail/elements/1", "preview.no-such-field"),
        ("/elements/0/options/detail/elements/2/options/x", "preview.option"),
        ("/elements/1/options/detail", "preview.option"),
        ("/elements/1/options/detail/elements/2", "preview.no-control"),
        ("/elements/1/options/elementLabelProp", "preview.option"),
    ]


def test_an_object_with_a_list_in_it_is_written_out(tmp_path: Path) -> None:
    house = {"title": "Nhà", "type": "object", "properties": {"street": {"type": "string"}, **PEOPLE["properties"]}}
    preview = read(tmp_path, {"properties": {"house": house}})
    [group] = preview.pack.ui["elements"]
    assert (group["type"], group["label"]) == ("Group", "Nhà")
    assert [one["scope"].rpartition("/")[2] for one in controls(group)] == ["street", "people", "days", "level"]


@pytest.mark.parametrize(
    ("schema", "ui", "code"),
    [
        ("", None, "pack.unreadable"),
        ("{", None, "pack.unreadable"),
        ([], None, "pack.invalid"),
        ({}, None, "pack.invalid"),
        ({"properties": 5}, None, "pack.invalid"),
        ({"properties": {"a": {"type": "strng"}}}, None, "pack.invalid"),
        ({"properties": {"a": {"$ref": "#/nowhere"}}}, None, "pack.invalid"),
        ({"properties": {"a": {"$ref": "other.json"}}}, None, "pack.unreadable"),
        ('{"properties":{"a":' * 2000 + "{}" + "}}" * 2000, None, "pack.unreadable"),
        (SCHEMA, [], "pack.invalid"),
        (SCHEMA, {"type": "VerticalLayout", "elements": 7}, "pack.invalid"),
        (SCHEMA, "not json", "pack.unreadable"),
    ],
)
def test_what_cannot_be_shown_is_one_code(tmp_path: Path, schema: Any, ui: Any, code: str) -> None:
    with pytest.raises(PackError) as raised:
        read(tmp_path, schema, ui)
    assert raised.value.code == code


def test_a_schema_that_contains_itself_opens(tmp_path: Path) -> None:
    person = {"properties": {"name": {"type": "string"}, "child": {"$ref": "#/$defs/person"}}}
    preview = read(tmp_path, {"$defs": {"person": person}, "properties": {"me": {"$ref": "#/$defs/person"}}})
    assert preview.pack.text("me.name.label") == "Name"


@pytest.mark.parametrize(("name", "words"), [("firstName", "First name"), ("ho_ten", "Ho ten"), ("a", "A")])
def test_a_name_is_spoken(name: str, words: str) -> None:
    assert spoken(name) == words
