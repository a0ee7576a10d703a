"""Reads what strace wrote down into events of the disk."""

import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

from tests.faults.power.disk import Event

CALLS = (
    "openat,close,lseek,pwrite64,write,ftruncate,fsync,fdatasync,?rename,renameat,renameat2,?unlink,unlinkat,"
    "?link,linkat,?mkdir,mkdirat,sendto,?dup2,dup3,dup"
)
LINE = re.compile(r"^(\w+)\((.*)\)\s+=\s+(-?\d+)")
TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"(\.\.\.)?')
NOT_ON_DISK = ("-shm",)
"""The index of the write-ahead log lives in shared memory and is built anew."""


def command(log: Path) -> list[str]:
    """What stands before the command line of the child; its first thread alone is watched: it does all the writing."""
    return ["strace", "-q", "-xx", "-s", "16777216", "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(log)]


class Trace:
    """Follows descriptors and names, as the kernel did."""

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._number = count(1)
        self._files: dict[str, int] = {}
        self._folders: dict[int, str] = {}
        self._open: dict[int, tuple[int, str]] = {}
        self._at: dict[int, int] = {}

    def events(self, log: Path) -> Iterator[Event]:
        """Everything that concerned the home, in its order, and what was said and sent meanwhile."""
        ways: dict[str, Callable[[str, list[str], int], Iterator[Event]]] = {
            "openat": self._opened, "write": self._written, "pwrite64": self._written, "ftruncate": self._cut,
            "fsync": self._synced, "fdatasync": self._synced, "rename": self._renamed, "renameat": self._renamed,
            "renameat2": self._renamed, "unlink": self._removed, "unlinkat": self._removed, "mkdir": self._folder,
            "mkdirat": self._folder, "link": self._linked, "linkat": self._linked, "lseek": self._sought,
            "close": self._closed, "sendto": self._sent,
        }  # fmt: skip
        with log.open(encoding="ascii") as lines:
            for line in lines:
                found = LINE.match(line)
                if found is None or int(found[3]) < 0 or found[1] not in ways:
                    continue
                texts = [bytes.fromhex(hexed.replace("\\x", "")) for hexed, _ in TEXT.findall(found[2])]
                assert '"...' not in found[2], "strace cut a write short"
                self._texts = texts
                yield from ways[found[1]](found[2], [one.decode("utf-8", "replace") for one in texts], int(found[3]))

    def _is_ours(self, path: str) -> bool:
        return (path == self._root or path.startswith(f"{self._root}/")) and not path.endswith(NOT_ON_DISK)

    def _opened(self, arguments: str, texts: list[str], result: int) -> Iterator[Event]:
        path = texts[0]
        if not self._is_ours(path):
            return
        if "O_DIRECTORY" in arguments or Path(path).is_dir():
            self._folders[result] = path
            return
        if path not in self._files:
            if "O_CREAT" not in arguments:
                return
            self._files[path] = next(self._number)
            yield Event("named", self._files[path], path)
        elif "O_TRUNC" in arguments:
            yield Event("truncate", self._files[path])
        self._open[result] = (self._files[path], path)
        self._at[result] = 0

    def _written(self, arguments: str, texts: list[str], result: int) -> Iterator[Event]:
        descriptor = int(arguments.partition(",")[0])
        content = self._texts[0]
        if descriptor == 1 and texts[0].startswith("SAID "):
            yield Event("said", path=texts[0].strip())
        if descriptor not in self._open:
            return
        offset = arguments.rpartition(",")[2].strip() if arguments.count('"') == 2 else ""
        positioned = arguments[arguments.rindex('"') :].count(",") == 2
        at = int(offset) if positioned else self._at[descriptor]
        self._at[descriptor] += 0 if positioned else result
        yield Event("write", self._open[descriptor][0], offset=at, content=content[:result])

    def _sought(self, arguments: str, _texts: list[str], result: int) -> Iterator[Event]:
        descriptor = int(arguments.partition(",")[0])
        if descriptor in self._at:
            self._at[descriptor] = result
        return iter(())

    def _cut(self, arguments: str, _texts: list[str], _result: int) -> Iterator[Event]:
        descriptor, size = (int(part) for part in arguments.split(","))
        if descriptor in self._open:
            yield Event("truncate", self._open[descriptor][0], offset=size)

    def _synced(self, arguments: str, _texts: list[str], _result: int) -> Iterator[Event]:
        descriptor = int(arguments)
        if descriptor in self._open:
            yield Event("sync", self._open[descriptor][0])
        elif descriptor in self._folders:
            yield Event("sync_folder", path=self._folders[descriptor])

    def _renamed(self, _arguments: str, texts: list[str], _result: int) -> Iterator[Event]:
        if texts[0] in self._files:
            self._files[texts[1]] = self._files.pop(texts[0])
            yield Event("renamed", self._files[texts[1]], texts[0], texts[1])

    def _linked(self, _arguments: str, texts: list[str], _result: int) -> Iterator[Event]:
        if texts[0] in self._files:
            self._files[texts[1]] = self._files[texts[0]]
            yield Event("named", self._files[texts[1]], texts[1])

    def _removed(self, _arguments: str, texts: list[str], _result: int) -> Iterator[Event]:
        if (file := self._files.pop(texts[0], None)) is not None:
            yield Event("removed", file, texts[0])

    def _folder(self, _arguments: str, texts: list[str], _result: int) -> Iterator[Event]:
        if self._is_ours(texts[0]):
            yield Event("folder", path=texts[0])

    def _closed(self, arguments: str, _texts: list[str], _result: int) -> Iterator[Event]:
        descriptor = int(arguments)
        self._open.pop(descriptor, None)
        self._folders.pop(descriptor, None)
        return iter(())

    def _sent(self, _arguments: str, texts: list[str], _result: int) -> Iterator[Event]:
        if texts and texts[0].startswith("PUT /api/v1/dossiers/"):
            yield Event("sent", path=texts[0].split(" ", 2)[1].rpartition("/")[2])
