"""The bytes of a pack, from a folder or a zip, with caps on number and size of files."""

import os
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from forms.errors import PackError

SHARED = Path(__file__).parent / "packs" / "_shared"
MAX_FILES = 500
MAX_FILE = 2 * 1024 * 1024
MAX_TOTAL = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Source:
    """The files of a pack by relative path with `/`; `shared` holds what lies in the `_shared` beside it."""

    files: Mapping[str, bytes]
    shared: Mapping[str, bytes]


def read_source(place: Path) -> Source:
    """Read the folder or zip at *place*; PackError `pack.unreadable` or `pack.unsafe`."""
    try:
        if place.is_dir():
            return Source(_folder(place), SharedFolder(_shared_beside(place)))
        return _zip(place)
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise PackError("pack.unreadable", place.name, reason=type(error).__name__) from error


def shared_blocks() -> Mapping[str, bytes]:
    """What the shipped packs share."""
    return SharedFolder(SHARED)


class SharedFolder(Mapping[str, bytes]):
    """The files under a `_shared`, each read when it is asked for: a pack uses few of them."""

    def __init__(self, place: Path) -> None:
        self._place = place

    def __getitem__(self, name: str) -> bytes:
        path = self._place / name
        if not path.is_file() or not path.resolve().is_relative_to(self._place.resolve()):
            raise KeyError(name)
        try:
            _within_caps(name, path.stat().st_size, 0, 0)
            return path.read_bytes()
        except OSError as error:
            raise PackError("pack.unreadable", f"_shared/{name}", reason=type(error).__name__) from error

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(path.relative_to(self._place).as_posix() for path in self._place.rglob("*.json")))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _shared_beside(place: Path) -> Path:
    beside = (parent / "_shared" for parent in place.resolve().parents[:4])
    return next((folder for folder in beside if folder.is_dir()), SHARED)


def _folder(place: Path) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    total = 0
    for folder, _, names in os.walk(place):
        for name in names:
            path = Path(folder) / name
            shown = path.relative_to(place).as_posix()
            if not path.resolve().is_relative_to(place.resolve()):
                raise PackError("pack.unsafe", shown, reason="outside")
            total += _within_caps(shown, path.stat().st_size, total, len(found))
            found[shown] = path.read_bytes()
    return found


def _zip(place: Path) -> Source:
    files: dict[str, bytes] = {}
    with zipfile.ZipFile(place) as archive:
        total = 0
        for entry in archive.infolist():
            if entry.is_dir():
                continue
            _refuse_escape(entry)
            total += _within_caps(entry.filename, entry.file_size, total, len(files))
            with archive.open(entry) as stream:
                content = stream.read(MAX_FILE + 1)
            if len(content) != entry.file_size or entry.filename in files:
                raise PackError("pack.unsafe", entry.filename, reason="size")
            files[entry.filename] = content
    own = {name: content for name, content in files.items() if not name.startswith("_shared/")}
    carried = {name.removeprefix("_shared/"): content for name, content in files.items() if name.startswith("_shared/")}
    return Source(own, {**SharedFolder(SHARED), **carried})


def _refuse_escape(entry: zipfile.ZipInfo) -> None:
    path = PurePosixPath(entry.filename)
    is_link = (entry.external_attr >> 16) & 0o170000 == 0o120000
    if path.is_absolute() or ".." in path.parts or "\\" in entry.filename or ":" in entry.filename or is_link:
        raise PackError("pack.unsafe", entry.filename, reason="outside")


def _within_caps(name: str, size: int, total: int, count: int) -> int:
    if size > MAX_FILE or total + size > MAX_TOTAL or count >= MAX_FILES:
        raise PackError("pack.unsafe", name, reason="too-big")
    return size
