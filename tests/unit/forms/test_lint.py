"""Each rule of the linter is fed a birth pack that breaks it."""

import json
from collections.abc import Callable
from operator import methodcaller
from pathlib import Path
from typing import Any

import pytest

from forms.lint import lint, run_tests
from forms.loader import load_pack

Document = dict[str, Any]
Change = Callable[[Document], object]


def _schema(name: str) -> Callable[[Document], Document]:
    return lambda document: document["properties"][name]


def _first_control(ui: Document) -> Document:
    control: Document = ui["elements"][0]["elements"][0]
    return control


def _change(folder: Path, file: str, change: Change) -> None:
    path = folder / file
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document)
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")


def _add_property(name: str, schema: Document) -> Change:
    return lambda document: document["properties"].update({name: schema})


def _add_check(**check: Any) -> Change:
    usual = {"key": "con_dan_toc", "at": "/con/ho_ten", "ok": {"!": {"var": "con.ho_ten"}}}
    return lambda document: document["checks"].append({**usual, **check})


BROKEN: list[tuple[str, str, Change, str]] = [
    (
        "required though its rule hides it",
        "schema.json",
        lambda d: d["required"].append("ket_hon"),
        "lint.hidden-required",
    ),
    (
        "required in its object though a rule hides it",
        "schema.json",
        lambda d: d["properties"]["ban_sao"]["required"].append("so_luong"),
        "lint.hidden-required",
    ),
    (
        "required by another answer though hidden then",
        "schema.json",
        lambda d: d["properties"]["ban_sao"].update({"else": {"required": ["so_luong"]}}),
        "lint.hidden-required",
    ),
    (
        "a new draft would leave out what nobody asks",
        "procedure.json",
        lambda d: d["duplicate"]["without"].append("/chau"),
        "lint.unknown-path",
    ),
    (
        "a structural choice without discriminator",
        "schema.json",
        lambda d: d["properties"]["ban_sao"].update({"oneOf": [{"required": ["co"]}, {"required": ["so_luong"]}]}),
        "lint.bare-choice",
    ),
    (
        "any of several",
        "schema.json",
        lambda d: d["properties"]["con"]["properties"]["noi_sinh"].update({"anyOf": [{"minLength": 5}]}),
        "lint.bare-choice",
    ),
    (
        "a format nobody knows",
        "schema.json",
        _add_property("x", {"type": "string", "format": "zip"}),
        "lint.unknown-format",
    ),
    ("an object that takes anything", "schema.json", lambda d: d.pop("additionalProperties"), "lint.open-object"),
    ("a field named today", "schema.json", _add_property("today", {"type": "string"}), "lint.reserved-name"),
    ("a keyword nobody knows", "schema.json", lambda d: d.update({"minPropertys": 1}), "lint.unknown-keyword"),
    (
        "an option nobody knows",
        "ui.json",
        lambda d: _first_control(d).update(options={"slider": True}),
        "lint.unknown-keyword",
    ),
    ("an element nobody knows", "ui.json", lambda d: _first_control(d).update(type="Slider"), "lint.structure"),
    ("an effect nobody knows", "procedure.json", lambda d: d.update(colour="red"), "lint.unknown-keyword"),
    ("a block nobody knows", "print.json", lambda d: d["blocks"].append({"kind": "stamp"}), "lint.structure"),
    (
        "a scope that leads nowhere",
        "ui.json",
        lambda d: _first_control(d).update(scope="#/properties/noi_nao"),
        "lint.unknown-path",
    ),
    (
        "a rule that asks a field that is not there",
        "ui.json",
        lambda d: _first_control(d).update(
            rule={"effect": "SHOW", "condition": {"type": "LEAF", "scope": "#/properties/zz", "expectedValue": 1}}
        ),
        "lint.unknown-path",
    ),
    (
        "a check that reads a field that is not there",
        "logic.json",
        _add_check(ok={"!": {"var": "con.tuoi"}}),
        "lint.unknown-path",
    ),
    ("a check at a field that is not there", "logic.json", _add_check(at="/con/tuoi"), "lint.unknown-path"),
    ("a check that needs what is not there", "logic.json", _add_check(needs=["/con/tuoi"]), "lint.unknown-path"),
    (
        "a print layout with an unknown answer",
        "print.json",
        lambda d: d["blocks"].append({"kind": "line", "segments": [{"value": "/con/tuoi", "as": "text", "dots": 3}]}),
        "lint.unknown-path",
    ),
    (
        "a line of the paper that looks at a field that is not there",
        "print.json",
        lambda d: d["blocks"].append(
            {"kind": "line", "segments": [{"text": "a"}], "unless": {"scope": "#/properties/zz", "schema": {}}}
        ),
        "lint.unknown-path",
    ),
    ("a unit that is not asked for", "procedure.json", lambda d: d["dossier"].update(unit="/xa"), "lint.unknown-path"),
    (
        "a slot that asks a field that is not there",
        "procedure.json",
        lambda d: d["slots"][0].update(condition={"scope": "#/properties/zz", "schema": {}}),
        "lint.unknown-path",
    ),
    (
        "an operator that guesses types",
        "logic.json",
        _add_check(ok={"==": [{"var": "con.ho_ten"}, 0]}),
        "lint.unknown-operator",
    ),
    ("a check without a sentence", "logic.json", _add_check(key="khong_co_cau"), "lint.missing-text"),
    (
        "calculations in a circle",
        "logic.json",
        lambda d: d["calculated"].update(
            {"/con/ngay_sinh_chu": {"cat": [{"var": "truong_hop"}, {"var": "con.ngay_sinh_chu"}]}}
        ),
        "lint.cycle",
    ),
    ("a field that no control asks for", "schema.json", _add_property("them", {"type": "string"}), "lint.never-asked"),
    ("a label that is missing", "text.vi.json", lambda d: d.pop("con.ho_ten.label"), "lint.missing-text"),
    ("a choice without words", "text.vi.json", lambda d: d.pop("con.gioi_tinh.nam"), "lint.missing-text"),
    ("a slot without a name", "text.vi.json", lambda d: d.pop("slot.TP01.name"), "lint.missing-text"),
    ("English forgotten", "text.en.json", lambda d: d.pop("con.ho_ten.label"), "lint.one-language"),
    ("English only", "text.en.json", lambda d: d.update({"con.them": "More"}), "lint.one-language"),
    (
        "other parameters",
        "text.en.json",
        lambda d: d.update({"check.me_qua_tre": "At {age}."}),
        "lint.other-parameters",
    ),
    ("a check on no clause that we hold", "logic.json", _add_check(law=["60/2014/QH13#999"]), "lint.unknown-clause"),
    (
        "a legal basis that we do not hold",
        "procedure.json",
        lambda d: d["legal_basis"][0].update(law=["1/1901/QH1"]),
        "lint.unknown-clause",
    ),
    ("a check on what is no reference", "logic.json", _add_check(law=["Điều 15"]), "lint.structure"),
    ("decomposed letters", "text.vi.json", lambda d: d.update({"procedure.alias": "La\u0300m"}), "lint.not-nfc"),
]


