"""A receipt packed into QR codes and into a PDF's metadata, and found again in either."""

import base64
import json
import re
import zlib
from collections.abc import Sequence

from desktop.adapters.documents import base45, codes

MARK = "HOSO:R1"
SHAPE = re.compile(r"HOSO:R1/([0-9]+)/([0-9]+)/(.*)", re.DOTALL)
TOKEN = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
PER_CODE = 1100  # letters; a code of version 22 at most
MOST_CODES = 9
UNPACKED_LIMIT = 256 * 1024


def receipt_codes(jws: str) -> tuple[str, ...]:
    """The texts of the codes that carry this compact JWS, one if it fits; ValueError when it is none or too long."""
    if not TOKEN.fullmatch(jws):
        raise ValueError("not a compact JWS")
    header, payload, signature = (_unbased(part) for part in jws.split("."))
    packed = base45.encode(zlib.compress(b"\0".join((header, payload)), 9) + signature + bytes([len(signature)]))
    parts = [packed[at : at + PER_CODE] for at in range(0, len(packed), PER_CODE)]
    if len(parts) > MOST_CODES:
        raise ValueError("too long for paper")
    return tuple(f"{MARK}/{number}/{len(parts)}/{part}" for number, part in enumerate(parts, 1))


def receipt_token(content: bytes) -> str | None:
    """The JWS in a proof slip: a PDF's metadata, or the codes on its pages or in a picture; None when there is none."""
    return _from_metadata(content) or _joined(codes.read_codes(content))


def code_in_codes(texts: Sequence[str]) -> str | None:
    """The dossier code that the receipt in these codes names, unverified: it is only asked about."""
    token = _joined(texts)
    if token is None:
        return None
    try:
        claims = json.loads(_unbased(token.split(".")[1]))
    except ValueError:
        return None
    code = claims.get("code") if isinstance(claims, dict) else None
    return code if isinstance(code, str) else None


def _from_metadata(content: bytes) -> str | None:
    if b"%PDF-" not in content[:1024]:
        return None
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(content) as document:
            keywords = str(document.get_metadata_value("Keywords"))
    except pypdfium2.PdfiumError:
        return None
    return keywords if TOKEN.fullmatch(keywords) else None


def _joined(texts: Sequence[str]) -> str | None:
    parts = {int(match[1]): match for text in texts if (match := SHAPE.fullmatch(text))}
    if not parts or len(parts) != int(parts[min(parts)][2]):
        return None
    try:
        packed = base45.decode("".join(parts[number][3] for number in sorted(parts)))
        size = packed[-1]
        body, signature = packed[: -1 - size], packed[-1 - size : -1]
        unpacked = zlib.decompressobj().decompress(body, UNPACKED_LIMIT)
        header, payload = unpacked.split(b"\0", 1)
    except (ValueError, IndexError, zlib.error):
        return None
    return ".".join(_based(part) for part in (header, payload, signature))


def _based(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _unbased(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
