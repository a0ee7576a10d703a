"""Outbox items held under a lease, so that two processes never work on one."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import timedelta

from desktop.domain.errors import Missing
from desktop.domain.events import ItemMoved
from desktop.domain.submission import OutboxItem
from desktop.services.ports import Checkpoint, Clock, OpenUnit, Publish, UnitOfWork, passed

LEASE = timedelta(minutes=5)
"""Longer than any single step (120 s); each commit renews it, a crash costs at most this."""


class LostLeaseError(Exception):
    """Somebody else has changed or taken the item meanwhile; what we meant to write is void."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leases:
    """Claims items for one owner and writes to them only while the claim stands."""

    open_unit: OpenUnit
    clock: Clock
    publish: Publish
    owner: str
    length: timedelta = LEASE
    checkpoint: Checkpoint = passed

    def claim(self, skip: Collection[str]) -> OutboxItem | None:
        """The next item that is due."""
        now = self.clock.now()
        with self.open_unit() as uow:
            item = uow.outbox.claim(self.owner, now, now + self.length, skip=skip)
            uow.commit()
        self.checkpoint("lease.claimed")
        return item

    def write(
        self,
        item: OutboxItem,
        change: Callable[[OutboxItem], OutboxItem],
        *,
        also: Callable[[UnitOfWork], None] | None = None,
    ) -> OutboxItem:
        """Commit a change of the stored item, renew the lease; LostLeaseError when it moved or is no longer ours."""
        with self.open_unit() as uow:
            stored = _get(uow, item.id)
            if stored.state is not item.state or stored.lease_owner != self.owner:
                raise LostLeaseError(item.id)
            changed = replace(change(stored), lease_until=self.clock.now() + self.length)
            uow.outbox.save(changed)
            if also is not None:
                also(uow)
            self.checkpoint("step.writing")
            uow.commit()
        self.checkpoint("step.written")
        if changed.state is not item.state:
            self.publish(ItemMoved(changed.id, changed.kind, changed.state))
        return changed

    def release(self, item: OutboxItem) -> None:
        """Let others have it."""
        self.checkpoint("lease.ending")
        with self.open_unit() as uow:
            uow.outbox.release(item.id, self.owner)
            uow.commit()


def _get(uow: UnitOfWork, item_id: str) -> OutboxItem:
    """The item; LostLeaseError where a person has made it a draft again meanwhile."""
    try:
        return uow.outbox.get(item_id)
    except Missing:
        raise LostLeaseError(item_id) from None
