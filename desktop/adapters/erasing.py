"""Erasing a home for good, in an order that a crash cannot undo: the mark, the key, then everything else."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from desktop.domain.errors import StoreFault

MARK = "vault.erasing"
OURS = ("vault.*", "papers.*", "backup.*")
"""What this program puts into a home; a folder that somebody else uses too keeps the rest.

Beside it may stand what a restore that was killed had filled so far.
"""


def is_begun(home: Path) -> bool:
    """Whether a home was being erased when the program ended."""
    return (home / MARK).exists()


def begin(home: Path) -> None:
    """From now on every start goes on erasing; StoreFault `erase.not-begun` when not even that can be written."""
    try:
        handle = os.open(home / MARK, os.O_WRONLY | os.O_CREAT, 0o600)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        raise StoreFault("erase.not-begun") from error


def finish(home: Path, practice: Path) -> None:
    """Everything of ours, the mark last; StoreFault `erase.not-finished` when something is held by another program."""
    held = [path for path in (*_of_ours(home), practice) if not _removed(path)]
    if held:
        raise StoreFault("erase.not-finished", file=str(held[0]))
    (home / MARK).unlink(missing_ok=True)
    try:
        home.rmdir()
    except OSError:
        return  # something of somebody else stands in it


def remove_copies(home: Path, before: float) -> int:
    """Copies that migrations made of vault.db and that are older than *before* (POSIX seconds); how many went."""
    old = [path for path in home.glob("vault.before-*.db") if path.stat().st_mtime < before]
    return sum(_removed(path) for path in old)


def remove_folder(folder: Path) -> bool:
    """Whether a folder and all in it is gone now."""
    return _removed(folder)


def _of_ours(home: Path) -> Iterator[Path]:
    for pattern in OURS:
        yield from (path for path in sorted(home.glob(pattern)) if path.name != MARK)
    yield from sorted(path for path in home.parent.iterdir() if path.name.startswith(f"{home.name}.restoring."))


def _removed(path: Path) -> bool:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
        return not path.exists()
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True
