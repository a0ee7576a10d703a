"""Every shipped pack's verdicts beside ajv's, on the same pruned and completed answers, our formats lent to ajv."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import jsonschema_rs

from forms.answers import complete
from forms.checking import checker
from forms.loader import load_pack
from forms.pack import Answers, Json, ProcedurePack
from forms.pack_tests import examples
from forms.pointers import join
from forms.validation import _validator
from tests.contract.conformance.mutations import choices_of, mutated
from tests.contract.conformance.page import Row, Section
from tests.contract.conformance.peer import Peer, peer
from tests.house.tree import ROOT

ABOUT = """
Each example of each pack, and answers made of them by seeded mutation (dropped, retyped, overlong, of another choice,
with more properties, with one part in another's place, rows added, repeated and lost) until there are 1,000 a pack,
10,000 in `make test-all`: pruned and completed as for sending, then judged by our validator and by ajv 8.20.0
(2020-12, all errors), to which our verdict on each text in each format is lent. The same is: the same verdict, and the
same pointers with the same keywords. What a branch of `anyOf` or `oneOf` found, ajv tells and we do not: it is left
aside.
"""
JUDGED = 1000
_BRANCHES = ("/anyOf/", "/oneOf/", "/not/", "/contains/")
_APPLICATORS = frozenset({"if", "anyOf", "oneOf", "not", "contains", "propertyNames"})
Fault = tuple[str, str]


def section() -> Section:
    """The score of each pack."""
    rows: list[Row] = []
    unexplained: list[str] = []
    with peer() as asked:
        for folder in folders():
            differing, total = compared(asked, folder, JUDGED)
            name = f"{folder.parent.name} v{folder.name}"
            rows.append(Row(name, total - len(differing), total))
            unexplained += [f"{name} {one}" for one in differing]
    return Section("Verdicts beside ajv", ABOUT, tuple(rows), {}, tuple(unexplained))


def folders() -> list[Path]:
    """The shipped packs that have a form."""
    found = sorted(path.parent for path in (ROOT / "forms/packs").glob("[!_]*/*/*/procedure.json"))
    return [folder for folder in found if load_pack(folder).has_form]


def compared(asked: Peer, folder: Path, number: int, theirs_is: Json = None) -> tuple[list[str], int]:
    """(what differs, how many answers were judged); ajv gets the pack's schema, or *theirs_is*."""
    pack = load_pack(folder)
    formats = sorted(set(_named(pack.schema, "format")))
    asked.ask("schema", name=str(folder), schema=theirs_is or pack.schema, formats=formats)
    many = list(judged(pack, folder, number))
    theirs = asked.ask("verdicts", name=str(folder), many=many, formats=_mirrored(formats, many))
    differing = []
    for place, (answers, said) in enumerate(zip(many, theirs, strict=True)):
        mine = ours(pack, answers)
        other = {fault for error in said for fault in _read(error)}
        if mine != other or bool(said) is _validator(pack).is_valid(answers):
            differing.append(f"#{place}: ours {sorted(mine - other)}, ajv {sorted(other - mine)}")
    return differing, len(many)


def judged(pack: ProcedurePack, folder: Path, number: int) -> Iterator[Answers]:
    """Each example, then the mutations, all ready to be sent; the same in every run."""
    chance = Random(f"{pack.code} {pack.version}")
    named = examples(folder)
    written = list(named.values())
    good = [example for name, example in named.items() if name.startswith("tests/accept-")]
    choices = choices_of(pack.schema)
    for example in written:
        yield _ready(pack, example, example["answers"])
    for _ in range(number - len(written)):
        example = chance.choice(chance.choice((good, good, good, written)))
        yield _ready(pack, example, mutated(example["answers"], choices, chance))


def _ready(pack: ProcedurePack, example: Mapping[str, Any], answers: Answers) -> Answers:
    today = example.get("today", pack.procedure["last_checked"])
    return complete(pack, answers, today=date.fromisoformat(today))


def ours(pack: ProcedurePack, answers: Answers) -> set[Fault]:
    return {fault for error in _validator(pack).iter_errors(answers) for fault in _told(error)}


def _told(error: jsonschema_rs.ValidationError) -> Iterator[Fault]:
    pointer = join([str(token) for token in error.instance_path])
    kind, said = error.kind.name, error.kind.as_dict()
    if kind == "required":
        yield f"{pointer}/{said['property']}", kind
    elif kind in {"additionalProperties", "unevaluatedProperties"}:
        yield from ((f"{pointer}/{name}", kind) for name in said["unexpected"])
    elif kind.removesuffix("NotValid").removesuffix("MultipleValid") not in _APPLICATORS:
        yield pointer, kind


def _read(error: Mapping[str, Any]) -> Iterator[Fault]:
    pointer, keyword, said = error["at"], error["keyword"], error["params"]
    if any(branch in error["rule"] for branch in _BRANCHES):
        return
    if keyword in {"required", "dependentRequired"}:
        yield f"{pointer}/{said['missingProperty']}", "required"
    elif keyword == "additionalProperties":
        yield f"{pointer}/{said['additionalProperty']}", keyword
    elif keyword == "unevaluatedProperties":
        yield f"{pointer}/{said['unevaluatedProperty']}", keyword
    elif keyword not in _APPLICATORS:
        yield pointer, keyword


def _mirrored(formats: list[str], many: list[Answers]) -> dict[str, list[str]]:
    """Format to those texts of the answers that it takes."""
    texts = sorted({text for answers in many for text in _texts(answers)})
    return {name: [text for text in texts if _format(name).is_valid(text)] for name in formats}


@cache
def _format(name: str) -> jsonschema_rs.Draft202012Validator:
    return checker({"format": name})


def _named(schema: Any, keyword: str) -> Iterator[str]:
    """What the schema says under *keyword*, anywhere."""
    if isinstance(schema, list):
        for item in schema:
            yield from _named(item, keyword)
    elif isinstance(schema, Mapping):
        if isinstance(schema.get(keyword), str):
            yield schema[keyword]
        for inner in schema.values():
            yield from _named(inner, keyword)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _texts(inner)
