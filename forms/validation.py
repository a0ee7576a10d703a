"""Answers checked against a pack: JSON Schema with our formats, and the pack's own checks."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Literal

import jsonschema_rs

from forms.addresses import repetitions
from forms.answers import complete
from forms.calculation import TODAY, evaluate, variables
from forms.checking import checker
from forms.pack import Answers, Json, ProcedurePack
from forms.pointers import dotted, get, join, parts, pattern, put
from forms.schema_paths import is_object, pointers_of, subschema
from forms.telex import residues
from forms.visibility import patterns

_DEPTH = 5
_NAMED = {"additionalProperties", "unevaluatedProperties"}


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field: the schema keyword, `format.<name>` or `check.<key>`; a warning only asks."""

    pointer: str
    code: str
    parameters: Mapping[str, object] = field(default_factory=dict)
    severity: Literal["error", "warning"] = "error"


def validate(pack: ProcedurePack, answers: Answers, *, today: date) -> tuple[FieldError, ...]:
    """All errors and warnings in the order of the form, one error a field; answers are pruned and calculated first."""
    data = complete(pack, answers, today=today)
    errors = {error.pointer: error for error in reversed(list(_schema_errors(pack, data)))}
    for error in _failed_checks(pack, {**data, TODAY: today.isoformat()}, errors):
        if error.severity == "warning":
            errors.setdefault(f"{error.pointer} {error.code}", error)
        else:
            errors.setdefault(error.pointer, error)
    for pointer, name in residues(pack, data):
        errors.setdefault(pointer, FieldError(pointer, "check.telex", {"value": name}, "warning"))
    for pointer, commune in repetitions(pack, data):
        errors.setdefault(pointer, FieldError(pointer, "check.repeated_commune", {"value": commune}, "warning"))
    order = _order(pack)
    return tuple(sorted(errors.values(), key=lambda error: _place(order, error.pointer)))


def error_text(pack: ProcedurePack, error: FieldError, lang: str) -> str:
    """The sentence for *error*: the field's own, else the pack's for this code; it says what to do."""
    path = dotted(error.pointer)
    label = pack.text(f"{path}.label", lang) if pack.has_text(f"{path}.label") else path
    for key in (f"{path}.error.{error.code}", f"error.{error.code}", error.code, "error.other"):
        if pack.has_text(key):
            return pack.text(key, lang, **{"label": label, **error.parameters})
    return f"{label}: {error.code}"


def _schema_errors(pack: ProcedurePack, data: Answers) -> Iterator[FieldError]:
    """Errors of the schema; a missing object is asked for field by field, or itself when none of them must be."""
    validator = _validator(pack)
    errors: list[FieldError] = []
    opened: list[str] = []
    for _ in range(_DEPTH):
        errors = [found for raw in validator.iter_errors(data) for found in _read(raw)]
        absent = [
            error.pointer
            for error in errors
            if error.code == "required" and is_object(subschema(pack.schema, error.pointer))
        ]
        if not absent:
            break
        for pointer in absent:
            data = put(data, pointer, {})
        opened += absent
    yield from errors
    for pointer in opened:
        if not any(is_within(error.pointer, pointer) for error in errors):
            yield FieldError(pointer, "required")


def _read(error: jsonschema_rs.ValidationError) -> Iterator[FieldError]:
    pointer = join([str(token) for token in error.instance_path])
    kind = error.kind.name
    said = error.kind.as_dict()
    if kind == "required":
        yield FieldError(f"{pointer}/{said['property']}", "required")
    elif kind in _NAMED:
        yield from (FieldError(f"{pointer}/{name}", kind) for name in said["unexpected"])
    elif kind == "format":
        yield FieldError(pointer, f"format.{said['format']}")
    else:
        limit = said.get("limit", said.get("multiple_of"))
        yield FieldError(pointer, kind, {} if limit is None else {"limit": limit})


def _failed_checks(pack: ProcedurePack, data: Answers, errors: Mapping[str, FieldError]) -> Iterator[FieldError]:
    for check, needs in _checks(pack):
        if any(get(data, pointer) is None or pointer in errors for pointer in needs):
            continue
        if check["at"] in errors or evaluate(check["ok"], data) is not False:
            continue
        given = {name: evaluate(value, data) for name, value in check.get("parameters", {}).items()}
        yield FieldError(check["at"], f"check.{check['key']}", given, check.get("severity", "error"))


@lru_cache(maxsize=64)
def _checks(pack: ProcedurePack) -> tuple[tuple[Mapping[str, Json], tuple[str, ...]], ...]:
    """Each check with the pointers that must have an answer before it runs."""
    checks = pack.logic.get("checks", [])
    return tuple((check, tuple(check.get("needs") or _read_alone(check["ok"]))) for check in checks)


def _read_alone(expression: Json) -> Iterator[str]:
    """What an expression reads, the columns of rows aside: a list may have none."""
    return (pointer for pointer in variables(expression) if "/*" not in pointer)


@lru_cache(maxsize=64)
def _validator(pack: ProcedurePack) -> jsonschema_rs.Draft202012Validator:
    return checker(pack.schema)


@lru_cache(maxsize=64)
def _order(pack: ProcedurePack) -> Mapping[str, int]:
    """Where each pattern stands in the form."""
    asked = patterns(pack)
    known = (*asked, *(pointer for pointer in pointers_of(pack.schema) if pointer not in asked))
    return {pointer: place for place, pointer in enumerate(known)}


def _place(order: Mapping[str, int], pointer: str) -> tuple[int, ...]:
    """Row by row: the place of each list on the way, the row's number, then the place of the field."""
    place: list[int] = []
    at = ""
    for token in parts(pointer):
        if token.isdigit():
            place += [order.get(pattern(at), len(order)), int(token)]
        at = f"{at}/{token}"
    return (*place, order.get(pattern(pointer), len(order)))


def is_within(pointer: str, parent: str) -> bool:
    """Whether *pointer* is *parent* or lies inside it."""
    return parts(pointer)[: len(parts(parent))] == parts(parent)


def as_json(error: FieldError) -> dict[str, Json]:
    """The error as plain JSON, for a report or an answer over the wire."""
    return {
        "pointer": error.pointer,
        "code": error.code,
        "parameters": dict(error.parameters),
        "severity": error.severity,
    }
