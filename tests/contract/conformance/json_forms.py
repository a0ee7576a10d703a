"""JSON Forms' own examples, opened as anybody's pair of files: the same controls in sight, the same verdict."""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from random import Random
from typing import Any

from forms.errors import PackError
from forms.lenient import Preview, read_pair
from forms.loader import preview_pack
from forms.validation import _validator
from forms.visibility import visible
from tests.contract.conformance.mutations import choices_of, mutated
from tests.contract.conformance.page import Row, Section
from tests.contract.conformance.peer import Peer, peer

ABOUT = """
The 75 examples of `@jsonforms/examples` 3.7.0, each written out as `schema.json` and `ui.json` and opened as
`hoso packs preview` opens them. In sight: the data paths of all controls that the sample data show, in each row of
lists of objects too; beside us `@jsonforms/core` 3.7.0 walks the same layout with its own rules. Those that show the
same are tried again with 40 seeded mutations of their data each. Verdict: whether the sample data are valid, formats
apart.
"""
WHOLE = "The form is one control for the whole document (`#`): a form of ours is an object with named fields"
SHAPES = "A choice between shapes (`oneOf`, `anyOf`) has no control: rule 4 of packs, a choice is named by a field"
PUT_TOGETHER = "An object put together with `allOf` has no control of its own; its fields have"
WRITTEN_OUT = "An object with a list in it is written out as a group, a control for each of its fields"
EXPLAINED: Mapping[str, str] = {
    **dict.fromkeys(("additional-properties", "enumInArray", "json-editor", "jsonschema", "mixed"), WHOLE),
    **dict.fromkeys(("oneOf-recursive", "rootObject", "string"), WHOLE),
    **dict.fromkeys(("anyOf", "oneOf", "oneOfArray"), SHAPES),
    **dict.fromkeys(("oneOf_1265_array", "oneOf_1265_object", "oneOf_1273"), SHAPES),
    "anyOf-oneOf-allOf-resolve": PUT_TOGETHER,
    "huge": WRITTEN_OUT,
}
FUNCTION = "A rule that is a function of JavaScript is no JSON: compared with the sample data only"
RULED_BY_FUNCTION = ("rule",)
SPOILT = 40
Example = Mapping[str, Any]
IN_SIGHT, VERDICT = "the same in sight", "the same verdict"


def section() -> Section:
    """How many of the examples show the same, and judge the same."""
    with peer() as asked:
        found: list[Example] = asked.ask("examples")
        spoilt, others = tried_again(asked, found)
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
        spoilt,
        Row(VERDICT, sum(judged.values()), len(found)),
    )
    reasons[FUNCTION] = [f"`{name}`" for name in RULED_BY_FUNCTION]
    return Section("JSON Forms", ABOUT, rows, reasons, (*unexplained, *others))


def examples() -> list[Example]:
    """All of them, with what JSON Forms shows and says."""
    with peer() as asked:
        found: list[Example] = asked.ask("examples")
    return found


def tried_again(asked: Peer, found: list[Example]) -> tuple[Row, list[str]]:
    """The score over spoilt data, and what differs; data on which JSON Forms itself breaks count for nobody."""
    differing: list[str] = []
    total = 0
    for example in found:
        name, chance = example["name"], Random(example["name"])
        if shown(example) or not isinstance(example["data"], dict) or name in RULED_BY_FUNCTION:
            continue
        pack, choices = opened(example).pack, choices_of([example["schema"], example["uischema"]])
        many = [mutated(example["data"], choices, chance) for _ in range(SPOILT)]
        for data, theirs in zip(many, asked.ask("inSight", form=name, many=many), strict=True):
            total += theirs is not None
            if theirs is not None and visible(pack, data) != set(theirs):
                differing.append(f"{name}: {json.dumps(data)[:200]}")
    return Row("the same in sight, data spoilt", total - len(differing), total), differing


def opened(example: Example) -> Preview:
    """The example as a pair of files, opened; PackError for one that cannot be shown at all."""
    with tempfile.TemporaryDirectory() as made:
        schema, ui = Path(made) / "schema.json", Path(made) / "ui.json"
        schema.write_text(json.dumps(example["schema"]), encoding="utf-8")
        if example["uischema"] is not None:
            ui.write_text(json.dumps(example["uischema"]), encoding="utf-8")
        return read_pair(schema, ui if ui.exists() else None)


def shown(example: Example) -> str:
    """What differs, "" when the same is in sight."""
    try:
        preview = opened(example)
    except PackError as error:
        return f"not opened: {error.parameters}"
    ours, theirs = visible(preview.pack, example["data"] or {}), set(example["visible"])
    if ours == theirs:
        return ""
    return f"only ours {sorted(ours - theirs)}, only theirs {sorted(theirs - ours)[:9]}"


def _judged(example: Example) -> bool:
    validator = _validator(preview_pack(example["schema"]))
    faults = [error for error in validator.iter_errors(example["data"]) if error.kind.name != "format"]
    return (not faults) is example["valid"]
