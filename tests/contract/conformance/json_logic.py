"""Our JsonLogic beside json-logic-js: the rules of its own tests, and seeded rules of the operators that we take."""

import json
from collections import Counter
from collections.abc import Callable
from random import Random
from typing import Any

from forms.calculation import evaluate
from forms.errors import PackError
from tests.contract.conformance.page import Row, Section
from tests.contract.conformance.peer import Peer, peer

ABOUT = """
json-logic-js 2.0.5 carries its tests as a program: every rule that it applies there is put to `forms.calculation`,
which must give the same, or refuse an operator by decision. JsonLogic's own table of examples, `tests.json`, is in no
package of the registries (its tests fetch it from the project's site): it cannot be had, and is not imitated. Beside
that 4,000 seeded rules of the operators that both know are worked out by both, over answers as packs have them; the
lines below count them by their outermost operator.
"""
REFUSED = "Operators refused by decision (the closed list, rule 3 of packs), among them those that its tests make up"
APART = "Told apart by decision"
NOTHING = (
    "a comparison with what has no answer: false there, nothing (None) with us, so that no check fails for want of an "
    "answer; likewise where JavaScript counts with `NaN`"
)
DEEP = "`===` of two lists or objects: whether they are the same piece of memory there, whether all in them is with us"
REFUSED_OPERATORS = ("==", "!=", "?:", "*", "/", "%", "missing", "missing_some", "merge", "log", "method")
SEEDED = 4000
DATA: dict[str, Any] = {
    "so": 3, "hai": 2, "khong": 0, "am": -4, "le": 2.5, "ten": "Lò Văn Tâm", "trong": "", "ma": "nam", "chu_so": "12",
    "co": True, "chua": False, "dia_chi": {"xa": "15001", "so_nha": 7}, "ngay": "2026-11-23", "sinh": "1990-02-28",
    "hoi_vien": [{"ten": "An", "tuoi": 30, "co": True}, {"ten": "Bình", "tuoi": 17, "co": False}, {"tuoi": 64}],
    "mon": ["van", "toan"], "diem": [7, 9, 5], "rong": [],
}  # fmt: skip
Make = Callable[[Random, int], Any]


def section() -> Section:
    """The score of its tests, and of seeded rules by operator."""
    with peer() as asked:
        own, made_up, differing = own_tests(asked)
        seeded, others = compared(asked, SEEDED)
    listed = {REFUSED: [f"`{name}`" for name in (*REFUSED_OPERATORS, *made_up)], APART: [NOTHING, DEEP]}
    return Section("JsonLogic", ABOUT, (own, *seeded), listed, (*differing, *others))


def own_tests(asked: Peer) -> tuple[Row, list[str], list[str]]:
    """(score, operators that we refuse, what differs)."""
    refused: set[str] = set()
    differing: list[str] = []
    taken = 0
    for case in asked.ask("ownLogicTests"):
        rule, answers = case["asked"]
        try:
            ours = evaluate(rule, answers)
        except PackError as error:
            refused.add(str(error.parameters["value"]))
            continue
        taken += 1
        if not _same(ours, case.get("value")):
            differing.append(f"{json.dumps(rule)}: ours {ours!r}, theirs {case.get('value')!r}")
    return Row("its own tests, of operators that we take", taken - len(differing), taken), sorted(refused), differing


def compared(asked: Peer, number: int) -> tuple[list[Row], list[str]]:
    """(score by outermost operator, what differs)."""
    chance = Random("JsonLogic")
    rules = [chance.choice((truth, count, words, rows))(chance, 4) for _ in range(number)]
    rules = [rule for rule in rules if isinstance(rule, dict)]
    theirs = asked.ask("apply", many=[[rule, DATA] for rule in rules])
    passed: Counter[str] = Counter()
    total: Counter[str] = Counter()
    differing = []
    for rule, said in zip(rules, theirs, strict=True):
        (name,) = rule
        ours = evaluate(rule, DATA)
        total[name] += 1
        if _same(ours, said.get("value")) and "error" not in said:
            passed[name] += 1
        else:
            differing.append(f"{json.dumps(rule, ensure_ascii=False)}: ours {ours!r}, theirs {said}")
    return [Row(f"`{name}`", passed[name], total[name]) for name in sorted(total)], differing


def _same(ours: Any, theirs: Any) -> bool:
    return type(ours) in _kinds(theirs) and bool(ours == theirs)


def _kinds(value: Any) -> tuple[type, ...]:
    return (int, float) if type(value) in {int, float} else (type(value),)


