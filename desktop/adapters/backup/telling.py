"""What the disk says about a backup, as refusals."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager

from desktop.domain.errors import Refusal

FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
LARGEST_ON_FAT32 = 4 * 1024**3 - 1
"""Bytes; sticks are often sold with it. Windows calls the disk full there, Linux the file too big."""
NEARLY = 2 * 1024**2


@contextmanager
def told(full: str, other: str, place: str) -> Iterator[None]:
    """A disk's error as a refusal with the place where it happened."""
    try:
        yield
    except FileExistsError:
        raise
    except OSError as error:
        taken = error.errno == errno.ENOTEMPTY
        code = full if error.errno in FULL else "restore.home-taken" if taken else other
        raise Refusal(code, file=place, home=place) from error


def why_not_written(error: OSError, size: int, place: str) -> Refusal:
    """Why a backup of *size* bytes did not grow: one that stops at 4 GiB stopped at what its stick can hold."""
    if error.errno in FULL and LARGEST_ON_FAT32 - NEARLY <= size <= LARGEST_ON_FAT32:
        return Refusal("backup.too-big-for-stick", file=place)
    return Refusal("backup.full" if error.errno in FULL else "backup.not-written", file=place)
