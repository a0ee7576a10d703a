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
    assert [one["scope"] for one in controls(preview.pack.ui)] == ["#/properties/firstName", "#/properties/home"]
    assert told(preview) == [
        ("s.json", "/x-mine", "lint.unknown-keyword"),
        ("s.json", "/elements/2", "preview.no-control"),
    ]
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