def truth(chance: Random, depth: int) -> Any:
    """A rule that gives true or false."""
    if depth <= 0:
        return chance.choice([True, False, {"var": "co"}, {"var": "chua"}])
    less = depth - 1
    ways: list[Callable[[], Any]] = [
        lambda: {chance.choice(("===", "!==")): [scalar(chance, less), scalar(chance, less)]},
        lambda: {chance.choice(("<", "<=", ">", ">=")): [count(chance, less), count(chance, less)]},
        lambda: {chance.choice(("<", "<=")): [count(chance, less) for _ in range(3)]},
        lambda: {chance.choice(("<", "<=", ">", ">=")): [words(chance, less), words(chance, less)]},
        lambda: {chance.choice(("!", "!!")): [anything(chance, less)]},
        lambda: {"in": [scalar(chance, less), chance.choice((rows, words))(chance, less)]},
        lambda: {chance.choice(("all", "some", "none")): [rows(chance, less), of_row(chance, less)]},
        lambda: {chance.choice(("and", "or")): [truth(chance, less) for _ in range(chance.randint(1, 3))]},
    ]
    return chance.choice(ways)()


def count(chance: Random, depth: int) -> Any:
    """A rule that gives a number."""
    if depth <= 0:
        return chance.choice([0, 1, -2, 2.5, 18, *({"var": name} for name in ("so", "hai", "khong", "am", "le"))])
    less = depth - 1
    ways: list[Callable[[], Any]] = [
        lambda: {chance.choice(("+", "min", "max")): [count(chance, less) for _ in range(chance.randint(1, 3))]},
        lambda: {"-": [count(chance, less) for _ in range(chance.randint(1, 2))]},
        lambda: {"if": [truth(chance, less), count(chance, less), count(chance, less)]},
        lambda: {"var": [chance.choice(("so", "khong_co", "dia_chi.so_nha", "hoi_vien.1.tuoi")), 5]},
        lambda: {"reduce": [{"var": "diem"}, {"+": [{"var": "current"}, {"var": "accumulator"}]}, count(chance, 0)]},
    ]
    return chance.choice(ways)()


def words(chance: Random, depth: int) -> Any:
    """A rule that gives a text."""
    if depth <= 0:
        names = ("ten", "trong", "ma", "dia_chi.xa", "ngay", "sinh", "hoi_vien.0.ten")
        return chance.choice(["", "nam", "toan", "Bình", *({"var": name} for name in names)])
    less = depth - 1
    ways: list[Callable[[], Any]] = [
        lambda: {"cat": [scalar(chance, less) for _ in range(chance.randint(0, 3))]},
        lambda: {"substr": [words(chance, less), chance.randint(-9, 9)]},
        lambda: {"substr": [words(chance, less), chance.randint(-9, 9), chance.randint(-6, 6)]},
        lambda: {"if": [truth(chance, less), words(chance, less), words(chance, less)]},
        lambda: {"var": [chance.choice(("ma", "khong_co", "hoi_vien.2.ten")), "x"]},
    ]
    return chance.choice(ways)()


def rows(chance: Random, depth: int) -> Any:
    """A rule that gives a list."""
    if depth <= 0:
        return {"var": chance.choice(("hoi_vien", "mon", "diem", "rong"))}
    less = depth - 1
    ways: list[Callable[[], Any]] = [
        lambda: {"filter": [rows(chance, less), of_row(chance, less)]},
        lambda: {"map": [rows(chance, less), of_row(chance, less)]},
        lambda: {"if": [truth(chance, less), rows(chance, less), rows(chance, less)]},
    ]
    return chance.choice(ways)()


def of_row(chance: Random, depth: int) -> Any:
    """A rule over one row, whatever it is."""
    simple = [True, {"var": ""}, {"var": "co"}, {"var": ["tuoi", 1]}, {"!": {"var": "ten"}}, {"===": [{"var": ""}, 9]}]
    more = {"and": [{"var": "ten"}, {">=": [{"var": ["tuoi", 0]}, 18]}]}
    return chance.choice([*simple, more, {"cat": [{"var": "ten"}, "!"]}] if depth else simple)


def scalar(chance: Random, depth: int) -> Any:
    """A rule that gives one value."""
    return chance.choice((truth, count, words))(chance, depth)


def anything(chance: Random, depth: int) -> Any:
    """A rule that gives a value or a list."""
    return chance.choice((truth, count, words, rows))(chance, depth)
