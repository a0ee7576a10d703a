"""Practice only: the officer's acts, the clock, faults and the ledger, for who holds the run's token."""

from collections.abc import Callable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse, JSONResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from desktop.practice import faults
from desktop.practice.dossier_view import status
from desktop.practice.journal import stamp
from desktop.practice.ledger import ledger
from desktop.practice.office import Office
from desktop.practice.problems import Problem
from desktop.practice.tables import Attachment, Dossier
from desktop.practice.web import AdminOnly, PortalHere, problems_of

router = APIRouter(prefix="/practice/v1", dependencies=[AdminOnly], responses=problems_of(401))


class Strict(BaseModel):
    """An unknown member is a slip of who wrote the test."""

    model_config = ConfigDict(extra="forbid")


class ActionBody(Strict):
    """One act of an officer, with what it needs."""

    action: Literal[
        "receive", "refuse", "ask_supplement", "ask_confirmation", "ask_payment", "pay", "process", "pause", "resume",
        "finish", "correct", "return", "grant_withdrawal", "refuse_withdrawal", "close", "reply", "refund",
        "bank_pending", "bank_failed",
    ]  # fmt: skip
    note: str | None = None
    text: str | None = None
    fields: list[dict[str, Any]] = Field(default_factory=list)
    slots: list[dict[str, Any]] = Field(default_factory=list)
    days: Annotated[int, Field(ge=0, le=365)] = 10
    items: list[dict[str, Any]] | None = None
    payment: str | None = None
    slips: dict[str, Any] | None = None


class ClockBody(Strict):
    """The office's clock: seconds ahead of real time, office seconds in a real second."""

    offset_s: Annotated[float, Field(ge=-3_000_000_000, le=3_000_000_000)] = 0.0
    speed: Annotated[float, Field(ge=0, le=1_000_000)] = 1.0


class MatchBody(Strict):
    """Which requests; `path` is a shell pattern."""

    method: str | None = None
    path: str | None = None
    nth: Annotated[int | None, Field(ge=1)] = None


class RuleBody(Strict):
    """A fault."""

    match: MatchBody = Field(default_factory=MatchBody)
    do: Literal[faults.KINDS]  # type: ignore[valid-type]  # the kinds are written once
    ms: Annotated[int, Field(ge=0, le=600_000)] = 0
    times: Annotated[int, Field(ge=1)] = 1


class FaultsBody(Strict):
    """All faults from now on."""

    rules: list[RuleBody]


class ApprovalBody(Strict):
    """A device's code, approved for this account (made when it is new)."""

    user_code: str
    user: Annotated[str, Field(min_length=1, max_length=64)]
    name: str | None = None
    approve: bool = True


MOST_PAPERS = range(1, 1000)
"""Numbers of papers in a slot; the store cannot even be asked for a number of twenty digits."""


@router.post("/dossiers/{dossier}/actions", responses=problems_of(404, 409, 422))
def act(portal: PortalHere, dossier: str, body: ActionBody) -> Response:
    """Let the office do this."""
    row = _acts(portal.office, body)(dossier)
    return JSONResponse({"id": row.id, "code": row.code, "seq": row.seq, "status": status(row)})


def _acts(office: Office, body: ActionBody) -> Callable[[str], Dossier]:
    reason = body.note or body.text or "–"
    acts: dict[str, Callable[[str], Dossier]] = {
        "receive": lambda one: office.receive(one, note=body.note),
        "refuse": lambda one: office.refuse(one, note=reason),
        "ask_supplement": lambda one: office.ask_supplement(
            one, text=body.text or reason, fields=body.fields, slots=body.slots, days=body.days
        ),
        "ask_confirmation": lambda one: office.ask_confirmation(one, slips=body.slips, note=body.note),
        "ask_payment": lambda one: office.ask_payment(one, items=body.items, note=body.note),
        "pay": lambda one: office.pay(one, payment=body.payment, note=body.note),
        "refund": lambda one: office.refund(one, note=body.note),
        "bank_pending": lambda one: office.bank_says(one, "pending", payment=body.payment),
        "bank_failed": lambda one: office.bank_says(one, "failed", payment=body.payment),
        "process": lambda one: office.process(one, note=body.note),
        "pause": lambda one: office.pause(one, note=reason),
        "resume": lambda one: office.resume(one, note=body.note),
        "finish": lambda one: office.finish(one, note=body.note),
        "correct": lambda one: office.correct(one, note=reason),
        "return": lambda one: office.return_(one, note=body.note),
        "grant_withdrawal": lambda one: office.grant_withdrawal(one, note=body.note),
        "refuse_withdrawal": lambda one: office.refuse_withdrawal(one, note=reason),
        "close": lambda one: office.close(one, note=body.note),
        "reply": lambda one: office.reply(one, text=body.text or reason),
    }
    return acts[body.action]


@router.get("/clock")
def get_clock(portal: PortalHere) -> dict[str, Any]:
    """What the office's clock shows."""
    return {"offset_s": portal.clock.offset, "speed": portal.clock.speed, "now": stamp(portal.clock.now())}


@router.put("/clock")
def set_clock(portal: PortalHere, body: ClockBody) -> dict[str, Any]:
    """Move the clock; what became due has happened when this answers."""
    portal.set_clock(offset=body.offset_s, speed=body.speed)
    return get_clock(portal)


@router.put("/faults")
def set_faults(portal: PortalHere, body: FaultsBody) -> dict[str, Any]:
    """Replace the faults."""
    portal.faults.set([faults.rule_of(rule.model_dump()) for rule in body.rules])
    return {"rules": len(body.rules)}


@router.post("/reset", status_code=204)
def reset(portal: PortalHere) -> Response:
    """Erase all data; the key and its portal_id stay."""
    portal.erase()
    return Response(status_code=204)


@router.post("/keys")
def roll_keys(portal: PortalHere) -> dict[str, str]:
    """Sign with a new key from now on; the old ones stay published and vouch for it."""
    portal.key.roll()
    return {"kid": portal.key.kid}


@router.get("/ledger")
def get_ledger(portal: PortalHere) -> dict[str, Any]:
    """Everything that the portal holds, and every request since it started."""
    return ledger(portal)


@router.get("/dossiers/{dossier}/attachments/{slot}/{n}", response_class=FileResponse, responses=problems_of(404))
def paper(portal: PortalHere, dossier: str, slot: str, n: int, source: str | None = None) -> Response:
    """The bytes of a paper; *source* `dossier` asks for what a supplement has replaced."""
    if n not in MOST_PAPERS:
        raise Problem("not-found", 404)
    query = select(Attachment).where(Attachment.dossier == dossier, Attachment.slot == slot, Attachment.n == n)
    with portal.store.read() as session:
        row = session.scalar(query.where(Attachment.source == source if source else Attachment.active))
    if row is None:
        raise Problem("not-found", 404)
    return FileResponse(portal.uploads.path(row.upload), media_type=row.media_type)


@router.post("/device-approvals", responses=problems_of(404))
def approve(portal: PortalHere, body: ApprovalBody) -> dict[str, str]:
    """Answer for the person who holds the device."""
    portal.devices.decide(body.user_code, body.user, body.name or body.user, approved=body.approve)
    return {"account": body.user}
