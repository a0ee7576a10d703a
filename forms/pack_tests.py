"""A pack's own examples: what must pass, and what must fail with exactly which errors."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from forms.errors import PackError
from forms.loader import load_pack, parse_json
from forms.pack import Json, ProcedurePack
from forms.structure import check_structure
from forms.validation import validate

Found = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class TestOutcome:
    """One example run: the (pointer, code) pairs expected (`missing` when not found) and `extra`."""

    __test__ = False

    file: str
    why: str
    missing: Found
    extra: Found

    @property
    def passed(self) -> bool:
        """Whether just what was expected was found."""
        return not self.missing and not self.extra


def run_tests(folder: Path) -> tuple[TestOutcome, ...]:
    """Run `tests/accept-*.json` and `tests/reject-*.json` of the pack in *folder*; raises PackError for a bad pack."""
    pack = load_pack(folder)
    return tuple(_run(pack, name, example) for name, example in examples(folder).items())


def examples(folder: Path) -> dict[str, Mapping[str, Json]]:
    """The pack's examples by file name."""
    found: dict[str, Mapping[str, Json]] = {}
    for path in sorted((folder / "tests").glob("*.json")):
        kind = path.name.partition("-")[0]
        name = f"tests/{path.name}"
        if kind not in {"accept", "reject"}:
            raise PackError("pack.invalid", name, reason="name")
        example = parse_json(name, path.read_bytes())
        check_structure(f"{kind}.json", example, strict=True)
        found[name] = example
    return found


def _run(pack: ProcedurePack, name: str, example: Mapping[str, Json]) -> TestOutcome:
    today = date.fromisoformat(example.get("today", pack.procedure["last_checked"]))
    found = validate(pack, example["answers"], today=today)
    errors = {(error.pointer, error.code) for error in found if error.severity == "error"}
    warnings = {(error.pointer, error.code) for error in found if error.severity == "warning"}
    expected = _pairs(example.get("errors", []))
    asked = _pairs(example["warnings"]) if "warnings" in example else warnings
    missing = sorted((expected - errors) | (asked - warnings))
    extra = sorted((errors - expected) | (warnings - asked))
    return TestOutcome(name, example["why"], tuple(missing), tuple(extra))


def _pairs(rows: list[Mapping[str, str]]) -> set[tuple[str, str]]:
    return {(row["pointer"], row["code"]) for row in rows}
