"""The portal's copies in memory, with payments and what is kept of fees and results."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from desktop.domain.dossier import Dossier
from desktop.domain.fee import UNDECIDED, KeptFeeReceipt, Payment
from tests.fakes.vault_items import held


class FakeDossiers:
    def __init__(self, tables: Any) -> None:
        self._tables = tables

    def upsert(self, dossier: Dossier) -> bool:
        before = self._tables.dossiers.get(dossier.id)
        self._tables.dossiers[dossier.id] = dossier
        return before is None or replace(before, refreshed_at=dossier.refreshed_at) != dossier

    def get(self, dossier_id: str) -> Dossier | None:
        found: Dossier | None = self._tables.dossiers.get(dossier_id)
        return found

    def all(self) -> tuple[Dossier, ...]:
        return tuple(self._tables.dossiers.values())

    def some(self, ids: Collection[str]) -> dict[str, Dossier]:
        return {one.id: one for one in self.all() if one.id in ids}

    def under_way(self) -> tuple[Dossier, ...]:
        return tuple(one for one in self.all() if not one.final)

    def span(self) -> tuple[datetime, datetime] | None:
        moments = [one.refreshed_at for one in self.all() if one.refreshed_at is not None]
        return (min(moments), max(moments)) if moments else None

    def promised(self, before: datetime | None = None) -> tuple[str, ...]:
        dated = {one.id: one.due_at for one in self.under_way() if one.due_at is not None}
        return tuple(sorted(key for key, due_at in dated.items() if before is None or due_at < before))

    def asking(self) -> tuple[str, ...]:
        return tuple(sorted(one.id for one in self.under_way() if one.supplement is not None or one.fee_notices))

    def last_messages(self) -> dict[str, str]:
        return {one.id: one.messages[-1].mid for one in self.all() if one.messages}

    def silent(self, portal_id: str, account: str, before: datetime, now: datetime) -> tuple[str, ...]:
        told = {one.id for one in self.all() if one.final or before <= (one.refreshed_at or before) <= now}
        return tuple(one for one in held(self._tables, portal_id, account) if one not in told)

    def cursor(self, portal_id: str, account: str) -> str | None:
        found: str | None = self._tables.cursors.get((portal_id, account))
        return found

    def save_cursor(self, portal_id: str, account: str, cursor: str) -> None:
        self._tables.cursors[portal_id, account] = cursor

    def forget_cursor(self, portal_id: str, account: str) -> None:
        self._tables.cursors.pop((portal_id, account), None)

    def save_payment(self, payment: Payment) -> None:
        self._tables.payments[payment.id] = payment

    def payments(self, dossier_id: str) -> tuple[Payment, ...]:
        return tuple(row for row in self._tables.payments.values() if row.dossier == dossier_id)

    def keep_result(self, rid: str, dossier_id: str, paper_sha256: str, verdict: str) -> None:
        self._tables.kept[rid] = (dossier_id, paper_sha256, verdict)

    def undecided_payments(self) -> tuple[Payment, ...]:
        return tuple(row for row in self._tables.payments.values() if row.state in UNDECIDED)

    def with_unkept_fee_receipts(self) -> tuple[str, ...]:
        named = {
            (dossier.id, attempt.receipt.rid)
            for dossier in self.all()
            for notice in dossier.fee_notices
            for attempt in notice.attempts
            if attempt.receipt is not None
        }
        return tuple(sorted({dossier for dossier, _ in named - self._tables.fee_receipts.keys()}))

    def keep_fee_receipt(self, kept: KeptFeeReceipt) -> None:
        self._tables.fee_receipts[kept.dossier, kept.rid] = kept

    def fee_receipts(self, dossier_id: str) -> tuple[KeptFeeReceipt, ...]:
        return tuple(kept for (dossier, _), kept in self._tables.fee_receipts.items() if dossier == dossier_id)
