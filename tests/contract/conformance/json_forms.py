"""JSON Forms' own examples, opened as anybody's pair of files: the same controls in sight, the same verdict."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from forms.errors import PackError
from forms.lenient import Preview, read_pair
from forms.loader import preview_pack
from forms.validation import _validator
from forms.visibility import visible
from tests.contract.conformance.page import Row, Section
from tests.contract.conformance.peer import peer

ABOUT = """
The 75 examples of `@jsonforms/examples` 3.7.0, each written out as `schema.json` and `ui.json` and opened as
`hoso packs preview` opens them. In sight: the data paths of all controls that the sample data show, rows of lists by
their number; beside us `@jsonforms/core` 3.7.0 walks the same layout with its own rules. Verdict: whether the sample
data are valid, formats apart.
"""
WHOLE = "The form is one control for the whole document (`#`): a form of ours is an object with named fields"
SHAPES = "A choice between shapes (`oneOf`, `anyOf`) has no control: rule 4 of packs, a choice is named by a field"
PUT_TOGETHER = "An object put together with `allOf` has no control of its own; its fields have"
SINGLE = "A list of single values has no control: of choices it is a tick list, of objects a table"
IN_LIST = "A list within a list has no control"
EXPLAINED: Mapping[str, str] = {
    **dict.fromkeys(("additional-properties", "enumInArray", "json-editor", "jsonschema", "mixed"), WHOLE),
    **dict.fromkeys(("oneOf-recursive", "rootObject", "string"), WHOLE),
    **dict.fromkeys(("anyOf", "oneOf", "oneOfArray"), SHAPES),
    **dict.fromkeys(("oneOf_1265_array", "oneOf_1265_object", "oneOf_1273"), SHAPES),
    "anyOf-oneOf-allOf-resolve": PUT_TOGETHER,
    **dict.fromkeys(("array-with-defaults", "stringArray"), SINGLE),
    **dict.fromkeys(("list-with-detail-primitive-number", "list-with-detail-primitive-string"), SINGLE),
    **dict.fromkeys(("huge", "nestedArray"), IN_LIST),
}
IN_SIGHT, VERDICT = "the same in sight", "the same verdict"


def section() -> Section:
    """How many of the examples show the same, and judge the same."""
    found = examples()
    seen = {example["name"]: shown(example) for example in found}
    differing = {name: words for name, words in seen.items() if words}
    judged = {example["name"]: _judged(example) for example in found}
    reasons: dict[str, list[str]] = {}
    for name in differing:
        if name in EXPLAINED:
            reasons.setdefault(EXPLAINED[name], []).append(f"`{name}`")
    unexplained = [f"{name}: {words}" for name, words in differing.items() if name not in EXPLAINED]
    unexplained += [f"{name} is the same: take its reason out" for name in EXPLAINED if name not in differing]
    unexplained += [f"{name}: another verdict" for name, same in judged.items() if not same and name not in EXPLAINED]
    rows = (
        Row(IN_SIGHT, len(found) - len(differing), len(found)),
        Row(VERDICT, sum(judged.values()), len(found)),
    )
    return Section("JSON Forms", ABOUT, rows, reasons, tuple(unexplained))


def examples() -> list[dict[str, Any]]:
    """All of them, with what JSON Forms shows and says."""
    with peer() as asked:
        found: list[dict[str, Any]] = asked.ask("examples")
    return found


def opened(example: Mapping[str, Any]) -> Preview:
    """The example as a pair of files, opened; PackError for one that cannot be shown at all."""
    with tempfile.TemporaryDirectory() as made:
        schema, ui = Path(made) / "schema.json", Path(made) / "ui.json"
        schema.write_text(json.dumps(example["schema"]), encoding="utf-8")
        if example["uischema"] is not None:
            ui.write_text(json.dumps(example["uischema"]), encoding="utf-8")
        return read_pair(schema, ui if ui.exists() else None)


def shown(example: Mapping[str, Any]) -> str:
    """What differs, "" when the same is in sight."""
    try:
        preview = opened(example)
    except PackError as error:
        return f"not opened: {error.parameters}"
    ours, theirs = visible(preview.pack, example["data"] or {}), set(example["visible"])
    if ours == theirs:
        return ""
    return f"only ours {sorted(ours - theirs)}, only theirs {sorted(theirs - ours)[:9]}"


def _judged(example: Mapping[str, Any]) -> bool:
    validator = _validator(preview_pack(example["schema"]))
    faults = [error for error in validator.iter_errors(example["data"]) if error.kind.name != "format"]
    return (not faults) is example["valid"]
