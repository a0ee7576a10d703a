"""Where a backup is made and where a home is filled: folders that are gone at the end, and names taken at once."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.adapters.backup.telling import told
from desktop.domain.errors import Refusal
from desktop.services.writing_out import settle_names


@contextmanager
def room(home: Path) -> Iterator[Path]:
    """A folder in the home for an encrypted copy of vault.db, gone at the end."""
    with told("backup.full", "backup.not-written", str(home)):
        clear(home, "backup.")
        folder = Path(tempfile.mkdtemp(prefix="backup.", dir=home))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def restoring(home: Path) -> Iterator[Path]:
    """A folder beside an empty home, gone at the end unless it was settled."""
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise Refusal("restore.home-taken", home=str(home))
    with told("restore.full", "restore.not-written", str(home)):
        home.parent.mkdir(parents=True, exist_ok=True)
        clear(home.parent, f"{home.name}.restoring.")
        folder = Path(tempfile.mkdtemp(prefix=f"{home.name}.restoring.", dir=home.parent))
    try:
        with told("restore.full", "restore.not-written", str(home)):
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def clear(folder: Path, begins: str, ends: str = "") -> None:
    """Take away what a run that was killed left: it may be as large as a vault."""
    for left in folder.iterdir():
        if not (left.name.startswith(begins) and left.name.endswith(ends)):
            continue
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left, ignore_errors=True)
        else:
            with suppress(OSError):
                left.unlink()


def settle(folder: Path, home: Path) -> None:
    """The folder becomes the home at once; Refusal `restore.home-taken` when somebody was there first."""
    try:
        with told("restore.full", "restore.not-written", str(home)):
            if home.exists():
                home.rmdir()
            folder.rename(home)
            settle_names(home.parent)
    except FileExistsError:
        raise Refusal("restore.home-taken", home=str(home)) from None


def take_free_name(unfinished: Path, out: Path) -> None:
    """Never over another file; a memory stick without hard links gets the look-then-rename that is left."""
    if sys.platform != "win32":
        try:
            os.link(unfinished, out)
        except FileExistsError:
            raise
        except OSError:
            if out.exists() or out.is_symlink():
                raise FileExistsError(out) from None
        else:
            unfinished.unlink()
            return
    unfinished.rename(out)
