"""Small files that only their owner reads, written whole or not at all."""

import errno
import os
import sys
from pathlib import Path

from desktop.domain.errors import StoreFault

_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})


def write_private(path: Path, content: bytes, *, new: bool = False) -> None:
    """Replace the file at once, on disk when this returns; with *new*, FileExistsError when there is one.

    Raises StoreFault `vault.full` or `vault.read-only`.
    """
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        _write(unfinished, content)
        if new:
            _move_to_free_name(unfinished, path)
        else:
            unfinished.replace(path)
        _settle(path.parent)
    except FileExistsError:
        raise
    except OSError as error:
        raise StoreFault("vault.full" if error.errno in _FULL else "vault.read-only") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    _close_to_others(path)


def _move_to_free_name(unfinished: Path, path: Path) -> None:
    if sys.platform == "win32":
        unfinished.rename(path)
    else:
        os.link(unfinished, path)


def _settle(folder: Path) -> None:
    """A new name is safe only when its folder is on disk too; Windows has no such call."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _close_to_others(path: Path) -> None:
    """Mode 0600 says nothing on Windows: take the inherited rights away there."""
    if sys.platform == "win32":
        import getpass
        import subprocess

        icacls = str(Path(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "icacls.exe"))
        grant = f"{getpass.getuser()}:F"
        subprocess.run([icacls, str(path), "/inheritance:r", "/grant:r", grant], check=False, capture_output=True)
