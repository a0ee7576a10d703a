"""Backups as the service sees them: one file that grows, that is looked through, and that a home is filled from."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, cast

from desktop.adapters.backup.growing import GrowingBackup
from desktop.adapters.backup.old_zip import is_old, unpack_old
from desktop.adapters.backup.places import clear, restoring, room, settle, take_free_name
from desktop.adapters.backup.reading import StoredBackup
from desktop.adapters.backup.segments import (
    VERSION,
    DamagedError,
    NewerError,
    NotABackupError,
    Seal,
    new_header,
)
from desktop.adapters.backup.telling import told, why_not_written
from desktop.domain.errors import Refusal
from desktop.services.backup_ports import ReadableBackup, WritableBackup
from desktop.services.writing_out import settle_names

__all__ = ["growing", "is_old", "opened", "refuse_short", "restoring", "room", "settle", "unpack_old"]


UNFINISHED = ".unfinished"


@contextmanager
def growing(out: Path, key: bytes, *, anew: bool) -> Iterator[WritableBackup]:
    """One more state of *out*, or a new file under that name; left without `commit`, *out* is as it was.

    *anew* puts a new file in the place of one of ours. Raises Refusal `backup.exists` for what is not a backup of this
    vault, `backup.damaged`, `restore.newer`, `backup.full`, `backup.too-big-for-stick`, `backup.not-written`.
    """
    taken = out.exists() or out.is_symlink()
    if taken:
        _refuse_others(out, key)
    with told("backup.full", "backup.not-written", str(out)):
        clear(out.parent, f"{out.name}.", UNFINISHED)
    with _made(out, key, anew) if anew or not taken else _grown(out, key) as backup:
        yield cast("WritableBackup", backup)


@contextmanager
def opened(source: Path) -> Iterator[ReadableBackup]:
    """The last whole state of a file; Refusal `file.unreadable`, `restore.not-a-backup`, `.damaged`, `.newer`."""
    if not source.is_file():
        raise Refusal("file.unreadable", file=str(source))
    try:
        with source.open("rb") as file:
            yield cast("ReadableBackup", StoredBackup(file))
    except NotABackupError:
        raise Refusal("restore.not-a-backup", file=str(source)) from None
    except NewerError as error:
        raise Refusal("restore.newer", found=error.found, known=VERSION) from None
    except DamagedError as error:
        raise Refusal("restore.damaged", part=error.part) from error


def refuse_short(out: Path, wanted: int) -> None:
    """Refusal `backup.full` before a byte is written where *wanted* bytes cannot fit."""
    with told("backup.full", "backup.not-written", str(out)):
        free = shutil.disk_usage(out.parent).free
    if wanted > free:
        raise Refusal("backup.full", file=str(out))


def _refuse_others(out: Path, key: bytes) -> None:
    try:
        with told("backup.full", "backup.not-written", str(out)), out.open("rb") as file:
            StoredBackup(file).unlock(key)
    except NotABackupError:
        raise Refusal("backup.exists", file=str(out)) from None
    except NewerError as error:
        raise Refusal("restore.newer", found=error.found, known=VERSION) from None
    except DamagedError:
        raise Refusal("backup.damaged", file=str(out)) from None


@contextmanager
def _grown(out: Path, key: bytes) -> Iterator[GrowingBackup]:
    """In place: what stands behind the last whole state goes first, and again whatever was not finished."""
    with _writing(out, "r+b") as file:
        stored = StoredBackup(file)
        before = stored.unlock(key)
        end = stored.state.end
        backup: GrowingBackup | None = None
        try:
            file.truncate(end)
            backup = GrowingBackup(file, out, stored.seal, before)
            yield backup
        except BaseException as error:
            _cut_back(file, end)
            if isinstance(error, OSError):
                raise why_not_written(error, backup.at if backup else end, str(out)) from error
            raise


@contextmanager
def _made(out: Path, key: bytes, replace: bool) -> Iterator[GrowingBackup]:  # noqa: FBT001 - chosen by one caller
    """A new file, under a name of its own until it is whole."""
    unfinished = out.with_name(f"{out.name}.{os.getpid()}{UNFINISHED}")
    backup: GrowingBackup | None = None
    try:
        with _writing(unfinished, "w+b") as file:
            header, file_id = new_header()
            file.write(header)
            backup = GrowingBackup(file, unfinished, Seal.of(file_id, key), None)
            yield backup
        if replace:
            unfinished.replace(out)
        else:
            take_free_name(unfinished, out)
        settle_names(out.parent)
    except FileExistsError:
        raise Refusal("backup.exists", file=str(out)) from None
    except OSError as error:
        raise why_not_written(error, backup.at if backup else 0, str(out)) from error
    finally:
        unfinished.unlink(missing_ok=True)


@contextmanager
def _writing(path: Path, mode: str) -> Iterator[BinaryIO]:
    """A file that only its owner reads; closing tells nothing new after an fsync."""
    flags = {"r+b": os.O_RDWR, "w+b": os.O_RDWR | os.O_CREAT | os.O_TRUNC}[mode] | getattr(os, "O_BINARY", 0)
    file: IO[bytes] = os.fdopen(os.open(path, flags, 0o600), mode)
    try:
        yield cast("BinaryIO", file)
    finally:
        _close(file)


def _close(file: IO[bytes]) -> None:
    """Bytes that a full disk did not take wait in the buffer and would be tried again; they were refused already."""
    try:
        file.close()
    except OSError:
        file.close()


def _cut_back(file: IO[bytes], end: int) -> None:
    """The file as long as it was; where even that fails the next backup does it, and readers pass over it."""
    try:
        file.seek(end)
        file.truncate(end)
    except (OSError, ValueError):
        return
