"""Somebody else's UI schema, with only those elements, options and rules that our form can draw."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import jsonschema_rs

from forms.checking import checker
from forms.pack import Json
from forms.pointers import dotted, join, of_scope
from forms.schema_paths import is_object, subschema

_LAYOUTS = frozenset({"Categorization", "Category", "Group", "VerticalLayout", "HorizontalLayout"})
_KEYS = frozenset({"type", "scope", "elements", "label", "text", "i18n", "options", "rule"})
_OPTIONS: Mapping[str, tuple[Json, ...]] = {
    "format": ("radio", "money"),
    "multi": (True, False),
    "readonly": (True, False),
    "showSortButtons": (True, False),
    "suggest": ("issuers",),
}
_SCALARS = frozenset({"string", "integer", "number", "boolean"})
_EFFECTS = frozenset({"SHOW", "HIDE", "ENABLE", "DISABLE"})
_DEEPEST = 40
_DEEPEST_LIST = 3
"""Lists in lists that anybody would fill."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Something of a file that the form does not show; `rule` is its code."""

    file: str
    pointer: str
    rule: str
    value: str = ""


class Layout:
    """One reading of one UI schema; `left_out` fills while it is cleaned, `texts` are the labels that it gives."""

    def __init__(self, file: str, schema: Mapping[str, Json], texts: Mapping[str, str], at: str = "") -> None:
        self._file = file
        self._at = at
        self._depth = 0
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

    def cleaned_row(self, detail: Json, path: tuple[str, ...]) -> dict[str, Json] | None:
        """The layout of a row of a list; None when nothing of it can be drawn."""
        made = self._element(detail, path)
        return made if made is None or "elements" in made else {"type": "VerticalLayout", "elements": [made]}

    def _out(self, path: tuple[str, ...], rule: str, value: object = "") -> None:
        self.left_out.append(LeftOut(self._file, join(list(path)), rule, str(value)))

    def _element(self, element: Json, path: tuple[str, ...]) -> dict[str, Json] | None:
        if not isinstance(element, Mapping) or len(path) > _DEEPEST:
            self._out(path, "preview.element", type(element).__name__)
            return None
        for key in element.keys() - _KEYS:
            self._out((*path, key), "lint.unknown-keyword", key)
        kind = element.get("type")
        if kind in ("Control", "ListWithDetail"):
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
        if isinstance(label := element.get("label"), str) and label:
            self.texts[f"{dotted(self._at + pointer)}.label"] = label
        if _is_list_of_objects(schema) and self._depth < _DEEPEST_LIST:
            return self._list(element, schema, path)
        if any(_is_list_of_objects(one) for one in _leaves(schema)) and is_object(schema):
            return self._layout("Group", self._written_out(element, schema), path)
        if element.get("type") == "ListWithDetail":
            self._out(path, "preview.element", "ListWithDetail")
        if not all(self._drawable(one, path) for one in _leaves(schema)):
            return None
        made = {"type": "Control", "scope": scope, "options": self._options(element.get("options"), path)}
        return self._ruled(made, element, path)

    def _written_out(self, element: Mapping[str, Json], schema: Mapping[str, Json]) -> dict[str, Json]:
        """A group for an object with a list in it, instead of one control for all."""
        scope = element["scope"]
        title = self._known.get(f"{dotted(self._at + of_scope(scope))}.label", "")
        inner = [{"type": "Control", "scope": f"{scope}/properties/{name}"} for name in schema["properties"]]
        return {"label": title, **element, "elements": inner}

    def _list(
        self, element: Mapping[str, Json], schema: Mapping[str, Json], path: tuple[str, ...]
    ) -> dict[str, Json] | None:
        """A list of objects with the layout of a row, which is somebody else's, too."""
        items = schema["items"]
        options = dict(element["options"]) if isinstance(element.get("options"), Mapping) else {}
        given = options.pop("detail", None)
        asked = [name for name, one in items["properties"].items() if _asks(one)]
        plain = [{"type": "Control", "scope": f"#/properties/{name}"} for name in asked]
        if not isinstance(given, Mapping):
            if given is not None:
                self._out((*path, "options", "detail"), "preview.option", given)
            given = {"type": "VerticalLayout", "elements": plain}
        inside = Layout(self._file, items, self._known, f"{self._at}{of_scope(element['scope'])}")
        inside._depth = self._depth + 1
        detail = inside.cleaned_row(given, (*path, "options", "detail"))
        self.left_out += inside.left_out
        self.texts |= inside.texts
        if detail is None:
            self._out(path, "preview.no-control", "array")
            return None
        named = options.pop("elementLabelProp", None)
        kept = {**self._options(options, path), "detail": detail}
        if isinstance(named, str) and named in items["properties"]:
            kept["elementLabelProp"] = named
        elif named is not None:
            self._out((*path, "options", "elementLabelProp"), "preview.option", named)
        made = {"type": element["type"], "scope": element["scope"], "options": kept}
        return self._ruled(made, element, path)

    def _drawable(self, schema: Mapping[str, Json], path: tuple[str, ...]) -> bool:
        """An object of unknown shape, nothing, a list of lists or of such has no control."""
        inner = schema.get("items") if schema.get("type") == "array" else schema
        kind = inner.get("type") if isinstance(inner, Mapping) else "array"
        choices = [*_listed(inner, "enum"), *(one.get("const") for one in _listed(inner, "oneOf") if _is_const(one))]
        fits = kind not in ("array", "object", "null") and not ("items" in schema and inner is schema)
        fits = fits and all(isinstance(one, str | int | float | None) for one in choices)
        fits = fits and not _is_one_of_shapes(inner)
        if not fits:
            self._out(path, "preview.no-control", kind or "enum")
        return fits

    def _options(self, options: Json, path: tuple[str, ...]) -> dict[str, Json]:
        given = options if isinstance(options, Mapping) else {}
        kept = {name: value for name, value in given.items() if value in _OPTIONS.get(name, ())}
        for name in given.keys() - kept.keys():
            self._out((*path, "options", name), "preview.option", name)
        return kept

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


def _is_list_of_objects(schema: Mapping[str, Json]) -> bool:
    items = schema.get("items")
    if schema.get("type", "array") != "array" or not isinstance(items, Mapping) or not is_object(items):
        return False
    return isinstance(items.get("properties"), Mapping) and bool(items["properties"])


def _listed(schema: Json, keyword: str) -> list[Json]:
    found = schema.get(keyword, []) if isinstance(schema, Mapping) else []
    return found if isinstance(found, list) else []


def _is_const(schema: Json) -> bool:
    return isinstance(schema, Mapping) and "const" in schema


def _asks(schema: Json) -> bool:
    """Whether there is anything to answer: a value that is given (`const`) and nothing else is not asked for."""
    return isinstance(schema, Mapping) and bool(schema.keys() - {"const", "title", "description", "default"})


def _is_one_of_shapes(schema: Json) -> bool:
    """Whether an answer is of one shape or another, and none of them is a line to type."""
    shapes = [one for word in ("anyOf", "oneOf") for one in _listed(schema, word) if not _is_const(one)]
    kinds = {str(one.get("type")) for one in (schema, *shapes) if isinstance(one, Mapping) and "type" in one}
    return bool(shapes) and not kinds & _SCALARS


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
        checker(schema)
    except (ValueError, TypeError, jsonschema_rs.ReferencingError):
        return False
    return True
