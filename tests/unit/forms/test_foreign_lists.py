"""Lists in somebody else's pair, as the engine asks them; a choice between shapes has no control."""

from pathlib import Path
from typing import Any

from forms.visibility import visible
from tests.unit.forms.test_lenient import control, read, told

MEMBER = {"type": "object", "properties": {"ten": {"type": "string"}, "tuoi": {"type": "integer"}, "ma": {"const": 1}}}
SCHEMA: dict[str, Any] = {
    "properties": {
        "hoi_vien": {"type": "array", "items": MEMBER},
        "mon": {"type": "array", "uniqueItems": True, "items": {"enum": ["toan", "van"]}},
        "nha": {"oneOf": [{"properties": {"so": {"type": "string"}}}, {"properties": {"xom": {"type": "string"}}}]},
    }
}
PEOPLE = {"hoi_vien": [{"ten": "Lò Văn Tâm", "tuoi": 30}, {"ten": "Hà Thị Ngân", "tuoi": 7}], "mon": ["toan"]}


def layout(**options: Any) -> dict[str, Any]:
    return {"type": "VerticalLayout", "elements": [control("hoi_vien", options=options), control("mon")]}


def test_every_row_asks_for_each_property_but_those_that_are_given(tmp_path: Path) -> None:
    preview = read(tmp_path, SCHEMA, layout())
    rows = {f"/hoi_vien/{number}/{name}" for number in (0, 1) for name in ("ten", "tuoi")}
    assert visible(preview.pack, PEOPLE) == {"/hoi_vien", "/mon", *rows}
    assert preview.left_out == ()


def test_a_rule_of_a_row_looks_at_its_row(tmp_path: Path) -> None:
    grown = {"effect": "SHOW", "condition": {"scope": "#/properties/tuoi", "schema": {"minimum": 18}}}
    detail = {"type": "HorizontalLayout", "elements": [control("tuoi"), control("ten", rule=grown, label="Gọi là")]}
    preview = read(tmp_path, SCHEMA, layout(detail=detail, elementLabelProp="ten", showSortButtons=False))
    shown = visible(preview.pack, PEOPLE)
    assert ("/hoi_vien/0/ten" in shown, "/hoi_vien/1/ten" in shown) == (True, False)
    assert preview.pack.text("hoi_vien.ten.label") == "Gọi là"
    options = preview.pack.ui["elements"][0]["options"]
    assert (options["elementLabelProp"], options["showSortButtons"]) == ("ten", False)
    assert preview.left_out == ()


def test_a_choice_between_shapes_is_told_and_left_out(tmp_path: Path) -> None:
    preview = read(tmp_path, SCHEMA, {"type": "VerticalLayout", "elements": [control("nha"), control("mon")]})
    assert told(preview) == [("ui.json", "/elements/0", "preview.no-control")]
    assert [one["scope"] for one in preview.pack.ui["elements"]] == ["#/properties/mon"]
