"""Values that the pack computes (JsonLogic), in the order of what they depend on."""

import graphlib
from collections.abc import Iterator, Mapping
from datetime import date

from json_logic import jsonLogic

from forms.errors import PackError
from forms.operators import OF_ROWS, OPERATORS, STRICT
from forms.pack import Answers, Json, ProcedurePack
from forms.pointers import get, put

TODAY = "today"


def evaluate(expression: Json, data: Answers) -> Json:
    """The value of a JsonLogic *expression* over *data*; None where a type does not fit (the schema tells about it)."""
    try:
        replaced = _ours_replaced(expression, data)
        return replaced if _is_ours(expression) else jsonLogic(replaced, data)
    except (TypeError, ValueError, AttributeError, KeyError, IndexError, ZeroDivisionError):
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


def _is_ours(expression: Json) -> bool:
    """Whether what replaces *expression* is its value: rows given to the evaluator would be read as rules."""
    return isinstance(expression, Mapping) and bool(expression.keys() & (OF_ROWS | OPERATORS.keys()))


def _ours_replaced(expression: Json, data: Answers) -> Json:
    if isinstance(expression, list):
        return [_ours_replaced(item, data) for item in expression]
    if not isinstance(expression, Mapping) or not expression:
        return expression
    operator, values = next(iter(expression.items()))
    if operator in OF_ROWS:
        return _of_rows(operator, values, data)
    if operator not in STRICT and operator not in OPERATORS:
        raise PackError("pack.invalid", "logic.json", reason="unknown-operator", value=operator)
    if operator in STRICT:
        return {operator: _ours_replaced(values, data)}
    arguments = values if isinstance(values, list) else [values]
    return OPERATORS[operator](*(evaluate(argument, data) for argument in arguments))


def _of_rows(operator: str, values: Json, data: Answers) -> Json:
    """JsonLogic's operators over a list, which the evaluator lacks or works out after ours; no list is an empty one."""
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
        return [row for row, kept in zip(rows, said, strict=True) if kept]
    return {"all": bool(said) and all(said), "some": any(said), "none": not any(said)}[operator]
