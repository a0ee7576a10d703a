"""The OAuth endpoints: code with PKCE S256, refresh with rotation, device grant, revocation."""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Annotated, Any
from urllib.parse import urlencode, urlsplit

from authlib.oauth2.rfc6749.util import scope_to_list
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse

from desktop.practice.devices import MOST_NAME, tidy
from desktop.practice.pages.device import code_page, device_done_page, device_page
from desktop.practice.pages.guard import HEADERS
from desktop.practice.pages.sign_in import sign_in_page
from desktop.practice.pages.words import language_of
from desktop.practice.problems import Problem
from desktop.practice.tokens import CLIENTS, DESKTOP, KIOSK, SCOPE, Refused, accounts, register
from desktop.practice.web import PortalHere, base_of, problems_of

router = APIRouter(prefix="/oauth")
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
FormText = Annotated[str, Form()]
NameText = Annotated[
    str, Form(max_length=MOST_NAME, description="What the person is shown of the device: its name and where it stands")
]
REFUSALS: dict[int | str, dict[str, Any]] = {
    **problems_of(),
    400: {
        "description": "An error of RFC 6749 or 8628, or a request that cannot be read",
        "content": {
            "application/json": {"schema": {"type": "object", "required": ["error"]}},
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemBody"}},
        },
    },
}


@router.get("/authorize", response_class=HTMLResponse, responses=problems_of())
def authorize(request: Request, portal: PortalHere) -> Response:
    """The sign-in page, for a request that is in order; errors go back to the client only when its address is known."""
    asked = dict(request.query_params)
    _check_client(asked)
    error = _wrong(asked)
    if error is not None:
        return _back(request, asked, {"error": error})
    ticket = _ticket(portal.secret, asked)
    return HTMLResponse(sign_in_page(accounts(portal.store), ticket=ticket, lang=language_of(request)), headers=HEADERS)


@router.post(
    "/authorize",
    response_class=Response,
    responses={302: {"description": "Back to the client"}, **problems_of()},
    status_code=302,
)
def signed_in(
    request: Request,
    portal: PortalHere,
    ticket: FormText,
    account: FormText = "",
    name: FormText = "",
    id_no: FormText = "",
    deny: FormText = "",
) -> Response:
    """Sign in with an account, or register it (when `name` is given), and go back with a code; or go back without."""
    asked = _opened(portal.secret, ticket)
    if deny and "client_id" in asked:
        return _back(request, asked, {"error": "access_denied"})
    account = account.strip()
    if "client_id" not in asked or not 0 < len(account) <= 64:
        raise Problem("malformed", 400)
    with portal.store.write() as session:
        register(session, account, name.strip() or account, id_no.strip() or None)
    scope = asked.get("scope") or SCOPE
    code = portal.tokens.authorization_code(
        account, asked["client_id"], asked["redirect_uri"], asked["code_challenge"], scope
    )
    return _back(request, asked, {"code": code})


@router.post("/token", responses=REFUSALS)
def token(
    portal: PortalHere,
    grant_type: FormText,
    client_id: FormText,
    code: FormText = "",
    redirect_uri: FormText = "",
    code_verifier: FormText = "",
    refresh_token: FormText = "",
    device_code: FormText = "",
) -> Response:
    """Tokens for a code, a refresh token or an approved device."""
    grants: dict[str, Callable[[], dict[str, object]]] = {
        "authorization_code": lambda: portal.tokens.exchange(code, client_id, redirect_uri, code_verifier),
        "refresh_token": lambda: portal.tokens.refresh(refresh_token, client_id),
        DEVICE_GRANT: lambda: portal.devices.poll(device_code, client_id),
    }
    if client_id not in CLIENTS:
        return _no("invalid_client")
    if grant_type not in grants:
        return _no("unsupported_grant_type")
    try:
        return JSONResponse(grants[grant_type](), headers={"Cache-Control": "no-store"})
    except Refused as refused:
        return _no(refused.error)


@router.post("/device_authorization", responses=REFUSALS)
def device_authorization(
    request: Request, portal: PortalHere, client_id: FormText, scope: FormText = SCOPE, device_name: NameText = ""
) -> Response:
    """Codes for a screen without a browser of its own; a kiosk may ask for nothing but to submit dossiers."""
    if client_id not in CLIENTS:
        return _no("invalid_client")
    if not _allowed(scope) or (client_id == KIOSK and scope_to_list(scope) != [SCOPE]):
        return _no("invalid_scope")
    answer = portal.devices.start(client_id, scope, device_name)
    page = f"{base_of(request)}/oauth/device"
    answer["verification_uri"] = page
    answer["verification_uri_complete"] = f"{page}?{urlencode({'user_code': answer['user_code']})}"
    return JSONResponse(answer, headers={"Cache-Control": "no-store"})


