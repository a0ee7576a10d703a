"""Frozen dataclasses to JSON text and back, by their type hints."""

import json
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints


def to_json(value: object) -> str:
    """ASCII only, so that even half a surrogate pair that somebody pasted is saved."""
    return json.dumps(_plain(value), separators=(",", ":"), allow_nan=False)


def from_json(kind: Any, text: str) -> Any:
    """The value of type *kind* that `to_json` wrote; fields that are not there get their defaults."""
    return _typed(kind, json.loads(text))


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return value


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _typed(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        real = [inner for inner in get_args(kind) if inner is not type(None)]
        return _typed(real[0], value) if len(real) == 1 else value
    if origin is tuple:
        return _typed_tuple(get_args(kind), value)
    if not isinstance(kind, type):
        return value
    if is_dataclass(kind):
        hints = _hints(kind)
        return kind(**{name: _typed(hints[name], inner) for name, inner in value.items() if name in hints})
    if kind is datetime:
        return datetime.fromisoformat(value)
    return kind(value) if issubclass(kind, Enum) else value


def _typed_tuple(kinds: tuple[Any, ...], values: list[Any]) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        return tuple(_typed(kinds[0], value) for value in values)
    return tuple(_typed(kind, value) for kind, value in zip(kinds, values, strict=True))
