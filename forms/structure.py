"""The structure of a pack's own files, as JSON Schemas kept in `forms/schemas/`."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import jsonschema_rs

from forms.errors import PackError
from forms.pack import Json
from forms.pointers import join

FOLDER = Path(__file__).parent / "schemas"


def check_structure(file: str, document: Mapping[str, Json], *, strict: bool) -> None:
    """Refuse a document that its schema refuses (PackError `pack.invalid`); lenient takes any object."""
    if not strict:
        return
    checker = _checker("text.json" if file.startswith("text.") else file)
    if checker is None:
        return
    error = next(iter(checker.iter_errors(document)), None)
    if error is not None:
        pointer = join([str(token) for token in error.instance_path])
        raise PackError("pack.invalid", file, pointer, reason=error.kind.name, value=error.message)


@cache
def _checker(file: str) -> jsonschema_rs.Draft202012Validator | None:
    path = FOLDER / file
    if not path.is_file():
        return None
    return jsonschema_rs.Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))
