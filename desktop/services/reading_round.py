"""One reading of a portal as one account: the delta, what it names, and what nothing was heard of for long."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from desktop.domain.events import DossierChanged
from desktop.services.asking_again import AskingAgain
from desktop.services.hurdles import Hurdles, is_everybodys
from desktop.services.portal_copies import Found, bury, find, keep
from desktop.services.ports import AnswerClass, Changes, Checkpoint, Clock, OpenUnit, PortalTrouble, Publish, UnitOfWork
from desktop.services.reading import Reader
from desktop.services.staying_gone import StayingGone

LOOK_AGAIN = timedelta(days=1)
"""A dossier that nothing was heard of for so long is read even when the portal reports no change (fault 23)."""


@dataclass(slots=True, kw_only=True)
class ReadingRound:
    """Stores what it reads as it goes; `again` remembers what could not be read, for the rounds to come."""

    reader: Reader
    open_unit: OpenUnit
    clock: Clock
    publish: Publish
    checkpoint: Checkpoint
    again: AskingAgain
    is_hurried: bool
    hurdles: Hurdles = field(default_factory=Hurdles)
    changed: list[str] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)
    has_forgotten: bool = False
    """The portal was put back: from then on no cursor of this round is worth keeping."""

    @property
    def told(self) -> tuple[str, ...]:
        """Ids of the dossiers that changed so far."""
        return tuple(dict.fromkeys(self.changed))

    def run(self) -> None:
        """Read; PortalTrouble when not all could be read."""
        self._delta()
        self._fetch_each(self._silent())
        self._tell(self._gone.once_more(self.clock.now()))
        self.hurdles.tell()

    @property
    def _here(self) -> tuple[str, str]:
        return self.reader.portal.profile.portal_id, self.reader.account

    @property
    def _gone(self) -> StayingGone:
        return StayingGone(self.reader, self.open_unit, self.hurdles, LOOK_AGAIN)

    def _delta(self) -> None:
        with self.open_unit() as uow:
            cursor = uow.dossiers.cursor(*self._here)
        while True:
            page, resynced = self._page(cursor)
            if resynced:
                self._fetch_each(sorted(self._receipted()))
            self._store(page)
            if not page.has_more or page.next_cursor == cursor or self.hurdles.end is not None:
                return
            cursor = page.next_cursor

    def _page(self, cursor: str | None) -> tuple[Changes, bool]:
        """The next page; the first of all again when the portal no longer knows the cursor."""
        read, portal = self.reader.read, self.reader.portal
        try:
            return read(lambda token: portal.changes(cursor, token)), False
        except PortalTrouble as trouble:
            if cursor is None or trouble.answer.kind is not AnswerClass.GONE:
                raise
        return read(lambda token: portal.changes(None, token)), True

    def _store(self, page: Changes) -> None:
        """Rows first read, then written in one unit with the cursor that leads past them, if none has to wait."""
        self._tell(self._gone.again(page.changed, self.clock.now()))
        ours = self._receipted(page.changed)
        named = self._in_order(one for one in dict.fromkeys(page.changed) if one in ours)
        told = {dossier: found for dossier in named if (found := self._found(dossier)) is not None}
        changed = []
        self.checkpoint("copies.read")
        with self.open_unit() as uow:
            for dossier, found in told.items():
                if self._keep(uow, dossier, found):
                    changed.append(dossier)
            changed += [dossier for dossier in page.tombstones if bury(uow, dossier, self.clock.now())]
            if not self.has_forgotten and not self.hurdles.holds_cursor:
                uow.dossiers.save_cursor(*self._here, page.next_cursor)
            self.checkpoint("copies.keeping")
            uow.commit()
        self.checkpoint("copies.kept")
        self._tell(changed)

    def _fetch_each(self, named: Iterable[str]) -> None:
        for dossier in self._in_order(named):
            if (found := self._found(dossier)) is not None:
                with self.open_unit() as uow:
                    has_changed = self._keep(uow, dossier, found)
                    uow.commit()
                self._tell([dossier] if has_changed else [])

    def _in_order(self, named: Iterable[str]) -> list[str]:
        """What could not be read last time comes last, so that it keeps the news of no other for itself."""
        return sorted(named, key=self.again.is_put_off)

    def _found(self, dossier: str) -> Found | None:
        met = len(self.hurdles.met)
        found = self.hurdles.past(partial(find, self.reader, self.open_unit, dossier, self.clock.now()))
        if found is not None:
            self.again.came(dossier)
        elif len(self.hurdles.met) > met and not is_everybodys(self.hurdles.met[-1].answer):
            self.unread.add(dossier)
            self.again.put_off(dossier)
        return found

    def _keep(self, uow: UnitOfWork, dossier: str, found: Found) -> bool:
        kept = keep(uow, dossier, found, self.clock.now())
        self.has_forgotten |= kept.has_forgotten
        return kept.has_changed

    def _receipted(self, among: Collection[str] | None = None) -> frozenset[str]:
        with self.open_unit() as uow:
            return uow.outbox.held(*self._here, among)

    def _silent(self) -> tuple[str, ...]:
        """Receipted dossiers of which the portal has told nothing yet, or nothing for long."""
        now = self.clock.now()
        with self.open_unit() as uow:
            silent = uow.dossiers.silent(*self._here, now - LOOK_AGAIN, now)
        due = [one for one in silent if self.is_hurried or self.again.next_try(one) is None]
        return tuple(one for one in due if one not in self.unread)

    def _tell(self, changed: Iterable[str]) -> None:
        for dossier in changed:
            self.changed.append(dossier)
            self.publish(DossierChanged(dossier))
