"""Outbox items, their uploads and attempts; the store's triggers refuse what the state table does not allow."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, func, or_, select, update

from desktop.adapters.database import list_lines, rows
from desktop.adapters.database.claiming import next_due
from desktop.adapters.database.tables import (
    IS_HELD,
    IS_OPEN,
    IS_TAKEN_BACK,
    attempt,
    dossier,
    outbox_item,
    paper_upload,
)
from desktop.domain.attachment import PaperUpload
from desktop.domain.errors import Missing
from desktop.domain.submission import Attempt, OutboxItem


class StoredOutboxItems:
    """Outbox items of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, item: OutboxItem) -> None:
        rows.add(self._connection, outbox_item, item)
        list_lines.stand(self._connection, item.submission)

    def save(self, item: OutboxItem) -> None:
        rows.change(self._connection, outbox_item, item)
        list_lines.stand(self._connection, item.submission)

    def get(self, item_id: str) -> OutboxItem:
        return rows.one(self._connection, OutboxItem, outbox_item, item_id, "outbox.unknown")

    def find(self, prefix: str) -> tuple[str, ...]:
        return rows.ids_beginning(self._connection, outbox_item, prefix)

    def of_submission(self, submission_id: str) -> tuple[OutboxItem, ...]:
        """Oldest first."""
        return self.of_submissions([submission_id])[submission_id]

    def of_submissions(self, ids: Collection[str]) -> Mapping[str, tuple[OutboxItem, ...]]:
        """Oldest first."""
        query = select(outbox_item).where(outbox_item.c.submission.in_(ids))
        found = rows.records(self._connection, OutboxItem, query.order_by(outbox_item.c.created_at, outbox_item.c.id))
        items: dict[str, list[OutboxItem]] = {one: [] for one in ids}
        for item in found:
            items[item.submission or ""].append(item)
        return {one: tuple(its) for one, its in items.items()}

    def open(self) -> tuple[OutboxItem, ...]:
        """Without an end yet; oldest first."""
        query = select(outbox_item).where(IS_OPEN)
        return rows.records(self._connection, OutboxItem, query.order_by(outbox_item.c.created_at, outbox_item.c.id))

    def held(self, portal_id: str, account: str, among: Collection[str] | None = None) -> frozenset[str]:
        here = (outbox_item.c.portal_id == portal_id) & (outbox_item.c.account == account)
        query = select(outbox_item.c.id).where(IS_HELD, here)
        return frozenset(self._connection.scalars(query if among is None else query.where(outbox_item.c.id.in_(among))))

    def taken_back(self, portal_id: str, account: str, named: Collection[str]) -> frozenset[str]:
        return self._let_go(portal_id, account, outbox_item.c.id.in_(named))

    def taken_back_and_open(self, portal_id: str, account: str, before: datetime, now: datetime) -> frozenset[str]:
        is_old = or_(dossier.c.refreshed_at < before, dossier.c.refreshed_at > now)
        copy = (dossier.c.id == outbox_item.c.id) & dossier.c.final.is_(False) & is_old
        return self._let_go(portal_id, account, exists().where(copy))

    def _let_go(self, portal_id: str, account: str, which: ColumnElement[bool]) -> frozenset[str]:
        here = (outbox_item.c.portal_id == portal_id) & (outbox_item.c.account == account)
        return frozenset(self._connection.scalars(select(outbox_item.c.id).where(IS_TAKEN_BACK, here, which)))

    def last_receipt(self) -> datetime | None:
        found = rows.span(self._connection, outbox_item.c.receipted_at)
        return found[1] if found else None

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

    def remove(self, item_id: str) -> None:
        """Raises Refusal `submit.started` when it was tried and may be at the portal."""
        removed = delete(outbox_item).where(outbox_item.c.id == item_id).returning(outbox_item.c.submission)
        row = self._connection.execute(removed).one_or_none()
        if row is None:
            raise Missing("id.unknown", id=item_id)
        list_lines.stand(self._connection, row.submission)

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
