"""A bug leaves a trace that a developer can use and that names nobody: places and types, never values."""

import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from desktop import config

_KEPT_BYTES = 1 << 20


def record(error: BaseException) -> Path | None:
    """Append the trace of *error* to the log file; where it is, or None when the disk would not take it."""
    path = config.log_dir() / "bugs.log"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > _KEPT_BYTES:
            path.replace(path.with_suffix(".old.log"))
        with path.open("a", encoding="utf-8") as log:
            log.write("\n".join([f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {config.VERSION}", *_lines(error), "", ""]))
    except OSError:
        return None
    return path


def _lines(error: BaseException) -> Iterator[str]:
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield f"{type(link).__module__}.{type(link).__qualname__}"
        for frame in traceback.extract_tb(link.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} {frame.name}"
        link = link.__cause__ or link.__context__
