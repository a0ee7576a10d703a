"""What a field lets one choose from, and the words for it."""

from collections.abc import Mapping

from forms.pack import Json, ProcedurePack
from forms.pointers import dotted


def choice_values(schema: Mapping[str, Json]) -> list[Json]:
    """The values of an enumeration, or of branches that are each one constant; [] where anything may be said."""
    if "enum" in schema:
        return [value for value in schema["enum"] if value is not None]
    branches = schema.get("oneOf", ())
    consts = bool(branches) and all(isinstance(branch, Mapping) and "const" in branch for branch in branches)
    return [branch["const"] for branch in branches] if consts else []


def is_tick_list(schema: Mapping[str, Json]) -> bool:
    """Whether the answer is a list of choices, each at most once."""
    items = schema.get("items")
    return schema.get("type") == "array" and isinstance(items, Mapping) and bool(choice_values(items))


def token(value: Json) -> str:
    """A value as text keys and object names have it: `true`, `1`, `nam`."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def option_text(pack: ProcedurePack, pointer: str, value: str, lang: str) -> str:
    """The pack's words for the *value* (as a token) of a field; "" where it has none."""
    path = dotted(pointer)
    last = path.rpartition(".")[2]
    keys = (f"{path}.{value}", f"{path}.option.{value}", f"{last}.{value}", f"option.{value}")
    return next((pack.text(key, lang) for key in keys if pack.has_text(key)), "")
