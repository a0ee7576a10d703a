"""The operating system's lock on a home, for migration, restore and change of key."""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.domain.errors import StoreFault

LOCK_NAME = "vault.lock"
PATIENCE = 10.0
"""Seconds to wait for the other one."""


@contextmanager
def alone_in(home: Path, name: str = LOCK_NAME, *, patience: float | None = None) -> Iterator[None]:
    """Nobody else migrates, restores or changes keys meanwhile, or does what a lock of another *name* is for.

    StoreFault `vault.locked` when somebody still does after *patience* seconds. The system itself frees it when
    a process dies.
    """
    try:
        handle = os.open(home / name, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise StoreFault("vault.read-only") from error
    try:
        deadline = time.monotonic() + (PATIENCE if patience is None else patience)
        while not _took(handle):
            if time.monotonic() >= deadline:
                raise StoreFault("vault.locked")
            time.sleep(0.05)
        yield
    finally:
        os.close(handle)


def _took(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
