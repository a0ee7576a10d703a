"""What the store's own errors mean for a person."""

from desktop.adapters.database.store_rules import DRAFT_FINALISED, ILLEGAL_MOVE, SUBMIT_STARTED
from desktop.domain.errors import HosoError, Refusal, StoreFault
from desktop.domain.submission import IllegalMove

_SIGNS = (
    ("database or disk is full", "vault.full"),
    ("string or blob too big", "vault.full"),
    ("readonly database", "vault.read-only"),
    ("unable to open database", "vault.read-only"),
    ("is locked", "vault.locked"),
    ("file is not a database", "vault.damaged"),
    ("malformed", "vault.damaged"),
    ("not authorized", "vault.damaged"),
    ("disk I/O error", "vault.disk"),
)


def meaning(error: BaseException) -> HosoError | IllegalMove | None:
    """The refusal behind a driver's error; None when the program itself is wrong.

    SQLCipher tells neither the error number nor the file, only English text: matched here and nowhere else.
    """
    said = str(error)
    if said in (DRAFT_FINALISED, SUBMIT_STARTED):
        return Refusal(said)
    if said.startswith(ILLEGAL_MOVE):
        return IllegalMove(said)
    return next((StoreFault(code) for sign, code in _SIGNS if sign in said), None)
