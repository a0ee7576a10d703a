"""Finalised drafts."""

from sqlalchemy import Connection, delete, select

from desktop.adapters.database import rows
from desktop.adapters.database.tables import consent, outbox_item, submission
from desktop.domain.errors import Missing
from desktop.domain.submission import Submission


class StoredSubmissions:
    """Submissions of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, record: Submission) -> None:
        rows.add(self._connection, submission, record)

    def get(self, submission_id: str) -> Submission:
        return rows.one(self._connection, Submission, submission, submission_id)

    def find(self, prefix: str) -> tuple[str, ...]:
        return rows.ids_beginning(self._connection, submission, prefix)

    def all(self) -> tuple[Submission, ...]:
        """Last finalised first."""
        query = select(submission).order_by(submission.c.finalised_at.desc(), submission.c.id.desc())
        return rows.records(self._connection, Submission, query)

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
