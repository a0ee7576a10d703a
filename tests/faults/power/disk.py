"""What a disk may hold after a power cut: a log of system calls, and every legal remainder of it.

The rules: bytes that were synced are there; of the others any subset, torn at sectors of 512 bytes. Names (created,
renamed, removed) are kept in the order in which they happened, as a journaling file system keeps them, at least up to
the last one that a sync has settled: that of a file settles its own name, that of a folder the names in it.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

SECTOR = 512


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was asked of the disk, or told; `file` is a number that stays with a file under any name."""

    kind: str  # write · truncate · sync · named · renamed · removed · folder · sync_folder · said · sent
    file: int = 0
    path: str = ""
    other: str = ""
    offset: int = 0
    content: bytes = b""


@dataclass
class Image:
    """One legal remainder: names to files, files to bytes."""

    names: dict[str, int] = field(default_factory=dict)
    folders: list[str] = field(default_factory=list)
    bytes_of: dict[int, bytearray] = field(default_factory=dict)

    @property
    def digest(self) -> bytes:
        """The same for two that hold the same files under the same names."""
        files = sorted((name, sha256(self.bytes_of.get(file, b"")).hexdigest()) for name, file in self.names.items())
        return sha256(repr((sorted(self.folders), files)).encode()).digest()

    def lay(self, root: str, target: Path) -> None:
        """Write it out under *target*, as it stood under *root*."""
        for folder in (root, *self.folders):
            (target / Path(folder).relative_to(root)).mkdir(parents=True, exist_ok=True)
        for name, file in self.names.items():
            (target / Path(name).relative_to(root)).write_bytes(self.bytes_of.get(file, bytearray()))


NAMING = frozenset({"named", "renamed", "removed", "folder"})


def image(events: list[Event], cut: int, chance: random.Random) -> Image:
    """What may be left when the power goes before event number *cut*."""
    past = events[:cut]
    left = Image()
    _keep_names(left, past, chance)
    synced = {event.file: number for number, event in enumerate(past) if event.kind == "sync"}
    mode = chance.choice(("nothing", "everything", "some", "some", "some"))
    for number, event in enumerate(past):
        if event.kind not in ("write", "truncate"):
            continue
        certain = number < synced.get(event.file, -1)
        if certain or _survives(mode, chance):
            parts = [event] if certain or mode == "everything" else list(_torn(event, chance))
            _apply(left.bytes_of.setdefault(event.file, bytearray()), parts)
    return left


def _survives(mode: str, chance: random.Random) -> bool:
    return mode == "everything" or (mode == "some" and chance.random() < 0.5)


def _torn(event: Event, chance: random.Random) -> Iterator[Event]:
    """A write that the power interrupted: all of it, or some of its sectors."""
    if event.kind != "write" or chance.random() < 0.7:
        yield event
        return
    at, end = event.offset, event.offset + len(event.content)
    while at < end:
        stop = min(end, (at // SECTOR + 1) * SECTOR)
        if chance.random() < 0.5:
            piece = event.content[at - event.offset : stop - event.offset]
            yield Event("write", event.file, offset=at, content=piece)
        at = stop


def _apply(target: bytearray, parts: Iterable[Event]) -> None:
    for part in parts:
        if part.kind == "truncate":
            del target[part.offset :]
            target.extend(bytes(part.offset - len(target)))
        else:
            target.extend(bytes(max(0, part.offset - len(target))))
            target[part.offset : part.offset + len(part.content)] = part.content


def _keep_names(left: Image, past: list[Event], chance: random.Random) -> None:
    naming = [number for number, event in enumerate(past) if event.kind in NAMING]
    settled = max((number for number in naming if _is_settled(past, number)), default=-1)
    open_ones = [number for number in naming if number > settled]
    kept = chance.randint(0, len(open_ones)) if open_ones else 0
    for number in naming[: len(naming) - len(open_ones) + kept]:
        _name(left, past[number])


def _is_settled(past: list[Event], number: int) -> bool:
    event = past[number]
    for later in past[number + 1 :]:
        if later.kind == "sync" and event.kind == "named" and later.file == event.file:
            return True
        if later.kind == "sync_folder" and str(Path(event.other or event.path).parent) == later.path:
            return True
    return False


def _name(left: Image, event: Event) -> None:
    if event.kind == "folder":
        left.folders.append(event.path)
    elif event.kind == "named":
        left.names[event.path] = event.file
    elif event.kind == "renamed":
        left.names[event.other] = left.names.pop(event.path)
    else:
        left.names.pop(event.path, None)
