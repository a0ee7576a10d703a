"""The acceptance slip: Giấy tiếp nhận hồ sơ và hẹn trả kết quả, once the office has taken the dossier in."""

from fastapi import APIRouter, Response

from desktop.practice.identifiers import client_id
from desktop.practice.items import own_dossier
from desktop.practice.journal import when
from desktop.practice.lookup import digits_of
from desktop.practice.problems import Problem
from desktop.practice.results import PDF, PdfResponse
from desktop.practice.web import Caller, PortalHere, problems_of

router = APIRouter(prefix="/api/v1/dossiers")


@router.get(
    "/{dossier}/acceptance-slip.pdf",
    response_class=PdfResponse,
    responses={200: {**PDF, "description": "The slip, signed"}, **problems_of(401, 404, 410)},
)
def acceptance_slip(portal: PortalHere, account: Caller, dossier: str) -> Response:
    """The slip with its code as QR and bars; 404 until the dossier was taken in."""
    with portal.store.read() as session:
        row = own_dossier(session, account, client_id(dossier))
        if row.received_at is None or row.code is None:
            raise Problem("not-found", 404)
        manifest = portal.casework.manifest(row)
    due = when(row.due_at) if row.due_at else None
    name = portal.casework.pack(row).name
    content = portal.paperwork.acceptance_slip(manifest, row.code, name, digits_of(row), when(row.received_at), due)
    headers = {"Cache-Control": "no-store", "Content-Disposition": f'attachment; filename="{row.code}.pdf"'}
    return PdfResponse(content, headers=headers)
