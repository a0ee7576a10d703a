"""The shared address block (`_shared/address.json`) as one line of text."""

from forms.pack import Json
from forms.units import is_unit, unit_address


def address_line(address: Json) -> str | None:
    """`bản Lát, xã Mường Lát, tỉnh Thanh Hóa`; what lies outside the province as it was typed; None when empty."""
    if isinstance(address, str):
        return address or None
    if not isinstance(address, dict):
        return None
    if address.get("ngoai_tinh"):
        return address.get("dia_chi")
    code = address.get("xa")
    place = unit_address(code) if isinstance(code, str) and is_unit(code) else None
    return ", ".join(part for part in (address.get("chi_tiet"), place) if part) or None
