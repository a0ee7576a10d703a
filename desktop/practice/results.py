"""Results and other documents: the list, the bytes, and the citizen's word that they came."""

import re
from typing import Any

from fastapi import APIRouter, Request, Response
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from desktop.practice.bodies import AcknowledgementBody
from desktop.practice.dossier_view import document, results
from desktop.practice.identifiers import client_id
from desktop.practice.item_answer import answer
from desktop.practice.items import Arrived, own_dossier, put, received
from desktop.practice.journal import stamp
from desktop.practice.portal import Portal
from desktop.practice.problems import Problem
from desktop.practice.tables import Account, Dossier, Result
from desktop.practice.upload_store import repr_digest
from desktop.practice.views import Documents, Kept, shown
from desktop.practice.web import Caller, PortalHere, matches, problems_of, tagged

router = APIRouter(prefix="/api/v1")
PDF: dict[str, Any] = {
    "description": "The document, or the part that was asked for",
    "content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}},
}


class PdfResponse(Response):
    """A document."""

    media_type = "application/pdf"


_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


@router.get("/dossiers/{dossier}/results", responses={200: shown(Documents), **problems_of(401, 404, 410)})
def list_results(request: Request, portal: PortalHere, account: Caller, dossier: str) -> Response:
    """What the office issued."""
    with portal.store.read() as session:
        row = own_dossier(session, account, client_id(dossier))
        return tagged(request, {"items": [document(result) for result in results(session, row.id)]})


@router.get(
    "/results/{rid}/content", response_class=PdfResponse, responses={200: PDF, 206: PDF, **problems_of(401, 404, 416)}
)
def content(request: Request, portal: PortalHere, account: Caller, rid: str) -> Response:
    """The bytes of a result, draft or fee receipt; resumable."""
    row = _own(portal, account, client_id(rid))
    tag = f'"{row.sha256}"'
    headers = {
        "ETag": tag,
        "Accept-Ranges": "bytes",
        "Cache-Control": "no-cache",
        "Repr-Digest": repr_digest(row.sha256),
        "Content-Disposition": f'attachment; filename="{row.rid}.pdf"',
    }
    if matches(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    wanted = request.headers.get("range")
    if wanted is None or request.headers.get("if-range", tag) != tag:
        return Response(row.content, media_type=row.media_type, headers=headers)
    first, last = _span(wanted, row.size)
    headers["Content-Range"] = f"bytes {first}-{last}/{row.size}"
    return Response(row.content[first : last + 1], 206, headers, row.media_type)


@router.put(
    "/results/{rid}/acknowledgement",
    responses={200: shown(Kept), 201: shown(Kept), **problems_of(401, 404, 409, 410, 422)},
)
def acknowledge(portal: PortalHere, account: Caller, rid: str, body: AcknowledgementBody) -> Response:
    """The result came and is whole; a finished dossier is returned by it."""
    row = _own(portal, account, client_id(rid))
    arrived = Arrived("acknowledgement", rid, body.model_dump(exclude_unset=True))

    def act(session: Session, dossier: Dossier) -> None:
        if body.sha256 is not None and body.sha256 != row.sha256:
            raise Problem("invalid", 422, errors=[{"pointer": "/sha256", "code": "digest", "detail": row.sha256}])
        now = stamp(portal.clock.now())
        session.get_one(Result, rid).acknowledged_at = now
        portal.journal.record(session, dossier, "acknowledge")
        if dossier.state == "finished":
            portal.journal.move(session, dossier, "return")
            dossier.returned_at = now

    item, new = put(portal, account, row.dossier, arrived, act)
    return answer(item, new=new, state="acknowledged")


@router.get("/results/{rid}/acknowledgement", responses={200: shown(Kept), **problems_of(401, 404)})
def acknowledged(portal: PortalHere, account: Caller, rid: str) -> Response:
    """Whether the word arrived."""
    return answer(received(portal, account, "acknowledgement", client_id(rid)), new=False, state="acknowledged")


def _own(portal: Portal, account: Account, rid: str) -> Result:
    with portal.store.read() as session:
        query = select(Result).where(Result.rid == rid).options(undefer(Result.content))
        row = session.scalar(query)
        if row is None:
            raise Problem("not-found", 404)
        own_dossier(session, account, row.dossier)
    return row


def _span(wanted: str, size: int) -> tuple[int, int]:
    """First and last byte of a Range; Problem 416 when the file has no such part."""
    found = _RANGE.fullmatch(wanted.strip())
    numbers = (found[1], found[2]) if found else ("", "")
    if numbers == ("", ""):
        raise Problem("range", 416, size=size)
    if numbers[0] == "":
        first, last = max(0, size - int(numbers[1])), size - 1
    else:
        first, last = int(numbers[0]), min(int(numbers[1] or size - 1), size - 1)
    if first > last:
        raise Problem("range", 416, size=size)
    return first, last
