"""Which questions of a form are asked for the answers at hand; rows of a list are asked one by one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from forms.pack import Answers, Json, ProcedurePack
from forms.pointers import get, of_scope
from forms.rules import Element, holds
from forms.schema_paths import is_object, subschema

_HIDING = {"SHOW": True, "HIDE": False}


@dataclass(frozen=True, slots=True)
class Question:
    """A control by its pointer within its row, with the rules that must all show it; `rows` are asked once a row."""

    pointer: str
    rules: tuple[Mapping[str, Json], ...]
    rows: "tuple[Question, ...]" = ()


def visible(pack: ProcedurePack, answers: Answers) -> frozenset[str]:
    """Pointers of the controls that are shown, no ancestor of theirs being hidden; those of rows carry their number."""
    return frozenset(pointer for pointer, shown in _asked(questions(pack), answers, "") if shown)


def hidden_answers(pack: ProcedurePack, answers: Answers) -> tuple[str, ...]:
    """Pointers that hold an answer and that no shown control asks for."""
    asked = tuple(_asked(questions(pack), answers, ""))
    shown = {pointer for pointer, is_shown in asked if is_shown}
    away = dict.fromkeys(pointer for pointer, is_shown in asked if not is_shown)
    return tuple(pointer for pointer in away if pointer not in shown and get(answers, pointer) is not None)


@lru_cache(maxsize=64)
def questions(pack: ProcedurePack) -> tuple[Question, ...]:
    """All controls of the form in reading order; a list of objects is one, its columns are its `rows`."""
    return tuple(_questions(pack, pack.ui, "", ()))


@lru_cache(maxsize=64)
def patterns(pack: ProcedurePack) -> tuple[str, ...]:
    """The pointer of every control, the columns of lists too (`/hoi_vien/*/ho_ten`), in reading order."""
    return patterns_within(pack, pack.ui)


def patterns_within(pack: ProcedurePack, element: Element, at: str = "") -> tuple[str, ...]:
    """The patterns of the controls of one element; *at* is the row's pattern in which it stands."""
    return tuple(dict.fromkeys(_patterns(tuple(_questions(pack, element, at, ())), at)))


def row_layout(pack: ProcedurePack, element: Element, at: str = "") -> Element | None:
    """The layout of one row of a list of objects, as given or a control for each property; None for another control.

    *at* is the pointer or pattern of the row in which the element itself stands.
    """
    items = (subschema(pack.schema, at + of_scope(element["scope"])) or {}).get("items")
    if not isinstance(items, Mapping) or not is_object(items):
        return None
    given = element.get("options", {}).get("detail")
    if isinstance(given, Mapping):
        return given
    made = [{"type": "Control", "scope": f"#/properties/{name}"} for name in items.get("properties", {})]
    return {"type": "VerticalLayout", "elements": made}


def _questions(
    pack: ProcedurePack, element: Element, at: str, rules: tuple[Mapping[str, Json], ...]
) -> Iterator[Question]:
    rule = element.get("rule")
    if rule is not None and rule.get("effect") in _HIDING:
        rules = (*rules, rule)
    if "scope" in element and element.get("type") != "Label":
        pointer = of_scope(element["scope"])
        layout = row_layout(pack, element, at)
        rows = _questions(pack, layout, f"{at}{pointer}/*", ()) if layout else ()
        yield Question(pointer, rules, tuple(rows))
    for child in element.get("elements", []):
        yield from _questions(pack, child, at, rules)


def _patterns(asked: tuple[Question, ...], at: str) -> Iterator[str]:
    for question in asked:
        here = at + question.pointer
        yield here
        yield from _patterns(question.rows, f"{here}/*")


def _asked(asked: tuple[Question, ...], answers: Answers, at: str) -> Iterator[tuple[str, bool]]:
    """(pointer, whether it is shown) of each control; a hidden list's rows go with it."""
    held: dict[int, bool] = {}
    for question in asked:
        here = at + question.pointer
        shown = not question.rules or all(_shows(rule, answers, at, held) for rule in question.rules)
        yield here, shown
        rows = get(answers, here) if shown and question.rows else None
        for number in range(len(rows) if isinstance(rows, list) else 0):
            yield from _asked(question.rows, answers, f"{here}/{number}")


def _shows(rule: Mapping[str, Json], answers: Answers, at: str, held: dict[int, bool]) -> bool:
    """Whether *rule* shows; many controls stand under one rule, which is asked once."""
    known = held.get(id(rule))
    if known is None:
        known = held[id(rule)] = holds(rule["condition"], answers, at) is _HIDING[rule["effect"]]
    return known
