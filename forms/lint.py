"""What a pack must be before it is shipped; every finding names its file and JSON pointer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from forms import lint_eform, lint_law, lint_migration, lint_paths, lint_schema, lint_texts
from forms.errors import FormsError, PackError
from forms.loader import load_pack, parse_json
from forms.pack_tests import TestOutcome, run_tests
from forms.sources import read_source
from forms.structure import problems

__all__ = ["Finding", "TestOutcome", "lint", "run_tests"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a pack: `rule` is its code, `parameters` say which value."""

    file: str
    pointer: str
    rule: str
    parameters: Mapping[str, object] = field(default_factory=dict)


def lint(folder: Path) -> tuple[Finding, ...]:
    """What is wrong with the pack in *folder*, () for a good one: its structure, else its meaning, else its tests."""
    try:
        for stage in (_structure, _meaning, _behaviour):
            found = tuple(stage(folder))
            if found:
                return found
    except PackError as error:
        return (_of_error(error),)
    return ()


def _structure(folder: Path) -> Iterator[Finding]:
    source = read_source(folder)
    for file, content in sorted(source.files.items()):
        if not file.endswith(".json") or file.startswith("tests/"):
            continue
        document = parse_json(file, content)
        if not isinstance(document, dict):
            yield Finding(file, "", "lint.type", {"expected": "object"})
            continue
        for pointer, rule, value in problems(file, document):
            yield Finding(file, pointer, rule, {"value": value})


def _meaning(folder: Path) -> Iterator[Finding]:
    pack = load_pack(folder)
    own = [lint_texts.findings(pack), lint_law.findings(pack, read_source(folder).shared)]
    if pack.has_form:
        own += [lint_schema.findings(pack), lint_paths.findings(pack), lint_migration.findings(pack, folder)]
        own += [lint_eform.findings(pack)]
    for rows in own:
        yield from (Finding(*row) for row in rows)


def _behaviour(folder: Path) -> Iterator[Finding]:
    pack = load_pack(folder)
    if pack.has_form:
        yield from (Finding(*row) for row in lint_paths.dead_ends(pack, folder))
        yield from _failed_examples(folder)


def _failed_examples(folder: Path) -> Iterator[Finding]:
    outcomes = run_tests(folder)
    if not {outcome.file.split("-")[0] for outcome in outcomes} >= {"tests/accept", "tests/reject"}:
        yield Finding("tests", "", "lint.no-examples")
    for outcome in outcomes:
        if not outcome.passed:
            shown = {"missing": outcome.missing, "extra": outcome.extra}
            yield Finding(outcome.file, "", "lint.example-failed", shown)


def _of_error(error: FormsError) -> Finding:
    rest = {key: value for key, value in error.parameters.items() if key not in {"file", "pointer"}}
    return Finding(str(error.parameters.get("file", "")), str(error.parameters.get("pointer", "")), error.code, rest)
