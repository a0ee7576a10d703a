"""Somebody else's UI schema, with only those elements, options and rules that our form can draw."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import jsonschema_rs

from forms.pack import Json
from forms.pointers import dotted, join, of_scope
from forms.schema_paths import is_object, subschema

_LAYOUTS = frozenset({"Categorization", "Category", "Group", "VerticalLayout", "HorizontalLayout"})
_KEYS = frozenset({"type", "scope", "elements", "label", "text", "i18n", "options", "rule"})
_OPTIONS: Mapping[str, tuple[Json, ...]] = {
    "format": ("radio",),
    "multi": (True, False),
    "readonly": (True, False),
    "suggest": ("issuers",),
}
_EFFECTS = frozenset({"SHOW", "HIDE", "ENABLE", "DISABLE"})
_DEEPEST = 40


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of a file that the form does not show; `rule` is its code."""

    file: str
    pointer: str
    rule: str
    value: str = ""


class Layout:
    """One reading of one UI schema; `left_out` fills while it is cleaned, `texts` are the labels that it gives."""

    def __init__(self, file: str, schema: Mapping[str, Json], texts: Mapping[str, str]) -> None:
        self._file = file
        self._schema = schema
        self._known = texts
        self.texts: dict[str, str] = {}
        self.left_out: list[LeftOut] = []

    def cleaned(self, ui: Json) -> dict[str, Json] | None:
        """The layout that can be drawn; None when nothing of it can."""
        root = self._element(ui, ())
        if root is None:
            return None
        return root if "elements" in root else {"type": "VerticalLayout", "elements": [root]}

    def _out(self, path: tuple[str, ...], rule: str, value: object = "") -> None:
        self.left_out.append(LeftOut(self._file, join(list(path)), rule, str(value)))

    def _element(self, element: Json, path: tuple[str, ...]) -> dict[str, Json] | None:
        if not isinstance(element, Mapping) or len(path) > _DEEPEST:
            self._out(path, "preview.element", type(element).__name__)
            return None
        for key in element.keys() - _KEYS:
            self._out((*path, key), "lint.unknown-keyword", key)
        kind = element.get("type")
        if kind == "Control":
            return self._control(element, path)
        if kind == "Label":
            words = self._words(element)
            return self._ruled({"type": "Label", "text": words}, element, path) if words else None
        if kind not in _LAYOUTS:
            self._out(path, "preview.element", kind)
            if not isinstance(element.get("elements"), list):
                return None
            kind = "VerticalLayout"
        return self._layout(str(kind), element, path)

    def _layout(self, kind: str, element: Mapping[str, Json], path: tuple[str, ...]) -> dict[str, Json] | None:
        children = element.get("elements")
        kept = [
            made
            for place, child in enumerate(children if isinstance(children, list) else ())
            if (made := self._element(child, (*path, "elements", str(place)))) is not None
        ]
        if not kept:
            return None
        named = {"i18n": element["i18n"]} if isinstance(element.get("i18n"), str) else {}
        return self._ruled(
            {"type": kind, "label": self._words(element), **named, "elements": kept}, element, path
        )  # fmt: skip

    def _control(self, element: Mapping[str, Json], path: tuple[str, ...]) -> dict[str, Json] | None:
        scope = element.get("scope")
        pointer = of_scope(scope) if isinstance(scope, str) else ""
        schema = subschema(self._schema, pointer) if pointer and "*" not in pointer else None
        if not isinstance(schema, Mapping):
            self._out(path, "preview.no-such-field", scope)
            return None
        if not all(self._drawable(one, path) for one in _leaves(schema)):
            return None
        if isinstance(label := element.get("label"), str) and label:
            self.texts[f"{dotted(pointer)}.label"] = label
        made = {"type": "Control", "scope": scope, "options": self._options(element.get("options"), path)}
        return self._ruled(made, element, path)

    def _drawable(self, schema: Mapping[str, Json], path: tuple[str, ...]) -> bool:
        """A list, an object of unknown shape or a choice of other things than texts has no control yet."""
        kind = schema.get("type")
        choices = schema.get("enum", [])
        shapes = schema.get("oneOf", [])
        fits = kind not in ("array", "object", "null") and "items" not in schema
        fits = fits and isinstance(choices, list) and all(isinstance(one, str) for one in choices)
        consts = [one.get("const", "") for one in shapes if isinstance(one, Mapping)]
        fits = fits and all(isinstance(one, str) for one in consts)
        if not fits:
            self._out(path, "preview.no-control", kind or "enum")
        return fits

    def _options(self, options: Json, path: tuple[str, ...]) -> dict[str, Json]:
        given = options if isinstance(options, Mapping) else {}
        for name, value in given.items():
            if value not in _OPTIONS.get(name, ()):
                self._out((*path, "options", name), "preview.option", name)
        return {name: value for name, value in given.items() if value in _OPTIONS.get(name, ())}

    def _ruled(self, made: dict[str, Json], element: Mapping[str, Json], path: tuple[str, ...]) -> dict[str, Json]:
        rule = element.get("rule")
        if rule is None:
            return made
        if isinstance(rule, Mapping) and rule.get("effect") in _EFFECTS and _is_condition(rule.get("condition")):
            return {**made, "rule": {"effect": rule["effect"], "condition": rule["condition"]}}
        self._out((*path, "rule"), "preview.rule")
        return made

    def _words(self, element: Mapping[str, Json]) -> str:
        """The element's own words, else the pack's for its key."""
        key = element.get("i18n")
        for one in (f"{key}.label", f"{key}.text", str(key)):
            if one in self._known:
                return self._known[one]
        return next((w for w in (element.get("label"), element.get("text")) if isinstance(w, str) and w), "")


def _leaves(schema: Mapping[str, Json]) -> Iterator[Mapping[str, Json]]:
    inner = schema.get("properties")
    if not is_object(schema) or not isinstance(inner, Mapping) or not inner:
        yield schema
        return
    for one in inner.values():
        yield from _leaves(one if isinstance(one, Mapping) else {})


def _is_condition(condition: Json) -> bool:
    if not isinstance(condition, Mapping):
        return False
    kind = condition.get("type")
    if kind in ("AND", "OR"):
        parts = condition.get("conditions")
        return isinstance(parts, list) and bool(parts) and all(_is_condition(part) for part in parts)
    if not isinstance(condition.get("scope"), str):
        return False
    if kind == "LEAF":
        return "expectedValue" in condition
    return "schema" in condition and _is_schema(condition["schema"])


def _is_schema(schema: Json) -> bool:
    try:
        jsonschema_rs.Draft202012Validator(schema)
    except (ValueError, TypeError, jsonschema_rs.ReferencingError):
        return False
    return True
