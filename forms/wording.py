"""Answers as people write them: the same words on the check page and on the paper."""

from collections.abc import Callable, Iterator, Mapping

from forms.addresses import address_line
from forms.choices import token
from forms.operators import date_in_words
from forms.pack import Answers, Json, ProcedurePack
from forms.pointers import dotted, get, parts, rows_of
from forms.schema_paths import is_object, pointers_of, subschema
from forms.tables import ethnic_groups
from forms.units import is_unit, unit_address

_BY_FORMAT = {"date": "date", "partial-date": "date", "commune": "commune", "ethnic-group": "ethnic"}


def worded(pack: ProcedurePack, data: Answers, pointer: str, as_: str, lang: str = "vi") -> str | None:
    """The answer at *pointer* written *as_* (a segment's `as` of the print layout); None when there is none."""
    value = get(data, pointer)
    if value is None or value == "":
        return None
    if as_ == "choice":
        return _choices(pack, data, pointer, lang) if isinstance(value, list) else _choice(pack, data, pointer, lang)
    if as_ == "row":
        return str(int(parts(pointer)[-1]) + 1)
    if as_ in {"id_paper", "id_number"}:
        number = get(data, f"{pointer}/so_dinh_danh") if as_ == "id_number" else None
        return str(number) if number else _identity_paper(pack, data, pointer, lang)
    return _WRITERS[as_](value)


def answer_text(pack: ProcedurePack, data: Answers, pointer: str, lang: str = "vi") -> str | None:
    """The answer at *pointer* in the way its schema suggests; a list of rows has a line for each."""
    schema = subschema(pack.schema, pointer) or {}
    items = schema.get("items") or {}
    if is_object(items):
        return "\n".join(_rows(pack, data, pointer, items, lang)) or None
    if "enum" in schema or "enum" in items or schema.get("type") == "boolean" or "const" in schema:
        return worded(pack, data, pointer, "choice", lang)
    return worded(pack, data, pointer, _BY_FORMAT.get(schema.get("format", ""), "text"), lang)


def written_date(value: Json) -> str:
    """An ISO date, full or partial, as 15/03/2026, 03/2026 or 2026."""
    return "/".join(reversed(str(value).split("-")))


def _rows(pack: ProcedurePack, data: Answers, pointer: str, items: Mapping[str, Json], lang: str) -> Iterator[str]:
    for row in rows_of(f"{pointer}/*", data):
        cells = (answer_text(pack, data, row + inner, lang) for inner in pointers_of(items) if "*" not in inner)
        yield f"{int(parts(row)[-1]) + 1}. " + " – ".join(cell for cell in cells if cell)


def _choices(pack: ProcedurePack, data: Answers, pointer: str, lang: str) -> str:
    """The ticked ones of a tick list, with commas."""
    return ", ".join(word_for(pack, pointer, value, lang) for value in get(data, pointer))


def written_number(value: Json) -> str:
    """A number with a comma before its fractions: 25,5 for 25.5 or "25.5"."""
    return str(value).replace(".", ",")


def written_money(value: Json) -> str:
    """Đồng with a dot between the thousands: 1.500.000."""
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else str(value)


def _choice(pack: ProcedurePack, data: Answers, pointer: str, lang: str) -> str:
    value = get(data, pointer)
    other = get(data, f"{pointer}_khac")
    if value == "khac" and other:
        return str(other)
    return word_for(pack, pointer, value, lang)


def word_for(pack: ProcedurePack, pointer: str, value: Json, lang: str = "vi") -> str:
    """The pack's word for a choice; yes and no have theirs, and what has none stays as it is."""
    shown = token(value)
    key = f"{dotted(pointer)}.{shown}"
    if pack.has_text(key):
        return pack.text(key, lang)
    return {"true": "Có", "false": "Không"}.get(shown, shown)


def _identity_paper(pack: ProcedurePack, data: Answers, pointer: str, lang: str) -> str | None:
    person = get(data, pointer)
    if not isinstance(person, Mapping):
        return None
    if person.get("so_dinh_danh"):
        return f"Số định danh cá nhân {person['so_dinh_danh']}"
    paper = person.get("giay_to")
    if not isinstance(paper, Mapping) or not paper.get("so"):
        return None
    kind = _choice(pack, data, f"{pointer}/giay_to/loai", lang)
    issuer = f" do {paper['noi_cap']} cấp" if paper.get("noi_cap") else ", cấp" if paper.get("ngay_cap") else ""
    day = f" ngày {written_date(paper['ngay_cap'])}" if paper.get("ngay_cap") else ""
    return f"{kind} số {paper['so']}{issuer}{day}"


def _part_of(value: Json, place: int) -> str | None:
    """Year, month or day of a date; None where a partial date does not know it."""
    known = str(value).split("-")
    return known[place] if place < len(known) else None


def _commune(code: Json) -> str:
    return unit_address(code) if isinstance(code, str) and is_unit(code) else str(code)


_WRITERS: Mapping[str, Callable[[Json], str | None]] = {
    "text": str,
    "number": written_number,
    "money": written_money,
    "upper": lambda value: str(value).upper(),
    "date": written_date,
    "date_words": date_in_words,
    "year": lambda value: _part_of(value, 0),
    "month": lambda value: _part_of(value, 1),
    "day": lambda value: _part_of(value, 2),
    "address": address_line,
    "agency": lambda code: f"Ủy ban nhân dân {_commune(code)}",
    "commune": _commune,
    "ethnic": lambda code: ethnic_groups().get(str(code), str(code)),
}
