"""Whether days may be counted by this machine's clock: what is let go after a number of them is gone for good."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.services.bin import KEEPS
from desktop.services.portal_time import PortalTime
from desktop.services.ports import OpenUnit, UnitOfWork

CLOCK_WATCHED = "clock_watched"
"""Setting: when the clock was looked at last, and since when it has gone on without a jump."""
CLOCK_PROVED = "clock_proved"
"""Setting: a moment at which a portal's time showed the clock to be right, and from which on its days are counted."""
SET_BACK = timedelta(days=1)
"""So little is a clock being set right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SteadyTime:
    """Watches the clock from one start of the program to the next."""

    open_unit: OpenUnit
    portal_time: PortalTime

    def look(self) -> datetime | None:
        """Before which moment things were put away whose days may be counted by this clock; None while none may.

        All of them, where it has been seen to go on for as long as the bin keeps things. A jump further than that, by
        a clock that was set or by a long rest of the machine, cannot be told apart here. A live portal can: what lay
        there already when it showed the clock to be right has lain there for as long as the clock says when it shows
        so again; what came later waits until the next time, for the clock may have been wrong in between. A clock that
        is known to be wrong counts nothing, and what is put away by it waits until the clock has gone right for long.
        """
        time = self.portal_time
        with self.open_unit() as uow:
            if time.is_too_early or abs(time.offset) > SET_BACK:
                for name in (CLOCK_WATCHED, CLOCK_PROVED):
                    uow.settings.put(name, "")
                uow.commit()
                return None
            if time.is_off:
                return None
            now = time.now()
            since, proved = _steady_since(uow, now), _proved_before(uow, now)
            uow.settings.put(CLOCK_WATCHED, json.dumps([now.isoformat(), since.isoformat()]))
            is_proved = time.proved_at is not None and abs(now - time.proved_at) < SET_BACK
            has_lain = proved is not None and now - proved >= KEEPS
            if is_proved and (proved is None or has_lain):
                uow.settings.put(CLOCK_PROVED, now.isoformat())
            uow.commit()
        if now - since >= KEEPS:
            return now
        return proved if is_proved and has_lain else None


def _steady_since(uow: UnitOfWork, now: datetime) -> datetime:
    written = uow.settings.get(CLOCK_WATCHED)
    if not written:
        return now
    last, since = map(datetime.fromisoformat, json.loads(written))
    return min(since, now) if last - SET_BACK <= now <= last + KEEPS else now


def _proved_before(uow: UnitOfWork, now: datetime) -> datetime | None:
    """Forgotten where the clock went back behind it: what is put away now would seem to have lain there then."""
    written = uow.settings.get(CLOCK_PROVED)
    proved = datetime.fromisoformat(written) if written else None
    if proved is not None and now < proved - SET_BACK:
        uow.settings.put(CLOCK_PROVED, "")
        return None
    return proved
