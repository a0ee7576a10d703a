"""docs/conformance.md: scores written from the tests' own results, section by section."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from tests.house.tree import ROOT

PAGE = ROOT / "docs" / "conformance.md"
COMMAND = ".venv/bin/python -m tests.contract.conformance"
HEAD = f"""# Conformance

What others publish, run through our forms: how much of it we do, and what we do not, by name and with the reason. The
numbers are the tests' own. `make conformance` (`{COMMAND}`) writes this page;
`tests/contract/conformance` fails when it is out of date, when a score drops, and when a difference has no reason here.
The suites come from packages pinned by hash and are kept in `build/conformance`.
"""
_ROW = re.compile(r"^\| (?P<name>[^|]+?) +\| +(?P<passed>\d+) \| +(?P<total>\d+) \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a score: so many of so many."""

    name: str
    passed: int
    total: int


@dataclass(frozen=True, slots=True)
class Section:
    """One suite: its rows, what is listed with a reason (reason to names), and what nobody has explained."""

    title: str
    about: str
    rows: tuple[Row, ...]
    listed: Mapping[str, Iterable[str]] = field(default_factory=dict)
    unexplained: tuple[str, ...] = ()

    def dropped_since(self, page: str) -> list[str]:
        """Lines whose score is lower now than on *page*, or that are gone."""
        old, new = (
            {row["name"]: int(row["passed"]) for row in _ROW.finditer(text)}
            for text in (written(page, self.title), self.text())
        )
        return [
            f"{self.title} {name}: {old[name]} → {new.get(name, 'gone')}"
            for name in old
            if new.get(name, -1) < old[name]
        ]

    def text(self) -> str:
        """The section as Markdown."""
        rows = [*self.rows, Row("**all**", sum(r.passed for r in self.rows), sum(r.total for r in self.rows))]
        width = max(len(row.name) for row in rows)
        table = [f"| {'':{width}} | passes |   of |", f"| {'-' * width} | -----: | ---: |"]
        table += [f"| {row.name:{width}} | {row.passed:6} | {row.total:4} |" for row in rows]
        reasons = [
            "\n".join([f"**{reason}**", "", *sorted({f"- {name}" for name in names})])
            for reason, names in self.listed.items()
            if names
        ]
        return "\n\n".join([f"## {self.title}", self.about.strip(), "\n".join(table), *reasons]) + "\n"


def written(page: str, title: str) -> str:
    """The section of *page* under this title, "" when there is none."""
    found = re.search(rf"^## {re.escape(title)}\n.*?(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return found[0].rstrip("\n") + "\n" if found else ""
