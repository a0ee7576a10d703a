"""The child process: one task from stdin, one answer to stdout; whatever a hostile file does, it does here."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from desktop.adapters.papers import limits, wire
from desktop.adapters.papers.findings import Fault, PaperFaultError, Wanted


def main() -> int:
    """Do the task and answer it; only a caught fault or a result is ever written."""
    tasks = {"inspect": _inspect, "convert": _convert, "repair": _repair}
    limits.apply()
    header, files = wire.read(sys.stdin.buffer)
    try:
        answer, results = tasks[header["task"]](header, files)
    except PaperFaultError as error:
        answer, results = {"fault": asdict(error.fault)}, []
    except (MemoryError, RecursionError):
        answer, results = {"fault": asdict(Fault("paper.bomb"))}, []
    wire.write(sys.stdout.buffer, answer, results)
    return 0


def _inspect(header: Mapping[str, Any], files: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    from desktop.adapters.papers.look import look

    wanted = Wanted(tuple(header["accept"]), header["max_size"], header["max_pages"])
    return {"look": asdict(look(files[0], wanted))}, []


def _convert(header: Mapping[str, Any], files: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    from desktop.adapters.papers.pictures import to_pdf

    return {}, [to_pdf(files, header["max_size"])]


def _repair(_: Mapping[str, Any], files: Sequence[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    from desktop.adapters.papers.pdf import repaired

    return {}, [repaired(files[0])]


if __name__ == "__main__":
    sys.exit(main())
