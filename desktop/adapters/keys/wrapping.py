"""The vault's key under another secret: Argon2id where a person remembers it, AES-GCM around the key."""

import base64
import os
import unicodedata
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

MEMORY_KIB = 64 * 1024
ITERATIONS = 3
LANES = 4
MOST_MEMORY_KIB, MOST_ITERATIONS = 1024 * 1024, 64
NONCE = 12
SALT = 16


class WrongSecretError(Exception):
    """This secret does not open this copy of the key."""


def wrap(key: bytes, secret: bytes, bound_to: str) -> dict[str, Any]:
    """The key under a random 32-byte *secret*; *bound_to* says where the copy belongs."""
    nonce = os.urandom(NONCE)
    wrapped = AESGCM(secret).encrypt(nonce, key, bound_to.encode())
    return {"nonce": to_text(nonce), "wrapped": to_text(wrapped)}


def unwrap(copy: Mapping[str, Any], secret: bytes, bound_to: str) -> bytes:
    """The key; WrongSecretError."""
    try:
        return AESGCM(secret).decrypt(from_text(copy["nonce"]), from_text(copy["wrapped"]), bound_to.encode())
    except InvalidTag as error:
        raise WrongSecretError from error


def wrap_by_words(key: bytes, words: str, bound_to: str) -> dict[str, Any]:
    """The key under something that a person knows."""
    cost = {"salt": to_text(os.urandom(SALT)), "memory_kib": MEMORY_KIB, "iterations": ITERATIONS, "lanes": LANES}
    return cost | wrap(key, _stretch(words, cost), bound_to)


def unwrap_by_words(copy: Mapping[str, Any], words: str, bound_to: str) -> bytes:
    """The key; WrongSecretError."""
    return unwrap(copy, _stretch(words, copy), bound_to)


def to_text(content: bytes) -> str:
    """As base64."""
    return base64.b64encode(content).decode()


def from_text(text: str) -> bytes:
    """From base64."""
    return base64.b64decode(text, validate=True)


def _stretch(words: str, cost: Mapping[str, Any]) -> bytes:
    """The same passphrase may be typed composed or decomposed; ValueError for a cost that no key file of ours asks."""
    if cost["memory_kib"] > MOST_MEMORY_KIB or cost["iterations"] > MOST_ITERATIONS:
        raise ValueError(cost["memory_kib"])
    stretch = Argon2id(
        salt=from_text(cost["salt"]),
        length=32,
        iterations=cost["iterations"],
        lanes=cost["lanes"],
        memory_cost=cost["memory_kib"],
    )
    return stretch.derive(unicodedata.normalize("NFC", words).encode("utf-8", "surrogatepass"))
