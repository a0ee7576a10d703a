"""The Vietnamese types that a pattern cannot express; each takes a string and says whether it is one."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date

from forms.tables import ethnic_groups
from forms.units import is_unit

MIN_NAME, MAX_NAME = 2, 100
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_FULL = re.compile(r"\d{4}-\d{2}-\d{2}")
_DOSSIER = re.compile(r"(?:\d{3}\.\d{2}\.\d{2,3}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,3}){0,3})-\d{6}-\d{4,8}")
_DECIMAL = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?")


def citizen_id(text: str) -> bool:
    """Số định danh: 12 digits."""
    return re.fullmatch(r"[0-9]{12}", text) is not None


def person_name(text: str) -> bool:
    """A name of one syllable or more: letters of any language, space, apostrophe, hyphen, dot; 2 to 100 characters."""
    name = unicodedata.normalize("NFC", text)
    if not MIN_NAME <= len(name) <= MAX_NAME or not name[0].isalpha() or "  " in name or name != name.strip():
        return False
    return all(letter.isalpha() or letter in " '’-." for letter in name)


def full_date(text: str) -> bool:
    """An ISO date that exists: 2026-11-31 does not."""
    return _FULL.fullmatch(text) is not None and _is_day(text)


def partial_date(text: str) -> bool:
    """A year, a month or a day that exists: `1938`, `1938-05`, `1938-05-17`."""
    found = _PARTIAL.fullmatch(text)
    if found is None:
        return False
    return _is_day(f"{found[1]}-{found[2] or '01'}-{found[3] or '01'}")


def vn_phone(text: str) -> bool:
    """A Vietnamese telephone number, written with or without +84, spaces and dots."""
    import phonenumbers

    try:
        return phonenumbers.is_valid_number_for_region(phonenumbers.parse(text, "VN"), "VN")
    except phonenumbers.NumberParseException:
        return False


def tax_code(text: str) -> bool:
    """Mã số thuế: 10 or 13 digits with their check digit, or a person's 12-digit number (from 01/7/2025)."""
    from stdnum.vn import mst

    return citizen_id(text) or mst.is_valid(text)


def commune(text: str) -> bool:
    """The 5-digit code of a commune of Thanh Hóa."""
    return re.fullmatch(r"[0-9]{5}", text) is not None and is_unit(text)


def ethnic_group(text: str) -> bool:
    """The code of an ethnic group, 01 to 54, or 55 for a foreigner."""
    return text in ethnic_groups()


def dossier_code(text: str) -> bool:
    """What looks like a dossier code (mã hồ sơ): a hint for scanning, never a refusal of what a portal gave."""
    return _DOSSIER.fullmatch(text) is not None


def decimal(text: str) -> bool:
    """A decimal number with a dot: `25.5`."""
    return _DECIMAL.fullmatch(text) is not None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


FORMATS: Mapping[str, Callable[[str], bool]] = {
    "citizen-id": citizen_id,
    "person-name": person_name,
    "date": full_date,
    "partial-date": partial_date,
    "vn-phone": vn_phone,
    "tax-code": tax_code,
    "commune": commune,
    "ethnic-group": ethnic_group,
    "dossier-code": dossier_code,
    "decimal": decimal,
}
