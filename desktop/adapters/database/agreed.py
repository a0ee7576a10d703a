"""What people agreed to."""

from sqlalchemy import Connection, select

from desktop.adapters.database import rows
from desktop.adapters.database.tables import papers_gone, seen_and_agreed
from desktop.domain.agreed import PapersGone, SeenAndAgreed


class StoredAgreed:
    """Agreements of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save_seen(self, record: SeenAndAgreed) -> None:
        rows.add_or_change(self._connection, seen_and_agreed, rows.values_of(seen_and_agreed, record))

    def seen(self, draft_id: str) -> SeenAndAgreed | None:
        query = select(seen_and_agreed).where(seen_and_agreed.c.draft == draft_id)
        return next(iter(rows.records(self._connection, SeenAndAgreed, query)), None)

    def save_gone(self, record: PapersGone) -> None:
        rows.add_or_change(self._connection, papers_gone, rows.values_of(papers_gone, record))

    def gone(self, draft_id: str) -> PapersGone | None:
        query = select(papers_gone).where(papers_gone.c.draft == draft_id)
        return next(iter(rows.records(self._connection, PapersGone, query)), None)

    def gone_drafts(self) -> frozenset[str]:
        return frozenset(self._connection.scalars(select(papers_gone.c.draft)))
