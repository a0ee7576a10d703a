"""The line in the QR code of an identity card (CCCD, thẻ căn cước), as cameras and scanner guns give it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from forms.errors import FormsError
from forms.fold import fold
from forms.formats import citizen_id, partial_date, person_name
from forms.pack import Answers

LONGEST = 1000
NEW_CARD_SINCE = date(2024, 7, 1)
"""Luật Căn cước 26/2023/QH15: from this day the card is called thẻ căn cước and the Ministry issues it."""

_SEPARATORS = re.compile(r"[|¦‖]")
_OTHER_SEPARATORS = re.compile(r"[~\t]")
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\x00-\x08\x0b-\x1f\x7f]")
_WESTERN = ("cp1252", "cp1258")
_GENDERS = {"nam": "nam", "nu": "nu", "male": "nam", "female": "nu"}
_CARD, _NEW_CARD = "Cục Cảnh sát quản lý hành chính về trật tự xã hội", "Bộ Công an"


@dataclass(frozen=True, slots=True)
class CardLine:
    """What a card says; dates ISO, None where nothing (or nothing readable) stood. `spoiled`: accents were lost."""

    number: str
    name: str | None = None
    birth: str | None = None
    gender: str | None = None
    address: str | None = None
    issued: str | None = None
    old_number: str | None = None
    spoiled: bool = False

    def answers(self) -> Answers:
        """The card as a person block, without the address (whose unit of today must be found first)."""
        paper: Answers = {"so": self.number}
        if self.issued is not None:
            new = date.fromisoformat(self.issued) >= NEW_CARD_SINCE
            paper |= {"loai": "can_cuoc" if new else "cccd", "ngay_cap": self.issued}
            paper["noi_cap"] = _NEW_CARD if new else _CARD
        known = {"ho_ten": self.name, "ngay_sinh": self.birth, "gioi_tinh": self.gender}
        told = {key: value for key, value in known.items() if value is not None}
        return {"so_dinh_danh": self.number, **told, "giay_to": paper}


def read_card(scanned: str) -> CardLine:
    """The card whose code was scanned; FormsError `card.other-code` (not a card's), `card.cut-off` (only a part)."""
    if len(scanned) > LONGEST:
        raise FormsError("card.other-code")
    parts = _parts(scanned)
    numbers = [part for part in map(_digits, parts) if citizen_id(part)]
    if not numbers or len(parts) < 2:
        raise FormsError("card.other-code")
    days = sorted(filter(None, map(_day, parts)))
    genders = [_GENDERS[fold(part)] for part in parts if fold(part) in _GENDERS]
    name, address, spoiled = _texts(parts)
    if not days and name is None:
        raise FormsError("card.cut-off")
    return CardLine(
        number=numbers[0],
        name=name,
        birth=days[0] if days else None,
        gender=genders[0] if genders else None,
        address=address,
        issued=days[-1] if len(days) > 1 and len(days[-1]) == 10 else None,
        old_number=next(_old_numbers(parts, numbers), None),
        spoiled=spoiled,
    )


def _parts(scanned: str) -> list[str]:
    """The fields, composed, of the first line that has some."""
    text = unicodedata.normalize("NFC", _repaired(_UNSEEN.sub("", scanned)))
    for line in text.splitlines():
        mark = _SEPARATORS if _SEPARATORS.search(line) else _OTHER_SEPARATORS
        parts = [" ".join(part.split()) for part in mark.split(line)]
        if len(parts) > 1:
            return parts
    return [text.strip()]


def _repaired(text: str) -> str:
    """UTF-8 that a gun or a driver took for a Western code page, letter by letter; else as it came."""
    for page in _WESTERN:
        try:
            return b"".join(_byte(letter, page) for letter in text).decode("utf-8")
        except ValueError:
            continue
    return text


def _byte(letter: str, page: str) -> bytes:
    """Code pages have holes, which drivers pass on as the bare number."""
    try:
        return letter.encode(page)
    except UnicodeEncodeError:
        return letter.encode("latin-1")


def _digits(part: str) -> str:
    return part.replace(" ", "")


def _old_numbers(parts: Iterable[str], numbers: list[str]) -> Iterator[str]:
    """Nine digits (CMND), or a second twelve (CMND 12 số)."""
    yield from (part for part in map(_digits, parts) if re.fullmatch(r"[0-9]{9}", part))
    yield from numbers[1:]


def _day(part: str) -> str | None:
    """`12041990`, `12/04/1990`; `00001950` and `1950` are a year alone."""
    found = re.fullmatch(r"(?:([0-9]{2})[/.-]?([0-9]{2})[/.-]?)?((?:18|19|20|21)[0-9]{2})", part)
    if found is None:
        return None
    day, month, year = (piece if piece and int(piece) else "" for piece in found.groups())
    iso = "-".join(piece for piece in (year, month, day if month else "") if piece)
    return iso if partial_date(iso) else None


def _texts(parts: Iterable[str]) -> tuple[str | None, str | None, bool]:
    """Name, address, and whether a scanner spoiled either; the order does not matter, a comma tells the address."""
    words = [
        _upright(part) for part in parts
        if part and not re.fullmatch(r"[0-9/.\s-]+", part) and fold(part) not in _GENDERS
    ]  # fmt: skip
    names = [part for part in words if "," not in part and not re.search(r"[0-9]", part) and len(part) > 2]
    address = next((part for part in words if "," in part), None)
    if address is None:
        address = next((part for part in words if part not in names[:1] and len(part) > 2), None)
    name = names[0] if names and names[0] != address else None
    if (name is not None and not person_name(name)) or any(_is_spoiled(part) for part in (name, address) if part):
        return None, None, True
    return name, address, False


def _upright(part: str) -> str:
    """`lÒ vĂN tÂM`, typed by a gun while Caps Lock was on."""
    inside = [word for word in part.split() if len(word) > 1]
    turned = inside and all(word[0].islower() and word[1:].isupper() for word in inside if word.isalpha())
    return part.swapcase() if turned and any(word.isalpha() for word in inside) else part


def _is_spoiled(part: str) -> bool:
    """Letters were replaced (`L? V?n`) or left out (`L Vn Tm`): a syllable without accent and vowel is none."""
    if re.search("[?\ufffd\u25a1]", part):
        return True
    syllables = [word for word in re.split(r"[\s,.]+", part) if word.isalpha()]
    bare = [word for word in syllables if not re.search("[aeiouy]", fold(word))]
    return part.isascii() and "," not in part and bool(bare)
