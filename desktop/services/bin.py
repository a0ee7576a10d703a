"""The bin: drafts lie there for 30 days, then they and the papers that nobody else names are gone for good."""

import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from desktop.domain.draft import Draft
from desktop.domain.errors import Refusal
from desktop.services.ports import Clock, OpenUnit, PaperStore, UnitOfWork

KEEPS = timedelta(days=30)
NOBODY_NAMES = "papers_nobody_names"
"""Setting: papers that nothing named when somebody last looked, and when. Who attaches stores first and names then."""
PATIENCE = timedelta(days=1)
Named = Callable[[], frozenset[str]]
"""The digests that the vault names now."""


@dataclass(frozen=True, slots=True)
class Binned:
    """A draft in the bin and how many days are left, 0 on its last one."""

    draft: Draft
    days_left: int


@dataclass(frozen=True, slots=True)
class Purged:
    """How many drafts and papers left for good."""

    drafts: int = 0
    papers: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Shows the bin and empties it."""

    open_unit: OpenUnit
    papers: PaperStore
    named: Named
    clock: Clock

    def rows(self) -> tuple[Binned, ...]:
        """What lies in it, last discarded first."""
        now = self.clock.now()
        with self.open_unit() as uow:
            binned = uow.drafts.binned()
        return tuple(Binned(draft, _days_left(draft.discarded_at, now)) for draft in binned if draft.discarded_at)

    def remove(self, draft_id: str) -> Purged:
        """A draft leaves for good now; Refusal `bin.not-there`."""
        with self.open_unit() as uow:
            if draft_id not in {draft.id for draft in uow.drafts.binned()}:
                raise Refusal("bin.not-there")
            papers = _papers(uow, [draft_id])
            uow.drafts.remove_binned(draft_id)
            uow.commit()
        return Purged(1, self._drop(papers))

    def purge(self, seen: datetime | None = None) -> Purged:
        """What has lain there for 30 days leaves, and papers that nothing has named for a day.

        Nothing that was put there, or found unnamed, after *seen*.
        """
        now = self.clock.now()
        before = min(now - KEEPS, seen or now)
        with self.open_unit() as uow:
            old = [draft.id for draft in uow.drafts.binned() if draft.discarded_at and draft.discarded_at < before]
            papers = _papers(uow, old)
            drafts = uow.drafts.remove_binned_before(before)
            uow.commit()
        return Purged(drafts, self._drop(papers) + self._drop(self._long_unnamed(min(now - PATIENCE, seen or now))))

    def drop(self, papers: Collection[str]) -> int:
        """Those of *papers* that nothing names any more leave for good; how many."""
        return self._drop(frozenset(papers))

    def _drop(self, papers: Collection[str]) -> int:
        wanted = frozenset(papers)
        return self.papers.drop(wanted - self.named()) if wanted else 0

    def _long_unnamed(self, before: datetime) -> frozenset[str]:
        """Left over by programs that died between storing and naming; young ones may be on their way."""
        now, unnamed = self.clock.now(), self.papers.all() - self.named()
        with self.open_unit() as uow:
            seen = _seen(uow)
            waiting = {digest: seen.get(digest, now.isoformat()) for digest in sorted(unnamed)}
            if waiting != seen:
                uow.settings.put(NOBODY_NAMES, json.dumps(waiting))
                uow.commit()
        return frozenset(digest for digest, at in waiting.items() if datetime.fromisoformat(at) <= before)


def _seen(uow: UnitOfWork) -> dict[str, str]:
    found: dict[str, str] = json.loads(uow.settings.get(NOBODY_NAMES) or "{}")
    return found


def _papers(uow: UnitOfWork, drafts: Collection[str]) -> frozenset[str]:
    return frozenset(paper.sha256 for draft in drafts for paper in uow.attachments.of_draft(draft))


def _days_left(discarded_at: datetime, now: datetime) -> int:
    return max(0, (discarded_at + KEEPS - now).days)
