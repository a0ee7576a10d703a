"""Outbox items, their uploads and attempts; the store's triggers refuse what the state table does not allow."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection, delete, func, select, update

from desktop.adapters.database import rows
from desktop.adapters.database.claiming import next_due
from desktop.adapters.database.tables import attempt, outbox_item, paper_upload
from desktop.domain.attachment import PaperUpload
from desktop.domain.errors import Missing
from desktop.domain.submission import FINAL, Attempt, OutboxItem


class StoredOutboxItems:
    """Outbox items of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, item: OutboxItem) -> None:
        rows.add(self._connection, outbox_item, item)

    def save(self, item: OutboxItem) -> None:
        rows.change(self._connection, outbox_item, item)

    def get(self, item_id: str) -> OutboxItem:
        return rows.one(self._connection, OutboxItem, outbox_item, item_id, "outbox.unknown")

    def find(self, prefix: str) -> tuple[str, ...]:
        return rows.ids_beginning(self._connection, outbox_item, prefix)

    def of_submission(self, submission_id: str) -> tuple[OutboxItem, ...]:
        """Oldest first."""
        query = select(outbox_item).where(outbox_item.c.submission == submission_id)
        return rows.records(self._connection, OutboxItem, query.order_by(outbox_item.c.created_at, outbox_item.c.id))

    def open(self) -> tuple[OutboxItem, ...]:
        """Without an end yet; oldest first."""
        query = select(outbox_item).where(outbox_item.c.state.not_in(tuple(FINAL)))
        return rows.records(self._connection, OutboxItem, query.order_by(outbox_item.c.created_at, outbox_item.c.id))

    def claim(self, owner: str, now: datetime, until: datetime, *, skip: Collection[str]) -> OutboxItem | None:
        """The next due item, leased to *owner*; its state is as it was."""
        found = self._connection.scalar(next_due(now, until, skip))
        if found is None:
            return None
        lease = {"lease_owner": owner, "lease_until": until}
        self._connection.execute(update(outbox_item).where(outbox_item.c.id == found).values(lease))
        return self.get(found)

    def release(self, item_id: str, owner: str) -> None:
        """Give the lease back; nothing happens when it is another's by now."""
        mine = (outbox_item.c.id == item_id) & (outbox_item.c.lease_owner == owner)
        self._connection.execute(update(outbox_item).where(mine).values(lease_owner=None, lease_until=None))

    def remove_unstarted(self, item_id: str) -> None:
        """Raises Refusal `submit.started` when it was tried."""
        if self._connection.execute(delete(outbox_item).where(outbox_item.c.id == item_id)).rowcount == 0:
            raise Missing("id.unknown", id=item_id)

    def uploads(self, item_id: str) -> tuple[PaperUpload, ...]:
        """The newest generation of each paper; earlier upload ids stay in their rows."""
        place = (paper_upload.c.item, paper_upload.c.slot, paper_upload.c.n)
        newest = select(*place, func.max(paper_upload.c.generation).label("generation")).group_by(*place).subquery()
        same = [paper_upload.c[name] == newest.c[name] for name in ("item", "slot", "n", "generation")]
        query = select(paper_upload).join(newest, onclause=same[0] & same[1] & same[2] & same[3])
        query = query.where(paper_upload.c.item == item_id).order_by(paper_upload.c.slot, paper_upload.c.n)
        return rows.records(self._connection, PaperUpload, query)

    def save_upload(self, upload: PaperUpload) -> None:
        rows.add_or_change(self._connection, paper_upload, rows.values_of(paper_upload, upload))

    def add_attempt(self, record: Attempt) -> None:
        rows.add(self._connection, attempt, record)

    def end_attempt(self, record: Attempt) -> None:
        ended = {"ended_at": record.ended_at, "outcome": record.outcome, "code": record.code}
        statement = update(attempt).where(rows.keyed(attempt, record.item, record.number)).values(ended)
        if self._connection.execute(statement).rowcount == 0:
            raise Missing("id.unknown", id=record.item)

    def attempts(self, item_id: str) -> tuple[Attempt, ...]:
        """In the order in which they were made."""
        query = select(attempt).where(attempt.c.item == item_id).order_by(attempt.c.number)
        return rows.records(self._connection, Attempt, query)
