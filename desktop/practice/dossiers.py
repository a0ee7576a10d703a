"""Dossiers at the contract's addresses: submit, read, delta, history, take back."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy import select

from desktop.practice.bodies import SubmissionBody, WithdrawalBody
from desktop.practice.delta import changes
from desktop.practice.dossier_view import status, view
from desktop.practice.identifiers import client_id
from desktop.practice.item_answer import answer
from desktop.practice.items import Arrived, own_dossier, put, received
from desktop.practice.journal import stamp
from desktop.practice.problems import Problem
from desktop.practice.store import next_change
from desktop.practice.submissions import Submission, submit
from desktop.practice.tables import Dossier, History
from desktop.practice.views import Changes, DossierView, HistoryRows, Kept, Stored, shown
from desktop.practice.web import Caller, PortalHere, lang_of, problems_of, tagged

router = APIRouter(prefix="/api/v1/dossiers")


@router.put(
    "/{dossier}",
    responses={200: shown(Stored), 201: shown(Stored), 202: shown(Stored), **problems_of(401, 403, 404, 409, 410, 422)},
)
def put_dossier(request: Request, portal: PortalHere, account: Caller, dossier: str, body: SubmissionBody) -> Response:
    """The one submission call: id and fingerprint make it safe to repeat."""
    submission = Submission(client_id(dossier), body.manifest, body.fingerprint, body.uploads, lang_of(request))
    row, new = submit(portal, account, submission)
    content = {
        "id": row.id,
        "fingerprint": row.fingerprint,
        "receipt": row.receipt,
        "status": status(row),
        "code": row.code,
        "lookup_secret": row.lookup_secret,
    }
    code = 202 if row.code is None else 201 if new else 200
    return JSONResponse(content, code, {"Cache-Control": "no-store"})


@router.get("", responses={200: shown(Changes), **problems_of(401, 410)})
def list_dossiers(
    request: Request,
    portal: PortalHere,
    account: Caller,
    since: str | None = None,
    limit: Annotated[int, Query(ge=1, le=200)] = 50,
) -> Response:
    """What changed since the cursor."""
    with portal.store.read() as session:
        return tagged(request, changes(session, portal.casework, account.id, since, limit))


@router.get("/{dossier}", responses={200: shown(DossierView), **problems_of(401, 404, 410)})
def get_dossier(request: Request, portal: PortalHere, account: Caller, dossier: str) -> Response:
    """Where it stands; the ETag is its `seq`."""
    return _read(request, portal, account, dossier)


@router.head("/{dossier}", response_class=Response, responses=problems_of(401, 404, 410))
def head_dossier(request: Request, portal: PortalHere, account: Caller, dossier: str) -> Response:
    """Whether it arrived."""
    return _read(request, portal, account, dossier)


@router.delete("/{dossier}", status_code=204, responses={200: shown(DossierView), **problems_of(401, 404, 409)})
def take_back(portal: PortalHere, account: Caller, dossier: str) -> Response:
    """Withdraw before acceptance, in one step; the id is dead for ever, even when it never arrived."""
    dossier, now = client_id(dossier), stamp(portal.clock.now())
    with portal.store.write() as session:
        row = session.get(Dossier, dossier)
        if row is None:
            session.add(_tombstone(dossier, account.id, now, next_change(session)))
            return Response(status_code=204)
        if row.account != account.id:
            raise Problem("not-found", 404)
        if row.tombstoned_at is not None:
            return Response(status_code=204)
        if row.state != "registered":
            raise Problem("already-accepted", 409)
        portal.journal.move(session, row, "take_back")
        row.cause = "withdrawn"
        row.tombstoned_at = now
        content = view(session, portal.casework, row)
    return JSONResponse(content)


@router.get("/{dossier}/history", responses={200: shown(HistoryRows), **problems_of(401, 404, 410)})
def history(request: Request, portal: PortalHere, account: Caller, dossier: str) -> Response:
    """What happened, append-only."""
    names = ("seq", "at", "actor", "text", "status", "step", "step_due")
    with portal.store.read() as session:
        row = own_dossier(session, account, client_id(dossier))
        query = select(History).where(History.dossier == row.id).order_by(History.seq)
        rows = [{name: getattr(one, name) for name in names} for one in session.scalars(query)]
    return tagged(request, {"items": rows}, str(row.seq))


@router.put(
    "/{dossier}/withdrawals/{wid}",
    responses={200: shown(Kept), 201: shown(Kept), **problems_of(401, 404, 409, 410, 422)},
)
def withdraw(portal: PortalHere, account: Caller, dossier: str, wid: str, body: WithdrawalBody) -> Response:
    """Ask the office to let it go."""
    arrived = Arrived("withdrawal", client_id(wid), body.model_dump(exclude_unset=True))
    item, new = put(
        portal,
        account,
        client_id(dossier),
        arrived,
        lambda session, row: portal.journal.move(session, row, "withdraw", body.reason or None),
    )
    return answer(item, new=new, state=_withdrawal_state(portal, item.dossier))


@router.get("/{dossier}/withdrawals/{wid}", responses={200: shown(Kept), **problems_of(401, 404)})
def get_withdrawal(portal: PortalHere, account: Caller, dossier: str, wid: str) -> Response:
    """Whether the request arrived, and what became of it."""
    client_id(dossier)
    item = received(portal, account, "withdrawal", client_id(wid))
    return answer(item, new=False, state=_withdrawal_state(portal, item.dossier))


def _withdrawal_state(portal: Any, dossier: str | None) -> str:
    state = portal.office.find(dossier).state
    return {"withdraw_requested": "open", "withdrawn": "granted"}.get(state, "refused")


def _read(request: Request, portal: Any, account: Any, dossier: str) -> Response:
    with portal.store.read() as session:
        row = own_dossier(session, account, client_id(dossier))
        return tagged(request, view(session, portal.casework, row), str(row.seq))


def _tombstone(dossier: str, account: str, now: str, changed: int) -> Dossier:
    return Dossier(
        id=dossier,
        account=account,
        seq=1,
        changed=changed,
        state="withdrawn",
        since=now,
        submitted_at=now,
        tombstoned_at=now,
        cause="withdrawn",
        amended={},
    )
