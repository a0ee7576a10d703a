"""The portal's copies: dossiers with history and results, payments, and the cursor of the delta."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, delete, select, text

from desktop.adapters.database import rows
from desktop.adapters.database.tables import (
    cursor,
    dossier,
    fee_receipt,
    history_row,
    kept_result,
    message,
    payment,
    result,
)
from desktop.domain.dossier import Dossier, HistoryRow, Message, ResultRecord
from desktop.domain.fee import UNDECIDED, KeptFeeReceipt, Payment

T = TypeVar("T")
_SAME_PAPER = and_(
    kept_result.c.dossier == result.c.dossier,
    kept_result.c.rid == result.c.rid,
    kept_result.c.paper_sha256 == result.c.sha256,
)
_IS_KEPT = kept_result.c.verdict.is_not(None).label("kept")
_WITH_KEPT = select(result, kept_result.c.verdict, _IS_KEPT).outerjoin(kept_result, _SAME_PAPER)

_UNKEPT = text("""
    SELECT DISTINCT dossier.id FROM dossier,
        json_each(dossier.fee_notices) AS notice, json_each(notice.value, '$.attempts') AS attempt
    WHERE json_extract(attempt.value, '$.receipt.rid') IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM fee_receipt
        WHERE fee_receipt.dossier = dossier.id AND fee_receipt.rid = json_extract(attempt.value, '$.receipt.rid'))
    ORDER BY dossier.id
""")


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
        return next(iter(self._found(dossier_id)), None)

    def all(self) -> tuple[Dossier, ...]:
        """In the order of their ids."""
        return self._found(None)

    def _found(self, only: str | None) -> tuple[Dossier, ...]:
        """One dossier or all of them, in as many questions."""
        query = select(dossier).order_by(dossier.c.id)
        found = self._connection.execute(query if only is None else query.where(dossier.c.id == only)).all()
        if not found:
            return ()
        history = self._parts(HistoryRow, select(history_row), history_row, only, history_row.c.seq)
        messages = self._parts(Message, select(message), message, only, message.c.at, message.c.mid)
        results = self._parts(ResultRecord, _WITH_KEPT, result, only, result.c.issued_at, result.c.rid)
        return tuple(
            rows.record_of(Dossier, row, history=history[row.id], messages=messages[row.id], results=results[row.id])
            for row in found
        )

    def _parts(
        self, kind: type[T], query: Select[Any], table: Table, only: str | None, *order: ColumnElement[Any]
    ) -> Mapping[str, tuple[T, ...]]:
        """What belongs to each dossier, or to one."""
        asked = query if only is None else query.where(table.c.dossier == only)
        found: defaultdict[str, tuple[T, ...]] = defaultdict(tuple)
        for row in self._connection.execute(asked.order_by(*order)):
            found[row.dossier] += (rows.record_of(kind, row),)
        return found

    def cursor(self, portal_id: str, account: str) -> str | None:
        here = rows.keyed(cursor, portal_id, account)
        return self._connection.scalar(select(cursor.c.cursor).where(here))

    def save_cursor(self, portal_id: str, account: str, at: str) -> None:
        rows.add_or_change(self._connection, cursor, {"portal_id": portal_id, "account": account, "cursor": at})

    def forget_cursor(self, portal_id: str, account: str) -> None:
        self._connection.execute(delete(cursor).where(rows.keyed(cursor, portal_id, account)))

    def save_payment(self, record: Payment) -> None:
        rows.add_or_change(self._connection, payment, rows.values_of(payment, record))

    def payments(self, dossier_id: str) -> tuple[Payment, ...]:
        """In the order in which they were opened."""
        query = select(payment).where(payment.c.dossier == dossier_id).order_by(payment.c.id)
        return rows.records(self._connection, Payment, query)

    def undecided_payments(self) -> tuple[Payment, ...]:
        """Of all dossiers, in the order in which they were opened."""
        query = select(payment).where(payment.c.state.in_(UNDECIDED)).order_by(payment.c.id)
        return rows.records(self._connection, Payment, query)

    def keep_result(self, rid: str, dossier_id: str, paper_sha256: str, verdict: str) -> None:
        """The paper store holds it; a later verdict about the same paper takes the place of the earlier one."""
        values = {"dossier": dossier_id, "rid": rid, "paper_sha256": paper_sha256, "verdict": verdict}
        rows.add_or_change(self._connection, kept_result, values)

    def keep_fee_receipt(self, kept: KeptFeeReceipt) -> None:
        """The paper store holds it."""
        rows.add_or_change(self._connection, fee_receipt, rows.values_of(fee_receipt, kept))

    def with_unkept_fee_receipts(self) -> tuple[str, ...]:
        """Dossiers of which the portal names a fee receipt that is not kept."""
        return tuple(self._connection.scalars(_UNKEPT))

    def fee_receipts(self, dossier_id: str) -> tuple[KeptFeeReceipt, ...]:
        """In the order in which they were kept."""
        query = select(fee_receipt).where(fee_receipt.c.dossier == dossier_id)
        return rows.records(self._connection, KeptFeeReceipt, query.order_by(fee_receipt.c.kept_at, fee_receipt.c.rid))
