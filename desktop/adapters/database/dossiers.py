"""The portal's copies: dossiers with history and results, payments, and the cursor of the delta."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, delete, exists, or_, select, text

from desktop.adapters.database import copies, list_lines, rows
from desktop.adapters.database.tables import (
    IS_HELD,
    IS_UNDER_WAY,
    cursor,
    dossier,
    fee_receipt,
    history_row,
    kept_result,
    list_line,
    message,
    outbox_item,
    payment,
    result,
)
from desktop.domain.dossier import Dossier, Turn
from desktop.domain.fee import UNDECIDED, KeptFeeReceipt, Payment

_UNKEPT = text("""
    SELECT DISTINCT dossier.id FROM dossier,
        json_each(dossier.fee_notices) AS notice, json_each(notice.value, '$.attempts') AS attempt
    WHERE dossier.fee_notices <> '[]' AND json_extract(attempt.value, '$.receipt.rid') IS NOT NULL AND NOT EXISTS (
        SELECT 1 FROM fee_receipt
        WHERE fee_receipt.dossier = dossier.id AND fee_receipt.rid = json_extract(attempt.value, '$.receipt.rid'))
    ORDER BY dossier.id
""")
_HAS_FEES = text("dossier.fee_notices <> '[]'")


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
        after = self._followed(record.id)
        return before is None or after is None or replace(before, refreshed_at=after.refreshed_at) != after

    def _followed(self, dossier_id: str) -> Dossier | None:
        told = self.get(dossier_id)
        if told is not None:
            list_lines.follow(self._connection, told)
        return told

    def _replace_results(self, record: Dossier) -> None:
        kept = select(kept_result.c.rid).where(kept_result.c.dossier == record.id)
        listed = [entry.rid for entry in record.results]
        gone = (result.c.dossier == record.id) & result.c.rid.not_in(kept) & result.c.rid.not_in(listed)
        self._connection.execute(delete(result).where(gone))
        for entry in record.results:
            rows.add_or_change(self._connection, result, rows.values_of(result, entry, dossier=record.id))

    def get(self, dossier_id: str) -> Dossier | None:
        return copies.get(self._connection, dossier_id)

    def all(self) -> tuple[Dossier, ...]:
        """In the order of their ids."""
        return copies.found(self._connection, None)

    def some(self, ids: Collection[str]) -> Mapping[str, Dossier]:
        return {one.id: one for one in copies.found(self._connection, dossier.c.id.in_(ids))}

    def under_way(self) -> tuple[Dossier, ...]:
        """In the order of their ids."""
        return copies.found(self._connection, IS_UNDER_WAY)

    def span(self) -> tuple[datetime, datetime] | None:
        return rows.span(self._connection, dossier.c.refreshed_at)

    def promised(self, before: datetime | None = None) -> tuple[str, ...]:
        """In the order of their ids."""
        has_day = dossier.c.due_at.is_not(None) if before is None else dossier.c.due_at < before
        return self._of_those_under_way(has_day)

    def asking(self) -> tuple[str, ...]:
        """In the order of their ids."""
        return self._of_those_under_way(or_(dossier.c.supplement.is_not(None), _HAS_FEES))

    def last_messages(self) -> Mapping[str, str]:
        query = select(message.c.dossier, message.c.mid).order_by(message.c.at, message.c.mid)
        return {row.dossier: row.mid for row in self._connection.execute(query)}

    def _of_those_under_way(self, wanted: ColumnElement[bool]) -> tuple[str, ...]:
        query = select(dossier.c.id).where(IS_UNDER_WAY, wanted).order_by(dossier.c.id)
        return tuple(self._connection.scalars(query))

    def silent(self, portal_id: str, account: str, before: datetime, now: datetime) -> tuple[str, ...]:
        """In the order of their ids; what nothing is known of waits for the office, or for the person with an item."""
        line, item = list_line.c, outbox_item.c
        untold = select(line.submission).where(
            line.turn.in_((Turn.OFFICE, Turn.YOURS)), ~exists().where(dossier.c.id == line.submission)
        )
        read = dossier.c.refreshed_at
        old = select(dossier.c.id).where(IS_UNDER_WAY, or_(read < before, read > now))
        held = select(item.id).where(IS_HELD, item.portal_id == portal_id, item.account == account)
        return tuple(sorted(self._connection.scalars(held.where(item.id.in_(untold.union_all(old))))))

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
        self._followed(dossier_id)

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
