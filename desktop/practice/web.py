"""What routes share: the portal, the caller, JSON bodies and answers with ETag."""

import hashlib
import secrets
from typing import Annotated, Any

from fastapi import Depends, Request, Response
from fastapi.responses import JSONResponse
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from desktop.practice.portal import Portal
from desktop.practice.problems import Problem
from desktop.practice.tables import Account

_citizen = HTTPBearer(auto_error=False, scheme_name="citizen")
_admin = HTTPBearer(auto_error=False, scheme_name="admin")
Credentials = HTTPAuthorizationCredentials | None
PROBLEM: dict[str, Any] = {
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemBody"}}},
}


def portal_of(request: Request) -> Portal:
    """The portal that this request came to."""
    portal: Portal = request.app.state.portal
    return portal


def caller(request: Request, credentials: Annotated[Credentials, Depends(_citizen)]) -> Account:
    """The account behind the bearer; Problem 401 otherwise."""
    came_from = request.client.host if request.client is not None else ""
    account = credentials and portal_of(request).tokens.account_of(credentials.credentials, came_from)
    if not account:
        raise Problem("invalid-token", 401)
    return account


def admin(request: Request, credentials: Annotated[Credentials, Depends(_admin)]) -> None:
    """Only the run's admin token passes."""
    expected = portal_of(request).admin_token
    if credentials is None or not secrets.compare_digest(credentials.credentials.encode(), expected.encode()):
        raise Problem("invalid-token", 401)


def lang_of(request: Request) -> str:
    """vi, or en when the client prefers it."""
    return "en" if request.headers.get("accept-language", "vi")[:2].lower() == "en" else "vi"


def base_of(request: Request) -> str:
    """The address under which this client sees the portal (a proxy may stand between)."""
    return str(request.base_url).rstrip("/")


def tagged(request: Request, content: Any, etag: str | None = None) -> Response:
    """A 200 with a strong ETag, or 304 when the client has it already."""
    answer = JSONResponse(content)
    tag = f'"{etag or hashlib.sha256(bytes(answer.body)).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Cache-Control": "no-cache"}
    if matches(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    answer.headers.update(headers)
    return answer


def matches(header: str | None, tag: str) -> bool:
    """Whether an If-None-Match names this strong tag."""
    return header is not None and tag in {part.strip().removeprefix("W/") for part in header.split(",")}


def problems_of(*codes: int) -> dict[int | str, dict[str, Any]]:
    """The problems that an operation may answer, for the contract's document."""
    return {code: {"description": "Problem", **PROBLEM} for code in (400, 413, *codes)}


PortalHere = Annotated[Portal, Depends(portal_of)]
Caller = Annotated[Account, Depends(caller)]
AdminOnly = Depends(admin)
