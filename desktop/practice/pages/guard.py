"""Who may see the desk, and forms that only our own pages can send."""

import hashlib
import hmac
import secrets

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from desktop.practice.portal import Portal
from desktop.practice.problems import Problem

COOKIE = "hoso_desk"
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def seal(portal: Portal, purpose: str) -> str:
    """A secret of this run for one purpose."""
    return hmac.new(portal.secret, f"{purpose}:{portal.admin_token}".encode(), hashlib.sha256).hexdigest()


def opened_by(portal: Portal, token: str) -> Response:
    """The desk's first link: the token leaves the address, a cookie stays; Problem 401 for a wrong one."""
    if not secrets.compare_digest(token.encode(), portal.admin_token.encode()):
        raise Problem("invalid-token", 401)
    answer = RedirectResponse("/desk", 303, HEADERS)
    answer.set_cookie(COOKIE, seal(portal, "desk"), httponly=True, samesite="lax", path="/desk")
    return answer


def require_officer(portal: Portal, request: Request) -> None:
    """Problem 401 without the cookie of this run."""
    if not secrets.compare_digest(request.cookies.get(COOKIE, "").encode(), seal(portal, "desk").encode()):
        raise Problem("invalid-token", 401)


def require_own_form(portal: Portal, request: Request, purpose: str, token: str) -> None:
    """Problem 403 for a form that another page sent."""
    origin = request.headers.get("origin")
    foreign = origin is not None and origin != str(request.base_url).rstrip("/")
    if foreign or not secrets.compare_digest(token.encode(), seal(portal, purpose).encode()):
        raise Problem("not-allowed", 403)
