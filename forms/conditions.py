"""Conditions of rules as something that can be said: the questions they ask and the answers they want."""

from collections.abc import Mapping
from dataclasses import dataclass

from forms.pack import Json, ProcedurePack
from forms.pointers import dotted, of_scope


@dataclass(frozen=True, slots=True)
class Term:
    """One question by its label; `answers` are the choices that fit (or, not `holds`, do not), () for a tick."""

    label: str
    answers: tuple[str, ...]
    holds: bool = True


Alternatives = tuple[tuple[Term, ...], ...]
"""Any of them suffices; within one all must hold."""


def alternatives(pack: ProcedurePack, condition: Mapping[str, Json] | None, lang: str = "vi") -> Alternatives:
    """What *condition* asks for; () for one that is always met or that cannot be said in these words."""
    return (condition is not None and _said(pack, condition, lang)) or ()


def _said(pack: ProcedurePack, condition: Mapping[str, Json], lang: str) -> Alternatives | None:
    if condition.get("type") not in {"AND", "OR"}:
        term = _term(pack, condition, lang)
        return None if term is None else ((term,),)
    parts = [_said(pack, part, lang) for part in condition["conditions"]]
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    if condition["type"] == "OR":
        return tuple(way for part in known for way in part)
    ways: Alternatives = ((),)
    for part in known:
        ways = tuple((*way, *more) for way in ways for more in part)
    return ways


def _term(pack: ProcedurePack, condition: Mapping[str, Json], lang: str) -> Term | None:
    path = dotted(of_scope(condition["scope"]))
    wanted, holds = _wanted(condition)
    if not wanted or not pack.has_text(f"{path}.label"):
        return None
    label = pack.text(f"{path}.label", lang)
    if wanted in ((True,), (False,)) and not pack.has_text(f"{path}.true"):
        return Term(label, (), holds is wanted[0])
    keys = [f"{path}.{str(value).lower() if isinstance(value, bool) else value}" for value in wanted]
    if not all(pack.has_text(key) for key in keys):
        return None
    return Term(label, tuple(pack.text(key, lang) for key in keys), holds)


def _wanted(condition: Mapping[str, Json]) -> tuple[tuple[Json, ...], bool]:
    """The values that the condition names, and whether it wants them (or anything else)."""
    if "expectedValue" in condition:
        return (condition["expectedValue"],), True
    schema = condition.get("schema", {})
    holds = not (isinstance(schema, Mapping) and schema.keys() == {"not"})
    schema = schema if holds else schema["not"]
    if not isinstance(schema, Mapping):
        return (), holds
    if schema.keys() == {"const"}:
        return (schema["const"],), holds
    return (tuple(schema["enum"]) if schema.keys() == {"enum"} else ()), holds
