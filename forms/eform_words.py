"""What goes into one box of the e-form: the portal's words for choices, dates and names in parts."""

import re
from collections.abc import Callable, Mapping

from forms.addresses import without_units
from forms.choices import token
from forms.eform_layout import Box
from forms.names import split_name
from forms.pack import Answers, Json, ProcedurePack
from forms.pointers import get
from forms.tables import ethnic_groups
from forms.units import is_unit, unit, unit_address
from forms.wording import word_for, written_date, written_number

PROVINCE, COUNTRY = "38", "Việt Nam"
_BRACKETS = re.compile(r" *\(.*?\)")


def words_of(pack: ProcedurePack, data: Answers, box: Box, value: Json) -> str | None:
    """What is copied into *box*; None where there is nothing to copy."""
    if value in (None, "", [], {}):
        return None
    if box.as_ == "choice":
        return ", ".join(_choice(pack, box, one) for one in (value if isinstance(value, list) else [value]))
    if box.as_ == "address.detail":
        code = get(data, f"{box.pointer.rpartition('/')[0]}/xa")
        return without_units(str(value), code if isinstance(code, str) else "") or None
    return _WRITERS[box.as_](value) or None


def _choice(pack: ProcedurePack, box: Box, value: Json) -> str:
    said = token(value)
    return box.words[said] if said in box.words else word_for(pack, box.pointer, value)


def _part(value: Json, place: int) -> str | None:
    """Year, month or day as a number, as number boxes want it; None where a partial date does not know it."""
    known = str(value).split("-")
    return known[place].lstrip("0") if place < len(known) else None


def _place(code: Json) -> str:
    """`Xã Mường Lát`, as lists write it; what is no code of ours stays as it was typed."""
    if not (isinstance(code, str) and is_unit(code)):
        return str(code)
    return unit(code).full_name


def _ethnic(code: Json) -> str:
    """As the portal spells it: with spaces and capitals instead of hyphens, without a second name."""
    name = _BRACKETS.sub("", ethnic_groups().get(str(code), str(code)))
    return " ".join(word[:1].upper() + word[1:] for word in name.split("-"))


def _agency(code: Json) -> str:
    known = isinstance(code, str) and is_unit(code)
    return f"Ủy ban nhân dân {unit_address(code) if known else code}"


_WRITERS: Mapping[str, Callable[[Json], str | None]] = {
    "text": str,
    "number": written_number,
    "date": written_date,
    "ethnic": _ethnic,
    "agency": _agency,
    "name.family": lambda value: split_name(str(value))[0],
    "name.middle": lambda value: split_name(str(value))[1],
    "name.given": lambda value: split_name(str(value))[2],
    "date.day": lambda value: _part(value, 2),
    "date.month": lambda value: _part(value, 1),
    "date.year": lambda value: _part(value, 0),
    "country.name": lambda _code: COUNTRY,
    "province.name": lambda _code: _place(PROVINCE),
    "commune.name": _place,
}
