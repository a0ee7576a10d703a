"""The dossier code on an office's slip: typed, from a scanner gun, or from the QR or bars in a picture or a PDF."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from desktop.domain.errors import Refusal
from forms.answers import nfc
from forms.formats import dossier_code

ReadCodes = Callable[[bytes], tuple[str, ...]]
"""The texts of all QR codes and bars in a picture or a PDF."""
ReadOurSlip = Callable[[Sequence[str]], str | None]
"""The dossier code in the codes of a proof slip of ours, None when they are none of it."""

LONGEST = 50
"""Letters of a code at most (contract §1.2)."""
_IN_TEXT = re.compile(
    r"(?<![A-Z0-9.])(?:\d{3}\.\d{2}\.\d{2,3}\.[A-Z]\d{2}|[A-Z]\d{2}(?:\.\d{1,3}){0,3})-\d{6}-\d{4,8}(?![0-9])"
)
_OPAQUE = re.compile(r"[A-Z0-9][A-Z0-9./_-]*")
_AROUND_MARKS = re.compile(r"\s*([./_-])\s*")
_NAMES = ("code", "ma", "mahoso", "ma_ho_so", "mahs", "so_ho_so", "sohoso")
_DASHES = str.maketrans("–—−‐‑", "-----")


@dataclass(frozen=True, slots=True)
class SlipReading:
    """Reads codes; nothing of a picture is stored. Refusal `lookup.no-code` where there is nothing like one."""

    read_codes: ReadCodes
    read_our_slip: ReadOurSlip

    def line(self, typed: str) -> str:
        """The code in what was typed, scanned or pasted: a code, an address with one in it, our slip's QR."""
        found = self._in([typed])
        if found is None:
            raise Refusal("lookup.no-code")
        return found

    def picture(self, content: bytes) -> str:
        """The one code in a picture or a PDF; Refusal `lookup.no-mark`, `lookup.several`."""
        texts = self.read_codes(content)
        if not texts:
            raise Refusal("lookup.no-mark")
        ours = self.read_our_slip(texts)
        found = [ours] if ours else [code for one in texts if (code := code_in(one)) is not None]
        if not found:
            raise Refusal("lookup.no-code")
        certain = [code for code in found if dossier_code(code)] or found
        if len(set(certain)) > 1:
            raise Refusal("lookup.several", count=len(set(certain)))
        return certain[0]

    def _in(self, texts: Sequence[str]) -> str | None:
        return self.read_our_slip(texts) or next((code for one in texts if (code := code_in(one))), None)


def code_in(text: str) -> str | None:
    """The dossier code that stands in *text*, None when nothing there can be one."""
    clean = _AROUND_MARKS.sub(r"\1", nfc(text).translate(_DASHES)).strip()
    if found := _IN_TEXT.search(clean.upper()):
        return found[0]
    if "://" in clean:
        return _in_address(clean)
    return clean.upper() if is_code(clean.upper()) else None


def is_code(code: str) -> bool:
    """Whether a portal could have given it: at most 50 letters, digits and marks, a digit among them."""
    return len(code) <= LONGEST and _OPAQUE.fullmatch(code) is not None and any(letter.isdigit() for letter in code)


def looks_like_code(text: str) -> bool:
    """Whether it is written as codes usually are; a hint, never a refusal."""
    found = code_in(text)
    return found is not None and dossier_code(found)


def _in_address(address: str) -> str | None:
    try:
        given = parse_qs(urlsplit(address).query)
    except ValueError:
        return None
    values = {name.lower(): one[0].strip().upper() for name, one in given.items()}
    return next((values[name] for name in _NAMES if is_code(values.get(name, ""))), None)
