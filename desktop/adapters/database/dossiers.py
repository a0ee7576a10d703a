"""The portal's copies: dossiers with history and results, payments, and the cursor of the delta."""

from dataclasses import replace

from sqlalchemy import Connection, and_, delete, select

from desktop.adapters.database import rows
from desktop.adapters.database.tables import cursor, dossier, history_row, kept_result, message, payment, result
from desktop.domain.dossier import Dossier, HistoryRow, Message, ResultRecord
from desktop.domain.fee import Payment


class StoredDossiers:
    """Dossiers of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def upsert(self, record: Dossier) -> bool:
        """History and messages only grow; a result that was kept here stays, whatever the portal lists."""
        before = self.get(record.id)
        rows.add_or_change(self._connection, dossier, rows.values_of(dossier, record))
        for line in record.history:
            rows.add_or_change(self._connection, history_row, rows.values_of(history_row, line, dossier=record.id))
        for said in record.messages:
            rows.add_or_change(self._connection, message, rows.values_of(message, said, dossier=record.id))
        self._replace_results(record)
        after = self.get(record.id)
        return before is None or after is None or replace(before, refreshed_at=after.refreshed_at) != after

    def _replace_results(self, record: Dossier) -> None:
        kept = select(kept_result.c.rid).where(kept_result.c.dossier == record.id)
        listed = [entry.rid for entry in record.results]
        gone = (result.c.dossier == record.id) & result.c.rid.not_in(kept) & result.c.rid.not_in(listed)
        self._connection.execute(delete(result).where(gone))
        for entry in record.results:
            rows.add_or_change(self._connection, result, rows.values_of(result, entry, dossier=record.id))

    def get(self, dossier_id: str) -> Dossier | None:
        row = self._connection.execute(select(dossier).where(dossier.c.id == dossier_id)).one_or_none()
        if row is None:
            return None
        parts = {"history": self._history(dossier_id), "messages": self._messages(dossier_id)}
        return rows.record_of(Dossier, row, results=self._results(dossier_id), **parts)

    def all(self) -> tuple[Dossier, ...]:
        """In the order of their ids."""
        ids = self._connection.scalars(select(dossier.c.id).order_by(dossier.c.id)).all()
        return tuple(record for record in map(self.get, ids) if record is not None)

    def _history(self, dossier_id: str) -> tuple[HistoryRow, ...]:
        query = select(history_row).where(history_row.c.dossier == dossier_id).order_by(history_row.c.seq)
        return rows.records(self._connection, HistoryRow, query)

    def _messages(self, dossier_id: str) -> tuple[Message, ...]:
        query = select(message).where(message.c.dossier == dossier_id).order_by(message.c.at, message.c.mid)
        return rows.records(self._connection, Message, query)

    def _results(self, dossier_id: str) -> tuple[ResultRecord, ...]:
        same = and_(
            kept_result.c.dossier == result.c.dossier,
            kept_result.c.rid == result.c.rid,
            kept_result.c.paper_sha256 == result.c.sha256,
        )
        query = select(result, kept_result.c.verdict).outerjoin(kept_result, same)
        query = query.where(result.c.dossier == dossier_id).order_by(result.c.rid)
        found = self._connection.execute(query)
        return tuple(rows.record_of(ResultRecord, row, kept=row.verdict is not None) for row in found)

    def cursor(self, portal_id: str, account: str) -> str | None:
        here = rows.keyed(cursor, portal_id, account)
        return self._connection.scalar(select(cursor.c.cursor).where(here))

    def save_cursor(self, portal_id: str, account: str, at: str) -> None:
        rows.add_or_change(self._connection, cursor, {"portal_id": portal_id, "account": account, "cursor": at})

    def save_payment(self, record: Payment) -> None:
        rows.add_or_change(self._connection, payment, rows.values_of(payment, record))

    def payments(self, dossier_id: str) -> tuple[Payment, ...]:
        """In the order in which they were opened."""
        query = select(payment).where(payment.c.dossier == dossier_id).order_by(payment.c.id)
        return rows.records(self._connection, Payment, query)

    def keep_result(self, rid: str, dossier_id: str, paper_sha256: str, verdict: str) -> None:
        """The paper store holds it; a later verdict about the same paper takes the place of the earlier one."""
        values = {"dossier": dossier_id, "rid": rid, "paper_sha256": paper_sha256, "verdict": verdict}
        rows.add_or_change(self._connection, kept_result, values)
