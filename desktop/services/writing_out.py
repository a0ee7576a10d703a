"""Files that a person asked for, outside the vault: whole or not at all."""

import os
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from desktop.domain.errors import Refusal


def write_whole(path: Path, fill: Callable[[BinaryIO], object]) -> Path:
    """Let *fill* write the file in pieces; it appears when all of it is on disk. Refusal `file.not-written`.

    It is readable by its owner only, where the system knows owners.
    """
    part: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".hoso-", suffix=".part", dir=path.parent)
        part = Path(name)
        with os.fdopen(handle, "wb") as target:
            fill(target)
            target.flush()
            os.fsync(target.fileno())  # whoever saves on a stick pulls it out at once
        part.replace(path)
        settle_names(path.parent)
    except OSError as error:
        raise Refusal("file.not-written", file=str(path)) from error
    finally:
        if part is not None:
            part.unlink(missing_ok=True)
    return path


def settle_names(folder: Path) -> None:
    """A new name is safe only when its folder is on disk too; Windows has no such call, and some sticks refuse it."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def new_folder(beside: Path, name: str) -> Path:
    """A folder of its own in *beside*, so that nothing of the person's is written over; Refusal `file.not-written`."""
    for number in range(1, 1000):
        folder = beside / (name if number == 1 else f"{name}-{number}")
        try:
            folder.mkdir(parents=True)
        except FileExistsError:
            continue
        except OSError as error:
            raise Refusal("file.not-written", file=str(folder)) from error
        return folder
    raise Refusal("file.not-written", file=str(beside / name))
