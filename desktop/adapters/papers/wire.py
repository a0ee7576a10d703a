"""What goes through the pipe: one JSON line that counts the bytes of the files after it."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO

LINE_LIMIT = 64 * 1024


def write(stream: BinaryIO, header: Mapping[str, Any], files: Sequence[bytes] = ()) -> None:
    """Send a header and files."""
    line = json.dumps({**header, "sizes": [len(file) for file in files]})
    stream.write(line.encode() + b"\n")
    stream.writelines(files)
    stream.flush()


def read(stream: BinaryIO) -> tuple[Mapping[str, Any], list[bytes]]:
    """What `write` sent; ValueError or EOFError when it is something else."""
    header = json.loads(stream.readline(LINE_LIMIT))
    if not isinstance(header, dict):
        raise TypeError("not a header")
    return header, [_exactly(stream, size) for size in header["sizes"]]


def _exactly(stream: BinaryIO, size: int) -> bytes:
    file = stream.read(size)
    if len(file) != size:
        raise EOFError
    return file
