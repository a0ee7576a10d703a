"""The steps of filing: those before and after the form, and the form's own categories."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop.ui.words import tr
from forms.pack import Answers, Json, ProcedurePack
from forms.pointers import dotted, of_scope, parts
from forms.rules import Element, controls, is_shown
from forms.validation import validate
from forms.visibility import visible


@dataclass(frozen=True, slots=True)
class Step:
    """One entry of the step list; `state` is done, problem, here or todo; `place` the page it opens."""

    place: str
    id: str
    label: str
    state: str = "todo"


def categories(pack: ProcedurePack, answers: Answers) -> tuple[tuple[str, Element], ...]:
    """(id, category) of the form's steps that the answers show; a form without categories is one step."""
    if pack.ui.get("type") != "Categorization":
        return (("form", {"elements": [pack.ui]}),)
    shown = [element for element in pack.ui.get("elements", []) if is_shown(element, answers)]
    return tuple((step_id(element, number), element) for number, element in enumerate(shown, 1))


def step_id(category: Element, number: int) -> str:
    """`con` for a category whose texts are `step.con`."""
    return str(category.get("i18n", f"step.{number}")).removeprefix("step.")


def label_of(pack: ProcedurePack, element: Element, lang: str) -> str:
    """The words of a category, group or label."""
    key = str(element.get("i18n", ""))
    for one in (f"{key}.label", f"{key}.text", key):
        if key and pack.has_text(one):
            return pack.text(one, lang)
    return str(element.get("label") or element.get("text") or "")


def row_name(pack: ProcedurePack, pointer: str, place: int, lang: str) -> str:
    """What an entry of the list at *pointer* is called: the pack's `.item`, else `Dòng 2`."""
    key = f"{dotted(pointer)}.item"
    return pack.text(key, lang, n=place + 1) if pack.has_text(key) else tr("list.row", n=place + 1)


def form_states(pack: ProcedurePack, answers: Answers, reached: str, today: date) -> dict[str, str]:
    """done, problem or todo for each category; what lies behind *reached* has not been asked yet."""
    faulty = [fault.pointer for fault in validate(pack, answers, today=today) if fault.severity == "error"]
    shown = visible(pack, answers)
    states: dict[str, str] = {}
    ids = [name for name, _ in categories(pack, answers)]
    limit = ids.index(reached) if reached in ids else len(ids)
    for number, (name, category) in enumerate(categories(pack, answers)):
        asked = [of_scope(control["scope"]) for control in controls(category)]
        own = [one for one in asked if one in shown]
        has_fault = any(_touches(fault, own) for fault in faulty)
        states[name] = "todo" if number >= limit else "problem" if has_fault else "done"
    return states


def step_of(pack: ProcedurePack, answers: Answers, pointer: str) -> str:
    """The id of the step that asks for *pointer*; the first when none does."""
    known = categories(pack, answers)
    for name, category in known:
        if _touches(pointer, [of_scope(control["scope"]) for control in controls(category)]):
            return name
    return known[0][0]


def optional_mark(pack: ProcedurePack, pointer: str, schema: Mapping[str, Json], label: str) -> bool:
    """Whether the label should say that nothing ever asks for *pointer*: unless it has a default or says so itself."""
    if "default" in schema or label.endswith(")"):
        return False
    *parents, last = parts(pointer)
    return not _may_be_required(pack.schema, parents, last)


def _may_be_required(schema: object, parents: list[str], name: str) -> bool:
    if not isinstance(schema, dict):
        return False
    if not parents and _names(schema, name):
        return True
    inner = schema.get("properties", {}).get(parents[0], schema.get("items")) if parents else None
    if parents and _may_be_required(inner, parents[1:], name):
        return True
    branches = [schema.get(word) for word in ("then", "else")]
    for word in ("allOf", "anyOf", "oneOf"):
        branches.extend(schema.get(word, []))
    return any(_may_be_required(branch, parents, name) for branch in branches)


def _names(schema: dict[str, object], name: str) -> bool:
    required = schema.get("required")
    dependent = schema.get("dependentRequired")
    rows = dependent.values() if isinstance(dependent, dict) else ()
    return (isinstance(required, list) and name in required) or any(name in row for row in rows)


def _touches(pointer: str, asked: list[str]) -> bool:
    return any(pointer == one or pointer.startswith(f"{one}/") or one.startswith(f"{pointer}/") for one in asked)
