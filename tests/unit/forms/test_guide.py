"""Every way through every guide ends, and each end is a procedure with its reason."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from forms.catalogue import Catalogue
from forms.errors import PackError
from forms.guide import Guide, Leaf, Path, Question, UnknownPath, guide, guides, guides_to, read_guides
from forms.law import Law
from forms.lint_guide import findings

WORDS = {"vi": "Chữ", "en": "Words"}
END = {"procedure": "1.001193", "why": WORDS, "law": ["60/2014/QH13#15"]}
SMALL: dict[str, Any] = {
    "id": "small",
    "place": 1,
    "title": WORDS,
    "about": WORDS,
    "start": "one",
    "questions": {
        "one": {"ask": WORDS, "answers": [{"words": WORDS, "to": "two"}, {"words": WORDS, "to": "end"}]},
        "two": {"ask": WORDS, "answers": [{"words": WORDS, "to": "end"}, {"words": WORDS, "to": "other"}]},
    },
    "leaves": {"end": END, "other": {**END, "procedure": None, "title": WORDS}},
}
EVERY_WAY = [(one, path) for one in guides() for path in one.paths()]


def read(*documents: dict[str, Any]) -> tuple[Guide, ...]:
    return read_guides({f"guide/{number}.json": json.dumps(one).encode() for number, one in enumerate(documents)})


def rules(*documents: dict[str, Any]) -> set[str]:
    return {row[2] for row in findings(read(*documents), {"1.001193"}, Law.shipped())}


@pytest.mark.parametrize(("one", "path"), EVERY_WAY, ids=[f"{one.id}-{path}" for one, path in EVERY_WAY])
def test_every_way_ends_with_a_reason_in_law(one: Guide, path: Path) -> None:
    leaf = one.at(path)
    assert isinstance(leaf, Leaf)
    assert len(one.answered(path)) == len(path) <= 6
    assert leaf.why["vi"]
    assert leaf.law
    assert all(reference in Law.shipped() for reference in leaf.law)
    assert leaf.procedure or leaf.title["vi"]


def test_the_linter_has_nothing_to_say_about_the_shipped_guides() -> None:
    known = {pack.code for pack in Catalogue.shipped().all()}
    assert list(findings(guides(), known, Law.shipped())) == []


@pytest.mark.parametrize(
    ("name", "path", "procedure"),
    [
        ("birth", (0, 0, 0, 1), "1.001193"),
        ("birth", (0, 0, 0, 0), "2.002621"),
        ("birth", (0, 0, 1), "1.000689"),
        ("birth", (2,), "1.004884"),
        ("festival", (0, 0), "1.003622"),
        ("festival", (0, 2), "1.013791"),
        ("festival", (1,), None),
        ("old_age", (0, 0, 0), "1.014027"),
        ("old_age", (0, 0, 1, 1, 1), "1.001776"),
        ("old_age", (1, 0), "1.014028"),
        ("death", (0, 0), "2.002622"),
        ("death", (0, 1), "1.000656"),
        ("marriage", (1,), "1.004873"),
    ],
)
def test_these_answers_lead_there(name: str, path: Path, procedure: str | None) -> None:
    leaf = guide(name).at(path)
    assert isinstance(leaf, Leaf)
    assert leaf.procedure == procedure


def test_a_procedure_knows_the_guides_that_lead_to_it() -> None:
    assert [one.id for one in guides_to("2.000635")] == ["birth", "marriage", "death"]
    assert guides_to("2.000815") == ()


@pytest.mark.parametrize("path", [(9,), (0, 0, 0, 0, 0, 0, 0), (-1,)])
def test_an_answer_that_is_not_there_is_refused(path: Path) -> None:
    with pytest.raises(UnknownPath):
        guide("birth").at(path)


def test_a_guide_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownPath) as caught:
        guide("none")
    assert caught.value.code == "guide.unknown"


def test_a_way_is_walked_question_by_question() -> None:
    (one,) = read(SMALL)
    assert isinstance(one.at(), Question)
    assert sorted(one.paths()) == [(0, 0), (0, 1), (1,)]
    assert rules(SMALL) == set()


BROKEN: list[tuple[str, Callable[[dict[str, Any]], object], str]] = [
    ("leads nowhere", lambda d: d["questions"]["two"]["answers"][0].update(to="away"), "lint.guide-leads-nowhere"),
    ("starts nowhere", lambda d: d.update(start="away"), "lint.guide-leads-nowhere"),
    ("never reached", lambda d: d["leaves"].update(more=END), "lint.guide-not-reached"),
    ("goes round", lambda d: d["questions"]["two"]["answers"][0].update(to="one"), "lint.cycle"),
    ("two of one name", lambda d: d["leaves"].update(two=END), "lint.guide-twice"),
    ("no such procedure", lambda d: d["leaves"]["end"].update(procedure="9.999999"), "lint.unknown-procedure"),
    ("no such clause", lambda d: d["leaves"]["end"].update(law=["60/2014/QH13#999"]), "lint.unknown-clause"),
]


@pytest.mark.parametrize(("why", "change", "rule"), BROKEN, ids=[row[0] for row in BROKEN])
def test_the_linter_finds(why: str, change: Callable[[dict[str, Any]], object], rule: str) -> None:
    broken = deepcopy(SMALL)
    change(broken)
    assert rule in rules(broken), why


def test_two_guides_of_one_name_are_found() -> None:
    assert rules(SMALL, SMALL) == {"lint.guide-twice"}


@pytest.mark.parametrize(
    "change",
    [{"colour": "red"}, {"leaves": {"end": {**END, "procedure": None}}}, {"title": {"vi": "Chữ"}}, {"questions": {}}],
)
def test_a_guide_that_is_not_as_it_must_be_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(PackError):
        read({**SMALL, **change})
