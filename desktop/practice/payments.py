"""Payments: one open attempt for each notice, asked for again as often as one likes."""

from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy.orm import Session

from desktop.practice.bodies import PaymentBody
from desktop.practice.fee_desk import BENEFICIARY
from desktop.practice.identifiers import client_id
from desktop.practice.item_answer import answer
from desktop.practice.items import Arrived, put, received
from desktop.practice.portal import Portal
from desktop.practice.problems import Problem
from desktop.practice.tables import Account, Dossier, Item, Payment
from desktop.practice.views import PaymentView, shown
from desktop.practice.web import Caller, PortalHere, base_of, problems_of

router = APIRouter(prefix="/api/v1/dossiers/{dossier}/payments")
FOUND: dict[int | str, dict[str, Any]] = {200: shown(PaymentView), **problems_of(401, 404)}


@router.put("/{pid}", responses={**FOUND, 201: shown(PaymentView), **problems_of(409, 410, 422)})
def start(request: Request, portal: PortalHere, account: Caller, dossier: str, pid: str, body: PaymentBody) -> Response:
    """Begin to pay a notice, by VietQR or at the counter."""
    arrived = Arrived("payment", client_id(pid), body.model_dump(exclude_unset=True))

    def act(session: Session, row: Dossier) -> None:
        portal.fee_desk.start(session, row, pid, body.notice, body.method, portal.clock.now())
        portal.journal.record(session, row, "start_payment")

    item, new = put(portal, account, client_id(dossier), arrived, act)
    return _shown(request, portal, item, new=new)


@router.get("/{pid}", responses=FOUND)
def state(request: Request, portal: PortalHere, account: Caller, dossier: str, pid: str) -> Response:
    """What became of it."""
    return _shown(request, portal, _own(portal, account, dossier, pid), new=False)


@router.post("/{pid}:refresh", responses=FOUND)
def refresh(request: Request, portal: PortalHere, account: Caller, dossier: str, pid: str) -> Response:
    """Ask the bank now (the practice bank answers at once)."""
    item = _own(portal, account, dossier, pid)
    with portal.store.write() as session:
        portal.fee_desk.expire(session, dossier, portal.clock.now())
    return _shown(request, portal, item, new=False)


def _own(portal: Portal, account: Account, dossier: str, pid: str) -> Item:
    item = received(portal, account, "payment", client_id(pid))
    if item.dossier != client_id(dossier):
        raise Problem("not-found", 404)
    return item


def _shown(request: Request, portal: Portal, item: Item, *, new: bool) -> Response:
    with portal.store.read() as session:
        row = session.get_one(Payment, item.id)
    names = ("pid", "notice", "method", "amount", "qr", "memo", "expires_at", "sig", "paid_at", "fee_receipt")
    return answer(
        item,
        new=new,
        state=row.state,
        currency="VND",
        beneficiary=BENEFICIARY,
        pay_url=f"{base_of(request)}/pay/{row.pid}" if row.qr else None,
        **{name: getattr(row, name) for name in names},
    )
