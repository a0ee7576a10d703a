"""What the store's own errors mean for a person."""

import contextlib
import os
import sys
from pathlib import Path

from desktop.adapters.database.store_rules import DRAFT_FINALISED, FILED_BY_HAND, ILLEGAL_MOVE, SUBMIT_STARTED
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
)
_DISK = "disk I/O error"


def meaning(error: BaseException, path: Path) -> HosoError | IllegalMove | None:
    """The refusal behind a driver's error about the store at *path*; None when the program itself is wrong.

    SQLCipher tells neither the error number nor the file, only English text: matched here and nowhere else.
    """
    said = str(error)
    if said in (DRAFT_FINALISED, FILED_BY_HAND, SUBMIT_STARTED):
        return Refusal(said)
    if said.startswith(ILLEGAL_MOVE):
        return IllegalMove(said)
    if _DISK in said:
        return StoreFault("vault.disk" if _can_grow(path) else "vault.full")
    return next((StoreFault(code) for sign, code in _SIGNS if sign in said), None)


def _can_grow(path: Path) -> bool:
    """Whether a file beside it may become a little longer: quotas and limits look like a broken disk to SQLite."""
    probe = path.with_name(f"{path.name}.probe")
    files = (path, path.with_name(f"{path.name}-wal"))
    longest = max((file.stat().st_size for file in files if file.exists()), default=0)
    try:
        with probe.open("wb") as file:
            file.seek(0 if sys.platform == "win32" else longest)
            file.write(bytes(64 * 1024))
            os.fsync(file.fileno())
    except OSError:
        return False
    finally:
        with contextlib.suppress(OSError):  # a disk that takes nothing may not let go either
            probe.unlink(missing_ok=True)
    return True
