"""Every constraint has a sentence in two languages that says what to do, none in the validator's words."""

import dataclasses
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from forms.formats import FORMATS
from forms.lint_schema import CONSTRAINTS
from forms.loader import preview_pack
from forms.pack import ProcedurePack
from forms.validation import error_text, validate

SHARED = Path("forms/packs/_shared")
WRONG: list[tuple[str, dict[str, Any], Any]] = [
    ("type", {"type": "string"}, 3),
    ("enum", {"enum": ["a"]}, "b"),
    ("const", {"const": "a"}, "b"),
    ("minLength", {"minLength": 3}, "ab"),
    ("maxLength", {"maxLength": 3}, "abcd"),
    ("pattern", {"pattern": "^a$"}, "b"),
    ("minimum", {"minimum": 3}, 2),
    ("maximum", {"maximum": 3}, 4),
    ("exclusiveMinimum", {"exclusiveMinimum": 3}, 3),
    ("exclusiveMaximum", {"exclusiveMaximum": 3}, 3),
    ("multipleOf", {"multipleOf": 500}, 3),
    ("minItems", {"minItems": 3}, ["a"]),
    ("maxItems", {"maxItems": 3}, ["a", "b", "c", "d"]),
    ("uniqueItems", {"uniqueItems": True}, ["a", "a"]),
    ("contains", {"contains": {"const": "a"}}, ["b"]),
    ("minProperties", {"minProperties": 3}, {"a": 1}),
    ("maxProperties", {"maxProperties": 3}, dict.fromkeys("abcd", 1)),
    ("propertyNames", {"propertyNames": {"maxLength": 1}}, {"abc": 1}),
    ("oneOf", {"oneOf": [{"const": 1}, {"const": 2}]}, 3),
    ("anyOf", {"anyOf": [{"const": 1}, {"const": 2}]}, 3),
    ("not", {"not": {"const": "a"}}, "a"),
    ("unevaluatedItems", {"prefixItems": [True], "unevaluatedItems": False}, [1, 2]),
    *[(f"format.{name}", {"format": name}, "?!") for name in [*FORMATS, "email"]],
]


def pack_of(schema: dict[str, Any]) -> ProcedurePack:
    texts = {lang: json.loads((SHARED / f"person.{lang}.json").read_text(encoding="utf-8")) for lang in ("vi", "en")}
    named = {lang: {**sentences, "muc.label": "Mục này"} for lang, sentences in texts.items()}
    return dataclasses.replace(preview_pack({"type": "object", "properties": {"muc": schema}}), texts=named)


@pytest.mark.parametrize(("code", "schema", "answer"), WRONG, ids=[code for code, _, _ in WRONG])
def test_a_sentence_for_it(code: str, schema: dict[str, Any], answer: Any) -> None:
    pack = pack_of(schema)
    [fault] = validate(pack, {"muc": answer}, today=date(2026, 11, 26))
    assert fault.code == code
    for lang in ("vi", "en"):
        sentence = error_text(pack, fault, lang)
        assert sentence != pack.texts[lang]["error.other"].format(label="Mục này")
        assert code == "not" or code not in sentence
        assert not re.search(r"[{}]|schema|property|instance|valid\b", sentence)
        assert sentence.endswith(".")
        if limits := [value for value in schema.values() if isinstance(value, int) and not isinstance(value, bool)]:
            assert str(limits[0]) in sentence


def test_no_constraint_is_left_out() -> None:
    assert set(CONSTRAINTS) <= {code for code, _, _ in WRONG}
