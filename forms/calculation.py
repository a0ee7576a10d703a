"""Values that the pack computes (JsonLogic), in the order of what they depend on."""

import graphlib
from collections.abc import Iterator, Mapping
from datetime import date

from forms.errors import PackError
from forms.json_logic import LAZY, PLAIN, is_true, variable
from forms.operators import KNOWN, OF_ROWS, OPERATORS
from forms.pack import Answers, Json, ProcedurePack
from forms.pointers import get, put

TODAY = "today"


def evaluate(expression: Json, data: Json) -> Json:
    """The value of a JsonLogic *expression* over *data*; None where a type does not fit (the schema tells about it)."""
    try:
        return _worked_out(expression, data)
    except (TypeError, ValueError, AttributeError, KeyError, IndexError):
        return None


def calculated(pack: ProcedurePack, answers: Answers, *, today: date) -> dict[str, Json]:
    """Pointer to value of each calculated field that has a value now."""
    rules = pack.logic.get("calculated", {})
    values: dict[str, Json] = {}
    data = {**answers, TODAY: today.isoformat()}
    for pointer in ordered(rules):
        value = evaluate(rules[pointer], data)
        data = put(data, pointer, value)
        if value is not None:
            values[pointer] = value
    return values


def with_calculated(pack: ProcedurePack, answers: Answers, *, today: date) -> Answers:
    """*answers*, of which no calculated field holds anything, with each that has a value set."""
    for pointer, value in calculated(pack, answers, today=today).items():
        answers = put(answers, pointer, value)
    return answers


def without_calculated(pack: ProcedurePack, answers: Answers) -> Answers:
    """*answers* without what stands in calculated fields: their values are worked out, never brought."""
    for pointer in pack.logic.get("calculated", {}):
        if get(answers, pointer) is not None:
            answers = put(answers, pointer, None)
    return answers


def ordered(rules: Mapping[str, Json]) -> tuple[str, ...]:
    """The calculated pointers, each after those it reads; PackError `pack.invalid` for a cycle."""
    graph = {pointer: [path for path in variables(rule) if path in rules] for pointer, rule in rules.items()}
    try:
        return tuple(graphlib.TopologicalSorter(graph).static_order())
    except graphlib.CycleError as error:
        raise PackError("pack.invalid", "logic.json", "/calculated", reason="cycle", value=error.args[1]) from error


def variables(expression: Json) -> tuple[str, ...]:
    """Pointers that an expression reads; what it reads of every row stands under `*`."""
    return tuple(dict.fromkeys(_variables(expression, "")))


def _variables(expression: Json, at: str) -> Iterator[str]:
    if isinstance(expression, list):
        for item in expression:
            yield from _variables(item, at)
    elif isinstance(expression, Mapping):
        for operator, values in expression.items():
            if operator == "var":
                name = str(values[0] if isinstance(values, list) and values else values)
                yield at + "".join(f"/{part}" for part in name.split(".") if part)
            elif operator in OF_ROWS:
                yield from _variables_of_rows(operator, values, at)
            else:
                yield from _variables(values, at)


def _variables_of_rows(operator: str, values: Json, at: str) -> Iterator[str]:
    rows, each, *start = values if isinstance(values, list) and len(values) > 1 else [values, None]
    lists = tuple(_variables(rows, at))
    yield from lists
    yield from _variables(start, at)
    for pointer in _variables(each, f"{lists[0]}/*" if lists else at):
        if operator != "reduce":
            yield pointer
        elif "/*/current" in pointer:
            yield pointer.replace("/*/current", "/*", 1)


def _worked_out(expression: Json, data: Json) -> Json:
    if isinstance(expression, list):
        return [_worked_out(item, data) for item in expression]
    if not isinstance(expression, Mapping) or not expression:
        return expression
    operator, *others = expression
    if others or operator not in KNOWN:
        raise PackError("pack.invalid", "logic.json", reason="unknown-operator", value=" ".join(expression))
    given = expression[operator]
    values = given if isinstance(given, list) else [given]
    if operator in OF_ROWS:
        return _of_rows(operator, values, data)
    if operator in LAZY:
        return LAZY[operator](lambda part: _worked_out(part, data), *values)
    if operator in OPERATORS:
        return OPERATORS[operator](*(evaluate(value, data) for value in values))
    found = [_worked_out(value, data) for value in values]
    return variable(data, *found[:2]) if operator == "var" else PLAIN[operator](*found)


def _of_rows(operator: str, values: list[Json], data: Json) -> Json:
    """JsonLogic's operators over a list; what is no list is an empty one."""
    first, each, *start = values
    found = evaluate(first, data)
    rows = found if isinstance(found, list) else []
    if operator == "reduce":
        result = evaluate(start[0], data) if start else None
        for row in rows:
            result = evaluate(each, {"current": row, "accumulator": result})
        return result
    said = [evaluate(each, row) for row in rows]
    if operator == "map":
        return said
    if operator == "filter":
        return [row for row, kept in zip(rows, map(is_true, said), strict=True) if kept]
    held = [is_true(value) for value in said]
    return {"all": bool(held) and all(held), "some": any(held), "none": not any(held)}[operator]
