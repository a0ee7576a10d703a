"""Lists of things: rows are asked, hidden, checked, worded and counted one by one."""

from datetime import date
from typing import Any

import pytest

from forms.answers import complete, prune
from forms.calculation import evaluate, variables
from forms.loader import preview_pack
from forms.pack import Answers, ProcedurePack
from forms.validation import validate
from forms.visibility import patterns, visible
from forms.wording import answer_text, worded

TODAY = date(2026, 11, 26)
TEACHES = {"scope": "#/properties/viec", "schema": {"const": "day"}, "failWhenUndefined": True}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["nguoi"],
    "properties": {
        "cau": {"type": "string"},
        "nguoi": {
            "type": "array",
            "minItems": 2,
            "items": {
                "type": "object",
                "required": ["ten"],
                "properties": {
                    "ten": {"type": "string", "format": "person-name"},
                    "viec": {"enum": ["hoc", "day"]},
                    "mon": {"type": "string"},
                },
            },
        },
        "the_thao": {"type": "array", "uniqueItems": True, "items": {"enum": ["bong_da", "vo"]}},
    },
}
UI: dict[str, Any] = {
    "type": "VerticalLayout",
    "elements": [
        {
            "type": "Control",
            "scope": "#/properties/nguoi",
            "options": {
                "detail": {
                    "type": "HorizontalLayout",
                    "elements": [
                        {"type": "Control", "scope": "#/properties/ten"},
                        {"type": "Control", "scope": "#/properties/viec"},
                        {
                            "type": "VerticalLayout",
                            "rule": {"effect": "SHOW", "condition": TEACHES},
                            "elements": [{"type": "Control", "scope": "#/properties/mon"}],
                        },
                    ],
                }
            },
        },
        {"type": "Control", "scope": "#/properties/the_thao"},
        {"type": "Control", "scope": "#/properties/cau"},
    ],
}
TEXTS = {"nguoi.viec.hoc": "Học", "nguoi.viec.day": "Dạy", "the_thao.bong_da": "Bóng đá", "the_thao.vo": "Võ"}


@pytest.fixture
def pack() -> ProcedurePack:
    return preview_pack(SCHEMA, UI, texts=TEXTS)


def rows(*people: dict[str, str]) -> Answers:
    return {"nguoi": list(people)}


def test_a_rule_in_a_row_looks_at_its_own_row(pack: ProcedurePack) -> None:
    shown = visible(pack, rows({"ten": "Lò Thị A", "viec": "day"}, {"ten": "Hà B", "viec": "hoc"}))
    assert shown >= {"/nguoi", "/nguoi/0/mon", "/nguoi/1/ten", "/the_thao", "/cau"}
    assert "/nguoi/1/mon" not in shown


def test_without_a_layout_every_column_is_asked() -> None:
    plain = preview_pack(
        SCHEMA, {"type": "VerticalLayout", "elements": [{"type": "Control", "scope": "#/properties/nguoi"}]}
    )
    assert patterns(plain) == ("/nguoi", "/nguoi/*/ten", "/nguoi/*/viec", "/nguoi/*/mon")


def test_pruning_hides_in_rows_and_keeps_their_numbers(pack: ProcedurePack) -> None:
    answers = rows({"ten": " "}, {"ten": "Hà B", "viec": "hoc", "mon": "Toán"}, {}, {"mon": "Văn"})
    pruned = prune(pack, answers)
    assert pruned == rows({}, {"ten": "Hà B", "viec": "hoc"})
    assert prune(pack, pruned) == pruned


def test_faults_name_the_row_and_come_row_by_row(pack: ProcedurePack) -> None:
    answers = rows({"viec": "day"}, {"ten": "3", "viec": "ngu"}) | {"cau": 3, "the_thao": ["vo", "vo"]}
    faults = [(fault.pointer, fault.code) for fault in validate(pack, answers, today=TODAY)]
    assert faults == [
        ("/nguoi/0/ten", "required"),
        ("/nguoi/1/ten", "format.person-name"),
        ("/nguoi/1/viec", "enum"),
        ("/the_thao", "uniqueItems"),
        ("/cau", "type"),
    ]


def test_too_few_rows_and_telex_in_one(pack: ProcedurePack) -> None:
    faults = validate(pack, rows({"ten": "Nguyeenx Thị"}), today=TODAY)
    assert [(fault.pointer, fault.code, fault.parameters) for fault in faults] == [
        ("/nguoi", "minItems", {"limit": 2}),
        ("/nguoi/0/ten", "check.telex", {"value": "Nguyeenx Thị"}),
    ]


def test_lists_in_words(pack: ProcedurePack) -> None:
    data = complete(
        pack, rows({"ten": "Lò Thị A", "viec": "day"}, {"ten": "Hà B"}) | {"the_thao": ["vo", "bong_da"]}, today=TODAY
    )
    assert answer_text(pack, data, "/nguoi") == "1. Lò Thị A – Dạy\n2. Hà B"
    assert answer_text(pack, data, "/the_thao") == worded(pack, data, "/the_thao", "choice") == "Võ, Bóng đá"
    assert worded(pack, data, "/nguoi/1", "row") == "2"


NUMBERS = {"so": [{"n": 3}, {"n": 5}], "trong": []}


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ({"all": [{"var": "so"}, {">": [{"var": "n"}, 2]}]}, True),
        ({"all": [{"var": "so"}, {">": [{"var": "n"}, 3]}]}, False),
        ({"all": [{"var": "trong"}, True]}, False),
        ({"some": [{"var": "so"}, {"===": [{"var": "n"}, 5]}]}, True),
        ({"some": [{"var": "thieu"}, True]}, False),
        ({"none": [{"var": "so"}, {"===": [{"var": "n"}, 4]}]}, True),
        ({"map": [{"var": "so"}, {"+": [{"var": "n"}, 1]}]}, [4, 6]),
        ({"length": [{"filter": [{"var": "so"}, {">": [{"var": "n"}, 4]}]}]}, 1),
        ({"length": {"var": "so"}}, 2),
        ({"length": [{"var": "thieu"}]}, 0),
        ({"reduce": [{"var": "so"}, {"+": [{"var": "current.n"}, {"var": "accumulator"}]}, 1]}, 9),
        ({"all": [{"var": "so"}, {"===": [{"substr": ["abc", 0, 1]}, "a"]}]}, True),
        ({"map": [[1, 2], {"var": ""}]}, [1, 2]),
        ({"all": [{"var": "so"}]}, None),
    ],
)
def test_operators_over_rows_are_json_logics(expression: dict[str, Any], value: Any) -> None:
    assert evaluate(expression, NUMBERS) == value


def test_what_an_expression_reads_of_rows() -> None:
    summed = {"reduce": [{"var": "so"}, {"+": [{"var": "current.n"}, {"var": "accumulator"}]}, {"var": "dau"}]}
    assert variables(summed) == ("/so", "/dau", "/so/*/n")
    assert variables({"some": [{"var": "so"}, {"!": [{"var": "n"}]}]}) == ("/so", "/so/*/n")
