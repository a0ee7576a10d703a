"""What citizen and office write to each other, and how the citizen was served in the end."""

from typing import Annotated, Literal

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.practice.bodies import MessageBody, RatingBody
from desktop.practice.identifiers import client_id
from desktop.practice.item_answer import answer
from desktop.practice.items import Arrived, own_dossier, put, received
from desktop.practice.journal import stamp
from desktop.practice.problems import Problem
from desktop.practice.tables import Dossier, Message
from desktop.practice.views import Kept, Time, shown, theirs
from desktop.practice.web import Caller, PortalHere, problems_of, tagged
from desktop.practice.workflow import RATED, STATES

router = APIRouter(prefix="/api/v1/dossiers")


class MessageView(BaseModel):
    """A word between the citizen and the office."""

    mid: str
    at: Time
    sender: Literal["citizen", "office"]
    name: Annotated[str, theirs("NguoiXuLy")]
    text: Annotated[str, theirs("NoiDungXuLy")]


class Messages(BaseModel):
    """A dossier's messages, the oldest first."""

    items: list[MessageView]


PUT = {200: shown(Kept), 201: shown(Kept), **problems_of(401, 404, 409, 410, 422)}
KEPT = {200: shown(Kept), **problems_of(401, 404)}


@router.get("/{dossier}/messages", responses={200: shown(Messages), **problems_of(401, 404, 410)})
def messages(request: Request, portal: PortalHere, account: Caller, dossier: str) -> Response:
    """Both sides, the oldest first."""
    names = ("mid", "at", "sender", "name", "text")
    with portal.store.read() as session:
        row = own_dossier(session, account, client_id(dossier))
        query = select(Message).where(Message.dossier == row.id).order_by(Message.at, Message.mid)
        rows = [{name: getattr(one, name) for name in names} for one in session.scalars(query)]
    return tagged(request, {"items": rows}, str(row.seq))


@router.put("/{dossier}/messages/{mid}", responses=PUT)
def write(portal: PortalHere, account: Caller, dossier: str, mid: str, body: MessageBody) -> Response:
    """A word to the office."""
    arrived = Arrived("message", client_id(mid), body.model_dump(exclude_unset=True))

    def act(session: Session, row: Dossier) -> None:
        at = stamp(portal.clock.now())
        said = Message(mid=arrived.item, dossier=row.id, at=at, sender="citizen", name=account.name, text=body.text)
        session.add(said)
        portal.journal.record(session, row, "message")

    item, new = put(portal, account, client_id(dossier), arrived, act)
    return answer(item, new=new, state="delivered")


@router.get("/{dossier}/messages/{mid}", responses=KEPT)
def written(portal: PortalHere, account: Caller, dossier: str, mid: str) -> Response:
    """Whether it arrived."""
    client_id(dossier)
    return answer(received(portal, account, "message", client_id(mid)), new=False, state="delivered")


@router.put("/{dossier}/rating", responses=PUT)
def rate(portal: PortalHere, account: Caller, dossier: str, body: RatingBody) -> Response:
    """Once the office has answered; its id is the dossier's, so there is one."""
    arrived = Arrived("rating", client_id(dossier), body.model_dump(exclude_unset=True))

    def act(session: Session, row: Dossier) -> None:
        if row.state not in RATED:
            raise Problem("not-open", 409, action="rate", state=STATES[row.state].enum)
        portal.journal.record(session, row, "rate")

    item, new = put(portal, account, arrived.item, arrived, act)
    return answer(item, new=new, state="counted")


@router.get("/{dossier}/rating", responses=KEPT)
def rated(portal: PortalHere, account: Caller, dossier: str) -> Response:
    """Whether it arrived."""
    return answer(received(portal, account, "rating", client_id(dossier)), new=False, state="counted")
