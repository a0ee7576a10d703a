"""When what did not come is asked for again unasked (contract §4.6, 6.3); a person who asks is never held up by it."""

from dataclasses import dataclass, field
from datetime import datetime

from desktop.domain.retry import LONGEST, RetryPolicy
from desktop.services.ports import Chance, Clock
from desktop.services.signing_in import SIGNED_OUT

NOT_ASKED = frozenset({"portal.offline", "portal.captive", *SIGNED_OUT})
"""Codes of what stood in the way before anybody was asked; the next round may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingAgain:
    """The policy of sending, for what has no item in the outbox; each run of the program begins anew."""

    clock: Clock
    retry: RetryPolicy
    chance: Chance
    _tries: dict[str, tuple[int, datetime]] = field(default_factory=dict)

    def next_try(self, about: str) -> datetime | None:
        """When *about* is asked for again; None when it is due."""
        _, at = self._tries.get(about, (0, None))
        now = self.clock.now()
        return at if at is not None and now < at <= now + LONGEST else None

    def is_put_off(self, about: str) -> bool:
        """Whether it was asked for in vain, due again or not."""
        return about in self._tries

    def put_off(self, about: str, retry_after: float | None = None) -> None:
        """It was asked for in vain once more; *retry_after* in seconds, where the portal named a time."""
        tries, _ = self._tries.get(about, (0, None))
        self._tries[about] = (tries + 1, self.clock.now() + self.retry.delay(tries, self.chance, retry_after))

    def came(self, about: str) -> None:
        """It need not be asked for any more."""
        self._tries.pop(about, None)
