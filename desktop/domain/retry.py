"""When to try again (contract §4.6)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

LONGEST = timedelta(seconds=3960)
"""No try is put off further than this; what is due later was written by a clock that has gone back since."""


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """Full jitter: U(0, min(cap, base * 2**n)); a portal's Retry-After wins, up to an hour, plus at most a tenth.

    Units: seconds. The jitter spreads 166 communes that come back after one outage. A Retry-After of nothing, or of a
    moment that is past, is none: a portal in trouble would be asked again at once.
    """

    base: float = 2.0
    cap: float = 15 * 60.0
    retry_after_cap: float = 3600.0

    def delay(self, attempts: int, chance: Callable[[], float], retry_after: float | None = None) -> timedelta:
        """How long to wait after *attempts* failures; *chance* gives a number in [0, 1)."""
        if retry_after is not None and retry_after > 0:
            bounded = min(retry_after, self.retry_after_cap)
            return timedelta(seconds=bounded * (1 + chance() / 10))
        ceiling = min(self.cap, self.base * 2.0 ** min(attempts, 30))
        return timedelta(seconds=chance() * ceiling)
