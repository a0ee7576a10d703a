"""Lint of guides: every answer leads on, every path ends, at a procedure and a clause that are there."""

import graphlib
from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from forms.guide import Guide
from forms.law import Law
from forms.lint_schema import Row


def findings(guides: Sequence[Guide], procedures: Collection[str], law: Law) -> Iterator[Row]:
    """Names given twice, ways that lead nowhere, circles, what no path reaches, unknown procedures and clauses."""
    for name, number in Counter(guide.id for guide in guides).items():
        if number > 1:
            yield _file(name), "/id", "lint.guide-twice", {"value": name}
    for guide in guides:
        yield from _ways(guide)
        yield from _ends(guide, procedures, law)


def _ways(guide: Guide) -> Iterator[Row]:
    known = guide.questions.keys() | guide.leaves.keys()
    for name in sorted(guide.questions.keys() & guide.leaves.keys()):
        yield _file(guide.id), f"/leaves/{name}", "lint.guide-twice", {"value": name}
    graph = {name: [answer.to for answer in question.answers] for name, question in guide.questions.items()}
    reached = {guide.start, *(name for leads_to in graph.values() for name in leads_to)}
    for name in sorted(reached - known):
        yield _file(guide.id), "/questions", "lint.guide-leads-nowhere", {"value": name}
    for name in sorted(known - reached):
        yield _file(guide.id), "", "lint.guide-not-reached", {"value": name}
    try:
        tuple(graphlib.TopologicalSorter(graph).static_order())
    except graphlib.CycleError as error:
        yield _file(guide.id), "/questions", "lint.cycle", {"value": error.args[1]}


def _ends(guide: Guide, procedures: Collection[str], law: Law) -> Iterator[Row]:
    for name, leaf in guide.leaves.items():
        if leaf.procedure is not None and leaf.procedure not in procedures:
            yield _file(guide.id), f"/leaves/{name}/procedure", "lint.unknown-procedure", {"value": leaf.procedure}
        for reference in leaf.law:
            if reference not in law:
                yield _file(guide.id), f"/leaves/{name}/law", "lint.unknown-clause", {"value": reference}


def _file(name: str) -> str:
    return f"_shared/guide/{name}.json"
