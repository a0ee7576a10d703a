"""The structure of a pack's own files, as JSON Schemas kept in `forms/schemas/`."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import jsonschema_rs

from forms.errors import PackError
from forms.pack import Json
from forms.pointers import join

FOLDER = Path(__file__).parent / "schemas"
_UNKNOWN = {"additionalProperties", "unevaluatedProperties"}


def check_structure(file: str, document: Mapping[str, Json], *, strict: bool) -> None:
    """Refuse a document that its schema refuses (PackError `pack.invalid`); lenient takes any object."""
    if not strict:
        return
    for pointer, rule, value in problems(file, document):
        raise PackError("pack.invalid", file, pointer, reason=rule, value=value)


def problems(file: str, document: Json) -> Iterator[tuple[str, str, str]]:
    """(pointer, rule, value) of each fault: `lint.unknown-keyword` for a key we do not know, else `lint.structure`."""
    checker = _checker("text.json" if file.startswith("text.") else file)
    for error in checker.iter_errors(document) if checker else ():
        yield from _told(error)


def _told(error: jsonschema_rs.ValidationError) -> Iterator[tuple[str, str, str]]:
    pointer = join([str(token) for token in error.instance_path])
    said = error.kind.as_dict()
    if error.kind.name in _UNKNOWN:
        yield from ((f"{pointer}/{name}", "lint.unknown-keyword", str(name)) for name in said["unexpected"])
    elif error.kind.name == "oneOfNotValid" and (inner := _nearest(said.get("context", []))):
        for cause in inner:
            yield from _told(cause)
    else:
        yield pointer, "lint.structure", error.message


def _nearest(branches: list[list[jsonschema_rs.ValidationError]]) -> list[jsonschema_rs.ValidationError]:
    """The errors of the one branch whose `kind`, `type` or `op` fits what was written; [] when none does."""
    fitting = [branch for branch in branches if not any(_is_other_kind(error) for error in branch)]
    return fitting[0] if len(fitting) == 1 else []


def _is_other_kind(error: jsonschema_rs.ValidationError) -> bool:
    wrong = error.kind.name in {"const", "enum"} and error.instance_path[-1:] in (["kind"], ["type"], ["op"])
    return wrong or (
        error.kind.name == "required" and error.kind.as_dict()["property"] in {"kind", "type", "text", "value"}
    )


@cache
def _checker(file: str) -> jsonschema_rs.Draft202012Validator | None:
    path = FOLDER / file
    if not path.is_file():
        return None
    return jsonschema_rs.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")), validate_formats=True)