@pytest.mark.parametrize(("why", "file", "change", "rule"), BROKEN, ids=[row[0] for row in BROKEN])
def test_finds(birth_copy: Path, why: str, file: str, change: Change, rule: str) -> None:
    _change(birth_copy, file, change)
    found = {(finding.rule, finding.file) for finding in lint(birth_copy)}
    assert rule in {rule for rule, _ in found}, why


def test_finds_a_constraint_without_a_sentence(birth_copy: Path) -> None:
    for lang in ("vi", "en"):
        _change(birth_copy.parents[2] / "_shared", f"person.{lang}.json", lambda texts: texts.pop("error.minLength"))
    findings = [finding for finding in lint(birth_copy) if finding.rule == "lint.no-sentence"]
    assert ("/con/noi_sinh", {"value": "minLength"}) in [(found.pointer, found.parameters) for found in findings]


def test_finds_an_example_that_fails_and_says_how(birth_copy: Path) -> None:
    _change(birth_copy, "tests/reject-short-number.json", lambda example: example.update(errors=[]))
    (finding,) = lint(birth_copy)
    assert (finding.rule, finding.file) == ("lint.example-failed", "tests/reject-short-number.json")
    assert finding.parameters["extra"] == (("/me/so_dinh_danh", "format.citizen-id"),)


def test_finds_a_pack_without_examples(birth_copy: Path) -> None:
    for path in (birth_copy / "tests").glob("reject-*.json"):
        path.unlink()
    assert [finding.rule for finding in lint(birth_copy)] == ["lint.no-examples"]


@pytest.mark.parametrize(
    ("file", "content"), [("ui.json", b"{"), ("schema.json", b"[]"), ("tests/accept-late.json", b"{")]
)
def test_an_unreadable_file_is_a_finding_too(birth_copy: Path, file: str, content: bytes) -> None:
    (birth_copy / file).write_bytes(content)
    assert {finding.file for finding in lint(birth_copy)} == {file}


def test_a_folder_that_is_not_there_is_a_finding(tmp_path: Path) -> None:
    assert [finding.rule for finding in lint(tmp_path / "none")] == ["pack.unreadable"]


def test_findings_say_where(birth_copy: Path) -> None:
    _change(birth_copy, "schema.json", lambda schema: schema["properties"]["con"].update(colour="red"))
    (finding,) = lint(birth_copy)
    assert (finding.file, finding.pointer) == ("schema.json", "/properties/con/colour")


def test_a_thin_sheet_is_a_pack_without_a_form(birth_copy: Path) -> None:
    for path in [*birth_copy.rglob("*.json")]:
        if path.name not in {"procedure.json", "text.vi.json", "text.en.json"}:
            path.unlink()
    for name in ("dossier", "certificate"):
        _change(birth_copy, "procedure.json", methodcaller("pop", name))
    assert not load_pack(birth_copy).has_form
    assert lint(birth_copy) == ()
    _change(birth_copy, "text.vi.json", lambda texts: texts.pop("procedure.fee"))
    assert "lint.missing-text" in {finding.rule for finding in lint(birth_copy)}


def test_the_examples_of_a_good_pack_pass(birth_copy: Path) -> None:
    assert all(outcome.passed for outcome in run_tests(birth_copy))
