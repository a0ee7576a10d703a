"""A backup: one zip of a list and three files as they are, whole or not there at all, believed when it adds up."""

import errno
import hashlib
import json
import os
import shutil
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from desktop.domain.errors import Refusal
from desktop.services.backup import BackupPart

CONTENTS = "hoso-backup.json"
NAMES = ("vault.key.json", "vault.db", "papers.db")
"""All that a backup may hold beside its list; a name from inside a file is never a path of ours."""
VERSION = 1
MAX_SMALL = 64 * 1024
"""Bytes of the list and of the key file."""
_CHUNK = 1024 * 1024
_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_BEGINS = b"PK\x03\x04"
_NAME_AT = 30
"""Where a zip's first name stands."""


def refuse_taken(out: Path) -> None:
    """Refusal `backup.exists`: nothing is overwritten."""
    if out.exists() or out.is_symlink():
        raise Refusal("backup.exists", file=str(out))


@contextmanager
def room(home: Path) -> Iterator[Path]:
    """A folder in the home for encrypted copies, gone at the end."""
    with _told("backup.full", "backup.not-written", str(home)):
        folder = Path(tempfile.mkdtemp(prefix="backup.", dir=home))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def pack(folder: Path, key_file: bytes, out: Path, made_at: str) -> tuple[BackupPart, ...]:
    """One file of the stores in *folder* and the key file, read back before it takes its name."""
    unfinished = out.with_name(f"{out.name}.{os.getpid()}.unfinished")
    try:
        with _told("backup.full", "backup.not-written", str(out)):
            (folder / NAMES[0]).write_bytes(key_file)
            parts = tuple(_part(name, folder / name) for name in NAMES)
            _write(unfinished, folder, _contents(parts, made_at))
            if _read_through(unfinished, None) != parts:
                raise Refusal("backup.not-written", file=str(out))
            _take_free_name(unfinished, out)
            _settle_on_disk(out.parent)
    except FileExistsError:
        raise Refusal("backup.exists", file=str(out)) from None
    finally:
        unfinished.unlink(missing_ok=True)
    return parts


@contextmanager
def unpacked(source: Path, home: Path) -> Iterator[Path]:
    """What is in a backup, every digest compared, in a folder that is gone at the end unless it was settled."""
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise Refusal("restore.home-taken", home=str(home))
    if not source.is_file():
        raise Refusal("file.unreadable", file=str(source))
    with _told("restore.full", "restore.not-written", str(home)):
        home.parent.mkdir(parents=True, exist_ok=True)
        folder = Path(tempfile.mkdtemp(prefix=f"{home.name}.restoring.", dir=home.parent))
    try:
        with _told("restore.full", "restore.not-written", str(home)):
            _read_through(source, folder)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def settle(folder: Path, home: Path) -> None:
    """The folder becomes the home at once; Refusal `restore.home-taken` when somebody was there first."""
    try:
        with _told("restore.full", "restore.not-written", str(home)):
            if home.exists():
                home.rmdir()
            folder.rename(home)
            _settle_on_disk(home.parent)
    except FileExistsError:
        raise Refusal("restore.home-taken", home=str(home)) from None


def _part(name: str, path: Path) -> BackupPart:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return BackupPart(name, path.stat().st_size, digest)


def _contents(parts: tuple[BackupPart, ...], made_at: str) -> bytes:
    rows = [{"name": part.name, "size": part.size, "sha256": part.sha256} for part in parts]
    return json.dumps({"kind": "hoso-backup", "v": VERSION, "made_at": made_at, "files": rows}, indent=2).encode()


def _write(path: Path, folder: Path, contents: bytes) -> None:
    """Stored, not packed: what is encrypted does not get smaller."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
            packed.writestr(CONTENTS, contents)
            for name in NAMES:
                packed.write(folder / name, name)
        file.flush()
        os.fsync(file.fileno())


def _read_through(source: Path, folder: Path | None) -> tuple[BackupPart, ...]:
    """Every part compared with the list, and written into *folder* where there is one."""
    try:
        with source.open("rb") as file, _opened(file, source) as packed:
            contents = _list_of(packed)
            rows = {row["name"]: BackupPart(row["name"], row["size"], row["sha256"]) for row in contents["files"]}
            parts = tuple(_unpack(packed, rows[name], folder) for name in NAMES)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise Refusal("restore.damaged", part=source.name) from error
    return parts


def _opened(file: IO[bytes], source: Path) -> zipfile.ZipFile:
    """Refusal `restore.not-a-backup` for whatever does not begin as one; a cut one begins so, and is damaged."""
    mark = CONTENTS.encode()
    begin = file.read(_NAME_AT + len(mark))
    if not begin.startswith(_BEGINS) or begin[_NAME_AT:] != mark:
        raise Refusal("restore.not-a-backup", file=str(source))
    packed = zipfile.ZipFile(file)
    if sorted(packed.namelist()) != sorted((CONTENTS, *NAMES)):
        raise zipfile.BadZipFile
    return packed


def _list_of(packed: zipfile.ZipFile) -> dict[str, Any]:
    info = packed.getinfo(CONTENTS)
    if info.file_size > MAX_SMALL or info.compress_type != zipfile.ZIP_STORED:
        raise zipfile.BadZipFile
    contents: dict[str, Any] = json.loads(packed.read(info))
    if contents["v"] > VERSION:
        raise Refusal("restore.newer", found=contents["v"], known=VERSION)
    return contents


def _unpack(packed: zipfile.ZipFile, part: BackupPart, folder: Path | None) -> BackupPart:
    info = packed.getinfo(part.name)
    too_big = part.name == NAMES[0] and part.size > MAX_SMALL
    if info.compress_type != zipfile.ZIP_STORED or info.file_size != part.size or part.size <= 0 or too_big:
        raise zipfile.BadZipFile
    digest = hashlib.sha256()
    target = (folder / part.name).open("xb") if folder is not None else None
    try:
        with packed.open(info) as source:
            while content := source.read(_CHUNK):
                digest.update(content)
                if target is not None:
                    target.write(content)
        if target is not None:
            target.flush()
            os.fsync(target.fileno())
    finally:
        if target is not None:
            target.close()
    if digest.hexdigest() != part.sha256:
        raise zipfile.BadZipFile
    return part


def _take_free_name(unfinished: Path, out: Path) -> None:
    """Never over another file; a memory stick without hard links gets the look-then-rename that is left."""
    if sys.platform != "win32":
        try:
            os.link(unfinished, out)
        except FileExistsError:
            raise
        except OSError:
            refuse_taken(out)
        else:
            return
    unfinished.rename(out)


def _settle_on_disk(folder: Path) -> None:
    """A new name is safe only when its folder is on disk too; Windows has no such call."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextmanager
def _told(full: str, other: str, place: str) -> Iterator[None]:
    """What the disk says, as a refusal with the place where it happened."""
    try:
        yield
    except FileExistsError:
        raise
    except OSError as error:
        taken = error.errno == errno.ENOTEMPTY
        code = full if error.errno in _FULL else "restore.home-taken" if taken else other
        raise Refusal(code, file=place, home=place) from error
