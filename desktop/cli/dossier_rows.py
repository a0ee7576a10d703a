"""A dossier as JSON and as lines for a person."""

from typing import Any

from desktop.cli.context import Context, iso, local
from desktop.domain.by_hand import HandFiling
from desktop.domain.dossier import Dossier, DraftCertificate, Status, Turn
from desktop.domain.draft import Draft
from desktop.domain.receipt import Receipt
from desktop.domain.stuck import Stuck
from desktop.messages import say
from desktop.services.tracking import StatusView


def status_row(view: StatusView, lang: str) -> dict[str, Any]:
    """The document of `hoso status`."""
    dossier = view.dossier
    row: dict[str, Any] = {
        "submission": view.submission.id,
        "procedure": view.submission.procedure,
        "title": view.submission.title,
        "state": view.item.state,
        "receipt": view.item.receipt,
        "dossier_code": dossier.code if dossier else None,
        "status": {"code": None, "label": say(f"state.{view.item.state}", lang)},
        "step": None,
        "handler": None,
        "unit": view.submission.unit,
        "due_at": None,
        "told_at": None,
        "turn": view.turn,
        "overdue": view.is_overdue,
        "stuck": _stuck(view.stuck),
        "fee": None,
        "supplement": None,
        "confirmation": None,
        "results": [],
        "possible_duplicate_of": [twin.dossier for twin in view.twins],
    }
    if dossier is not None:
        row |= _told(dossier, lang)
    return row


def _stuck(late: Stuck | None) -> dict[str, Any] | None:
    if late is None:
        return None
    return {"why": late.why, "limit": iso(late.limit), "working_days": late.days, "step": late.step or None,
            "unit": late.unit, "handler": late.handler}  # fmt: skip


def _told(dossier: Dossier, lang: str) -> dict[str, Any]:
    step, fee, request, draft = dossier.step, dossier.owed_fee, dossier.supplement, dossier.confirmation
    label = say("status.other", lang, label=dossier.status_label)
    if dossier.status is not Status.OTHER:
        label = say(f"status.{dossier.told_as}", lang)
    return {
        "status": {"code": list(Status).index(dossier.status), "label": label},
        "step": step.name if step else None,
        "handler": step.handler if step else None,
        "due_at": iso(dossier.due_at),
        "told_at": iso(dossier.refreshed_at),
        "fee": {"notice": fee.notice, "amount": fee.total, "state": "pending" if fee.is_under_way else fee.state}
        if fee
        else None,
        "supplement": {
            "sid": request.sid,
            "text": request.text,
            "fields": [{"pointer": pointer, "why": why} for pointer, why in request.fields],
            "slots": [{"slot": slot, "why": why} for slot, why in request.slots],
            "deadline": iso(request.deadline),
        }
        if request
        else None,
        "confirmation": {"cid": draft.cid, "deadline": iso(draft.deadline), "answered": draft.answered}
        if draft
        else None,
        "results": [{"rid": r.rid, "name": r.name, "sha256": r.sha256, "kept": r.kept} for r in dossier.results],
    }


def hand_row(context: Context, filing: HandFiling, draft: Draft) -> dict[str, Any]:
    """The same document for what a person filed by hand: all of it their own words, `state` is `by_hand`."""
    label = context.say("cli.hand-filing", status=context.say(f"by-hand.status.{filing.status}"))
    return {
        "submission": None,
        "by_hand": filing.id,
        "draft": draft.id,
        "procedure": draft.procedure,
        "title": draft.title,
        "state": "by_hand",
        "way": filing.way,
        "filed_on": filing.filed_on.isoformat(),
        "receipt": None,
        "dossier_code": filing.code,
        "status": {"code": None, "label": label},
        "due_at": filing.due_on.isoformat() if filing.due_on else None,
        "overdue": filing.is_overdue(context.today()),
    }


def hand_line(context: Context, filing: HandFiling, draft: Draft) -> str:
    """One line, marked as the person's own words."""
    return f"{filing.id}  {filing.code or '–'}  {draft.title}  [{hand_row(context, filing, draft)['status']['label']}]"


def status_lines(context: Context, view: StatusView, row: dict[str, Any]) -> list[str]:
    """Whose move it is first, then where it is."""
    lines = [context.say(f"turn.{view.turn}"), row["status"]["label"]]
    draft = _draft_to_see(view)
    if draft is not None:
        until, submission = local(iso(draft.deadline) or "") if draft.deadline else "–", view.submission.id[:8]
        lines.insert(1, context.say("cli.confirm-by", until=until, submission=submission))
    if row["told_at"]:
        lines.append(context.say("cli.told-at", time=local(row["told_at"])))
    if row["dossier_code"]:
        lines.append(context.say("cli.dossier-code", code=row["dossier_code"]))
    if row["step"]:
        lines.append(context.say("cli.step", step=row["step"], handler=row["handler"] or "–", unit=row["unit"]))
    if row["due_at"]:
        lines.append(context.say("cli.due", due=local(row["due_at"])))
    if row["overdue"]:
        lines.append(context.say("cli.overdue"))
    if (late := view.stuck) is not None:
        where = " – ".join(part for part in (late.step, late.handler or "") if part) or "–"
        limit, submission = local(iso(late.limit) or ""), view.submission.id[:8]
        lines.append(context.say("cli.stuck", where=where, days=late.days, limit=limit, submission=submission))
    if view.twins:
        codes = ", ".join(twin.code or twin.dossier for twin in view.twins)
        lines.append(context.say("cli.twin", codes=codes, submission=view.submission.id[:8]))
    return lines


def presses(view: StatusView) -> tuple[bool, int]:
    """Sorts: a draft certificate ahead of everything, then whose move it is."""
    return _draft_to_see(view) is None, list(Turn).index(view.turn)


def _draft_to_see(view: StatusView) -> DraftCertificate | None:
    """The draft certificate that the person has not spoken about."""
    draft = view.left.dossier.confirmation if view.left.dossier is not None else None
    is_open = draft is not None and not draft.answered and view.left.holds(draft.cid) is None
    return draft if is_open else None


def receipt_line(context: Context, receipt: Receipt) -> str:
    """When the portal said that it holds it."""
    return context.say(
        "cli.received", time=local(receipt.claims["received_at"]), code=receipt.claims.get("code") or "–"
    )
