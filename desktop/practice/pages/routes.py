"""The addresses of the desk and of the payer's page; not part of the contract's document."""

from fastapi import APIRouter, Depends, Request
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from sqlalchemy import select
from starlette.datastructures import FormData

from desktop.practice.pages import desk_acts
from desktop.practice.pages.desk_dossier import done, dossier_page
from desktop.practice.pages.desk_list import list_page
from desktop.practice.pages.frame import note
from desktop.practice.pages.guard import HEADERS, opened_by, require_officer, require_own_form
from desktop.practice.pages.html import Html
from desktop.practice.pages.payer import OPEN, payer_page, payment_of
from desktop.practice.pages.words import COOKIE, LANGUAGES, language_of, say
from desktop.practice.problems import Problem, sentence
from desktop.practice.tables import Attachment, Result
from desktop.practice.web import PortalHere

router = APIRouter(include_in_schema=False)
LANGUAGE_DAYS = 365


async def form_of(request: Request) -> FormData:
    """The posted form."""
    return await request.form(max_files=0, max_fields=200)


@router.get("/desk")
def desk(request: Request, portal: PortalHere, token: str | None = None, unit: str | None = None) -> Response:
    """All dossiers, or those of one office; with the run's token it opens the desk for this browser."""
    if token is not None:
        return opened_by(portal, token)
    require_officer(portal, request)
    return _page(list_page(portal, language_of(request), unit))


@router.get("/desk/dossiers/{dossier}")
def one(request: Request, portal: PortalHere, dossier: str, done_action: str | None = None) -> Response:
    """One dossier."""
    require_officer(portal, request)
    lang = language_of(request)
    said = done(done_action, lang) if done_action in ACTIONS else None
    return _page(dossier_page(portal, portal.office.find(dossier), lang, said=said))


@router.post("/desk/dossiers/{dossier}")
def decide(request: Request, portal: PortalHere, dossier: str, form: FormData = Depends(form_of)) -> Response:
    """Carry out one act, then show the dossier as it is now."""
    require_officer(portal, request)
    require_own_form(portal, request, f"desk:{dossier}", str(form.get("form_token", "")))
    lang = language_of(request)
    try:
        action = desk_acts.act(portal.office, dossier, form)
    except Problem as problem:
        page = dossier_page(portal, portal.office.find(dossier), lang, said=_trouble(problem, lang))
        return _page(page, problem.status)
    return RedirectResponse(f"/desk/dossiers/{dossier}?done_action={action}", 303, HEADERS)


@router.get("/desk/dossiers/{dossier}/papers/{slot}/{n}")
def paper(request: Request, portal: PortalHere, dossier: str, slot: str, n: int) -> Response:
    """The bytes of a paper, shown as the type that the portal itself detected."""
    require_officer(portal, request)
    query = select(Attachment).where(
        Attachment.dossier == dossier, Attachment.slot == slot, Attachment.n == n, Attachment.active
    )
    with portal.store.read() as session:
        row = session.scalar(query)
    if row is None:
        raise Problem("not-found", 404)
    return FileResponse(portal.uploads.path(row.upload), media_type=row.media_type, headers=_inline())


@router.get("/desk/dossiers/{dossier}/documents/{rid}")
def document(request: Request, portal: PortalHere, dossier: str, rid: str) -> Response:
    """A document of the office."""
    require_officer(portal, request)
    with portal.store.read() as session:
        row = session.scalar(select(Result).where(Result.rid == rid, Result.dossier == dossier))
        content = row.content if row is not None else None
    if row is None or content is None:
        raise Problem("not-found", 404)
    return Response(content, media_type=row.media_type, headers=_inline())


@router.get("/language/{lang}")
def choose_language(request: Request, lang: str) -> Response:
    """Keep the choice, and go back to the page it was made on."""
    if lang not in LANGUAGES:
        raise Problem("not-found", 404)
    base, came_from = str(request.base_url), request.headers.get("referer", "")
    answer = RedirectResponse(came_from if came_from.startswith(base) else "/desk", 303, HEADERS)
    answer.set_cookie(COOKIE, lang, max_age=LANGUAGE_DAYS * 24 * 3600, httponly=True, samesite="lax")
    return answer


@router.get("/pay/{pid}")
def pay(request: Request, portal: PortalHere, pid: str) -> Response:
    """The payer's page."""
    return _page(payer_page(portal, payment_of(portal, pid), language_of(request)))


@router.post("/pay/{pid}")
def paid(request: Request, portal: PortalHere, pid: str, form: FormData = Depends(form_of)) -> Response:
    """Pretend that the bank did so; a second press of the same changes nothing."""
    payment, lang = payment_of(portal, pid), language_of(request)
    require_own_form(portal, request, f"pay:{pid}", str(form.get("form_token", "")))
    bank = str(form.get("bank", "go"))
    if (payment.state in OPEN) == (bank == "again"):
        return _page(payer_page(portal, payment, lang))
    try:
        if bank in ("pending", "failed"):
            portal.office.bank_says(payment.dossier, bank, payment=pid)
        else:
            portal.office.pay(payment.dossier, payment=pid)
    except Problem as problem:
        return _page(payer_page(portal, payment, lang, said=_trouble(problem, lang)), problem.status)
    page = payer_page(
        portal, payment_of(portal, pid), lang, said=note(say("pay.done" if bank == "go" else "pay.told", lang))
    )
    return _page(page)


def _trouble(problem: Problem, lang: str) -> Html:
    title, detail = sentence(problem.slug, lang)
    return note(f"{title}. {detail}", "error")


def _inline() -> dict[str, str]:
    return {**HEADERS, "Content-Disposition": "inline"}


def _page(content: str, status: int = 200) -> Response:
    return HTMLResponse(content, status, HEADERS)


ACTIONS = desk_acts.PLAIN - {"return_"} | {"return"} | desk_acts.REASONED | desk_acts.ASKING.keys()
