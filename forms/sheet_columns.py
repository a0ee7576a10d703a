"""The simple fields of a form as columns of a spreadsheet, in the form's order; lists of rows have no place there."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from forms.choices import choice_values, is_tick_list, option_text, token
from forms.fold import fold
from forms.pack import Json, ProcedurePack
from forms.pointers import dotted, of_scope
from forms.rules import Element
from forms.schema_paths import is_object, subschema
from forms.tables import ethnic_groups
from forms.units import all_units

VIETNAMESE = "vi"


class Shape(StrEnum):
    """How a cell of a column is read."""

    TEXT = "text"
    NUMBER = "number"
    DECIMAL = "decimal"
    DATE = "date"
    PARTIAL_DATE = "partial-date"
    YES_NO = "yes-no"
    CHOICE = "choice"
    CHOICES = "choices"
    COMMUNE = "commune"
    ETHNIC_GROUP = "ethnic-group"


@dataclass(frozen=True, slots=True)
class Column:
    """One field: `key` is the technical name (`con.ho_ten`), `label` unique in its form, `choices` (value, words)."""

    pointer: str
    key: str
    label: str
    plain: str
    shape: Shape
    schema: Mapping[str, Json]
    choices: tuple[tuple[Json, str], ...] = ()

    @property
    def format(self) -> str:
        """The schema's format, "" where it has none."""
        return str(self.schema.get("format", ""))


@lru_cache(maxsize=64)
def columns(pack: ProcedurePack) -> tuple[Column, ...]:
    """Every field that one cell can hold; calculated ones and lists of rows are left out."""
    found: dict[str, tuple[Column, str]] = {}
    for pointer, above in _asked(pack, pack.ui, ()):
        column = _column(pack, pointer, above)
        if column is not None:
            found.setdefault(pointer, (column, " – ".join(dict.fromkeys((*above, column.plain)))))
    return _told_apart(tuple(found.values()))


def matched(pack: ProcedurePack, heads: Sequence[str]) -> tuple[Column | None, ...]:
    """The column for each head of a sheet: by technical key, by label, by a plain name that only one field has.

    None for a head that names nothing, and for one that names a field which an earlier head named.
    """
    known: dict[str, Column] = {}
    plain = Counter(fold(column.plain) for column in columns(pack))
    for column in columns(pack):
        known[column.key] = known[fold(column.label)] = column
        if plain[fold(column.plain)] == 1:
            known.setdefault(fold(column.plain), column)
    taken: set[str] = set()
    found: list[Column | None] = []
    for head in heads:
        name = head.strip().rstrip("*").strip()
        named = known.get(name, known.get(fold(name)))
        found.append(named if named is not None and named.pointer not in taken else None)
        if named is not None:
            taken.add(named.pointer)
    return tuple(found)


def _asked(pack: ProcedurePack, element: Element, above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(pointer, words of the steps and groups above it) of every control and of the fields of an object's control."""
    if "scope" in element and element.get("type") != "Label":
        pointer = of_scope(element["scope"])
        yield from _fields(pack, pointer, above)
        return
    words = _words(pack, element) if element.get("type") in ("Category", "Group") else ""
    for child in element.get("elements", []):
        yield from _asked(pack, child, (*above, words) if words else above)


def _fields(pack: ProcedurePack, pointer: str, above: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    schema = subschema(pack.schema, pointer) or {}
    if not is_object(schema):
        yield pointer, above
        return
    for name in schema.get("properties", {}):
        yield from _fields(pack, f"{pointer}/{name}", (*above, _label(pack, pointer)))


def _words(pack: ProcedurePack, element: Element) -> str:
    key = str(element.get("i18n", ""))
    known = (one for one in (f"{key}.label", f"{key}.text", key) if key and pack.has_text(one))
    return next((pack.text(one, VIETNAMESE) for one in known), str(element.get("label") or ""))


def _label(pack: ProcedurePack, pointer: str) -> str:
    key = f"{dotted(pointer)}.label"
    return pack.text(key, VIETNAMESE) if pack.has_text(key) else pointer.rpartition("/")[2]


def _column(pack: ProcedurePack, pointer: str, above: tuple[str, ...]) -> Column | None:
    schema = subschema(pack.schema, pointer) or {}
    shape = _shape(schema)
    if shape is None or schema.get("readOnly"):
        return None
    plain = _label(pack, pointer)
    label = f"{above[-1]} – {plain}" if above else plain
    return Column(pointer, dotted(pointer), label, plain, shape, schema, tuple(_choices(pack, pointer, schema, shape)))


def _shape(schema: Mapping[str, Json]) -> Shape | None:
    if is_tick_list(schema):
        return Shape.CHOICES
    if choice_values(schema):
        return Shape.CHOICE
    kind, form = schema.get("type"), schema.get("format")
    if kind == "boolean" or schema.get("const") is True:
        return Shape.YES_NO
    if kind in ("integer", "number"):
        return Shape.NUMBER
    if kind != "string":
        return None
    named = (Shape.DATE, Shape.PARTIAL_DATE, Shape.COMMUNE, Shape.ETHNIC_GROUP, Shape.DECIMAL)
    return next((shape for shape in named if shape.value == form), Shape.TEXT)


def _choices(pack: ProcedurePack, pointer: str, schema: Mapping[str, Json], shape: Shape) -> Iterator[tuple[Json, str]]:
    if shape is Shape.COMMUNE:
        yield from ((one.code, one.coded_name) for one in all_units())
    elif shape is Shape.ETHNIC_GROUP:
        yield from ethnic_groups().items()
    elif shape is Shape.YES_NO:
        yield from ((True, "Có"), (False, "Không"))
    elif shape in (Shape.CHOICE, Shape.CHOICES):
        inner = schema["items"] if shape is Shape.CHOICES else schema
        titles = {token(one["const"]): str(one.get("title", "")) for one in inner.get("oneOf", ()) if "const" in one}
        for value in choice_values(inner):
            name = token(value)
            yield value, option_text(pack, pointer, name, VIETNAMESE) or titles.get(name) or name


def _told_apart(found: Sequence[tuple[Column, str]]) -> tuple[Column, ...]:
    """What reads alike gets all the words above it, and where that is not enough its key."""
    once = Counter(fold(column.label) for column, _ in found)
    longer = [replace(one, label=words) if once[fold(one.label)] > 1 else one for one, words in found]
    twice = Counter(fold(column.label) for column in longer)
    return tuple(
        replace(one, label=f"{one.label} [{one.key}]") if twice[fold(one.label)] > 1 else one for one in longer
    )
