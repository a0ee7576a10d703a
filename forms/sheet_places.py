"""Which commune of today a cell means: by code, by name, or by the name that it had before 01/7/2025."""

import re
from dataclasses import dataclass

from forms.former_address import read_address
from forms.units import UnitMatch, is_unit, unit, units_called

_CODED = re.compile(r"(.+?)\s*\((\d{5})\)")
_PROVINCE = re.compile(r",?\s*tỉnh\s+thanh\s+h(?:óa|oá)\.?$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Place:
    """The communes that a name may mean: one is sure, more are for a person to tell apart, none is unknown."""

    codes: tuple[str, ...]
    names: tuple[str, ...] = ()
    was_old: bool = False


def commune_of(words: str) -> Place:
    """`14845`, `Xã Mường Lát`, `Xã Mường Lát (14845)`, an old name, or an old name with its district."""
    if coded := _CODED.fullmatch(words):
        words = coded[2]
    if words.isdecimal():
        code = words.zfill(5)
        is_ours = len(code) == 5 and code.isascii() and is_unit(code)
        return Place((code,), (unit(code).coded_name,)) if is_ours else Place(())
    found = units_called(_PROVINCE.sub("", words))
    if found:
        was_old = found[0].old_name is not None
        return Place(tuple(one.unit.code for one in found), _names(found), was_old)
    address = read_address(words if _PROVINCE.search(words) else f"{words}, tỉnh Thanh Hóa")
    return Place(address.units, tuple(unit(code).coded_name for code in address.units), was_old=True)


def _names(found: tuple[UnitMatch, ...]) -> tuple[str, ...]:
    return tuple(
        one.unit.coded_name + (f" – {one.old_name}, {one.old_district}" if one.old_name else "") for one in found
    )
