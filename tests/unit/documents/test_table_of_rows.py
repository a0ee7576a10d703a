"""Tables of the official paper that have a row for each answer of a list."""

import dataclasses
from datetime import date
from typing import Any

from desktop.adapters.documents.official_form import draw_official_form
from forms.loader import preview_pack
from tests.unit.documents import reading

TABLE: dict[str, Any] = {
    "kind": "table",
    "columns": [{"title": "STT", "width": 1}, {"title": "Họ tên", "width": 4}, {"title": "Năm sinh", "width": 2}],
    "each": "/nguoi",
    "blank": 3,
    "rows": [
        [
            [{"value": "/nguoi/*", "as": "row", "dots": 2}],
            [{"text": "Ông/bà "}, {"value": "/nguoi/*/ten", "as": "text", "dots": 10}],
            [{"value": "/nguoi/*/nam", "as": "number", "dots": 4}],
        ]
    ],
}
SPORTS: dict[str, Any] = {
    "kind": "tick",
    "text": "Môn:",
    "options": [{"text": words, "value": "/mon", "equals": code} for code, words in (("vo", "Võ"), ("co", "Cờ"))],
}
SCHEMA = {
    "type": "object",
    "properties": {
        "nguoi": {
            "type": "array",
            "items": {"type": "object", "properties": {"ten": {"type": "string"}, "nam": {"type": "integer"}}},
        },
        "mon": {"type": "array", "items": {"enum": ["vo", "co"]}},
    },
}


def drawn(answers: dict[str, Any], *, blank: bool = False) -> str:
    pack = dataclasses.replace(preview_pack(SCHEMA), print_layout={"paper": "A4", "blocks": [TABLE, SPORTS]})
    pack = dataclasses.replace(pack, texts={"vi": {"procedure.name": "Bảng"}, "en": {}})
    return reading.text(draw_official_form(pack, answers, today=date(2026, 11, 26), blank=blank))


def test_each_answer_has_its_row_and_no_more() -> None:
    people = [{"ten": f"Lò Văn {chr(65 + number)}", "nam": 1950 + number} for number in range(5)]
    text = drawn({"nguoi": people, "mon": ["co"]})
    for number, person in enumerate(people, 1):
        assert f"{number} Ông/bà {person['ten']} {person['nam']}" in text
    assert "6 Ông/bà" not in text


def test_what_a_row_lacks_is_left_for_the_hand() -> None:
    text = drawn({"nguoi": [{"ten": "Hà Thị B"}]})
    assert "1 Ông/bà Hà Thị B ...." in text
    assert "2 Ông/bà" not in text


def test_a_filled_paper_without_any_row_has_one_for_the_hand() -> None:
    text = drawn({"mon": ["co"]})
    assert "1 Ông/bà .........." in text
    assert "2 Ông/bà" not in text


def test_the_blank_paper_has_its_own_number_of_rows() -> None:
    text = drawn({"nguoi": [{"ten": "Hà Thị B"}] * 7}, blank=True)
    assert "Hà Thị B" not in text
    assert "3 Ông/bà" in text
    assert "4 Ông/bà" not in text
