"""The tus 1.0.0 endpoints with client-chosen ids, digests and one PATCH at a time."""

import asyncio
import base64
import binascii
import hashlib
import re
from email.utils import format_datetime
from typing import Annotated

from fastapi import APIRouter, Header, Request, Response
from fastapi.concurrency import run_in_threadpool
from fastapi.responses import JSONResponse
from starlette.requests import ClientDisconnect

from desktop.practice.identifiers import client_id
from desktop.practice.journal import when
from desktop.practice.portal import Portal
from desktop.practice.problems import Problem
from desktop.practice.profile_views import UploadView
from desktop.practice.tables import Upload
from desktop.practice.upload_store import MAX_SIZE, Announced, UploadStore, repr_digest
from desktop.practice.views import shown
from desktop.practice.web import Caller, PortalHere, problems_of

TUS = {"Tus-Resumable": "1.0.0", "Cache-Control": "no-store"}
STALL_SECONDS = 60
ALGORITHMS = {"sha256": hashlib.sha256, "sha1": hashlib.sha1}
_DIGEST = re.compile(r"sha-256=:([A-Za-z0-9+/]{43}=):")
router = APIRouter(prefix="/api/v1/uploads")
Text = Annotated[str | None, Header()]
Length = Annotated[int, Header(ge=0)]


@router.options("", response_class=Response, status_code=204, responses=problems_of())
def capabilities() -> Response:
    """What this tus server can do."""
    headers = {
        **TUS,
        "Tus-Version": "1.0.0",
        "Tus-Extension": "creation,checksum,expiration,termination",
        "Tus-Max-Size": str(MAX_SIZE),
        "Tus-Checksum-Algorithm": ",".join(ALGORITHMS),
    }
    return Response(status_code=204, headers=headers)


@router.post(
    "",
    response_class=Response,
    status_code=201,
    responses={200: {"description": "Replay"}, **problems_of(401, 404, 410, 413, 422)},
)
def create(
    portal: PortalHere,
    account: Caller,
    upload_length: Length,
    idempotency_key: Text = None,
    repr_digest: Text = None,
    upload_metadata: Text = None,
) -> Response:
    """Announce a paper; the Idempotency-Key is its id, so a lost answer is asked for by HEAD."""
    wanted = client_id(idempotency_key.strip().strip('"')) if idempotency_key else None
    metadata = _metadata(upload_metadata or "")
    announced = Announced(
        upload_length, _digest(repr_digest), metadata.get("name"), metadata.get("type"), metadata.get("slot")
    )
    row, new = portal.uploads.create(account.id, wanted, announced)
    headers = {**_state(portal.uploads, row), "Location": f"/api/v1/uploads/{row.id}"}
    return Response(status_code=201 if new else 200, headers=headers)


@router.head("/{upload}", response_class=Response, responses=problems_of(401, 404, 410))
def offset(portal: PortalHere, account: Caller, upload: str) -> Response:
    """How far it has come."""
    row = portal.uploads.find(account.id, client_id(upload))
    return Response(headers=_state(portal.uploads, row))


@router.get("/{upload}", responses={200: shown(UploadView), **problems_of(401, 404, 410)})
def state(portal: PortalHere, account: Caller, upload: str) -> Response:
    """What the portal holds, and what its scan says."""
    row = portal.uploads.find(account.id, client_id(upload))
    content = {
        "id": row.id,
        "size": portal.uploads.offset(row.id),
        "length": row.length,
        "sha256": row.sha256,
        "type_detected": row.type_detected,
        "scan": row.scan,
        "reason": row.reason,
        "expires_at": row.expires_at,
    }
    return JSONResponse(content, headers=TUS)


@router.delete("/{upload}", response_class=Response, status_code=204, responses=problems_of(401, 404, 409, 410))
def drop(portal: PortalHere, account: Caller, upload: str) -> Response:
    """Forget a paper that no dossier uses."""
    portal.uploads.drop(account.id, client_id(upload))
    return Response(status_code=204, headers=TUS)


@router.patch(
    "/{upload}", response_class=Response, status_code=204, responses=problems_of(401, 404, 409, 410, 413, 415, 423, 460)
)
async def append(
    request: Request,
    portal: PortalHere,
    account: Caller,
    upload: str,
    upload_offset: Length,
    upload_checksum: Text = None,
) -> Response:
    """Add bytes at the offset; what arrived before a cut stays."""
    if request.headers.get("content-type") != "application/offset+octet-stream":
        raise Problem("unsupported-type", 415)
    row = await run_in_threadpool(portal.uploads.find, account.id, client_id(upload))
    portal.uploads.take(row.id)
    try:
        if upload_offset != portal.uploads.offset(row.id):
            raise Problem("offset-mismatch", 409, offset=portal.uploads.offset(row.id))
        await _receive(request, portal, row, upload_checksum)
        if row.sha256 is None and portal.uploads.offset(row.id) == row.length:
            row.sha256 = await run_in_threadpool(portal.uploads.complete, row.id)
    finally:
        portal.uploads.release(row.id)
    return Response(status_code=204, headers=_state(portal.uploads, row))


async def _receive(request: Request, portal: Portal, row: Upload, checksum: str | None) -> None:
    algorithm, expected = _checksum(checksum)
    start = portal.uploads.offset(row.id)
    end = start
    running = ALGORITHMS[algorithm]()
    pieces = request.stream()
    with portal.uploads.path(row.id).open("ab", buffering=0) as file:
        try:
            while True:
                async with asyncio.timeout(STALL_SECONDS):
                    piece = await anext(pieces, None)
                if piece is None:
                    break
                end += len(piece)
                if end > row.length:
                    file.truncate(start)
                    raise Problem("too-large", 413, max_size=row.length)
                file.write(piece)
                running.update(piece)
        except (ClientDisconnect, TimeoutError):
            raise Problem("cut-off", 408, retry_after=1) from None
        if expected is not None and running.digest() != expected:
            file.truncate(start)
            raise Problem("checksum-mismatch", 460, offset=start)


def _state(uploads: UploadStore, row: Upload) -> dict[str, str]:
    headers = {
        **TUS,
        "Upload-Offset": str(uploads.offset(row.id)),
        "Upload-Length": str(row.length),
        "Upload-Expires": format_datetime(when(row.expires_at)),
    }
    if row.sha256 is not None:
        headers["Repr-Digest"] = repr_digest(row.sha256)
    return headers


def _digest(header: str | None) -> str | None:
    if header is None:
        return None
    found = _DIGEST.search(header)
    if found is None:
        raise Problem("malformed", 400, errors=[_bad_header("Repr-Digest")])
    return base64.b64decode(found[1]).hex()


def _checksum(header: str | None) -> tuple[str, bytes | None]:
    if header is None:
        return "sha256", None
    algorithm, _, encoded = header.partition(" ")
    try:
        expected = base64.b64decode(encoded, validate=True)
    except binascii.Error:
        expected = b""
    if algorithm not in ALGORITHMS or not expected:
        raise Problem("malformed", 400, errors=[_bad_header("Upload-Checksum")])
    return algorithm, expected


def _metadata(header: str) -> dict[str, str]:
    """Pairs of a key and base64; what is malformed is refused as a whole."""
    pairs: dict[str, str] = {}
    try:
        for part in filter(None, (part.strip() for part in header.split(","))):
            key, _, value = part.partition(" ")
            pairs[key] = base64.b64decode(value, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        raise Problem("malformed", 400, errors=[_bad_header("Upload-Metadata")]) from None
    return pairs


def _bad_header(name: str) -> dict[str, str]:
    return {"pointer": "", "code": "header", "detail": name}
