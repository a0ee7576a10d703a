"""The addresses of a person's own page; it has a session of its own, which a program's token cannot open."""

import time
from secrets import compare_digest

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from desktop.practice.pages.account import account_page, consents_of
from desktop.practice.pages.frame import note
from desktop.practice.pages.guard import HEADERS, require_own_form, seal
from desktop.practice.pages.routes import form_of
from desktop.practice.pages.sign_in import sign_in_page
from desktop.practice.pages.words import language_of, say
from desktop.practice.portal import Portal
from desktop.practice.problems import Problem
from desktop.practice.tables import Account, Consent
from desktop.practice.tokens import accounts, register
from desktop.practice.web import PortalHere

router = APIRouter(include_in_schema=False)
COOKIE = "hoso_account"
LIFE_SECONDS = 15 * 60
SIGN_IN = "account-sign-in"


@router.get("/account")
def account(request: Request, portal: PortalHere, done: str = "") -> Response:
    """The person's page; who is not signed in on it signs in first."""
    lang, who = language_of(request), _visitor(portal, request)
    if who is None:
        ticket = seal(portal, SIGN_IN)
        page = sign_in_page(accounts(portal.store), ticket=ticket, lang=lang, action="/account/sign-in")
        return HTMLResponse(page, headers=HEADERS)
    said = note(say(f"account.done.{done}", lang)) if done in DONE else None
    return HTMLResponse(account_page(portal, who, lang, said=said), headers=HEADERS)


@router.post("/account/sign-in")
def signed_in(request: Request, portal: PortalHere, form: FormData = Depends(form_of)) -> Response:
    """Open the page's own session."""
    require_own_form(portal, request, SIGN_IN, str(form.get("ticket", "")))
    name = str(form.get("account", "")).strip()
    if not 0 < len(name) <= 64:
        raise Problem("malformed", 400)
    with portal.store.write() as session:
        register(session, name, str(form.get("name", "")).strip() or name, str(form.get("id_no", "")).strip() or None)
    answer = RedirectResponse("/account", 303, HEADERS)
    answer.set_cookie(
        COOKIE, _session(portal, name, int(time.time()) + LIFE_SECONDS), max_age=LIFE_SECONDS, httponly=True,
        samesite="strict", path="/account",
    )  # fmt: skip
    return answer


@router.post("/account")
def act(request: Request, portal: PortalHere, form: FormData = Depends(form_of)) -> Response:
    """End a sign-in or all of them, take a consent back, or leave the page."""
    who = _visitor(portal, request)
    if who is None:
        return RedirectResponse("/account", 303, HEADERS)
    require_own_form(portal, request, f"account:{who.id}", str(form.get("form_token", "")))
    action, about = str(form.get("action", "")), str(form.get("about", ""))
    if action == "leave":
        answer = RedirectResponse("/account", 303, HEADERS)
        answer.delete_cookie(COOKIE, path="/account")
        return answer
    if action not in DONE or not _carried_out(portal, who, action, about):
        raise Problem("not-found", 404)
    return RedirectResponse(f"/account?done={action}", 303, HEADERS)


def _carried_out(portal: Portal, who: Account, action: str, about: str) -> bool:
    if action == "end":
        return portal.tokens.end(who.id, about)
    if action == "end_all":
        for one in portal.tokens.signed_in(who.id):
            portal.tokens.end(who.id, one.family)
        return True
    if about not in {one.id for one in consents_of(portal, who)}:
        return False
    with portal.store.write() as session:
        session.get_one(Consent, about).state = "revoked"
    return True


def _session(portal: Portal, account: str, until: int) -> str:
    return f"{until}.{account.encode().hex()}.{seal(portal, f'account-page:{until}:{account}')}"


def _visitor(portal: Portal, request: Request) -> Account | None:
    """Who is signed in on this page in this browser."""
    until, _, rest = request.cookies.get(COOKIE, "").partition(".")
    try:
        name = bytes.fromhex(rest.partition(".")[0]).decode()
    except ValueError:
        return None
    is_whole = until.isascii() and until.isdigit() and int(until) > time.time()
    if not is_whole or not compare_digest(_session(portal, name, int(until)), request.cookies[COOKIE]):
        return None
    with portal.store.read() as session:
        return session.get(Account, name)


DONE = frozenset({"end", "end_all", "take_back"})
