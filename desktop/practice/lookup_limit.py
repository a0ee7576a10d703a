"""How often one may ask about codes: they are given in order each day, and four digits can be guessed."""

import threading
import time
from collections import deque
from collections.abc import Callable
from math import ceil

from desktop.practice.problems import Problem

ASKED, MINUTE = 30, 60.0
"""Questions that one address may ask, and in how many seconds."""
WRONG, QUARTER = 5, 900.0
"""Wrong answers that one code bears, and in how many seconds; then nobody is told, not even with the right digits."""
REMEMBERED = 10_000


class LookupLimit:
    """Counts in memory, in real seconds; safe from several threads."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._lock = threading.Lock()
        self._asked: dict[str, deque[float]] = {}
        self._wrong: dict[str, deque[float]] = {}

    def ask(self, address: str, code: str) -> None:
        """Count a question; Problem `too-many` with the seconds to wait, for known and unknown codes alike."""
        with self._lock:
            wait = max(_full(self._wrong, code, WRONG, QUARTER, self._now()), self._count(address))
        if wait > 0:
            raise Problem("too-many", 429, retry_after=max(1, ceil(wait)))

    def missed(self, code: str) -> None:
        """Count a wrong answer to this code."""
        with self._lock:
            _add(self._wrong, code, self._now())

    def clear(self) -> None:
        """Forget who asked."""
        with self._lock:
            self._asked.clear()
            self._wrong.clear()

    def _count(self, address: str) -> float:
        wait = _full(self._asked, address, ASKED, MINUTE, self._now())
        if wait <= 0:
            _add(self._asked, address, self._now())
        return wait


def _full(seen: dict[str, deque[float]], key: str, most: int, seconds: float, now: float) -> float:
    """Seconds until there is room again; 0 while there is."""
    times = seen.get(key, deque())
    while times and times[0] <= now - seconds:
        times.popleft()
    if not times:
        seen.pop(key, None)
    return times[0] + seconds - now if len(times) >= most else 0.0


def _add(seen: dict[str, deque[float]], key: str, now: float) -> None:
    if key not in seen and len(seen) >= REMEMBERED:
        del seen[next(iter(seen))]
    seen.setdefault(key, deque()).append(now)
