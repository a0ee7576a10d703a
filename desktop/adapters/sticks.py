"""USB sticks: which drives can be pulled out, and the papers on them. Only sticks, no hidden files, no links."""

import os
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.errors import Refusal

KINDS = frozenset({".pdf", ".jpg", ".jpeg", ".png", ".heic", ".heif"})
MOST_FILES = 200
DEEPEST = 4
DRIVE_REMOVABLE = 2
_MOUNTED_BY_DESKTOP = ("/media/", "/run/media/")
_HIDDEN_ATTRIBUTES = 0x2 | 0x4


@dataclass(frozen=True, slots=True)
class StickFile:
    """A paper; `folder` is where on the stick, "" at its top; size in bytes, `changed` seconds since 1970."""

    path: Path
    folder: str
    size: int
    changed: float


class UsbSticks:
    """Implements the window's port Sticks over the drives that *roots* finds."""

    def __init__(self, roots: Callable[[], Sequence[Path]]) -> None:
        self._roots = roots

    def roots(self) -> tuple[Path, ...]:
        """The sticks that are plugged in now."""
        return tuple(root for root in self._roots() if root.is_dir() and not root.is_symlink())

    def files(self, root: Path) -> tuple[StickFile, ...]:
        """The newest papers on a stick, as many as a person can look through."""
        found = sorted(_papers(root, root, DEEPEST), key=lambda one: one.changed, reverse=True)
        return tuple(found[:MOST_FILES])

    def refuse_elsewhere(self, path: Path) -> None:
        """Refusal `stick.gone` for a path that is on no stick now, or is reached through a link."""
        for root in self.roots():
            if path.is_relative_to(root) and path.resolve(strict=False) == root.resolve() / path.relative_to(root):
                return
        raise Refusal("stick.gone")


def _papers(root: Path, folder: Path, depth: int) -> Iterator[StickFile]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        try:
            found = entry.stat(follow_symlinks=False)
        except OSError:
            continue  # pulled out meanwhile, or a file that is damaged
        if _is_hidden(entry.name, found) or entry.is_symlink():
            continue
        if entry.is_dir(follow_symlinks=False) and depth > 1:
            yield from _papers(root, Path(entry.path), depth - 1)
        elif entry.is_file(follow_symlinks=False) and Path(entry.name).suffix.lower() in KINDS:
            where = str(folder.relative_to(root)) if folder != root else ""
            yield StickFile(Path(entry.path), where, found.st_size, found.st_mtime)


def _is_hidden(name: str, found: os.stat_result) -> bool:
    if name.startswith((".", "$")) or name == "System Volume Information":
        return True
    return bool(getattr(found, "st_file_attributes", 0) & _HIDDEN_ATTRIBUTES)


def removable_roots() -> tuple[Path, ...]:
    """Where sticks are mounted on this machine."""
    return _on_windows() if sys.platform == "win32" else _on_linux(Path("/proc/mounts"), Path("/sys/block"))


def _on_windows() -> tuple[Path, ...]:
    if sys.platform == "win32":
        import ctypes

        kernel = ctypes.windll.kernel32
        drives = kernel.GetLogicalDrives()
        letters = [f"{chr(ord('A') + number)}:\\" for number in range(26) if drives & (1 << number)]
        return tuple(Path(one) for one in letters if kernel.GetDriveTypeW(one) == DRIVE_REMOVABLE)
    return ()


def _on_linux(mounts: Path, blocks: Path) -> tuple[Path, ...]:
    """Drives that the kernel calls removable, and what the desktop mounted for the person; the system's never."""
    try:
        lines = mounts.read_text("utf-8", "surrogateescape").splitlines()
    except OSError:
        return ()
    found = []
    for line in lines:
        device, where, *_ = line.split(" ")
        place = re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), where)
        if place != "/" and device.startswith("/dev/") and _can_be_pulled(device, place, blocks):
            found.append(Path(place))
    return tuple(found)


def _can_be_pulled(device: str, place: str, blocks: Path) -> bool:
    disk = re.sub(r"p?\d+$", "", Path(device).name)
    try:
        removable = (blocks / disk / "removable").read_text("ascii").strip() == "1"
    except (OSError, ValueError):
        removable = False
    return removable or place.startswith(_MOUNTED_BY_DESKTOP)
