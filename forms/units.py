"""The 166 communes of Thanh Hóa since 01/7/2025, found by their new names and by the old ones."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from forms.fold import fold, matches, tone_blind
from forms.tables import table


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of today: 5-digit code, name without its kind, kind `xã`, `phường` or `tỉnh`."""

    code: str
    name: str
    kind: str

    @property
    def full_name(self) -> str:
        """`Xã Mường Lát`, as lists write it."""
        return f"{self.kind.capitalize()} {self.name}"

    @property
    def coded_name(self) -> str:
        """`Xã Mường Lát (14845)`, which no other unit has."""
        return f"{self.full_name} ({self.code})"


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """A unit found; `old_name` and `old_district` when an old unit led to it; `choices` > 1: it was split."""

    unit: Unit
    score: int
    old_name: str | None = None
    old_district: str | None = None
    choices: int = 1


@cache
def all_units() -> tuple[Unit, ...]:
    """All communes, in the order of their codes."""
    rows = table("thanhhoa_units")["units"]
    return tuple(sorted((_unit(row["code"], row["name"]) for row in rows), key=lambda unit: unit.code))


@cache
def _by_code() -> dict[str, Unit]:
    province = table("thanhhoa_units")["province"]
    units = (*all_units(), _unit(province["code"], province["name"]))
    return {unit.code: unit for unit in units}


@cache
def _old_names() -> tuple[tuple[str, str, str, int], ...]:
    """(old name, old district, new code, how many new units share the old one)."""
    data = table("thanhhoa_units")
    rows = [(old["name"], old["district"], new["code"], 1) for new in data["units"] for old in new["merged_from"]]
    split = {row["old"]["code"]: row for row in data["split_old_units"]}
    names = {(row["old"]["name"], row["old"]["district"]) for row in split.values()}
    whole = [row for row in rows if row[:2] not in names]
    parts = [
        (row["old"]["name"], row["old"]["district"], new["code"], len(row["new"]))
        for row in split.values()
        for new in sorted(row["new"], key=lambda new: not new["default"])
    ]
    return (*whole, *parts)


def is_unit(code: str) -> bool:
    """Whether *code* is a commune of Thanh Hóa or `38`."""
    return code in _by_code()


def unit(code: str) -> Unit:
    """The unit with this code; KeyError when there is none."""
    return _by_code()[code]


def unit_address(code: str) -> str:
    """How the unit is written in an address: `xã Mường Lát, tỉnh Thanh Hóa`."""
    found, province = unit(code), _by_code()["38"]
    name = f"{found.kind} {found.name}"
    return name if found == province else f"{name}, {province.kind} {province.name}"


def search_units(query: str) -> tuple[UnitMatch, ...]:
    """Units whose name, or whose old name, answers *query*; best first, a new name before an old one; "" is all."""
    wanted = query.strip()
    found = [UnitMatch(unit, _score(wanted, unit.kind, unit.name)) for unit in all_units()]
    for name, district, code, choices in _old_names():
        kind, rest = _split(name)
        score = _score(wanted, kind, rest) or (1 if matches(wanted, f"{name}, {district}") else 0)
        found.append(UnitMatch(unit(code), score, name, district, choices))
    best: dict[str, UnitMatch] = {}
    for match in sorted(found, key=lambda match: (-match.score, match.old_name is not None)):
        if match.score:
            best.setdefault(match.unit.code, match)
    return tuple(best.values())


def units_called(name: str) -> tuple[UnitMatch, ...]:
    """The units that just this name means, with or without its kind: of today, then those that an old unit led to.

    Exact accents count before none; more than one unit is for the person to tell apart.
    """
    found = [match for match in _all_names() if _is_called(match, name, fold)]
    exact = [match for match in found if _is_called(match, name, tone_blind)]
    first: dict[str, UnitMatch] = {}
    for match in exact or found:
        first.setdefault(match.unit.code, match)
    return tuple(first.values())


def _is_called(match: UnitMatch, name: str, alike: Callable[[str], str]) -> bool:
    kind, rest = _split(match.old_name) if match.old_name else (match.unit.kind, match.unit.name)
    return alike(name) in (alike(rest), alike(f"{kind} {rest}"))


@cache
def _all_names() -> tuple[UnitMatch, ...]:
    today = [UnitMatch(unit, 0) for unit in all_units()]
    return (*today, *(UnitMatch(unit(code), 0, old, district, parts) for old, district, code, parts in _old_names()))


def former_units(name: str, district: str, kind: str) -> tuple[str, ...]:
    """Codes of today's units that took over the old unit *name* of *district* (folded, without its kind).

    Several where it was split, the likeliest first; *name* "" is all of the district, *kind* "" any.
    """
    rows = [
        (old_kind, bare, code)
        for old, of, code, _ in _old_names()
        if fold(_district(of)) == district
        for old_kind, bare in (_split(old),)
        if kind in ("", old_kind)
    ]
    exact = [code for _, bare, code in rows if tone_blind(bare) == tone_blind(name)]
    alike = [code for _, bare, code in rows if not name or fold(bare) == fold(name)]
    return tuple(dict.fromkeys(exact or alike))


def _district(full_name: str) -> str:
    return next(
        full_name.removeprefix(kind) for kind in ("Huyện ", "Thị xã ", "Thành phố ", "") if full_name.startswith(kind)
    )


def _score(query: str, kind: str, name: str) -> int:
    return max(matches(query, name), matches(query, f"{kind} {name}"))


def _unit(code: str, full_name: str) -> Unit:
    kind, name = _split(full_name)
    return Unit(code, name, kind)


def _split(full_name: str) -> tuple[str, str]:
    for kind in ("Xã", "Phường", "Tỉnh", "Thị trấn"):
        if full_name.startswith(kind + " "):
            return kind.lower(), full_name.removeprefix(kind + " ")
    return "", full_name
