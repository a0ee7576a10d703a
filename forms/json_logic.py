"""JsonLogic's own operators, those of the closed list, as json-logic-js works them out.

What is not there (None) in a sum or a comparison gives None, where JavaScript has NaN or false: no answer is no fault.
A value of a type that cannot be meant is a TypeError or ValueError.
"""

import operator
from collections.abc import Callable, Mapping
from typing import Any, TypeGuard

import rfc8785

from forms.pack import Json

Work = Callable[[Json], Json]


def is_true(value: Json) -> bool:
    """What counts as true: not an empty list, but an empty object."""
    return bool(value) or isinstance(value, Mapping)


def variable(data: Json, name: Json, default: Json = None) -> Json:
    """The value that a dotted *name* leads to; *data* itself for an empty one."""
    if name is None or name == "":
        return data
    for part in str(name).split("."):
        if isinstance(data, Mapping):
            data = data.get(part)
        elif isinstance(data, list) and part.isdecimal() and int(part) < len(data):
            data = data[int(part)]
        else:
            return default
    return default if data is None else data


def same(one: Json, other: Json) -> bool:
    """`===`: 1 is 1.0, but not true; lists and objects are the same when all in them is."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return bool(one == other)


def less(*values: Json) -> bool | None:
    """`<` of two, or of three as between; texts by their letters, a text beside a number as the number it writes."""
    return _ordered(operator.lt, values)


def less_or_same(*values: Json) -> bool | None:
    """`<=` of two, or of three as between."""
    return _ordered(operator.le, values)


def is_in(needle: Json, hay: Json = None) -> bool:
    """Whether a list has the value, or a text the letters; an empty text has nothing."""
    if isinstance(hay, list):
        return any(same(needle, one) for one in hay)
    return isinstance(hay, str) and hay != "" and written(needle) in hay


def written(value: Json) -> str:
    """A single value as JavaScript writes it: `2.5`, `true`; nothing for None."""
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return rfc8785.dumps(value).decode()
    if isinstance(value, int):
        return str(value)
    raise TypeError(type(value).__name__)


def substr(text: Json, start: Json, length: Json = None) -> str | None:
    """Letters from *start* (counted from the end when negative), *length* of them or all but so many at the end."""
    if not isinstance(text, str) or not isinstance(start, int) or not isinstance(length, int | None):
        return None
    tail = text[max(start, -len(text)) :]
    return tail if length is None else tail[:length]


def _ordered(holds: Callable[[Any, Any], bool], values: tuple[Json, ...]) -> bool | None:
    if None in values:
        return None
    first, second, *third = values
    pairs = [(first, second), *((second, one) for one in third[:1])]
    return all(holds(*_alike(one, other)) for one, other in pairs)


def _alike(one: Json, other: Json) -> tuple[float, float] | tuple[str, str]:
    return (one, other) if isinstance(one, str) and isinstance(other, str) else (_number(one), _number(other))


def _number(value: Json) -> float:
    """A number, also one that a text writes; whole ones stay whole."""
    if isinstance(value, str):
        return float(value) if "." in value else int(value)
    if _is_number(value):
        return value
    raise TypeError(type(value).__name__)


def _is_number(value: Json) -> TypeGuard[float]:
    return isinstance(value, int | float)


def _of_numbers(work: Callable[[list[float]], float]) -> Callable[..., float | None]:
    return lambda *values: None if None in values or not values else work([_number(value) for value in values])


def _minus(numbers: list[float]) -> float:
    return -numbers[0] if len(numbers) == 1 else numbers[0] - numbers[1]


PLAIN: Mapping[str, Callable[..., Json]] = {
    "!": lambda value=None: not is_true(value),
    "!!": lambda value=None: is_true(value),
    "===": same,
    "!==": lambda one, other: not same(one, other),
    "<": less,
    "<=": less_or_same,
    ">": lambda one, other: less(other, one),
    ">=": lambda one, other: less_or_same(other, one),
    "in": is_in,
    "cat": lambda *values: "".join(map(written, values)),
    "+": _of_numbers(sum),
    "-": _of_numbers(_minus),
    "min": _of_numbers(min),
    "max": _of_numbers(max),
    "substr": substr,
}
"""Operators over values that are worked out already."""


def _if(work: Work, *parts: Json) -> Json:
    for place in range(0, len(parts) - 1, 2):
        if is_true(work(parts[place])):
            return work(parts[place + 1])
    return work(parts[-1]) if len(parts) % 2 else None


def _and(work: Work, *parts: Json) -> Json:
    value: Json = None
    for part in parts:
        value = work(part)
        if not is_true(value):
            break
    return value


def _or(work: Work, *parts: Json) -> Json:
    value: Json = None
    for part in parts:
        value = work(part)
        if is_true(value):
            break
    return value


LAZY: Mapping[str, Callable[..., Json]] = {"if": _if, "and": _and, "or": _or}
"""Operators that work out no more of what stands in them than they need."""
