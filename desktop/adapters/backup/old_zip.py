"""Backups of version 1: a zip of a list and three files as they are. They are read, and made no more."""

import hashlib
import json
import os
import zipfile
from pathlib import Path
from typing import IO, Any

from desktop.domain.errors import Refusal

CONTENTS = "hoso-backup.json"
NAMES = ("vault.key.json", "vault.db", "papers.db")
"""All that such a backup may hold beside its list; a name from inside a file is never a path of ours."""
VERSION = 1
MAX_SMALL = 64 * 1024
"""Bytes of the list and of the key file."""
_CHUNK = 1024 * 1024
_BEGINS = b"PK\x03\x04"
_NAME_AT = 30
"""Where a zip's first name stands."""


def is_old(source: Path) -> bool:
    """Whether a file begins as such a backup does; a cut one begins so, and is damaged. Refusal `file.unreadable`."""
    try:
        with source.open("rb") as file:
            return _begins(file)
    except OSError as error:
        raise Refusal("file.unreadable", file=str(source)) from error


def unpack_old(source: Path, folder: Path) -> None:
    """What is in it, every digest compared, into *folder*; Refusal `restore.damaged`, `restore.newer`."""
    try:
        with source.open("rb") as file, zipfile.ZipFile(file) as packed:
            rows = {row["name"]: row for row in _list_of(packed)["files"]}
            for name in NAMES:
                _unpack(packed, name, rows[name], folder)
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, KeyError, TypeError, RuntimeError) as error:
        raise Refusal("restore.damaged", part=source.name) from error


def _begins(file: IO[bytes]) -> bool:
    mark = CONTENTS.encode()
    begin = file.read(_NAME_AT + len(mark))
    return begin.startswith(_BEGINS) and begin[_NAME_AT:] == mark


def _list_of(packed: zipfile.ZipFile) -> dict[str, Any]:
    if sorted(packed.namelist()) != sorted((CONTENTS, *NAMES)):
        raise zipfile.BadZipFile
    info = packed.getinfo(CONTENTS)
    if info.file_size > MAX_SMALL or info.compress_type != zipfile.ZIP_STORED:
        raise zipfile.BadZipFile
    contents: dict[str, Any] = json.loads(packed.read(info))
    if contents["v"] > VERSION:
        raise Refusal("restore.newer", found=contents["v"], known=VERSION)
    return contents


def _unpack(packed: zipfile.ZipFile, name: str, row: dict[str, Any], folder: Path) -> None:
    info = packed.getinfo(name)
    too_big = name == NAMES[0] and row["size"] > MAX_SMALL
    if info.compress_type != zipfile.ZIP_STORED or info.file_size != row["size"] or row["size"] <= 0 or too_big:
        raise zipfile.BadZipFile
    digest = hashlib.sha256()
    with packed.open(info) as source, (folder / name).open("xb") as target:
        while content := source.read(_CHUNK):
            digest.update(content)
            target.write(content)
        target.flush()
        os.fsync(target.fileno())
    if digest.hexdigest() != row["sha256"]:
        raise zipfile.BadZipFile
