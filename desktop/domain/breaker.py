"""When a portal in trouble is left in peace (contract §4.6): a table of three states, moved by what it answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta

TRIPS_AFTER = 5
"""Failures in a row, whichever items they meet."""
REST = timedelta(seconds=60)
"""The first rest; each that follows without a success between is twice as long."""
LONGEST_REST = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Breaker:
    """Closed while `until` is None; open before `until`; half open after it, until one probe has been answered."""

    failures: int = 0
    rests: int = 0
    until: datetime | None = None
    longest: timedelta = LONGEST_REST

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

    def probed(self) -> "Breaker":
        """The portal said that it is there: everything may go, and the next rest is the longer one still."""
        return self if self.until is None else Breaker(0, self.rests, None, self.longest)

    def succeeded(self) -> "Breaker":
        """It did what it was asked for, or refused it: it works."""
        return Breaker(longest=self.longest)
