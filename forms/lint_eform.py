"""Lint of `eform.json`: every box leads to an answer, and every answer has a box or is named as not asked there."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from forms.eform_layout import AS, PARTS, PLACES, SWITCHES, Box, layout, steps_of, written
from forms.lint_schema import Row
from forms.pack import Json, ProcedurePack
from forms.pointers import dotted, parts
from forms.schema_paths import pointers_of, subschema
from forms.validation import is_within

_FILE = "eform.json"
PORTAL = "dichvucong.gov.vn"


def findings(pack: ProcedurePack) -> Iterator[Row]:
    """Unknown pointers, steps and ways of writing; boxes without a name; answers without a box; a page elsewhere."""
    if not pack.eform:
        return
    yield from _page(pack.eform.get("page"))
    steps = steps_of(pack)
    for number, section in enumerate(pack.eform["sections"]):
        place = f"/sections/{number}"
        if section["step"] not in steps:
            yield _FILE, f"{place}/step", "lint.unknown-step", {"value": section["step"]}
        for line, row in enumerate(section.get("lines", [])):
            yield from _line(pack, f"{place}/lines/{line}", row)
    for pointer in pack.eform.get("not_asked", []):
        if subschema(pack.schema, pointer) is None:
            yield _FILE, "/not_asked", "lint.unknown-path", {"value": pointer}
    yield from _without_box(pack)


def _page(page: Json) -> Iterator[Row]:
    if page is not None:
        where = urlsplit(str(page))
        if where.scheme != "https" or not f".{where.hostname or ''}".endswith(f".{PORTAL}"):
            yield _FILE, "/page", "lint.foreign-page", {"value": page}


def _line(pack: ProcedurePack, place: str, line: Mapping[str, Json]) -> Iterator[Row]:
    boxes = tuple(written(pack, [line]))
    if "block" in line and not boxes:
        yield _FILE, f"{place}/at", "lint.unknown-path", {"value": line["at"]}
    for box in boxes:
        if box.as_ not in AS:
            yield _FILE, place, "lint.unknown-as", {"value": box.as_}
        elif subschema(pack.schema, box.pointer) is None:
            yield _FILE, f"{place}/value", "lint.unknown-path", {"value": box.pointer}
        elif not _has_name(pack, box):
            yield _FILE, place, "lint.missing-text", {"value": f"{dotted(box.pointer)}.label"}


def _has_name(pack: ProcedurePack, box: Box) -> bool:
    return bool(box.label) or box.as_ in PARTS | PLACES or pack.has_text(f"{dotted(box.pointer)}.label")


def _without_box(pack: ProcedurePack) -> Iterator[Row]:
    told = {box.pointer for part in layout(pack) for box in part.boxes if box.as_ != "note"}
    away = [*pack.eform.get("not_asked", [])]
    for pointer in pointers_of(pack.schema):
        known = pointer in told or parts(pointer)[-1] in SWITCHES or any(is_within(pointer, one) for one in away)
        if not known:
            yield _FILE, "", "lint.not-copied", {"value": pointer}
