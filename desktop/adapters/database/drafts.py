"""Drafts and which papers fill their slots."""

from datetime import datetime

from sqlalchemy import Connection, delete, func, select

from desktop.adapters.database import rows
from desktop.adapters.database.tables import attachment, draft
from desktop.domain.attachment import Attachment
from desktop.domain.draft import Draft
from desktop.domain.errors import Missing


class StoredDrafts:
    """Drafts of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, record: Draft) -> None:
        rows.add(self._connection, draft, record)

    def save(self, record: Draft) -> None:
        rows.change(self._connection, draft, record)

    def get(self, draft_id: str) -> Draft:
        return rows.one(self._connection, Draft, draft, draft_id)

    def find(self, prefix: str) -> tuple[str, ...]:
        return rows.ids_beginning(self._connection, draft, prefix)

    def open(self) -> tuple[Draft, ...]:
        """Neither in the bin nor finalised; last saved first."""
        query = select(draft).where(draft.c.discarded_at.is_(None), draft.c.finalised_as.is_(None))
        return rows.records(self._connection, Draft, query.order_by(draft.c.saved_at.desc(), draft.c.id.desc()))

    def binned(self) -> tuple[Draft, ...]:
        """In the bin; last discarded first."""
        query = select(draft).where(draft.c.discarded_at.is_not(None))
        return rows.records(self._connection, Draft, query.order_by(draft.c.discarded_at.desc(), draft.c.id.desc()))

    def remove_binned(self, draft_id: str) -> None:
        """One draft out of the bin for good; nothing happens to one that is not in it."""
        lies_there = draft.c.discarded_at.is_not(None) & draft.c.finalised_as.is_(None)
        self._connection.execute(delete(draft).where(draft.c.id == draft_id, lies_there))

    def remove_binned_before(self, moment: datetime) -> int:
        """Empty the bin of what went in before *moment*; how many drafts left."""
        old = (draft.c.discarded_at < moment) & draft.c.finalised_as.is_(None)
        return self._connection.execute(delete(draft).where(old)).rowcount


class StoredAttachments:
    """Attachments of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, record: Attachment) -> None:
        rows.add(self._connection, attachment, record)

    def remove(self, attachment_id: str) -> None:
        gone = self._connection.execute(delete(attachment).where(attachment.c.id == attachment_id))
        if gone.rowcount == 0:
            raise Missing("id.unknown", id=attachment_id)

    def of_draft(self, draft_id: str) -> tuple[Attachment, ...]:
        return self.find(draft_id, "")

    def find(self, draft_id: str, prefix: str) -> tuple[Attachment, ...]:
        begins = func.substr(attachment.c.id, 1, len(prefix)) == prefix.lower()
        query = select(attachment).where(attachment.c.draft == draft_id, begins)
        return rows.records(self._connection, Attachment, query.order_by(attachment.c.slot, attachment.c.n))
