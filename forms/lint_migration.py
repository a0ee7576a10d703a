"""Lint of `migration.json`: it starts from a version that is there; no answer is lost or asked for without a word."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from forms.lint_schema import Row
from forms.loader import load_pack
from forms.pack import Json, ProcedurePack
from forms.schema_paths import pointers_of, subschema
from forms.validation import is_within

_FILE = "migration.json"
_LEAVES_OLD = frozenset({"rename", "copy", "map", "drop"})
_ENDS_OLD = frozenset({"rename", "drop"})


def findings(pack: ProcedurePack, folder: Path) -> Iterator[Row]:
    """A version without a way to it, paths that lead nowhere, answers that would be lost, values without successor."""
    older = _versions_before(pack.version, folder)
    if pack.migration is None:
        if older:
            yield _FILE, "", "lint.no-migration", {"value": max(older)}
        return
    start = pack.migration["from"]
    if start not in older:
        yield _FILE, "/from", "lint.migration-from", {"value": start}
        return
    old = load_pack(folder.parent / str(start))
    operations = pack.migration["operations"]
    for number, operation in enumerate(operations):
        place = f"/operations/{number}"
        for name, pointer, schema in _paths(operation, old, pack):
            if subschema(schema, pointer) is None:
                yield _FILE, f"{place}/{name}", "lint.unknown-path", {"value": pointer}
        yield from _rows(place, operation)
    yield from _lost(old, pack, operations)
    yield from _unexplained(old, pack, operations)
    yield from _values(old, pack, operations)


def _versions_before(version: int, folder: Path) -> set[int]:
    beside = folder.resolve().parent
    names = {path.parent.name for path in beside.glob("*/procedure.json")} if beside.is_dir() else set()
    return {int(name) for name in names if name.isdigit() and int(name) < version}


def _paths(
    operation: Mapping[str, Json], old: ProcedurePack, new: ProcedurePack
) -> Iterator[tuple[str, str, Mapping[str, Json]]]:
    yield "at", operation["at"], old.schema if operation["op"] in _LEAVES_OLD else new.schema
    if operation["op"] == "map":
        yield "at", operation["at"], new.schema
    if "to" in operation:
        yield "to", operation["to"], new.schema


def _rows(place: str, operation: Mapping[str, Json]) -> Iterator[Row]:
    """An answer of a row can only move within its row."""
    if "to" in operation and operation["at"].count("*") != operation["to"].count("*"):
        yield _FILE, f"{place}/to", "lint.migration-rows", {"value": operation["to"]}


def _lost(old: ProcedurePack, new: ProcedurePack, operations: list[Mapping[str, Json]]) -> Iterator[Row]:
    """What only the old version asks for goes somewhere; what is moved does not land on an answer that stays."""
    gone = [operation["at"] for operation in operations if operation["op"] in _ENDS_OLD]
    for pointer in _asked(old):
        if subschema(new.schema, pointer) is None and not any(is_within(pointer, at) for at in gone):
            yield _FILE, "", "lint.migration-loses", {"value": pointer}
    for number, operation in enumerate(operations):
        to = operation.get("to") if operation["op"] == "rename" else None
        if to and subschema(old.schema, to) is not None and not any(is_within(to, at) for at in gone):
            yield _FILE, f"/operations/{number}/to", "lint.migration-overwrites", {"value": to}


def _unexplained(old: ProcedurePack, new: ProcedurePack, operations: list[Mapping[str, Json]]) -> Iterator[Row]:
    """What only the new version asks for is filled, or asked for with a reason."""
    named = [operation.get("to", operation["at"]) for operation in operations]
    for pointer in _asked(new):
        if subschema(old.schema, pointer) is None and not any(is_within(pointer, at) for at in named):
            yield _FILE, "", "lint.migration-unexplained", {"value": pointer}


def _values(old: ProcedurePack, new: ProcedurePack, operations: list[Mapping[str, Json]]) -> Iterator[Row]:
    """A choice that the new version does not know has a successor, or is said to have none (null)."""
    stays = dict.fromkeys(_asked(old))
    for number, operation in enumerate(operations):
        if operation["op"] in {"rename", "map", "drop"}:
            stays.pop(operation["at"], None)
        if operation["op"] in {"rename", "map", "copy"}:
            to, values = operation.get("to", operation["at"]), operation.get("values", {})
            yield from _moved(f"/operations/{number}", _choices(old, operation["at"]), _choices(new, to), values)
        known = _choices(new, operation["at"]) if operation["op"] == "default" else ()
        if known and not isinstance(operation["value"], list) and operation["value"] not in known:
            yield _FILE, f"/operations/{number}/value", "lint.migration-value", {"value": operation["value"]}
    for pointer in stays:
        yield from _moved("", _choices(old, pointer), _choices(new, pointer), {})


def _moved(place: str, before: set[Json], after: set[Json], values: Mapping[str, Json]) -> Iterator[Row]:
    if after:
        for value in sorted(map(str, before - after - values.keys())):
            yield _FILE, place, "lint.migration-value", {"value": value}
        for value in sorted(str(now) for now in values.values() if now is not None and now not in after):
            yield _FILE, f"{place}/values", "lint.migration-value", {"value": value}
    for value in sorted(values.keys() - before) if before else ():
        yield _FILE, f"{place}/values", "lint.migration-value", {"value": value}


def _choices(pack: ProcedurePack, pointer: str) -> set[Json]:
    schema = subschema(pack.schema, pointer) or {}
    return set(schema.get("enum", schema.get("items", {}).get("enum", ())))


def _asked(pack: ProcedurePack) -> list[str]:
    """Pointers of the answers that a person gives, in rows of tables too (`/mon/*/ten`)."""
    given = pack.logic.get("calculated", {})
    return [pointer for pointer in pointers_of(pack.schema) if pointer not in given]
