"""The public look-up: what anybody who holds the slip may know of a dossier, without an account."""

import hashlib
import json
import re
import secrets
import time
from typing import Annotated, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import Field
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.practice.bodies import Body
from desktop.practice.dossier_view import results, status
from desktop.practice.portal import Portal
from desktop.practice.problems import Problem
from desktop.practice.tables import Dossier, History
from desktop.practice.views import PublicView, shown
from desktop.practice.web import PortalHere, problems_of

router = APIRouter(prefix="/api/v1/lookup")
LEAST_SECONDS = 0.05
"""A refusal comes no sooner, so that its time does not tell a wrong number from an unknown code."""
PUBLIC = ("code", "enum", "label", "since", "before_intake", "final")


class LookupBody(Body):
    """The code on the slip with the last four digits of the applicant's number, or with the secret of the receipt.

    Where the applicant has no number, the four digits are those that the slip gives for looking up.
    """

    code: Annotated[str, Field(min_length=1, max_length=50, json_schema_extra={"x-dvcqg": "MaHoSo"})]
    id_last4: Annotated[str | None, Field(pattern="^[0-9]{4}$")] = None
    lookup_secret: Annotated[str | None, Field(max_length=100)] = None


@router.post("", responses={200: shown(PublicView), **problems_of(404, 429)})
def look_up(request: Request, portal: PortalHere, body: LookupBody) -> Response:
    """Where the dossier of this code stands; a wrong number and an unknown code get the same answer."""
    begun = time.monotonic()
    portal.lookups.ask(request.client.host if request.client else "", body.code)
    with portal.store.read() as session:
        row = session.scalar(select(Dossier).where(Dossier.code == body.code))
        if row is not None and _holds(row, body):
            return JSONResponse(_public(session, portal, row), headers={"Cache-Control": "no-store"})
    portal.lookups.missed(body.code)
    time.sleep(max(0.0, LEAST_SECONDS - (time.monotonic() - begun)))
    raise Problem("not-found-by-code", 404)


def digits_of(row: Dossier) -> str:
    """The four digits that open this dossier: the last of the applicant's number, else made from the secret."""
    manifest: dict[str, Any] = json.loads(row.manifest or b"{}")
    number = str(manifest.get("applicant", {}).get("id_no") or "")
    ends = re.search(r"[0-9]{4}$", number)
    return ends[0] if ends else _made(row.lookup_secret or "")


def _made(secret: str) -> str:
    return f"{int(hashlib.sha256(secret.encode()).hexdigest(), 16) % 10_000:04d}"


def _holds(row: Dossier, body: LookupBody) -> bool:
    """Whether who asks holds what only the slip or the receipt tells."""
    if body.lookup_secret is not None:
        return secrets.compare_digest(body.lookup_secret.encode(), (row.lookup_secret or "").encode())
    return secrets.compare_digest((body.id_last4 or "").encode(), digits_of(row).encode())


def _public(session: Session, portal: Portal, row: Dossier) -> dict[str, Any]:
    """No names, no reasons: an office writes people's names there."""
    told = status(row)
    return {
        "code": row.code,
        "procedure": {"code": row.procedure, "name": portal.casework.pack(row).name},
        "unit": row.unit,
        "status": {name: told[name] for name in PUBLIC},
        "submitted_at": row.submitted_at,
        "received_at": row.received_at,
        "due_at": row.due_at,
        "finished_at": row.finished_at,
        "returned_at": row.returned_at,
        "paused": row.paused_at is not None,
        "has_result": bool(results(session, row.id)),
        "updated_at": session.scalar(select(func.max(History.at)).where(History.dossier == row.id)) or row.since,
    }
