"""What a written-out schema says about a pointer into the answers."""

from collections.abc import Iterator, Mapping

from forms.pack import Json
from forms.pointers import parts

_INNER = ("allOf", "anyOf", "oneOf")
_BRANCHES = ("then", "else")


def pointers_of(schema: Mapping[str, Json]) -> tuple[str, ...]:
    """Pointers of all leaves of the schema, in its order; those of a list of objects lie under `*`."""
    found = tuple(dict.fromkeys(_leaves(schema, "")))
    outer = {leaf[:end] for leaf in found for end, letter in enumerate(leaf) if letter == "/"}
    return tuple(leaf for leaf in found if leaf not in outer)


def subschema(schema: Mapping[str, Json], pointer: str) -> Mapping[str, Json] | None:
    """The schema of the value at *pointer*: the first that declares it; None when nothing does."""
    return next(_at(schema, parts(pointer)), None)


def lists_of(schema: Mapping[str, Json]) -> tuple[str, ...]:
    """Pointers of the lists of objects, outer ones first."""
    rows = (leaf[:end] for leaf in pointers_of(schema) for end in range(len(leaf)) if leaf.startswith("/*/", end))
    return tuple(dict.fromkeys(rows))


def is_object(schema: Mapping[str, Json] | None) -> bool:
    """Whether the value is an object with named properties."""
    return schema is not None and (schema.get("type") == "object" or "properties" in schema)


def _leaves(schema: Mapping[str, Json], pointer: str) -> Iterator[str]:
    for name, inner in schema.get("properties", {}).items():
        here = f"{pointer}/{name}"
        items = inner.get("items") if isinstance(inner, Mapping) else None
        if isinstance(inner, Mapping) and inner.get("properties"):
            yield from _leaves(inner, here)
        elif isinstance(items, Mapping) and items.get("properties"):
            yield from _leaves(items, f"{here}/*")
        else:
            yield here
    for part in _parts(schema):
        yield from _leaves(part, pointer)


def _at(schema: Mapping[str, Json], tokens: list[str]) -> Iterator[Mapping[str, Json]]:
    if not tokens:
        yield schema
        return
    token, rest = tokens[0], tokens[1:]
    inner = schema.get("properties", {}).get(token)
    if inner is None and (token.isdigit() or token == "*"):  # noqa: S105 - a wildcard
        inner = schema.get("items")
    if isinstance(inner, Mapping):
        yield from _at(inner, rest)
    for part in _parts(schema):
        yield from _at(part, tokens)


def _parts(schema: Mapping[str, Json]) -> Iterator[Mapping[str, Json]]:
    for keyword in _INNER:
        yield from (part for part in schema.get(keyword, []) if isinstance(part, Mapping))
    yield from (schema[keyword] for keyword in _BRANCHES if isinstance(schema.get(keyword), Mapping))
