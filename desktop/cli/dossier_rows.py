"""A dossier as JSON and as lines for a person."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from desktop.cli.context import Context, iso, local
from desktop.cli.fees import forgotten_lines
from desktop.domain.by_hand import HandFiling
from desktop.domain.dossier import Dossier, Status, Turn
from desktop.domain.draft import Draft
from desktop.domain.stuck import Stuck
from desktop.domain.submission import Kind, OutboxItem, State, is_in_doubt
from desktop.messages import say
from desktop.services.listing import Listed
from forms.units import is_unit, unit


def status_row(view: Listed, lang: str) -> dict[str, Any]:
    """The document of `hoso status`."""
    dossier = view.dossier
    row: dict[str, Any] = {
        "submission": view.submission.id,
        "procedure": view.submission.procedure,
        "title": view.submission.title,
        "state": view.item.state,
        "receipt": view.item.receipt,
        "dossier_code": dossier.code if dossier else None,
        "status": {"code": None, "label": state_label(view.item, lang)},
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
        "held": [{"item": one.id, "kind": one.kind, "state": one.state} for one in view.left.held],
    }
    if dossier is not None:
        row |= _told(dossier, lang)
        if (request := dossier.supplement) is not None:
            row["supplement"]["answered"] = request.sid in view.left.answered
        if dossier.step is not None and dossier.step.unit:
            row["unit"] = dossier.step.unit
    return row


def state_label(item: OutboxItem, lang: str) -> str:
    """Where an item stands; what waits to be asked about is in doubt, and not unsent."""
    return say(f"state.{State.UNKNOWN if is_in_doubt(item) else item.state}", lang)


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
        "fee": {
            "notice": fee.notice,
            "amount": fee.total,
            "state": fee.told_as,
            "deadline": iso(fee.deadline),
        }
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


def status_lines(context: Context, view: Listed, row: dict[str, Any]) -> list[str]:
    """Whose move it is first and what is asked of them, then where it is."""
    asked = [*_asked_lines(context, view), *_held_lines(context, view)]
    lines = [context.say(f"turn.{view.turn}"), *asked, row["status"]["label"]]
    if row["told_at"]:
        lines.append(context.say("cli.told-at", time=local(row["told_at"])))
    if row["dossier_code"]:
        lines.append(context.say("cli.dossier-code", code=row["dossier_code"]))
    if (step := view.dossier.step if view.dossier is not None else None) is not None:
        parts = (step.name, step.handler, unit_name(step.unit or ""))
        lines.append(context.say("cli.step", where=" – ".join(part for part in parts if part)))
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


def _asked_lines(context: Context, view: Listed) -> Iterator[str]:
    """What the office waits for, with its reasons and until when; nothing of what is answered already."""
    asked, submission = view.left.dossier, view.submission.id[:8]
    if asked is None:
        return
    draft, request = asked.confirmation, asked.supplement
    if view.turn is Turn.YOURS and draft is not None and not draft.answered and view.left.holds(draft.cid) is None:
        until = iso(draft.deadline)
        key, day = ("cli.confirm-by", {"until": local(until)}) if until else ("cli.confirm-no-day", {})
        yield context.say(key, submission=submission, **day)
    if view.turn is Turn.YOURS and request is not None and view.left.holds(request.sid) is None:
        yield context.say("cli.supplement", text=request.text)
        yield from (f"  {what}: {why}" for what, why in (*request.fields, *request.slots))
        yield context.say("cli.supplement-by", until=_until(context, request.deadline), submission=submission)
    yield from _fee_lines(context, view, asked)


def _held_lines(context: Context, view: Listed) -> Iterator[str]:
    """What was said and goes on only with the person; how the dossier itself stands is told by its status."""
    for item in view.left.held:
        if item.kind is not Kind.DOSSIER:
            state = state_label(item, context.lang)
            yield context.say("cli.held", kind=context.say(f"kind.{item.kind}"), state=state)


def _fee_lines(context: Context, view: Listed, dossier: Dossier) -> Iterator[str]:
    fee = dossier.owed_fee
    if dossier.unproven_fee is not None:
        yield context.say("fee.bad-signature")
    if dossier.doubtful_fee is not None:
        yield from forgotten_lines(context, dossier.doubtful_fee)
    elif fee is not None and fee.is_under_way:
        yield context.say("cli.payment", amount=fee.total, state=context.say("payment.pending"))
    elif fee is not None and view.turn is Turn.YOURS:
        code = "cli.fee-at-counter" if fee.is_for_counter else "cli.fee-by"
        until = _until(context, fee.deadline)
        yield context.say(code, amount=fee.total, until=until, submission=view.submission.id[:8])


def _until(context: Context, deadline: datetime | None) -> str:
    return local(iso(deadline) or "") if deadline is not None else context.say("cli.no-limit")


def unit_name(code: str) -> str:
    """The name of a unit; what is no code of ours as it came."""
    return f"{unit(code).kind} {unit(code).name}" if is_unit(code) else code
