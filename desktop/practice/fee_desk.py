"""The office's till: signed fee notices, attempts to pay them, and the money that comes."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.practice import refunds, vietqr
from desktop.practice.casework import Casework
from desktop.practice.identifiers import new_id
from desktop.practice.journal import stamp
from desktop.practice.keys import SigningKey
from desktop.practice.paperwork import Paperwork
from desktop.practice.problems import Problem
from desktop.practice.tables import Dossier, FeeNotice, Payment
from desktop.practice.workflow import STATES
from forms.answers import canonical
from forms.fees import fees

BENEFICIARY = {"bin": "999999", "account": "0000000007", "name": "PRACTICE"}
NOTICE_DAYS = 10
ATTEMPT_DAYS = 1
IN_FLIGHT = ("open", "pending")


class FeeDesk:
    """Issues notices, opens attempts (one at a time for each notice) and books what was paid."""

    def __init__(self, casework: Casework, key: SigningKey, paperwork: Paperwork) -> None:
        self._casework = casework
        self._key = key
        self._paperwork = paperwork

    def owed(self, row: Dossier) -> list[dict[str, Any]]:
        """What the pack's rules say is owed: [{code, name, amount, quantity}], amount for the whole line."""
        manifest = self._casework.manifest(row)
        pack = self._casework.pack(row)
        lines = fees(pack, manifest["data"], manifest["fee"]["exemption"])
        return [
            {"code": line.code, "name": pack.text(line.name_key), "amount": line.total, "quantity": line.quantity}
            for line in lines
            if line.total
        ]

    def issue(
        self, session: Session, row: Dossier, items: Sequence[Mapping[str, Any]] | None, now: datetime
    ) -> FeeNotice:
        """A signed notice; Problem 422 when there is nothing to pay."""
        lines = [dict(item) for item in items] if items is not None else self.owed(row)
        total = sum(int(line["amount"]) for line in lines)
        if total <= 0:
            raise Problem("invalid", 422, errors=[{"pointer": "/items", "code": "minimum", "detail": "total > 0"}])
        notice = FeeNotice(
            notice=new_id(),
            dossier=row.id,
            items=lines,
            total=total,
            when="before" if STATES[row.state].before_intake or row.state == "processing" else "after",
            deadline=stamp(now + timedelta(days=NOTICE_DAYS)),
            issued_at=stamp(now),
            sig="",
        )
        notice.sig = self._sign(row, notice.notice, total)
        session.add(notice)
        session.flush()
        return notice

    def start(self, session: Session, row: Dossier, pid: str, notice_id: str, method: str, now: datetime) -> Payment:
        """A new attempt; Problem `attempt-open` while another runs, `not-open` for a notice that is settled."""
        notice = session.get(FeeNotice, notice_id)
        if notice is None or notice.dossier != row.id:
            raise Problem("invalid", 422, errors=[{"pointer": "/notice", "code": "unknown", "detail": notice_id}])
        if notice.state != "open":
            raise Problem("not-open", 409, state=notice.state)
        self.expire(session, row.id, now)
        running = session.scalar(select(Payment).where(Payment.notice == notice_id, Payment.state.in_(IN_FLIGHT)))
        if running is not None:
            raise Problem("attempt-open", 409, pid=running.pid)
        payment = self._attempt(row, pid, notice, method, now)
        session.add(payment)
        return payment

    def settle(
        self, session: Session, row: Dossier, pid: str | None, now: datetime, receipt_no: str | None
    ) -> str | None:
        """Book the money: for this attempt, or in cash at the counter for the open notice.

        Gives what has happened: `pay`, `overpay` for money that must go back, None when it was told twice.
        """
        self.expire(session, row.id, now)
        attempt = session.get(Payment, pid) if pid else None
        if attempt is not None and attempt.dossier == row.id and not _is_awaited(session, attempt):
            attempt.state = "expired" if attempt.state in IN_FLIGHT else attempt.state
            return "overpay" if refunds.book(session, attempt, now, receipt_no) else None
        notice = session.scalar(select(FeeNotice).where(FeeNotice.dossier == row.id, FeeNotice.state == "open"))
        if notice is None or (pid is not None and attempt is None):
            raise Problem("not-open", 409, action="pay")
        payment = attempt or self._at_counter(session, row, notice, now)
        payment.state = "paid"
        payment.paid_at = stamp(now)
        payment.receipt_no = receipt_no
        notice.state = "paid"
        receipt = self._paperwork.fee_receipt(row, self._casework.manifest(row), notice, payment, now)
        session.add(receipt)
        payment.fee_receipt = receipt.rid
        session.flush()
        return "pay"

    def bank_says(self, session: Session, row: Dossier, pid: str | None, state: str) -> None:
        """The bank is at it (`pending`), or could not do it (`failed`); Problem `not-open` for what is over."""
        payment = session.get(Payment, pid) if pid else None
        if payment is None or payment.dossier != row.id or payment.state not in IN_FLIGHT or payment.qr is None:
            raise Problem("not-open", 409, action=f"bank_{state}")
        payment.state = state

    def expire(self, session: Session, dossier: str, now: datetime) -> None:
        """Attempts whose time is over."""
        for payment in session.scalars(select(Payment).where(Payment.dossier == dossier, Payment.state == "open")):
            if payment.method == "vietqr" and payment.expires_at < stamp(now):
                payment.state = "expired"

    def _at_counter(self, session: Session, row: Dossier, notice: FeeNotice, now: datetime) -> Payment:
        """The attempt in cash, made now where none was announced; a code that was open is void from now on."""
        query = select(Payment).where(Payment.notice == notice.notice)
        for other in session.scalars(query.where(Payment.state == "open", Payment.method != "cash")):
            other.state = "expired"
        payment = session.scalar(query.where(Payment.state.in_(IN_FLIGHT), Payment.method == "cash"))
        if payment is None:
            payment = self._attempt(row, new_id(), notice, "cash", now)
            session.add(payment)
        return payment

    def _attempt(self, row: Dossier, pid: str, notice: FeeNotice, method: str, now: datetime) -> Payment:
        memo = row.code or ""
        by_bank = method == "vietqr"
        return Payment(
            pid=pid,
            dossier=row.id,
            notice=notice.notice,
            method=method,
            amount=notice.total,
            memo=memo,
            qr=vietqr.build(BENEFICIARY["bin"], BENEFICIARY["account"], notice.total, memo) if by_bank else None,
            sig=notice.sig,
            expires_at=stamp(now + timedelta(days=ATTEMPT_DAYS)) if by_bank else notice.deadline,
        )

    def _sign(self, row: Dossier, notice: str, total: int) -> str:
        facts = {
            "portal_id": self._key.portal_id,
            "mode": "practice",
            "dossier": row.id,
            "notice": notice,
            "amount": total,
            "currency": "VND",
            "beneficiary": BENEFICIARY,
            "memo": row.code,
        }
        return self._key.sign(canonical(facts), kind="fee-notice+jws")


def _is_awaited(session: Session, attempt: Payment) -> bool:
    """Whether money for it still pays what is owed."""
    return attempt.state in IN_FLIGHT and session.get_one(FeeNotice, attempt.notice).state == "open"


def json_of(notice: FeeNotice) -> dict[str, Any]:
    """A notice as GET dossier shows it."""
    names = ("notice", "items", "total", "when", "state", "issued_at", "deadline", "sig")
    return {name: getattr(notice, name) for name in names}
