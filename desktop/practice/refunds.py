"""Money that came beside what was owed: booked, so that none is lost, and paid back."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.practice.identifiers import new_id
from desktop.practice.journal import stamp
from desktop.practice.problems import Problem
from desktop.practice.tables import Payment, Refund

REFUND_DAYS = 5


def book(session: Session, payment: Payment, now: datetime, reference: str | None) -> bool:
    """Owe it back; False when the bank has only told the same transfer (*reference*) twice."""
    told = [payment.receipt_no, *(refund.reference for refund in refunds(session, payment.pid))]
    if reference is not None and reference in told:
        return False
    by = stamp(now + timedelta(days=REFUND_DAYS))
    session.add(Refund(id=new_id(), payment=payment.pid, amount=payment.amount, reference=reference, by=by))
    return True


def pay_back(session: Session, dossier: str, now: datetime) -> None:
    """Pay back all that is due; Problem `not-open` when nothing is."""
    due = owed_back(session, dossier)
    if not due:
        raise Problem("not-open", 409, action="refund")
    for refund in due:
        refund.paid_back_at = stamp(now)
        payment = session.get_one(Payment, refund.payment)
        payment.state = payment.state if payment.state == "paid" else "refunded"


def owed_back(session: Session, dossier: str) -> list[Refund]:
    """What the office still has to pay back."""
    query = select(Refund).join(Payment, Payment.pid == Refund.payment)
    return list(session.scalars(query.where(Payment.dossier == dossier, Refund.paid_back_at.is_(None))))


def refunds(session: Session, pid: str) -> list[Refund]:
    """All of one attempt, the oldest first."""
    return list(session.scalars(select(Refund).where(Refund.payment == pid).order_by(Refund.id)))
