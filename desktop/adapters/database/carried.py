"""Which draft was made out of which one of an older version."""

from sqlalchemy import Connection, select

from desktop.adapters.database import rows
from desktop.adapters.database.tables import carried_draft
from desktop.domain.carried import CarriedDraft


class StoredCarried:
    """Carried drafts of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, record: CarriedDraft) -> None:
        rows.add(self._connection, carried_draft, record)

    def of_draft(self, draft_id: str) -> CarriedDraft | None:
        query = select(carried_draft).where(carried_draft.c.draft == draft_id)
        return next(iter(rows.records(self._connection, CarriedDraft, query)), None)

    def made_from(self, draft_id: str) -> tuple[CarriedDraft, ...]:
        """Last made first."""
        query = select(carried_draft).where(carried_draft.c.came_from == draft_id)
        return rows.records(self._connection, CarriedDraft, query.order_by(carried_draft.c.carried_at.desc()))