@router.get("/device", response_class=HTMLResponse, responses=problems_of())
def device(request: Request, portal: PortalHere, user_code: str = "") -> Response:
    """The page on which a person sees who asks, compares the code by typing it, and approves the device."""
    return _device_page(request, portal, user_code, typed=False)


@router.post("/device", response_class=HTMLResponse, responses=problems_of(404))
def device_decided(
    request: Request,
    portal: PortalHere,
    ticket: FormText,
    user_code: FormText = "",
    account: FormText = "",
    name: FormText = "",
    approve: FormText = "",
) -> Response:
    """The person's answer for the device that they were shown; before that, which device it is."""
    sealed = _opened(portal.secret, ticket)
    if sealed.get("for") != "device":
        raise Problem("malformed", 400)
    if "code" not in sealed or not approve:
        return _device_page(request, portal, user_code, typed=True)
    approved, account = approve == "yes", account.strip()
    if approved and "typed" not in sealed and tidy(user_code) != sealed["code"]:
        return _device_page(request, portal, sealed["code"], typed=False, wrong=True)
    if approved and not 0 < len(account) <= 64:
        raise Problem("malformed", 400)
    portal.devices.decide(sealed["code"], account, name.strip() or account, approved=approved)
    return HTMLResponse(device_done_page(approved=approved, lang=language_of(request)), headers=HEADERS)


def _device_page(
    request: Request, portal: PortalHere, user_code: str, *, typed: bool, wrong: bool = False
) -> HTMLResponse:
    lang, asking = language_of(request), portal.devices.asking(user_code)
    sealed = {"for": "device"}
    if asking is None:
        page = code_page(ticket=_ticket(portal.secret, sealed), lang=lang, unknown=bool(user_code))
        return HTMLResponse(page, headers=HEADERS)
    sealed |= {"code": asking.user_code} | ({"typed": "yes"} if typed else {})
    ticket, known = _ticket(portal.secret, sealed), accounts(portal.store)
    page = device_page(asking, known, ticket=ticket, typed=typed, lang=lang, wrong=wrong)
    return HTMLResponse(page, headers=HEADERS)


@router.post("/revoke", response_class=Response, responses=problems_of())
def revoke(portal: PortalHere, token: FormText) -> Response:
    """End a token and its family."""
    portal.tokens.revoke(token)
    return Response(status_code=200)


def _no(error: str) -> Response:
    return JSONResponse({"error": error}, 400, {"Cache-Control": "no-store"})


def _check_client(asked: dict[str, str]) -> None:
    if asked.get("client_id") != DESKTOP or not _is_loopback(asked.get("redirect_uri", "")):
        raise Problem("malformed", 400)


def _is_loopback(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return (
            parts.scheme == "http"
            and parts.hostname in {"127.0.0.1", "::1"}
            and parts.port is not None
            and not parts.fragment
        )
    except ValueError:
        return False


def _wrong(asked: dict[str, str]) -> str | None:
    if asked.get("response_type") != "code":
        return "unsupported_response_type"
    if asked.get("code_challenge_method") != "S256" or len(asked.get("code_challenge", "")) != 43:
        return "invalid_request"
    return None if _allowed(asked.get("scope", "")) else "invalid_scope"


def _allowed(scope: str) -> bool:
    return set(scope_to_list(scope) or ()) <= {SCOPE, "openid"}


def _back(request: Request, asked: dict[str, str], answer: dict[str, str]) -> Response:
    state = {"state": asked["state"]} if "state" in asked else {}
    query = urlencode({**answer, **state, "iss": base_of(request)})
    address = asked["redirect_uri"]
    return RedirectResponse(f"{address}{'&' if '?' in address else '?'}{query}", status_code=302)


def _ticket(secret: bytes, asked: dict[str, str]) -> str:
    """The request, sealed: a page of another origin cannot make or read one."""
    content = urlsafe_b64encode(json.dumps(asked).encode()).decode()
    return f"{content}.{_seal(secret, content)}"


def _opened(secret: bytes, ticket: str) -> dict[str, str]:
    content, _, seal = ticket.partition(".")
    if not hmac.compare_digest(seal.encode(), _seal(secret, content).encode()):
        raise Problem("malformed", 400)
    asked: dict[str, str] = json.loads(urlsafe_b64decode(content))
    return asked


def _seal(secret: bytes, content: str) -> str:
    return hmac.new(secret, b"ticket:" + content.encode(), hashlib.sha256).hexdigest()
