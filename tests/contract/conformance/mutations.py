"""Answers spoilt in seeded ways: what a person, a program or an old draft might bring."""

import copy
from collections.abc import Callable, Iterator, Mapping
from random import Random
from typing import Any

from forms.pointers import join

ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 1.0, 1.5, 99, 2**53, "", " ", "x", "0", "01", "khong_co", "co", "khac", "nam",
    "1990-02-30", "1990", "2026-11-23", "012345678901", "Hà Thị Ngân", "ng\u0303", "🙂" * 50, [], [1, 1], {}, {"x": 1},
)  # fmt: skip
Answers = dict[str, Any]
Place = tuple[str | int, ...]


def mutated(answers: Answers, choices: tuple[Any, ...], chance: Random) -> Answers:
    """*answers* with one to four things spoilt; `choices` are values that the schema offers somewhere."""
    spoilt = copy.deepcopy(answers)
    for _ in range(chance.choice((1, 1, 1, 1, 2, 4))):
        chance.choice(KINDS)(spoilt, choices, chance)
    return spoilt


def choices_of(schema: Any) -> tuple[Any, ...]:
    """Every value that an `enum` or `const` of the schema offers."""
    return tuple(dict.fromkeys(_choices(schema)))


def _choices(schema: Any) -> Iterator[Any]:
    if isinstance(schema, list):
        for item in schema:
            yield from _choices(item)
    elif isinstance(schema, Mapping):
        yield from (value for value in schema.get("enum", ()) if isinstance(value, str | int))
        yield from (value for value in [schema.get("const")] if isinstance(value, str | int))
        for inner in schema.values():
            yield from _choices(inner)


def places(value: Any, here: Place = ()) -> Iterator[Place]:
    """Every place in the answers but the root."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in inside:
        yield (*here, key)
        yield from places(inner, (*here, key))


def at(answers: Any, place: Place) -> Any:
    """What stands at *place*."""
    for key in place:
        answers = answers[key]
    return answers


def shown(place: Place) -> str:
    """The place as a pointer."""
    return join([str(key) for key in place])


def _some_place(answers: Answers, chance: Random) -> Place | None:
    found = list(places(answers))
    return chance.choice(found) if found else None


def _set(answers: Answers, place: Place | None, value: Any) -> None:
    if place is None:
        answers["x"] = value
    else:
        at(answers, place[:-1])[place[-1]] = value


def _drop(answers: Answers, _choices: tuple[Any, ...], chance: Random) -> None:
    place = _some_place(answers, chance)
    if place is not None:
        del at(answers, place[:-1])[place[-1]]


def _retype(answers: Answers, _choices: tuple[Any, ...], chance: Random) -> None:
    _set(answers, _some_place(answers, chance), copy.deepcopy(chance.choice(ODD)))


def _overlong(answers: Answers, _choices: tuple[Any, ...], chance: Random) -> None:
    _set(answers, _some_place(answers, chance), chance.choice("aă🙂") * chance.choice((101, 201, 501, 2001, 20_001)))


def _other_choice(answers: Answers, choices: tuple[Any, ...], chance: Random) -> None:
    _set(answers, _some_place(answers, chance), chance.choice(choices or ODD))


def _extra(answers: Answers, choices: tuple[Any, ...], chance: Random) -> None:
    objects = [answers, *(inner for place in places(answers) if isinstance(inner := at(answers, place), dict))]
    name = chance.choice(("x", "con", "ho_ten", "so", "ghi_chu", "__proto__", "a/b~c"))
    chance.choice(objects)[name] = chance.choice((*ODD[:20], *choices))


def _copied(answers: Answers, _choices: tuple[Any, ...], chance: Random) -> None:
    """One part of the answers stands in the place of another."""
    place = _some_place(answers, chance)
    if place is not None:
        _set(answers, _some_place(answers, chance), copy.deepcopy(at(answers, place)))


def _rows(answers: Answers, choices: tuple[Any, ...], chance: Random) -> None:
    """A list gains, loses, repeats or turns rows; answers without a list become one somewhere."""
    lists = [place for place in places(answers) if isinstance(at(answers, place), list)]
    if not lists:
        _copied(answers, choices, chance)
        return
    rows = at(answers, chance.choice(lists))
    deed = chance.randrange(5)
    if deed == 0:
        rows.append({})
    elif deed == 1 and rows:
        rows.extend(copy.deepcopy(chance.choice(rows)) for _ in range(chance.choice((1, 9, 120))))
    elif deed == 2:
        rows.clear()
    elif deed == 3 and rows:
        rows.pop(chance.randrange(len(rows)))
    else:
        rows.insert(0, copy.deepcopy(chance.choice((*ODD, *choices))))


KINDS: tuple[Callable[[Answers, tuple[Any, ...], Random], None], ...] = (
    _drop, _drop, _drop, _drop, _retype, _overlong, _other_choice, _other_choice, _extra, _copied, _rows,
)  # fmt: skip
