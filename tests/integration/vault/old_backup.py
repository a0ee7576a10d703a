"""A backup as version 1 of the program wrote it: a zip of a list and whole copies of the three files."""

import json
import zipfile
from hashlib import sha256
from pathlib import Path

from desktop.adapters.backup.old_zip import CONTENTS, NAMES
from desktop.adapters.database.copying import copy_of
from desktop.adapters.keys.key_file import portable


def old_backup(home: Path, key: bytes, out: Path) -> Path:
    folder = out.with_name("copies")
    folder.mkdir()
    (folder / NAMES[0]).write_bytes(portable(home))
    for name in NAMES[1:]:
        copy_of(home / name, folder / name, key)
    files = {name: (folder / name).read_bytes() for name in NAMES}
    rows = [{"name": name, "size": len(raw), "sha256": sha256(raw).hexdigest()} for name, raw in files.items()]
    listed = json.dumps({"kind": "hoso-backup", "v": 1, "made_at": "2026-11-23T01:02:03+00:00", "files": rows})
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as packed:
        for name, raw in {CONTENTS: listed.encode(), **files}.items():
            packed.writestr(name, raw)
    return out


def changed(made: Path, **files: bytes | None) -> Path:
    """The backup again with other bytes under some names; the list is left as it was."""
    other = made.with_name("other.hoso")
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            content = files.get(name.replace(".", "_").replace("-", "_"), old.read(name))
            if content is not None:
                new.writestr(name, content)
    return other
