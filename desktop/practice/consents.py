"""Consents: who may act for whom, in which procedure and which one dossier."""

from datetime import timedelta
from typing import Any

from fastapi import APIRouter, Response

from desktop.practice.bodies import ConsentBody
from desktop.practice.clock import PracticeClock
from desktop.practice.identifiers import client_id
from desktop.practice.item_answer import answer
from desktop.practice.items import print_of, received, replay
from desktop.practice.journal import stamp, when
from desktop.practice.portal import Portal
from desktop.practice.problems import Problem
from desktop.practice.receipts import Received
from desktop.practice.tables import Account, Consent, Item
from desktop.practice.views import ConsentView, shown
from desktop.practice.web import Caller, PortalHere, problems_of
from forms.answers import canonical

router = APIRouter(prefix="/api/v1/consents/{consent}")
SHOWN: dict[int | str, dict[str, Any]] = {200: shown(ConsentView), **problems_of(401, 404)}


@router.put("", responses={**SHOWN, 201: shown(ConsentView), **problems_of(403, 422)})
def put_consent(portal: PortalHere, account: Caller, consent: str, body: ConsentBody) -> Response:
    """Paper evidence is granted at once; its days are counted from now by the portal's clock."""
    content = body.model_dump(exclude_unset=True)
    found = print_of(content)
    with portal.store.write() as session:
        known = session.get(Item, ("consent", client_id(consent)))
        if known is not None:
            item, new = replay(known, account, found), False
        else:
            row = _granted(portal, account, consent, content)
            item, new = _kept(portal, account, row, content, found), True
            session.add_all([row, item])
    return _shown(portal, item, new=new)


@router.get("", responses=SHOWN)
def get_consent(portal: PortalHere, account: Caller, consent: str) -> Response:
    """How it stands."""
    return _shown(portal, received(portal, account, "consent", client_id(consent)), new=False)


@router.delete("", status_code=204, responses=problems_of(401, 404))
def revoke(portal: PortalHere, account: Caller, consent: str) -> Response:
    """Take it back; what was submitted under it stays."""
    received(portal, account, "consent", client_id(consent))
    with portal.store.write() as session:
        session.get_one(Consent, consent).state = "revoked"
    return Response(status_code=204)


def _granted(portal: Portal, account: Account, consent: str, content: dict[str, Any]) -> Consent:
    evidence = content["evidence"]
    if evidence["kind"] == "paper" and not evidence.get("sha256"):
        errors = [{"pointer": "/evidence/sha256", "code": "required", "detail": "sha256"}]
        raise Problem("invalid", 422, errors=errors)
    return Consent(
        id=consent,
        account=account.id,
        procedure=content["procedure"],
        dossier=content["dossier"],
        applicant=content["applicant"],
        state="granted" if evidence["kind"] == "paper" else "pending",
        expires_at=stamp(portal.clock.now() + timedelta(days=content["valid_days"])),
    )


def _kept(portal: Portal, account: Account, row: Consent, content: dict[str, Any], found: str) -> Item:
    at = stamp(portal.clock.now())
    about = Received(
        kind="consent", item=row.id, fingerprint=found, seq=1, received_at=at, procedure=row.procedure, consent=row.id
    )
    return Item(
        kind="consent",
        id=row.id,
        account=account.id,
        dossier=None,
        fingerprint=found,
        body=canonical(content),
        receipt=portal.receipts.sign(about, portal.base),
        at=at,
    )


def _shown(portal: Portal, item: Item, *, new: bool) -> Response:
    with portal.store.read() as session:
        row = session.get_one(Consent, item.id)
    return answer(item, new=new, state=_state(row, portal.clock), expires_at=row.expires_at)


def _state(row: Consent, clock: PracticeClock) -> str:
    if row.state in {"granted", "pending"} and when(row.expires_at) < clock.now():
        return "expired"
    return row.state
