"""Codes that a person copies from the screen to paper and, years later, back."""

import hashlib
import secrets

from desktop.domain.errors import Refusal

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: none that looks like another."""
SECRET_LETTERS = 30
CHECK_LETTERS = 2
GROUP = 4
_LOOKS_LIKE = str.maketrans("OIL", "011", " -\t\n.·–")


def new_code() -> str:
    """150 random bits and 10 that find a slip of the pen, as eight groups of four."""
    secret = "".join(secrets.choice(LETTERS) for _ in range(SECRET_LETTERS))
    whole = secret + _check(secret)
    return "-".join(whole[at : at + GROUP] for at in range(0, len(whole), GROUP))


def canonical(typed: str) -> str:
    """The code without what people add or mix up; Refusal `vault.recovery-mistyped`."""
    code = typed.upper().translate(_LOOKS_LIKE)
    secret, check = code[:SECRET_LETTERS], code[SECRET_LETTERS:]
    if len(code) != SECRET_LETTERS + CHECK_LETTERS or check != _check(secret):
        raise Refusal("vault.recovery-mistyped")
    return code


def looks_like_one(typed: str) -> bool:
    """Whether somebody most likely meant a code, right or not."""
    code = typed.upper().translate(_LOOKS_LIKE)
    return abs(len(code) - SECRET_LETTERS - CHECK_LETTERS) <= GROUP and set(code) <= set(LETTERS)


def _check(secret: str) -> str:
    number = int.from_bytes(hashlib.sha256(secret.encode()).digest()[:2], "big")
    return LETTERS[number % 32] + LETTERS[number // 32 % 32]
