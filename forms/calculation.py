"""Values that the pack computes (JsonLogic), in the order of what they depend on."""

import graphlib
from collections.abc import Iterator, Mapping
from datetime import date

from json_logic import jsonLogic

from forms.errors import PackError
from forms.operators import OPERATORS, STRICT
from forms.pack import Answers, Json, ProcedurePack
from forms.pointers import get, put

TODAY = "today"


def evaluate(expression: Json, data: Answers) -> Json:
    """The value of a JsonLogic *expression* over *data*; None where a type does not fit (the schema tells about it)."""
    try:
        return jsonLogic(_ours_replaced(expression, data), data)
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
    """*answers* with each calculated field set, or taken out when it has no value."""
    values = calculated(pack, answers, today=today)
    for pointer in pack.logic.get("calculated", {}):
        if pointer in values or get(answers, pointer) is not None:
            answers = put(answers, pointer, values.get(pointer))
    return answers


def ordered(rules: Mapping[str, Json]) -> tuple[str, ...]:
    """The calculated pointers, each after those it reads; PackError `pack.invalid` for a cycle."""
    graph = {pointer: [path for path in variables(rule) if path in rules] for pointer, rule in rules.items()}
    try:
        return tuple(graphlib.TopologicalSorter(graph).static_order())
    except graphlib.CycleError as error:
        raise PackError("pack.invalid", "logic.json", "/calculated", reason="cycle", value=error.args[1]) from error


def variables(expression: Json) -> tuple[str, ...]:
    """Pointers that an expression reads."""
    return tuple(dict.fromkeys(_variables(expression)))


def _variables(expression: Json) -> Iterator[str]:
    if isinstance(expression, list):
        for item in expression:
            yield from _variables(item)
    elif isinstance(expression, Mapping):
        for operator, values in expression.items():
            if operator == "var":
                name = values[0] if isinstance(values, list) and values else values
                yield "/" + str(name).replace(".", "/")
            else:
                yield from _variables(values)


def _ours_replaced(expression: Json, data: Answers) -> Json:
    if isinstance(expression, list):
        return [_ours_replaced(item, data) for item in expression]
    if not isinstance(expression, Mapping) or not expression:
        return expression
    operator, values = next(iter(expression.items()))
    if operator not in STRICT and operator not in OPERATORS:
        raise PackError("pack.invalid", "logic.json", reason="unknown-operator", value=operator)
    replaced = _ours_replaced(values, data)
    if operator in STRICT:
        return {operator: replaced}
    arguments = replaced if isinstance(replaced, list) else [replaced]
    return OPERATORS[operator](*(evaluate(argument, data) for argument in arguments))
