"""Which boxes the official e-form has: from the pack's `eform.json`, or from its layout where that says nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

from forms.pack import Json, ProcedurePack
from forms.pointers import get, join, parts
from forms.schema_paths import subschema
from forms.visibility import patterns_within

PARTS = frozenset({"name.family", "name.middle", "name.given", "date.day", "date.month", "date.year"})
PLACES = frozenset({"country.name", "province.name", "commune.name", "address.detail"})
AS = frozenset({*PARTS, *PLACES, "text", "number", "date", "choice", "ethnic", "agency", "note"})
"""How an answer may be written into a box."""

SWITCHES = frozenset({"ngoai_tinh", "chua_co_so_dinh_danh"})
"""What shared blocks ask only to know what else to ask; no portal asks it."""

_NAME = ("name.family", "name.middle", "name.given")
_BIRTH = ("date.day", "date.month", "date.year")
_ADDRESS = ("country.name", "province.name", "commune.name")
_BY_FORMAT = {"person-name": _NAME, "date": ("date",), "partial-date": ("date",), "ethnic-group": ("ethnic",)}


@dataclass(frozen=True, slots=True)
class Box:
    """One box: the pattern of its answer, how it is written, and what is said in the pack's own words."""

    pointer: str
    as_: str
    label: Mapping[str, str] = field(default_factory=dict)
    group: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    note: Mapping[str, str] = field(default_factory=dict)

    def in_row(self, place: int) -> "Box":
        """The box of one row of the outermost list."""
        return replace(self, pointer=self.pointer.replace("/*", f"/{place}", 1))


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the e-form, called as a step of the form is."""

    step: str
    boxes: tuple[Box, ...]

    def title(self, pack: ProcedurePack, lang: str) -> str:
        """Its words."""
        key = f"step.{self.step}.label"
        return pack.text(key, lang) if pack.has_text(key) else pack.text("procedure.name", lang)


@lru_cache(maxsize=64)
def layout(pack: ProcedurePack) -> tuple[Part, ...]:
    """All parts of the e-form, whatever the answers are."""
    steps = steps_of(pack)
    told = pack.eform.get("sections") or [{"step": step} for step in steps]
    named = {box.pointer for section in told for box in written(pack, section.get("lines", []))}
    away = {*named, *pack.eform.get("not_asked", [])}
    return tuple(Part(section["step"], tuple(_boxes(pack, section, steps, away))) for section in told)


def steps_of(pack: ProcedurePack) -> dict[str, tuple[str, ...]]:
    """The patterns of the controls of each step, in reading order; a form without steps is one."""
    if pack.ui.get("type") != "Categorization":
        return {"form": patterns_within(pack, pack.ui)} if pack.ui else {}
    return {
        str(category.get("i18n", f"step.{number}")).removeprefix("step."): patterns_within(pack, category)
        for number, category in enumerate(pack.ui["elements"], 1)
    }


def written(pack: ProcedurePack, lines: list[Mapping[str, Json]], at: str = "") -> Iterator[Box]:
    """The boxes that lines name; of a shared block those that this form has."""
    for line in lines:
        if "block" in line:
            group = line.get("group", {})
            for box in written(pack, line["block"].get("lines", []), at + line["at"]):
                if subschema(pack.schema, box.pointer) is not None:
                    yield replace(box, group=box.group or group)
        elif "value" in line:
            told = {name: line.get(name, {}) for name in ("label", "group", "words", "note")}
            yield Box(at + line["value"], line["as"], **told)


def derived(pack: ProcedurePack, pointer: str) -> Iterator[Box]:
    """The boxes for an answer of which the pack says nothing, by its type; in a row a name is one box."""
    schema = subschema(pack.schema, pointer) or {}
    *above, name = parts(pointer)
    shape = schema.get("format")
    if "*" in above:
        ways: tuple[str, ...] = ("text",) if shape == "person-name" else _plain(schema)
    elif name == "ngay_sinh":
        ways = _BIRTH
    elif shape == "commune":
        ways = _ADDRESS if _has(pack, above, "ngoai_tinh") else _ADDRESS[1:]
    elif name == "chi_tiet" and _has(pack, above, "xa"):
        ways = ("address.detail",)
    else:
        ways = _plain(schema)
    yield from (Box(pointer, as_) for as_ in ways)


def _plain(schema: Mapping[str, Json]) -> tuple[str, ...]:
    if "enum" in schema or "enum" in schema.get("items", {}) or schema.get("type") == "boolean":
        return ("choice",)
    number = schema.get("type") in {"number", "integer"} or schema.get("format") == "decimal"
    return _BY_FORMAT.get(str(schema.get("format")), ("number",) if number else ("text",))


def _boxes(
    pack: ProcedurePack, section: Mapping[str, Json], steps: Mapping[str, tuple[str, ...]], away: set[str]
) -> Iterator[Box]:
    for line in section.get("lines", [{"rest": True}]):
        if "rest" not in line:
            yield from written(pack, [line])
            continue
        for pointer in steps.get(section["step"], ()):
            if pointer not in away and parts(pointer)[-1] not in SWITCHES and not _is_list(pack, pointer):
                yield from derived(pack, pointer)


def _is_list(pack: ProcedurePack, pointer: str) -> bool:
    """A list of objects: its columns are asked, not itself."""
    return bool(get(subschema(pack.schema, pointer) or {}, "/items/properties"))


def _has(pack: ProcedurePack, above: list[str], name: str) -> bool:
    return subschema(pack.schema, join([*above, name])) is not None
