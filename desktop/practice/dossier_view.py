"""A dossier as its account sees it (shape A8 of the contract)."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.practice import officers, refunds
from desktop.practice.casework import Casework
from desktop.practice.fee_desk import json_of
from desktop.practice.tables import Confirmation, Dossier, FeeNotice, Item, Payment, Result, Supplement
from desktop.practice.workflow import MOVES, RATED, STATES

Json = dict[str, Any]


def view(session: Session, casework: Casework, row: Dossier) -> Json:
    """Everything that GET dossier shows."""
    supplement = _open(session, Supplement, row.id)
    confirmation = _open(session, Confirmation, row.id)
    notices = list(session.scalars(select(FeeNotice).where(FeeNotice.dossier == row.id).order_by(FeeNotice.issued_at)))
    return {
        "id": row.id,
        "seq": row.seq,
        "code": row.code,
        "fingerprint": row.fingerprint,
        "receipt": row.receipt,
        "procedure": {"code": row.procedure, "name": casework.pack(row).name},
        "unit": row.unit,
        "status": status(row),
        "submitted_at": row.submitted_at,
        "received_at": row.received_at,
        "due_at": row.due_at,
        "finished_at": row.finished_at,
        "returned_at": row.returned_at,
        "paused": STATES[row.state].paused,
        "step": step(casework, row),
        "supplement": supplement and _supplement(supplement),
        "confirmation": confirmation and _confirmation(session, confirmation),
        "fee_notices": [{**json_of(notice), "payments": _payments(session, notice)} for notice in notices],
        "results": [document(result) for result in results(session, row.id)],
        "possible_duplicate_of": _twins(session, row),
        "allowed_actions": _allowed(row, supplement, confirmation, notices, is_rated=_is_rated(session, row.id)),
    }


def status(row: Dossier) -> Json:
    """Where it stands, by TrangThaiHoSo and our own enum."""
    state = STATES[row.state]
    return {
        "code": state.code,
        "enum": state.enum,
        "label": officers.text(f"status.{state.enum}"),
        "since": row.since,
        "reason": row.reason,
        "before_intake": state.before_intake,
        "final": state.final,
        "cause": row.cause,
    }


def step(casework: Casework, row: Dossier) -> Json:
    """Who has it now, since when, until when."""
    return {
        "name": officers.text(f"step.{row.state}"),
        "handler": officers.step_handler(row.state),
        "unit": row.unit,
        "since": row.since,
        "due": casework.step_due(row),
    }


def results(session: Session, dossier: str) -> list[Result]:
    """What the office issued; drafts and fee receipts are not results."""
    query = select(Result).where(Result.dossier == dossier, Result.kind == "result")
    return list(session.scalars(query.order_by(Result.issued_at, Result.rid)))


def document(result: Result) -> Json:
    """A document's facts; its bytes are at /results/{rid}/content."""
    return {
        "rid": result.rid,
        "kind": result.kind,
        "name": result.name,
        "type": result.media_type,
        "size": result.size,
        "sha256": result.sha256,
        "signed": result.signed,
        "issued_at": result.issued_at,
        "replaces": result.replaces,
        "delivery": result.delivery,
        "tracking": None,
        "acknowledged_at": result.acknowledged_at,
    }


def _open(session: Session, table: type[Any], dossier: str) -> Any:
    return session.scalar(select(table).where(table.dossier == dossier, table.state == "open"))


def _supplement(row: Supplement) -> Json:
    names = ("sid", "text", "fields", "slots", "deadline", "asked_at")
    return {name: getattr(row, name) for name in names}


def _confirmation(session: Session, row: Confirmation) -> Json:
    return {
        "cid": row.cid,
        "state": row.state,
        "document": f"/api/v1/results/{row.document}/content",
        "sha256": session.get_one(Result, row.document).sha256,
        "deadline": row.deadline,
        "asked_at": row.asked_at,
        "silence_means": "confirmed",
    }


def _payments(session: Session, notice: FeeNotice) -> list[Json]:
    attempts = session.scalars(select(Payment).where(Payment.notice == notice.notice).order_by(Payment.pid))
    return [
        {
            "pid": one.pid,
            "method": one.method,
            "state": one.state,
            "fee_receipt": document(session.get_one(Result, one.fee_receipt)) if one.fee_receipt else None,
            "refunds": [
                {"amount": back.amount, "by": back.by, "paid_back_at": back.paid_back_at}
                for back in refunds.refunds(session, one.pid)
            ],
        }
        for one in attempts
    ]


def _twins(session: Session, row: Dossier) -> list[str]:
    query = select(Dossier).where(
        Dossier.procedure == row.procedure,
        Dossier.owner == row.owner,
        Dossier.subject == row.subject,
        Dossier.unit == row.unit,
        Dossier.id != row.id,
        Dossier.tombstoned_at.is_(None),
    )
    return [other.id for other in session.scalars(query) if not STATES[other.state].final]


def _is_rated(session: Session, dossier: str) -> bool:
    return session.get(Item, ("rating", dossier)) is not None


def _allowed(
    row: Dossier,
    supplement: Supplement | None,
    confirmation: Confirmation | None,
    notices: list[FeeNotice],
    *,
    is_rated: bool,
) -> list[str]:
    possible = {
        "supplement": supplement is not None,
        "confirmation": confirmation is not None,
        "payment": any(notice.state == "open" for notice in notices),
        "withdraw": (row.state, "withdraw") in MOVES,
        "acknowledge": row.state == "finished",
        "message": True,
        "rating": row.state in RATED and not is_rated,
    }
    return [action for action, open_now in possible.items() if open_now]
