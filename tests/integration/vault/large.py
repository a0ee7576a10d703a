"""A file that is never in memory."""

import io

PATTERN = bytes(range(251))


class Large(io.BufferedReader):
    """So many bytes of a pattern."""

    def __init__(self, size: int) -> None:
        super().__init__(_Raw(size))


class _Raw(io.RawIOBase):
    def __init__(self, size: int) -> None:
        super().__init__()
        self._size, self._at = size, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._at = offset + {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self._size}[whence]
        return self._at

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # what BufferedReader gives
        count = min(len(buffer), self._size - self._at)
        start = self._at % len(PATTERN)
        repeated = PATTERN * (count // len(PATTERN) + 2)
        buffer[:count] = repeated[start : start + count]
        self._at += count
        return count
