"""Start to first window: our program beside a bare PySide6 window, each in a fresh process."""

import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from desktop import assembly
from tests.bench.measuring import Line, in_turn
from tests.bench.place import ROOT

NAME = "start"
RUNS = 7
BESIDE = "bare PySide6 window"


def measured(folder: Path) -> Iterator[Line]:
    home, new = folder / "start", folder / "never"
    assembly.create_vault(home, None)  # with the key in a file of mode 0600: no passphrase is stretched here
    assembly.open_services(home, assembly.unlock(home), link=assembly.PortalLink(folder / "practice")).close()
    first, everyday, filled, bare = in_turn(
        RUNS,
        partial(seconds, "ours", "", str(new)),
        partial(seconds, "ours", "", str(home)),
        partial(seconds, "ours", "pageTitle", str(home)),
        partial(seconds, "bare"),
    )
    yield Line("start to first window, first run", first, BESIDE, bare)
    yield Line("start to first window, every day", everyday, BESIDE, bare)
    yield Line("start to home page filled", filled, BESIDE, bare)


def seconds(*arguments: str) -> float:
    """From the start of the process until it has painted."""
    command = [sys.executable, "-m", "tests.bench.first_paint", *arguments]
    began = time.monotonic()
    told = subprocess.run(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, check=True, timeout=60)
    return float(told.stdout.split()[-1]) - began
