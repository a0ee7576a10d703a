"""Answers of the citizen: supplements and the draft certificate's confirmation."""

from datetime import date
from typing import Any

from fastapi import APIRouter, Response
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from desktop.practice.bodies import ConfirmationBody, SupplementBody
from desktop.practice.identifiers import client_id
from desktop.practice.item_answer import answer
from desktop.practice.items import Arrived, put, received
from desktop.practice.journal import when
from desktop.practice.papers_check import find_papers, slot_errors
from desktop.practice.portal import Portal
from desktop.practice.problems import Problem
from desktop.practice.submissions import attached
from desktop.practice.tables import Account, Attachment, Confirmation, Dossier, Result, Supplement
from desktop.practice.views import Kept, shown
from desktop.practice.web import Caller, PortalHere, problems_of
from forms.validation import error_text, validate

router = APIRouter(prefix="/api/v1/dossiers/{dossier}")
KEPT: dict[int | str, dict[str, Any]] = {
    200: shown(Kept),
    201: shown(Kept),
    **problems_of(401, 404, 409, 410, 422),
}


@router.put("/supplements/{sid}", responses=KEPT)
def put_supplement(portal: PortalHere, account: Caller, dossier: str, sid: str, body: SupplementBody) -> Response:
    """Answer a supplement request: whole new values for the opened fields, new papers for the opened slots."""
    manifest = body.model_dump(exclude_unset=True)["manifest"]
    arrived = Arrived("supplement", client_id(sid), manifest, body.fingerprint, tuple(manifest["attachments"]))

    def act(session: Session, row: Dossier) -> None:
        request = _asked(session, Supplement, sid, row, portal)
        if (manifest["dossier"], manifest["supplement"]) != (row.id, sid):
            raise Problem("invalid", 422, errors=[_error("/dossier", "mix-up")])
        _take_fields(portal, row, request, manifest["data"])
        _take_papers(session, portal, account, row, request, manifest["attachments"], body.uploads)
        request.state = "answered"
        portal.journal.move(session, row, "answer")
        portal.casework.go_on(row, portal.clock.now())

    item, new = put(portal, account, client_id(dossier), arrived, act)
    return answer(item, new=new, state="answered")


@router.get("/supplements/{sid}", responses={200: shown(Kept), **problems_of(401, 404)})
def get_supplement(portal: PortalHere, account: Caller, dossier: str, sid: str) -> Response:
    """Whether the answer arrived."""
    client_id(dossier)
    return answer(received(portal, account, "supplement", client_id(sid)), new=False, state="answered")


@router.put("/confirmations/{cid}", responses=KEPT)
def put_confirmation(portal: PortalHere, account: Caller, dossier: str, cid: str, body: ConfirmationBody) -> Response:
    """The draft is correct, or wrong in these places."""
    arrived = Arrived("confirmation", client_id(cid), body.model_dump(exclude_unset=True))

    def act(session: Session, row: Dossier) -> None:
        request = _asked(session, Confirmation, cid, row, portal)
        if session.get_one(Result, request.document).sha256 != body.draft_sha256:
            raise Problem("invalid", 422, errors=[_error("/draft_sha256", "digest")])
        if (body.answer == "wrong") != bool(body.fields):
            raise Problem("invalid", 422, errors=[_error("/fields", "required")])
        if body.answer == "correct":
            request.state = "confirmed"
            portal.journal.move(session, row, "confirm")
            return
        changes = {field.pointer: field.should_be for field in body.fields}
        _check_changes(portal, row, changes)
        row.amended = {**row.amended, **changes}
        request.state = "wrong"
        request.fields = [field.model_dump() for field in body.fields]
        portal.journal.record(session, row, "wrong", ", ".join(changes))

    item, new = put(portal, account, client_id(dossier), arrived, act)
    return answer(item, new=new, state=_state(portal, cid))


@router.get("/confirmations/{cid}", responses={200: shown(Kept), **problems_of(401, 404)})
def get_confirmation(portal: PortalHere, account: Caller, dossier: str, cid: str) -> Response:
    """Whether the answer arrived."""
    client_id(dossier)
    item = received(portal, account, "confirmation", client_id(cid))
    return answer(item, new=False, state=_state(portal, cid))


def _state(portal: Portal, cid: str) -> str:
    with portal.store.read() as session:
        return session.get_one(Confirmation, cid).state


def _asked(session: Session, table: type[Any], key: str, row: Dossier, portal: Portal) -> Any:
    """The open request; 404 when the office never asked, 409 when it is settled, 410 after its deadline."""
    request = session.get(table, key)
    if request is None or request.dossier != row.id:
        raise Problem("not-found", 404)
    if request.state in {"expired", "silent"} or (request.state == "open" and _is_late(request, portal)):
        raise Problem("deadline-passed", 410)
    if request.state != "open":
        raise Problem("not-open", 409, state=request.state)
    return request


def _is_late(request: Any, portal: Portal) -> bool:
    return when(request.deadline) < portal.clock.now()


def _take_fields(portal: Portal, row: Dossier, request: Supplement, changes: dict[str, Any]) -> None:
    opened = [field["pointer"] for field in request.fields]
    closed = [pointer for pointer in changes if pointer not in opened]
    if closed:
        raise Problem("invalid", 422, errors=[_error(f"/data{pointer}", "not-opened") for pointer in closed])
    _check_changes(portal, row, changes)
    row.amended = {**row.amended, **changes}


def _check_changes(portal: Portal, row: Dossier, changes: dict[str, Any]) -> None:
    """The answers must still be what the pack asks, with these changes in them."""
    pack = portal.casework.pack(row)
    try:
        data = portal.casework.amended(row, changes)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise Problem("invalid", 422, errors=[_error("/data", "pointer")]) from error
    as_of = date.fromisoformat(portal.casework.manifest(row)["as_of"])
    errors = [
        {"pointer": f"/data{error.pointer}", "code": error.code, "detail": error_text(pack, error, "vi")}
        for error in validate(pack, data, today=as_of)
        if error.severity == "error"
    ]
    if errors:
        raise Problem("invalid", 422, errors=errors)


def _take_papers(
    session: Session,
    portal: Portal,
    account: Account,
    row: Dossier,
    request: Supplement,
    papers: list[dict[str, Any]],
    uploads: dict[str, str],
) -> None:
    opened = {entry["slot"] for entry in request.slots}
    pack = portal.casework.pack(row)
    errors = [*slot_errors(pack, [slot for slot in pack.slots if slot.code in opened], papers)]
    missing = opened - {paper["slot"] for paper in papers}
    errors += [_error("/attachments", f"slot.{code}") for code in sorted(missing)]
    if errors:
        raise Problem("invalid", 422, errors=errors)
    found = find_papers(session, portal.uploads, account, papers, uploads)
    replaced = update(Attachment).where(Attachment.dossier == row.id, Attachment.slot.in_(opened))
    session.execute(replaced.values(active=False))
    session.add_all(attached(row.id, request.sid, one) for one in found)


def papers_of(session: Session, dossier: str) -> list[Attachment]:
    """The papers that count now."""
    query = select(Attachment).where(Attachment.dossier == dossier, Attachment.active)
    return list(session.scalars(query.order_by(Attachment.slot, Attachment.n)))


def _error(pointer: str, code: str) -> dict[str, str]:
    return {"pointer": pointer, "code": code, "detail": code}
