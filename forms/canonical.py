"""One byte form for one meaning: Unicode NFC, then RFC 8785."""

import hashlib
import unicodedata
from collections.abc import Mapping

import rfc8785

from forms.errors import FormsError
from forms.pack import Json


def nfc(value: Json) -> Json:
    """*value* with all its texts and keys in Unicode NFC."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {unicodedata.normalize("NFC", key): nfc(inner) for key, inner in value.items()}
    return [nfc(inner) for inner in value] if isinstance(value, list | tuple) else value


def canonical(value: Json) -> bytes:
    """The canonical bytes (UTF-8) of a JSON value; FormsError `manifest.not-canonical` for what JSON cannot carry."""
    try:
        return rfc8785.dumps(nfc(value))
    except (rfc8785.CanonicalizationError, UnicodeError, TypeError) as error:
        raise FormsError("manifest.not-canonical", reason=type(error).__name__) from error


def fingerprint(manifest: Json) -> str:
    """`sha256:` and the hex digest of the canonical bytes (portal contract)."""
    return "sha256:" + hashlib.sha256(canonical(manifest)).hexdigest()
