"""The JSON-Schema-Test-Suite, 2020-12, required part: each schema read as a pack's, the pack's validator asked."""

import json
from collections.abc import Mapping
from typing import Any

from forms.errors import PackError
from forms.loader import preview_pack
from forms.validation import _validator
from tests.contract.conformance.installed import SUITE, installed
from tests.contract.conformance.page import Row, Section

ABOUT = """
The required part of draft 2020-12 as the source package of `jsonschema` 4.26.0 carries it. Each schema becomes the
`schema.json` of a pack (so it goes through our reading of `$ref`), and each instance is asked of the validator that
every pack has.
"""
FORMATS_COUNT = "Formats are checked, not only noted (rule of the house: a wrong date is an error)"
OBJECTS_ONLY = "The schema of a form is an object: `true` and `false` alone are no form"
NOTHING_FETCHED = "Nothing is fetched: a pack carries all that it refers to"
NO_VOCABULARIES = "Every vocabulary is in force, whatever metaschema is named"


def section() -> Section:
    """The score of each file."""
    rows: list[Row] = []
    listed: dict[str, list[str]] = {}
    unexplained: list[str] = []
    for path in sorted((installed() / SUITE / "tests" / "draft2020-12").glob("*.json")):
        passed = total = 0
        for group in json.loads(path.read_text(encoding="utf-8")):
            failed = _failed(group)
            total += len(group["tests"])
            passed += len(group["tests"]) - len(failed)
            for case in failed:
                name = f"`{path.stem}`: {group['description']}"
                reason = _reason(path.stem, group["schema"], case)
                if reason:
                    listed.setdefault(reason, []).append(name)
                else:
                    unexplained.append(f"{name}: {case}")
        rows.append(Row(path.stem, passed, total))
    return Section("JSON Schema", ABOUT, tuple(rows), listed, tuple(unexplained))


def _failed(group: Mapping[str, Any]) -> list[str]:
    try:
        validator = _validator(preview_pack(group["schema"]))
        answers = [validator.is_valid(case["data"]) for case in group["tests"]]
    except (PackError, ValueError):
        return [case["description"] for case in group["tests"]]
    return [
        case["description"] for case, answer in zip(group["tests"], answers, strict=True) if answer is not case["valid"]
    ]


def _reason(file: str, schema: Any, case: str) -> str:
    if isinstance(schema, bool):
        return OBJECTS_ONLY
    if file == "format" and case.endswith("is only an annotation by default"):
        return FORMATS_COUNT
    if file == "vocabulary":
        return NO_VOCABULARIES
    return NOTHING_FETCHED if "http://localhost:1234" in json.dumps(schema) else ""
