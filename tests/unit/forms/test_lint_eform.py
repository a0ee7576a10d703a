"""Each rule about `eform.json` is fed a birth pack that breaks it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from forms.lint import lint

Change = Callable[[dict[str, Any]], object]


def _line(document: dict[str, Any]) -> dict[str, Any]:
    """The child's ethnic group."""
    found: dict[str, Any] = next(one for one in document["sections"][1]["lines"] if one.get("value") == "/con/dan_toc")
    return found


BROKEN: list[tuple[str, Change, str]] = [
    ("an answer that is not there", lambda d: _line(d).update(value="/con/mau_mat"),
     "lint.unknown-path lint.not-copied"),
    ("a way of writing nobody knows", lambda d: _line(d).update({"as": "shouted"}), "lint.unknown-as"),
    ("a step that is not there", lambda d: d["sections"][2].update(step="ong"), "lint.unknown-step"),
    ("an answer without a box", lambda d: d["sections"][1]["lines"].remove(_line(d)), "lint.not-copied"),
    ("a whole step without a box", lambda d: d["sections"].pop(4), "lint.not-copied"),
    ("away from what is not there", lambda d: d["not_asked"].append("/ong/ho_ten"), "lint.unknown-path"),
    ("a block where there is none", lambda d: d["sections"][2]["lines"][0].update(at="/ong"),
     "lint.unknown-path lint.not-copied"),
    ("somebody else's page", lambda d: d.update(page="https://dichvucong.gov.vn.example.com/"), "lint.foreign-page"),
    ("a page without a lock", lambda d: d.update(page="http://dichvucong.gov.vn/"), "lint.structure"),
    ("a line that is no line", lambda d: _line(d).pop("as"), "lint.structure"),
    ("a keyword nobody knows", lambda d: _line(d).update(colour="red"), "lint.unknown-keyword"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "rules"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_what_is_wrong_is_named(birth_copy: Path, change: Change, rules: str) -> None:
    path = birth_copy / "eform.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document)
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    assert {(one.file, one.rule) for one in lint(birth_copy)} == {("eform.json", rule) for rule in rules.split()}


def test_a_field_without_a_name_is_found(birth_copy: Path) -> None:
    path = birth_copy / "eform.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["sections"][1]["lines"].append({"value": "/con", "as": "text"})
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    assert ("lint.missing-text", "con.label") in {(one.rule, one.parameters.get("value")) for one in lint(birth_copy)}


def test_without_it_the_layout_of_the_form_counts(birth_copy: Path) -> None:
    (birth_copy / "eform.json").unlink()
    assert lint(birth_copy) == ()
