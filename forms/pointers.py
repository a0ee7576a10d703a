"""JSON pointers (RFC 6901) into plain JSON objects."""

import re
from collections.abc import Iterator
from functools import lru_cache

from forms.pack import Answers, Json

_INDEX = re.compile(r"0|[1-9]\d*")
_NUMBER = re.compile(r"/(?:0|[1-9]\d*)(?=/|$)")


def parts(pointer: str) -> list[str]:
    """The reference tokens of *pointer*, unescaped."""
    if not pointer:
        return []
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer.lstrip("#").split("/")[1:]]


def join(tokens: list[str]) -> str:
    """The pointer made of *tokens*."""
    return "".join("/" + token.replace("~", "~0").replace("/", "~1") for token in tokens)


def get(value: Json, pointer: str) -> Json:
    """The value at *pointer*, None where there is nothing."""
    for token in _tokens(pointer):
        if isinstance(value, dict):
            value = value.get(token)
        elif isinstance(value, list) and _INDEX.fullmatch(token) and int(token) < len(value):
            value = value[int(token)]
        else:
            return None
    return value


def put(answers: Answers, pointer: str, value: Json) -> Answers:
    """New answers with *value* at *pointer* (None takes it out); missing objects are made."""
    changed = _put(answers, _tokens(pointer), value)
    return changed if isinstance(changed, dict) else {}


@lru_cache(maxsize=65536)
def _tokens(pointer: str) -> tuple[str, ...]:
    """*pointer* taken apart once: a form asks for the same few thousand at every letter."""
    return tuple(parts(pointer))


def _put(old: Json, tokens: tuple[str, ...], value: Json) -> Json:
    if not tokens:
        return value
    token, rest = tokens[0], tokens[1:]
    if isinstance(old, list) and _INDEX.fullmatch(token):
        index = int(token)
        inner = _put(old[index] if index < len(old) else None, rest, value)
        kept = [inner] if inner is not None else []
        return [*old[:index], *kept, *old[index + 1 :]]
    same = dict(old) if isinstance(old, dict) else {}
    inner = _put(same.get(token), rest, value)
    if inner is None:
        same.pop(token, None)
    else:
        same[token] = inner
    return same


@lru_cache(maxsize=8192)
def of_scope(scope: str) -> str:
    """The pointer into the answers that a JSON Forms scope such as `#/properties/con/properties/ho_ten` means."""
    tokens = parts(scope)
    names: list[str] = []
    while tokens:
        keyword = tokens.pop(0)
        if keyword == "properties" and tokens:
            names.append(tokens.pop(0))
        elif keyword == "items":
            names.append("*")
    return join(names)


def pattern(pointer: str) -> str:
    """`/hoi_vien/*/ho_ten` for `/hoi_vien/3/ho_ten`: what is said of every row."""
    return _NUMBER.sub("/*", pointer)


def rows_of(pattern: str, answers: Answers) -> Iterator[str]:
    """The pointers into *answers* for which *pattern* stands: each `*` is every row of the list there."""
    before, star, after = pattern.partition("/*")
    if not star:
        yield pattern
        return
    rows = get(answers, before)
    for number in range(len(rows) if isinstance(rows, list) else 0):
        yield from rows_of(f"{before}/{number}{after}", answers)


def dotted(pointer: str) -> str:
    """The pointer as a text key: `/con/ho_ten` is `con.ho_ten`; numbers of list rows are left out."""
    return ".".join(name for name in parts(pointer) if not name.isdigit() and name != "*")
