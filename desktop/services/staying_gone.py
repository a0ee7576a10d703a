"""A dossier that the portal has taken back stays gone, even where that portal was put back to before it did."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from desktop.domain.dossier import WITHDRAWN, Dossier
from desktop.services.hurdles import Hurdles
from desktop.services.portal_copies import bury, read_copy, with_kept
from desktop.services.ports import AnswerClass, OpenUnit, UnitOfWork
from desktop.services.reading import Reader

_GONE = (AnswerClass.OK, AnswerClass.GONE)


@dataclass(frozen=True, slots=True)
class StayingGone:
    """Takes back anew; one that an office has taken in meanwhile is the office's, and shown as that."""

    reader: Reader
    open_unit: OpenUnit
    hurdles: Hurdles
    every: timedelta

    def again(self, named: Collection[str], now: datetime) -> list[str]:
        """Take back anew what the portal still names; ids of the dossiers of which something new is known."""
        with self.open_unit() as uow:
            alive = uow.outbox.taken_back(*self._here, named)
        return self._each(alive, now)

    def once_more(self, now: datetime) -> list[str]:
        """Take back anew what the portal has not called gone for long."""
        with self.open_unit() as uow:
            alive = uow.outbox.taken_back_and_open(*self._here, now - self.every, now)
        return self._each(alive, now)

    @property
    def _here(self) -> tuple[str, str]:
        return self.reader.portal.profile.portal_id, self.reader.account

    def _each(self, alive: Collection[str], now: datetime) -> list[str]:
        with self.open_unit() as uow:
            copies = uow.dossiers.some(alive)
        asked_lately = {one.id for one in copies.values() if self._is_theirs(one, now)}
        return [one for one in sorted(alive) if self.hurdles.past(partial(self._keep_gone, one, asked_lately, now))]

    def _is_theirs(self, copy: Dossier, now: datetime) -> bool:
        """Whether an office said within the last day that it works on it: it would say so again."""
        read = copy.refreshed_at
        return copy.seq > 0 and copy.told_as != WITHDRAWN and read is not None and now - self.every <= read <= now

    def _keep_gone(self, dossier: str, asked_lately: Collection[str], now: datetime) -> bool:
        if dossier not in asked_lately:
            answer = self.reader.ask(partial(self.reader.portal.withdraw, dossier))
            if answer.kind in _GONE:
                return self._write(lambda uow: bury(uow, dossier, now))
        copy = read_copy(self.reader, dossier, now)
        if not isinstance(copy, Dossier):
            return self._write(lambda uow: bury(uow, dossier, now))
        return self._write(lambda uow: uow.dossiers.upsert(with_kept(copy, uow.dossiers.get(dossier))))

    def _write(self, change: Callable[[UnitOfWork], bool]) -> bool:
        with self.open_unit() as uow:
            has_changed = change(uow)
            uow.commit()
        return has_changed
