"""`check --all` and `submit --all-ready`: every open draft, each on its own."""

from typing import Any

from desktop.cli.context import Context
from desktop.domain.errors import HosoError, Refusal
from desktop.domain.submission import Mode
from desktop.services.batching import Checked, Outcome, twins
from forms.validation import error_text


def check_all(context: Context) -> int:
    """Each draft with what is wrong and missing; 1 when one of them is not ready."""
    checked = _checked(context)
    document = {
        "drafts": [_row(context, one) for one in checked],
        "twins": [[one.draft.id for one in group] for group in twins(checked)],
        "ready": sum(one.is_ready for one in checked),
        "fee": sum(one.fee for one in checked if one.is_ready),
    }
    context.emit(document, _lines(context, checked, document))
    return 0 if document["ready"] == len(checked) else 1


def submit_all_ready(context: Context) -> int:
    """Finalise what is ready, each in its own unit; without --pledge the pledges are shown and nothing happens."""
    ready = [one for one in _checked(context) if one.is_ready]
    if not context.options.pledge:
        pledges = dict.fromkeys(one.candidate.pack.text("pledge", context.lang) for one in ready)
        if not context.options.json:
            names = [f"  {one.candidate.whom.name}" for one in ready]
            context.emit(None, [*pledges, context.say("cli.pledge-for", n=len(ready)), *names])
        raise Refusal("submit.pledge", pledge="\n".join(pledges))
    outcomes = [context.services.many.batching.submit(one, mode=Mode.PRACTICE) for one in ready]
    done = [one for one in outcomes if one.submission is not None]
    document = {"submitted": [_submitted(one) for one in done], "left": [_left(context, one) for one in outcomes]}
    document["left"] = [row for row in document["left"] if row]
    lines = [context.say("cli.submitted", n=len(done))]
    context.emit(document, [*lines, *(f"✗ {row['draft']}  {row['message']}" for row in document["left"])])
    return 1 if document["left"] else 0


def _checked(context: Context) -> list[Checked]:
    batching = context.services.many.batching
    return [batching.check(one.draft.id) for one in batching.candidates()]


def _row(context: Context, one: Checked) -> dict[str, Any]:
    pack = one.candidate.pack

    def told(errors: Any) -> list[dict[str, str]]:
        return [
            {"pointer": error.pointer, "code": error.code, "message": error_text(pack, error, context.lang)}
            for error in errors
        ]

    return {
        "draft": one.draft.id,
        "procedure": one.draft.procedure,
        "name": one.candidate.whom.name,
        "ready": one.is_ready,
        "fee": one.fee,
        "errors": told(one.check.errors),
        "warnings": told(one.check.warnings),
        "missing_slots": list(one.check.missing_slots),
    }


def _lines(context: Context, checked: list[Checked], document: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    for one, row in zip(checked, document["drafts"], strict=True):
        lines.append(f"{'✓' if one.is_ready else '✗'} {one.draft.id}  {one.draft.title}  {row['name']}")
        lines += [f"    {error['message']}  ({error['pointer']})" for error in row["errors"]]
        lines += ["    " + context.say("cli.slot-missing", slot=slot) for slot in row["missing_slots"]]
    lines += [context.say("cli.twins", drafts=", ".join(group)) for group in document["twins"]]
    return [*lines, context.say("cli.all-checked", ready=document["ready"], n=len(checked), fee=document["fee"])]


def _submitted(one: Outcome) -> dict[str, Any]:
    submission = one.submission
    return {"draft": one.draft} | (
        {"submission": submission.id, "fingerprint": submission.fingerprint} if submission is not None else {}
    )


def _left(context: Context, one: Outcome) -> dict[str, Any]:
    error: HosoError | None = one.error
    if error is None:
        return {}
    return {"draft": one.draft, "error": error.code, "message": context.say(error.code, **error.parameters)}
