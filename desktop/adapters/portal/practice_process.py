"""The practice portal in a process of its own: found again through its run.json, or started, detached."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop.adapters.portal.session import PortalSession
from desktop.adapters.portal.wire import Wire, accepted
from desktop.domain.errors import StillWaiting
from desktop.domain.submission import Mode
from desktop.services.ports import PortalTrouble

RUN_FILE = "run.json"
LONGEST_START = 30.0
STEP = 0.05
MOST_STARTS = 5
_DETACHED = 0x00000008 | 0x00000200
"""Windows: DETACHED_PROCESS and CREATE_NEW_PROCESS_GROUP, which subprocess has there only."""


@dataclass(frozen=True, slots=True)
class Running:
    """Where a practice portal is, and the bearer of its admin API."""

    url: str
    token: str


class PracticeProcess:
    """The practice portal over *folder*; the portal itself sees to it that there is only one."""

    def __init__(
        self,
        folder: Path,
        *,
        arguments: Sequence[str] = (),
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder = folder
        self._arguments = arguments
        self._monotonic = monotonic
        self._sleep = sleep

    def running(self) -> Running | None:
        """The portal that answers now; None when there is none. Starts nothing."""
        found = self._found()
        if found is None:
            return None
        with PortalSession() as session:
            try:
                accepted(Wire(found.url, session, mode=Mode.PRACTICE).call("GET", "/api/v1/health"))
            except PortalTrouble:
                return None
        return found

    def ensure(self) -> Running:
        """The portal that answers, started when none does; StillWaiting `portal.practice-not-started`."""
        until = self._monotonic() + LONGEST_START
        child: subprocess.Popen[bytes] | None = None
        starts = 0
        while (found := self.running()) is None:
            has_ended = child is not None and child.poll() is not None
            if self._monotonic() > until or (has_ended and starts == MOST_STARTS):
                _let_go(child)
                raise StillWaiting("portal.practice-not-started", folder=str(self._folder))
            if child is None or has_ended:
                child = start(self._folder, self._arguments)
                starts += 1
            self._sleep(STEP)
        _let_go(child)
        return found

    def end(self) -> None:
        """End the portal that runs over the folder, and wait until it does; nothing where none answers."""
        if self.running() is None:
            return
        os.kill(self._pid(), signal.SIGTERM)  # Windows ends it at once
        until = self._monotonic() + LONGEST_START
        while self.running() is not None and self._monotonic() < until:
            self._sleep(STEP)

    def _pid(self) -> int:
        return int(json.loads((self._folder / RUN_FILE).read_text(encoding="utf-8"))["pid"])

    def _found(self) -> Running | None:
        try:
            said = json.loads((self._folder / RUN_FILE).read_text(encoding="utf-8"))
            return Running(str(said["url"]), str(said["token"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None


def start(folder: Path, arguments: Sequence[str]) -> subprocess.Popen[bytes]:
    """Start one that outlives this program; it ends by itself when another runs on the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    is_frozen = getattr(sys, "frozen", False)
    program = [sys.executable] if is_frozen else [sys.executable, "-m", "desktop"]
    command = [*program, "portal", "--data", str(folder), "--run-file", *arguments]
    environment = None if is_frozen else _with_us_on_the_path(os.environ)
    is_windows = sys.platform == "win32"
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment,
        creationflags=_DETACHED if is_windows else 0,
        start_new_session=not is_windows,
    )


def _with_us_on_the_path(environment: Mapping[str, str]) -> dict[str, str]:
    """From source, whatever folder the program was called in."""
    root = str(Path(__file__).resolve().parents[3])
    path = os.pathsep.join(filter(None, (root, environment.get("PYTHONPATH"))))
    return {**environment, "PYTHONPATH": path}


def _let_go(child: subprocess.Popen[bytes] | None) -> None:
    """It lives on by itself; without this, forgetting it would count as a leak."""
    if child is not None and child.returncode is None:
        child.returncode = 0
