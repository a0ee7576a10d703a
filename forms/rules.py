"""JSON Forms rules: which elements are shown and enabled for the answers at hand."""

from collections.abc import Iterator, Mapping
from functools import lru_cache

import jsonschema_rs

from forms.checking import checker
from forms.pack import Answers, Json
from forms.pointers import get, of_scope

Element = Mapping[str, Json]


def is_shown(element: Element, answers: Answers, at: str = "") -> bool:
    """Whether the element's own rule shows it (its ancestors are not asked); *at* is the row it stands in."""
    rule = element.get("rule")
    if rule is None or rule.get("effect") not in {"SHOW", "HIDE"}:
        return True
    return holds(rule["condition"], answers, at) is (rule["effect"] == "SHOW")


def is_enabled(element: Element, answers: Answers, at: str = "") -> bool:
    """Whether the element's own rule leaves it enabled; *at* is the row it stands in."""
    rule = element.get("rule")
    if rule is None or rule.get("effect") not in {"ENABLE", "DISABLE"}:
        return True
    return holds(rule["condition"], answers, at) is (rule["effect"] == "ENABLE")


def controls(element: Element) -> Iterator[Element]:
    """All controls of the element, itself included, in reading order; a list is one control."""
    if "scope" in element and element.get("type") != "Label":
        yield element
    for child in element.get("elements", []):
        yield from controls(child)


def holds(condition: Json, answers: Answers, at: str = "") -> bool:
    """A JSON Forms condition: LEAF, SCHEMA, AND, OR; one of another kind holds, as it does there.

    Scopes are relative to *at*, the pointer of the row in which the condition stands.
    """
    kind = condition.get("type")
    if kind == "AND":
        return all(holds(part, answers, at) for part in condition["conditions"])
    if kind == "OR":
        return any(holds(part, answers, at) for part in condition["conditions"])
    if kind == "LEAF":
        value = get(answers, at + of_scope(condition["scope"]))
        return type(value) is type(condition["expectedValue"]) and bool(value == condition["expectedValue"])
    if "schema" in condition:
        value = get(answers, at + of_scope(condition["scope"]))
        if value is None:
            return not condition.get("failWhenUndefined", False) and admits_nothing(condition["schema"])
        return _validator(_Frozen(condition["schema"])).is_valid(value)
    return True


def admits_nothing(schema: Json) -> bool:
    """Whether a value that is not there passes *schema*, as undefined does in ajv."""
    if isinstance(schema, bool):
        return schema
    if schema.keys() & {"type", "const", "enum"}:
        return False
    if "not" in schema and admits_nothing(schema["not"]):
        return False
    if "if" in schema:
        branch = schema.get("then" if admits_nothing(schema["if"]) else "else", True)
        if not admits_nothing(branch):
            return False
    return (
        all(admits_nothing(part) for part in schema.get("allOf", []))
        and ("anyOf" not in schema or any(admits_nothing(part) for part in schema["anyOf"]))
        and ("oneOf" not in schema or sum(admits_nothing(part) for part in schema["oneOf"]) == 1)
    )


class _Frozen:
    """A schema as the key of a cache: the same object is the same schema."""

    __slots__ = ("schema",)

    def __init__(self, schema: Json) -> None:
        self.schema = schema

    def __hash__(self) -> int:
        return id(self.schema)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Frozen) and other.schema is self.schema


@lru_cache(maxsize=1024)
def _validator(frozen: _Frozen) -> jsonschema_rs.Draft202012Validator:
    return checker(frozen.schema)
