"""What was filed by a person's own hand, and what was printed for it."""

from sqlalchemy import Connection, delete, select

from desktop.adapters.database import rows
from desktop.adapters.database.tables import hand_filing, printing
from desktop.domain.by_hand import HandFiling, Printing
from desktop.domain.errors import Missing


class StoredByHand:
    """Filings by hand of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, record: HandFiling) -> None:
        rows.add(self._connection, hand_filing, record)

    def save(self, record: HandFiling) -> None:
        rows.change(self._connection, hand_filing, record)

    def get(self, filing_id: str) -> HandFiling:
        return rows.one(self._connection, HandFiling, hand_filing, filing_id)

    def of_draft(self, draft_id: str) -> HandFiling | None:
        query = select(hand_filing).where(hand_filing.c.draft == draft_id)
        return next(iter(rows.records(self._connection, HandFiling, query)), None)

    def all(self) -> tuple[HandFiling, ...]:
        """Last filed first."""
        query = select(hand_filing).order_by(hand_filing.c.filed_on.desc(), hand_filing.c.id.desc())
        return rows.records(self._connection, HandFiling, query)

    def remove(self, filing_id: str) -> None:
        gone = self._connection.execute(delete(hand_filing).where(hand_filing.c.id == filing_id))
        if gone.rowcount == 0:
            raise Missing("id.unknown", id=filing_id)

    def save_printing(self, record: Printing) -> None:
        rows.add_or_change(self._connection, printing, rows.values_of(printing, record))

    def printing(self, draft_id: str) -> Printing | None:
        query = select(printing).where(printing.c.draft == draft_id)
        return next(iter(rows.records(self._connection, Printing, query)), None)

    def printings(self) -> tuple[Printing, ...]:
        """First printed first."""
        query = select(printing).order_by(printing.c.printed_at, printing.c.draft)
        return rows.records(self._connection, Printing, query)
