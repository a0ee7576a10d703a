"""When a portal in trouble is left in peace (contract §4.6): a table of three states, moved by what it answers."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

TRIPS_AFTER = 5
"""Failures in a row, whichever items they meet."""
REST = timedelta(seconds=60)
"""The first rest; each that follows without a success between is twice as long."""
LONGEST_REST = timedelta(minutes=15)
SPREAD = timedelta(minutes=2)
"""Whoever left a portal in peace comes back to it at once: each waits for a part of this, by chance."""


@dataclass(frozen=True, slots=True)
class Breaker:
    """Closed while `until` is None; open before `until`; half open after it, until one probe has been answered.

    `is_back`: the probe was answered, and what is left of the rest lets others go first.
    """

    failures: int = 0
    rests: int = 0
    until: datetime | None = None
    longest: timedelta = LONGEST_REST
    is_back: bool = False

    def is_open(self, now: datetime) -> bool:
        """Whether nobody is asked now; a rest that was written before the clock went back is over."""
        return self.until is not None and now < self.until <= now + self.longest

    def failed(self, now: datetime) -> "Breaker":
        """One more answer that says *wait*; a probe that fails opens it again at once."""
        failures = self.failures + 1
        if self.until is None and failures < TRIPS_AFTER:
            return Breaker(failures, self.rests, None, self.longest)
        rest = min(self.longest, REST * 2 ** min(self.rests, 10))
        return Breaker(0, self.rests + 1, now + rest, self.longest)

    def came_back(self, now: datetime, chance: Callable[[], float]) -> "Breaker":
        """The portal said that it is there, to everybody who had left it in peace: one last wait, and only one."""
        if self.until is None or self.is_back:
            return self.probed()
        until = now + min(SPREAD, self.longest) * chance()
        return Breaker(0, self.rests, until, self.longest, is_back=True)

    def probed(self) -> "Breaker":
        """The portal said that it is there: everything may go, and the next rest is the longer one still."""
        return self if self.until is None else Breaker(0, self.rests, None, self.longest)

    def succeeded(self) -> "Breaker":
        """It did what it was asked for, or refused it: it works."""
        return Breaker(longest=self.longest)
