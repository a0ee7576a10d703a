"""A process that erases a home and dies at one of its steps."""

import os
import sys
from itertools import count
from multiprocessing import get_context
from pathlib import Path

from desktop import assembly, config

STEPS = frozenset({"os.remove", "os.rmdir", "open", "shutil.rmtree"})
KILLED = 9


def erase_until(home: Path, dies_at: int) -> int | None:
    """The exit code: KILLED, or 0 when it was done before."""
    ways = get_context("spawn") if sys.platform == "win32" else get_context("forkserver")
    ways.set_forkserver_preload([__name__])
    child = ways.Process(target=_erase, args=(home, dies_at))
    child.start()
    child.join(60)
    code = child.exitcode
    child.close()
    return code


def _erase(home: Path, dies_at: int) -> None:
    steps = count(1)

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        if event in STEPS and str(home) in str(arguments[0]) and next(steps) == dies_at:
            os._exit(KILLED)

    sys.addaudithook(watch)
    assembly.erase_home(home, config.practice_dir(home))
