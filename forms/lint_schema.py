"""Lint of `schema.json`: what the standards allow and our rules do not."""

from collections.abc import Iterator, Mapping

from forms.formats import FORMATS
from forms.pack import Json, ProcedurePack
from forms.pointers import of_scope, parts
from forms.rules import Element
from forms.schema_paths import subschema
from forms.visibility import patterns, patterns_within, row_layout

Row = tuple[str, str, str, Mapping[str, object]]
_FORMATS = {*FORMATS, "email"}
_FILE = "schema.json"
CONSTRAINTS = tuple(
    """enum const minLength maxLength pattern minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minItems
    maxItems uniqueItems contains minProperties maxProperties propertyNames oneOf anyOf not""".split()  # noqa: SIM905
)
"""Keywords of a value that need a sentence; `required`, `type` and formats have theirs besides."""


def findings(pack: ProcedurePack) -> Iterator[Row]:
    """Bare choices, unknown formats, open objects, reserved names; and hidden fields that are required all the same."""
    yield from _walk(pack.schema, "")
    if "today" in pack.schema.get("properties", {}):
        yield _FILE, "/properties/today", "lint.reserved-name", {"value": "today"}
    for element, at in _ruled(pack, pack.ui, ""):
        hidden = set(patterns_within(pack, element, at))
        for pointer in sorted(hidden | _emptied(pack, hidden)):
            if _is_required_alone(pack, pointer, hidden):
                yield "ui.json", pointer, "lint.hidden-required", {"value": pointer}


def _walk(schema: Json, pointer: str) -> Iterator[Row]:
    if not isinstance(schema, Mapping):
        return
    for keyword in ("oneOf", "anyOf"):
        if keyword in schema and not all({"const", "title"} <= part.keys() for part in schema[keyword]):
            yield _FILE, f"{pointer}/{keyword}", "lint.bare-choice", {"value": keyword}
    if "format" in schema and schema["format"] not in _FORMATS:
        yield _FILE, f"{pointer}/format", "lint.unknown-format", {"value": schema["format"]}
    if schema.get("type") == "object" and schema.get("additionalProperties") is not False:
        yield _FILE, pointer, "lint.open-object", {}
    for name, inner in schema.get("properties", {}).items():
        yield from _walk(inner, f"{pointer}/properties/{name}")
    for keyword in ("items", "then", "else", "not"):
        yield from _walk(schema.get(keyword), f"{pointer}/{keyword}")
    for number, inner in enumerate(schema.get("allOf", [])):
        yield from _walk(inner, f"{pointer}/allOf/{number}")


def _ruled(pack: ProcedurePack, element: Element, at: str) -> Iterator[tuple[Element, str]]:
    """Elements that a rule may hide, each with the pattern of the row it stands in."""
    if element.get("rule", {}).get("effect") in {"SHOW", "HIDE"}:
        yield element, at
    layout = row_layout(pack, element, at) if "scope" in element else None
    if layout is not None:
        yield from _ruled(pack, layout, f"{at}{of_scope(element['scope'])}/*")
    for child in element.get("elements", []):
        yield from _ruled(pack, child, at)


def _emptied(pack: ProcedurePack, hidden: set[str]) -> set[str]:
    """Objects all of whose fields are hidden."""
    parents = {pointer.rpartition("/")[0] for pointer in hidden} - {""}
    return {parent for parent in parents if not _stays(pack, parent, hidden)}


def _stays(pack: ProcedurePack, parent: str, hidden: set[str]) -> bool:
    return any(pointer.startswith(parent + "/") and pointer not in hidden for pointer in patterns(pack))


def _is_required_alone(pack: ProcedurePack, pointer: str, hidden: set[str]) -> bool:
    """Whether the schema always requires *pointer*, while its object stays for the sake of other fields."""
    parent, _, name = pointer.rpartition("/")
    schema = subschema(pack.schema, parent)
    if schema is None or name not in schema.get("required", []):
        return False
    if not parent:
        return True
    return _stays(pack, parent, hidden) or _is_required_alone(pack, parent, hidden)


def leaf_keywords(pack: ProcedurePack, pointer: str) -> Iterator[str]:
    """Error codes that the schema can give for the value at *pointer*, `required` aside."""
    for schema in _all_at(pack.schema, parts(pointer)):
        yield from (keyword for keyword in CONSTRAINTS if keyword in schema)
        if "format" in schema:
            yield f"format.{schema['format']}"


def _all_at(schema: Json, tokens: list[str]) -> Iterator[Mapping[str, Json]]:
    if not isinstance(schema, Mapping):
        return
    if not tokens:
        yield schema
    elif tokens[0] == "*":
        yield from _all_at(schema.get("items"), tokens[1:])
    elif tokens[0] in schema.get("properties", {}):
        yield from _all_at(schema["properties"][tokens[0]], tokens[1:])
    for part in (*schema.get("allOf", []), schema.get("then"), schema.get("else")):
        yield from _all_at(part, tokens)
