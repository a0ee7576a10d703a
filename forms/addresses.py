"""The shared address block (`_shared/address.json`): as one line of text, and read for what is said twice."""

from collections.abc import Iterator
from functools import lru_cache

from forms.fold import fold
from forms.pack import Answers, Json, ProcedurePack
from forms.pointers import get, rows_of
from forms.schema_paths import pointers_of
from forms.units import is_unit, unit_address

_DETAIL = "/chi_tiet"


def address_line(address: Json) -> str | None:
    """`bản Lát, xã Mường Lát, tỉnh Thanh Hóa`; what lies outside the province as it was typed; None when empty."""
    if isinstance(address, str):
        return address or None
    if not isinstance(address, dict):
        return None
    if address.get("ngoai_tinh"):
        return _word(address.get("dia_chi"))
    code = address.get("xa")
    place = unit_address(code) if isinstance(code, str) and is_unit(code) else None
    return ", ".join(part for part in (_word(address.get("chi_tiet")), place) if part) or None


def repetitions(pack: ProcedurePack, data: Answers) -> Iterator[tuple[str, str]]:
    """(pointer, commune) of each detail that names its own commune again; whole names only: a village may share one."""
    for pointer in (one for details in _details(pack) for one in rows_of(details, data)):
        detail, code = get(data, pointer), get(data, f"{pointer.removesuffix(_DETAIL)}/xa")
        if isinstance(detail, str) and isinstance(code, str) and is_unit(code):
            commune = unit_address(code).partition(",")[0]
            if fold(commune) in fold(detail):
                yield pointer, commune


def without_units(detail: str, code: str) -> str:
    """*detail* without the commune and the province at its end: the portal has boxes of their own for them."""
    if not is_unit(code):
        return detail
    names = {fold(name) for name in (*unit_address(code).split(", "), "Thanh Hóa", "Việt Nam")}
    pieces = [piece.strip() for piece in detail.split(",")]
    while pieces and (not pieces[-1] or fold(pieces[-1]) in names):
        pieces.pop()
    return ", ".join(pieces)


@lru_cache(maxsize=64)
def _details(pack: ProcedurePack) -> tuple[str, ...]:
    return tuple(pointer for pointer in pointers_of(pack.schema) if pointer.endswith(_DETAIL))


def _word(value: Json) -> str | None:
    """What is no text cannot be written; the check tells about it."""
    return value if isinstance(value, str) else None
