"""Lint of citations: every clause that a pack names is one that a file of the law holds."""

from collections.abc import Iterator, Mapping

from forms.law import Law
from forms.lint_schema import Row
from forms.pack import ProcedurePack


def findings(pack: ProcedurePack, shared: Mapping[str, bytes]) -> Iterator[Row]:
    """Cited clauses that no file under `_shared/law/` holds; PackError for such a file that cannot be read."""
    law = Law(shared)
    for file, pointer, reference in _cited(pack):
        if reference not in law:
            yield file, pointer, "lint.unknown-clause", {"value": reference}


def _cited(pack: ProcedurePack) -> Iterator[tuple[str, str, str]]:
    for number, row in enumerate(pack.procedure.get("legal_basis", [])):
        for reference in row.get("law", []):
            yield "procedure.json", f"/legal_basis/{number}/law", reference
    for number, check in enumerate(pack.logic.get("checks", [])):
        for reference in check.get("law", []):
            yield "logic.json", f"/checks/{number}/law", reference
    for number, operation in enumerate((pack.migration or {}).get("operations", [])):
        for reference in operation.get("law", []):
            yield "migration.json", f"/operations/{number}/law", reference
