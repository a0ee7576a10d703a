"""One process for each folder, and how others find it: a lock for its life and run.json (url, token, pid; 0600)."""

import json
import os
import sys
from pathlib import Path
from typing import IO

RUN_FILE = "run.json"
LOCK_FILE = "portal.lock"


class FolderInUse(Exception):
    """Another practice portal runs on this folder."""


def lock(folder: Path) -> IO[bytes]:
    """Hold the folder until the file is closed or the process ends; FolderInUse when it is held already."""
    folder.mkdir(parents=True, exist_ok=True)
    file = (folder / LOCK_FILE).open("ab")
    try:
        _lock(file.fileno())
    except OSError:
        file.close()
        raise FolderInUse(folder) from None
    return file


def write(folder: Path, *, url: str, token: str) -> None:
    """Say where this run is found."""
    path = folder / RUN_FILE
    temporary = folder / f"{RUN_FILE}.new"
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump({"url": url, "token": token, "pid": os.getpid()}, file)
    temporary.replace(path)


def remove(folder: Path) -> None:
    """This run is over."""
    (folder / RUN_FILE).unlink(missing_ok=True)


def _lock(descriptor: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
