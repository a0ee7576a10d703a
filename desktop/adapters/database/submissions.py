"""Finalised drafts."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import Connection, Select, delete, func, select

from desktop.adapters.database import list_lines, rows
from desktop.adapters.database.tables import consent, list_line, outbox_item, submission
from desktop.domain.dossier import Turn
from desktop.domain.errors import Missing
from desktop.domain.submission import Submission


class StoredSubmissions:
    """Submissions of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, record: Submission) -> None:
        rows.add(self._connection, submission, record)
        list_lines.add(self._connection, record.id, record.title)

    def get(self, submission_id: str) -> Submission:
        return rows.one(self._connection, Submission, submission, submission_id)

    def find(self, prefix: str) -> tuple[str, ...]:
        return rows.ids_beginning(self._connection, submission, prefix)

    def all(self) -> tuple[Submission, ...]:
        """Last finalised first."""
        query = select(submission).order_by(submission.c.finalised_at.desc(), submission.c.id.desc())
        return rows.records(self._connection, Submission, query)

    def some(self, ids: Collection[str]) -> Mapping[str, Submission]:
        query = select(submission).where(submission.c.id.in_(ids))
        return {one.id: one for one in rows.records(self._connection, Submission, query)}

    def count(self) -> int:
        return self._connection.scalar(select(func.count()).select_from(list_line)) or 0

    def span(self) -> tuple[datetime, datetime] | None:
        return rows.span(self._connection, submission.c.finalised_at)

    def listed(self, turn: Turn | None, start: int, count: int) -> tuple[Submission, ...]:
        """Whose move it is first, then last finalised first."""
        return self._in_order(list_lines.listed(turn, start, count))

    def found(self, words: str, count: int) -> tuple[Submission, ...]:
        """Last finalised first."""
        return self._in_order(list_lines.found(words, count))

    def _in_order(self, query: Select[str]) -> tuple[Submission, ...]:
        ids = self._connection.scalars(query).all()
        records = self.some(ids)
        return tuple(records[one] for one in ids)

    def remove_unstarted(self, submission_id: str) -> None:
        """It goes with its items; only a consent that the portal has been asked for stays, as what was asked.

        Raises Refusal `submit.started` when its dossier was tried.
        """
        item = outbox_item.c
        asked = select(item.id).where(item.submission == submission_id, item.kind == "consent", item.started.is_(True))
        kept = self._connection.scalars(asked).all()
        own_consent = (consent.c.submission == submission_id) & consent.c.id.not_in(kept)
        self._connection.execute(
            delete(outbox_item).where(item.submission == submission_id, item.id.not_in(kept)),
        )
        self._connection.execute(delete(consent).where(own_consent))
        if self._connection.execute(delete(submission).where(submission.c.id == submission_id)).rowcount == 0:
            raise Missing("id.unknown", id=submission_id)
