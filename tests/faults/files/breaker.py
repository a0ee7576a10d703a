"""Does one thing again and again, and another call of its files fails each time; runs under the shim.

`python -m tests.faults.files.breaker DEED HOME URL TOKEN PLACE FIRST STEP MOST` prints a JSON line for every try.
"""

import contextlib
import ctypes
import errno
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from desktop.domain.errors import HosoError
from desktop.services.leasing import LEASE
from tests.fakes.time_and_chance import FakeClock
from tests.faults.schedules.stage import KEY
from tests.faults.statements.test_every_statement import DEEDS, Begun

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES)
FOR_GOOD = 10**9
_shim = ctypes.CDLL(None)


@dataclass(frozen=True, slots=True)
class Found:
    """What one try came to: how many calls there were, and what was wrong after it."""

    nth: int
    error: str
    calls: int
    wrong: str


class Tries:
    """All tries of one deed."""

    def __init__(self, begun: Begun, name: str, place: Path) -> None:
        self._begun = begun
        self._deed = DEEDS[name]
        self._place = place

    def one(self, nth: int, error: int, *, last: int) -> Found:
        """Do it with call *nth* to *last* failing, look, do it again."""
        home = self._place / "home"
        shutil.rmtree(home, ignore_errors=True)
        shutil.copytree(self._begun.home, home)
        clock = FakeClock(datetime.now(UTC))
        services = self._begun.opened(home, clock)
        about = self._deed.prepare(self._begun, services, nth * 10 + error % 10)
        _shim.shim_arm(str(home).encode(), ctypes.c_long(nth), ctypes.c_long(last), error)
        wrong = self._tried(lambda: self._deed.act(services, about))
        calls = int(_shim.shim_seen())
        _shim.shim_arm(b"", ctypes.c_long(0), ctypes.c_long(0), 0)
        services.close()
        clock.at += 2 * LEASE
        return Found(nth, errno.errorcode[error], calls, wrong or self._after(home, clock, about))

    def _tried(self, act: Callable[[], object]) -> str:
        try:
            act()
        except HosoError:
            return ""
        except Exception as error:  # noqa: BLE001  a person would see a trace
            return f"{type(error).__name__}: {error}"[:300]
        return ""

    def _after(self, home: Path, clock: FakeClock, about: str) -> str:
        again = self._begun.opened(home, clock)
        with contextlib.closing(again):
            if found := again.vault.check():
                return f"the store is not whole: {found}"
            if not self._deed.is_done(again, about):
                clock.at += timedelta(hours=1)
                again.signing_in.as_user("lo-van-tam", self._begun.token)
                self._deed.act(again, about)
            return "" if self._deed.is_done(again, about) else "it was not done the second time either"


def main(name: str, home: str, url: str, token: str, place: str, first: str, step: str, most: str) -> None:
    tries = Tries(Begun(Path(home), KEY, url, token), name, Path(place))
    for nth in range(int(first), int(most), int(step)):
        for last, error in ((nth, ERRORS[nth % 3]), *(((FOR_GOOD, ERRORS[(nth + 1) % 3]),) if nth % 4 == 1 else ())):
            found = tries.one(nth, error, last=last)
            sys.stdout.write(json.dumps([found.nth, found.error, found.calls, found.wrong]) + "\n")
            sys.stdout.flush()
            if last == nth and found.calls < nth:
                return


if __name__ == "__main__":
    main(*sys.argv[1:])
