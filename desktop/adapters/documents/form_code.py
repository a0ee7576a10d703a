"""The code at the foot of an official form: which form it is, and, when they fit, the answers themselves."""

import hashlib
import json
import re
import zlib
from dataclasses import dataclass

from desktop.adapters.documents import base45, codes
from forms.answers import canonical, nfc, prune
from forms.pack import Answers, ProcedurePack

MARK = "HOSO:F1"
NONE = "-"
LARGEST = 24
"""QR version: 113 modules, 0.37 mm each on 42 mm of paper, which an office printer and a telephone still manage."""
SHAPE = re.compile(r"HOSO:F1/([0-9.]+)/([0-9]+)/([0-9A-F-]+)/([0-9A-F]{64})/(.*)", re.DOTALL)
UNPACKED_LIMIT = 1024 * 1024


@dataclass(frozen=True, slots=True)
class FormCode:
    """What a form's code says; `sha256` is of the canonical pruned answers, `answers` None when they did not fit."""

    code: str
    version: int
    draft_id: str | None
    sha256: str
    answers: Answers | None


def form_code(pack: ProcedurePack, answers: Answers, draft_id: str | None) -> str:
    """The text of the code, all in the letters that a QR code packs tightest."""
    content = canonical(prune(pack, nfc(answers)))
    digest = hashlib.sha256(content).hexdigest().upper()
    head = f"{MARK}/{pack.code}/{pack.version}/{(draft_id or NONE).upper()}/{digest}/"
    whole = head + base45.encode(zlib.compress(content, 9))
    return whole if codes.fits(whole, LARGEST) else head


def read_form_code(text: str) -> FormCode | None:
    """What a code says, None when it is not a form's or its answers are not those of its digest."""
    match = SHAPE.fullmatch(text)
    if match is None:
        return None
    code, version, draft_id, digest, packed = match.groups()
    answers = None
    if packed:
        try:
            unpacker = zlib.decompressobj()
            content = unpacker.decompress(base45.decode(packed), UNPACKED_LIMIT)
            answers = json.loads(content)
        except (ValueError, zlib.error):
            return None
        if hashlib.sha256(content).hexdigest().upper() != digest:
            return None
    draft = None if draft_id == NONE else draft_id.lower()
    return FormCode(code, int(version), draft, digest.lower(), answers)
