"""The portal's time: what it counts deadlines by, and what this machine's clock is measured against."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop import config
from desktop.domain.submission import Mode
from desktop.services.ports import Clock

NOTABLE = timedelta(minutes=2)
"""Below it the line alone may have made the difference."""


@dataclass(slots=True)
class PortalTime:
    """This machine's clock, put right by what the portal said last; nothing that was written down is counted by it.

    `proved_at` is when a live portal last showed that this clock is right; a practice portal may go by this very clock.
    """

    clock: Clock
    offset: timedelta = timedelta(0)
    is_heard: bool = False
    proved_at: datetime | None = None

    def heard(self, offset: timedelta, mode: str = Mode.PRACTICE) -> None:
        """The clock of a portal in this *mode* is ahead of ours by *offset*."""
        self.offset, self.is_heard = offset, True
        if mode == Mode.LIVE:
            self.proved_at = None if self.is_off else self.clock.now()

    @property
    def is_off(self) -> bool:
        """Whether a person must know that this machine's clock is wrong."""
        return abs(self.offset) > NOTABLE

    @property
    def is_too_early(self) -> bool:
        """Whether this machine's clock shows a day on which this version was not made yet (contract §4.6)."""
        return self.clock.now() < config.RELEASED

    def now(self) -> datetime:
        """What the portal's clock shows, as far as is known."""
        return self.clock.now() + self.offset if self.is_off else self.clock.now()
