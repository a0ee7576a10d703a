"""Lint of pointers, scopes and expressions: each leads to a field that the schema has."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from forms.answers import complete
from forms.calculation import TODAY, ordered, variables
from forms.errors import PackError
from forms.lint_schema import Row
from forms.operators import KNOWN
from forms.pack import Answers, Json, ProcedurePack
from forms.pack_tests import examples
from forms.pointers import of_scope, put, rows_of
from forms.rules import Element
from forms.schema_paths import pointers_of, subschema
from forms.validation import is_within, validate
from forms.visibility import patterns, row_layout, visible


def findings(pack: ProcedurePack) -> Iterator[Row]:
    """Unknown scopes, paths and operators, cycles, and fields that no control asks for."""
    for file, place, pointer in (*_scopes(pack), *_paths(pack)):
        if pointer != f"/{TODAY}" and subschema(pack.schema, pointer) is None:
            yield file, place, "lint.unknown-path", {"value": pointer}
    for place, expression in _expressions(pack):
        for operator in sorted(_operators(expression) - KNOWN):
            yield "logic.json", place, "lint.unknown-operator", {"value": operator}
    try:
        ordered(pack.logic.get("calculated", {}))
    except PackError as error:
        yield "logic.json", "/calculated", "lint.cycle", {"value": error.parameters["value"]}
    asked = {*patterns(pack), *pack.logic.get("calculated", {})}
    for pointer in pointers_of(pack.schema):
        if not any(is_within(pointer, known) for known in asked):
            yield "ui.json", "", "lint.never-asked", {"value": pointer}


def dead_ends(pack: ProcedurePack, folder: Path) -> Iterator[Row]:
    """Answers near the pack's good examples that ask for a field which is hidden then: nobody could finish the form."""
    switches = {
        pointer: _values(subschema(pack.schema, pointer) or {}) for pointer in dict(_rule_pointers(pack, pack.ui, ""))
    }
    met: set[str] = set()
    for name, example in examples(folder).items():
        if not name.startswith("tests/accept"):
            continue
        today = date.fromisoformat(example.get("today", pack.procedure["last_checked"]))
        for answers in _near(example["answers"], switches):
            for pointer in _unreachable(pack, answers, today) - met:
                met.add(pointer)
                yield "ui.json", pointer, "lint.hidden-required", {"value": name}


def _near(answers: Answers, switches: Mapping[str, list[Json]]) -> Iterator[Answers]:
    yield answers
    for pointer, values in switches.items():
        yield from (put(answers, row, value) for row in rows_of(pointer, answers) for value in values)


def _unreachable(pack: ProcedurePack, answers: Answers, today: date) -> set[str]:
    shown = visible(pack, complete(pack, answers, today=today))
    required = {error.pointer for error in validate(pack, answers, today=today) if error.code == "required"}
    return required - shown


def _values(schema: Mapping[str, Json]) -> list[Json]:
    return [*schema.get("enum", [True, False] if schema.get("type") == "boolean" else []), None]


def _scopes(pack: ProcedurePack) -> Iterator[tuple[str, str, str]]:
    yield from (("ui.json", pointer, pointer) for pointer in patterns(pack))
    yield from (("ui.json", scope, pointer) for pointer, scope in _rule_pointers(pack, pack.ui, ""))
    for number, slot in enumerate(pack.slots):
        for scope in _rule_scopes(slot.condition):
            yield "procedure.json", f"/slots/{number}/condition", of_scope(scope)
    for number, block in enumerate(pack.print_layout.get("blocks", [])):
        for scope in _rule_scopes(block.get("unless")):
            yield "print.json", f"/blocks/{number}/unless", of_scope(scope)


def _rule_pointers(pack: ProcedurePack, element: Element, at: str) -> Iterator[tuple[str, str]]:
    """(pattern, scope) of what the rules of the layout look at; those of a list's rows look within the row."""
    for scope in _rule_scopes(element.get("rule")):
        yield at + of_scope(scope), scope
    layout = row_layout(pack, element, at) if "scope" in element and element.get("type") != "Label" else None
    if layout is not None:
        yield from _rule_pointers(pack, layout, f"{at}{of_scope(element['scope'])}/*")
    for child in element.get("elements", []):
        yield from _rule_pointers(pack, child, at)


def _rule_scopes(node: Json) -> Iterator[str]:
    """Scopes in a rule or a condition."""
    if isinstance(node, list):
        for item in node:
            yield from _rule_scopes(item)
    elif isinstance(node, Mapping):
        if "scope" in node and ("expectedValue" in node or "schema" in node):
            yield node["scope"]
        for key, value in node.items():
            if key in {"condition", "conditions"}:
                yield from _rule_scopes(value)


def _paths(pack: ProcedurePack) -> Iterator[tuple[str, str, str]]:
    for place, expression in _expressions(pack):
        yield from (("logic.json", place, pointer) for pointer in variables(expression))
    for pointer in pack.logic.get("calculated", {}):
        yield "logic.json", "/calculated", pointer
    for number, check in enumerate(pack.logic.get("checks", [])):
        yield from (("logic.json", f"/checks/{number}", pointer) for pointer in (check["at"], *check.get("needs", [])))
    yield from (("procedure.json", "/dossier", pointer) for pointer in _strings(pack.procedure["dossier"]))
    yield from (("procedure.json", "/certificate", pointer) for pointer in pack.procedure.get("certificate", []))
    left_out = pack.procedure.get("duplicate", {}).get("without", [])
    yield from (("procedure.json", "/duplicate/without", pointer) for pointer in left_out)
    yield from (("print.json", "/blocks", pointer) for pointer in _strings(pack.print_layout.get("blocks", [])))


def _strings(node: Json) -> Iterator[str]:
    """Strings that are pointers (a word after a slash)."""
    if isinstance(node, str) and node.startswith("/") and " " not in node:
        yield node
    inner = node.values() if isinstance(node, Mapping) else node if isinstance(node, list) else ()
    for item in inner:
        yield from _strings(item)


def _expressions(pack: ProcedurePack) -> Iterator[tuple[str, Json]]:
    for pointer, rule in pack.logic.get("calculated", {}).items():
        yield f"/calculated{pointer}", rule
    for number, check in enumerate(pack.logic.get("checks", [])):
        yield f"/checks/{number}/ok", check["ok"]
        yield from ((f"/checks/{number}/parameters", value) for value in check.get("parameters", {}).values())
    for number, row in enumerate(pack.procedure.get("fees", {}).get("items", [])):
        yield f"/fees/items/{number}", [row["amount"], row.get("quantity", 1)]


def _operators(expression: Json) -> set[str]:
    if isinstance(expression, list):
        return set().union(*(_operators(item) for item in expression))
    if isinstance(expression, Mapping):
        return set(expression).union(*(_operators(item) for item in expression.values()))
    return set()
