"""Whether days may be counted by this machine's clock: what is let go after a number of them is gone for good."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.services.bin import KEEPS
from desktop.services.portal_time import PortalTime
from desktop.services.ports import OpenUnit, UnitOfWork

CLOCK_WATCHED = "clock_watched"
"""Setting: when the clock was looked at last, and since when it has gone on without a jump."""
SET_BACK = timedelta(days=1)
"""So little is a clock being set right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SteadyTime:
    """Watches the clock from one start of the program to the next."""

    open_unit: OpenUnit
    portal_time: PortalTime

    def look(self) -> bool:
        """Whether the clock has been seen to go on for as long as the bin keeps things; the look is written down.

        A jump further than that, by a clock that was set or by a long rest of the machine, cannot be told apart: what
        lies in the bin then stays for as long once more. A clock that is known to be wrong counts nothing.
        """
        if self.portal_time.is_off or self.portal_time.is_too_early:
            return False
        now = self.portal_time.now()
        with self.open_unit() as uow:
            since = _steady_since(uow, now)
            uow.settings.put(CLOCK_WATCHED, json.dumps([now.isoformat(), since.isoformat()]))
            uow.commit()
        return now - since >= KEEPS


def _steady_since(uow: UnitOfWork, now: datetime) -> datetime:
    written = uow.settings.get(CLOCK_WATCHED)
    if not written:
        return now
    last, since = map(datetime.fromisoformat, json.loads(written))
    return min(since, now) if last - SET_BACK <= now <= last + KEEPS else now
