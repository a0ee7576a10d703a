"""An address as old cards carry it (village, commune, district, province), brought to the commune of today."""

import re
from dataclasses import dataclass

from forms.fold import fold
from forms.pack import Answers
from forms.units import all_units, former_units

TWO_LEVELS_SINCE = "2025-07-01"
"""Nghị quyết 1686/NQ-UBTVQH15: districts ended, communes were drawn anew."""

_PROVINCE = "thanh hoa"
_PREFIX = re.compile(
    r"^(?:tỉnh|huyện|thị xã|thành phố|thị trấn|phường|xã|tx|tp|tt|[hpx](?=[.\s]))[.\s]+", re.IGNORECASE
)
_KINDS = {"tt": "thị trấn", "p": "phường", "x": "xã"}
_RENAMED = {"tinh gia": "nghi son", "dong son": "thanh hoa"}
"""Districts that ended before 2025: Tĩnh Gia became the town Nghi Sơn, Đông Sơn joined the city."""


@dataclass(frozen=True, slots=True)
class FormerAddress:
    """`text` as it stood; `units` the communes of today: one, none (not told), or several (the old one was split)."""

    text: str
    detail: str = ""
    old_unit: str = ""
    units: tuple[str, ...] = ()
    outside: bool = False

    def answers(self, code: str | None = None) -> Answers:
        """The address block with the commune *code*, by default the only one; {} where none is told."""
        if self.outside:
            return {"ngoai_tinh": True, "dia_chi": self.text}
        chosen = code or (self.units[0] if len(self.units) == 1 else None)
        if chosen is None:
            return {}
        return {"xa": chosen, **({"chi_tiet": self.detail} if self.detail else {})}


def read_address(text: str, *, written: str | None = None) -> FormerAddress:
    """Where *text* lies today; *written* is the ISO day of the paper, which says how many levels it has."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) < 2 or fold(_bare(parts[-1])) != _PROVINCE:
        known = len(parts) > 1
        return FormerAddress(text, outside=known)
    old, today = _with_district(text, parts), _of_today(text, parts)
    if written is None:
        both = old is not None and today is not None and old.units != today.units
        sure = old or (today if today and not _is_district(parts[-2]) else None)
        return FormerAddress(text) if both and len(parts) < 4 else sure or FormerAddress(text)
    if written < TWO_LEVELS_SINCE:
        return old or FormerAddress(text)
    return today or old or FormerAddress(text)


def _with_district(text: str, parts: list[str]) -> FormerAddress | None:
    if len(parts) < 3:
        return None
    district = fold(_bare(parts[-2]))
    kind = _kind(parts[-3])
    found = former_units(_bare(parts[-3]), _RENAMED.get(district, district), kind)
    if not found:
        return None
    return FormerAddress(text, ", ".join(parts[:-3]), parts[-3], found)


def _of_today(text: str, parts: list[str]) -> FormerAddress | None:
    wanted, kind = fold(_bare(parts[-2])), _kind(parts[-2])
    found = tuple(one.code for one in all_units() if fold(one.name) == wanted and kind in ("", one.kind))
    return FormerAddress(text, ", ".join(parts[:-2]), parts[-2], found) if len(found) == 1 else None


def _is_district(part: str) -> bool:
    return bool(former_units("", fold(_bare(part)), "")) or fold(_bare(part)) in _RENAMED


def _bare(part: str) -> str:
    """The name without `Xã`, `TT.`, `Huyện` …; `Xã` alone is none."""
    return _PREFIX.sub("", part).strip() or part


def _kind(part: str) -> str:
    found = _PREFIX.match(part)
    word = found[0].strip(" .").lower() if found else ""
    return _KINDS.get(word, word)
