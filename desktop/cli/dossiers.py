"""`dossiers status refresh answer confirm withdraw pay results`: what becomes of what was sent."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from desktop.cli.context import Context, read_answers, read_file, write_file
from desktop.cli.dossier_rows import hand_line, hand_row, status_lines, status_row
from desktop.cli.elsewhere import followed_line, followed_row
from desktop.cli.fees import receipt_rows, run_pay
from desktop.cli.parser import Commands, add
from desktop.domain.dossier import Turn
from desktop.domain.errors import HosoError, Refusal, StillWaiting, WrongUse
from desktop.domain.submission import Kind, OutboxItem, State
from desktop.services.reading import Refreshed
from desktop.services.results import KeptResult
from desktop.services.signing_in import SIGNED_OUT


def add_to(commands: Commands) -> None:
    """Place the commands of this group."""
    add(commands, "dossiers", run_dossiers)
    add(commands, "refresh", run_refresh)
    add(commands, "status", run_status).add_argument("submission")
    answer = add(commands, "answer", run_answer)
    answer.add_argument("submission")
    answer.add_argument("--answers", metavar="F")
    answer.add_argument("--attach", action="append", default=[], metavar="SLOT=FILE")
    confirm = add(commands, "confirm", run_confirm)
    confirm.add_argument("submission")
    verdict = confirm.add_mutually_exclusive_group(required=True)
    verdict.add_argument("--correct", action="store_true")
    verdict.add_argument("--wrong", nargs="+", metavar="POINTER=VALUE")
    withdraw = add(commands, "withdraw", run_withdraw)
    withdraw.add_argument("submission")
    withdraw.add_argument("--reason", default="")
    pay = add(commands, "pay", run_pay)
    pay.add_argument("submission")
    pay.add_argument("--method", choices=("vietqr", "cash"))
    pay.add_argument("--wait", type=float, default=0.0, metavar="SECONDS")
    results = add(commands, "results", run_results)
    results.add_argument("submission")
    results.add_argument("-o", "--output", metavar="DIR")


def _submission(context: Context) -> str:
    return context.services.outbox.resolve(context.options.submission)


def run_dossiers(context: Context) -> int:
    """Everything that was finalised, with what the portal told last; then what was filed by hand, as written down."""
    rows, lines = [], []
    for one in context.services.tracking.listing.all():
        row = status_row(one, context.lang)
        mine = f"{context.say('turn.yours')} – " if one.turn is Turn.YOURS else ""
        rows.append(row)
        lines.append(f"{row['submission']}  {row['dossier_code'] or '–'}  {mine}{row['status']['label']}")
    elsewhere = context.services.following.all()
    rows += [followed_row(context, one) for one in elsewhere]
    lines += [followed_line(context, one) for one in elsewhere]
    by_hand = context.services.filing_by_hand.all()
    rows += [hand_row(context, filing, draft) for filing, draft in by_hand]
    lines += [hand_line(context, filing, draft) for filing, draft in by_hand]
    context.emit(rows, lines or [context.say("cli.no-dossiers")])
    return 0


def run_status(context: Context) -> int:
    """The local truth about one dossier."""
    view = context.services.tracking.status(_submission(context))
    row = status_row(view, context.lang)
    context.emit(row, status_lines(context, view, row))
    return 0


def run_refresh(context: Context) -> int:
    """Ask the portal what changed, what became of payments, and for fee receipts; nothing holds up the rest."""
    services = context.services
    looks: list[Callable[[], Refreshed | None]] = [services.following.look]
    if services.tracking.listing.count() or not services.following.all():  # what is only followed needs no account
        looks += [services.tracking.look, services.paying.reconcile, services.fee_receipts.fetch_missing]
    changed: list[str] = []
    troubles: list[HosoError] = []
    for look in looks:
        try:
            seen = look() or Refreshed(())
        except HosoError as error:
            troubles.append(error)
        else:
            changed += seen.changed
            troubles += [seen.trouble] if seen.trouble is not None else []
    lines = [context.say("cli.changed", count=len(changed))] if changed or not troubles else []
    return context.emit_as_far({"changed": changed}, lines, troubles)


def run_answer(context: Context) -> int:
    """Answer a supplement request; queued at once, sent by `send`."""
    given = read_answers(context.options.answers) if context.options.answers else {}
    papers: dict[str, list[tuple[str, bytes]]] = {}
    for pair in context.options.attach:
        slot, separator, file = pair.partition("=")
        if not separator:
            raise WrongUse("usage", detail=pair)
        papers.setdefault(slot.upper(), []).append((Path(file).name, read_file(file)))
    item = context.services.answering.answer_supplement(_submission(context), answers=given, papers=papers)
    return _queued(context, item)


def run_confirm(context: Context) -> int:
    """Say that the draft certificate is right, or what is wrong in it."""
    wrong = None
    if context.options.wrong:
        wrong = dict(_pointer_and_value(pair) for pair in context.options.wrong)
    item = context.services.answering.confirm(_submission(context), wrong=wrong)
    return _queued(context, item)


def _pointer_and_value(pair: str) -> tuple[str, Any]:
    """A value may be JSON (a number, a tick); everything else is text."""
    pointer, separator, value = pair.partition("=")
    if not separator or not pointer.startswith("/"):
        raise WrongUse("usage", detail=pair)
    try:
        parsed = json.loads(value)
    except ValueError:
        return pointer, value
    return pointer, parsed if isinstance(parsed, int | bool) else value


def run_withdraw(context: Context) -> int:
    """Take it back: here when nothing went out yet, else by asking the portal."""
    submission = _submission(context)
    asks = context.services.answering.withdraw(submission, context.options.reason)
    item = asks or context.services.outbox.item(submission)
    kind = f"{context.say('kind.withdrawal')}: " if item.kind is Kind.WITHDRAWAL else ""
    document = {"submission": submission, "state": item.state}
    context.emit(document, [f"{kind}{context.say(f'state.{item.state}')}"])
    return 0


def _queued(context: Context, item: OutboxItem) -> int:
    document = {"submission": item.submission, "state": item.state}
    context.emit(document, [context.say(f"state.{item.state}")])
    return 0


def run_results(context: Context) -> int:
    """Download, verify, keep, the fee receipts too; with -o the kept bytes are written there under names of our own.

    What is kept is shown whatever stands in the way of the rest: that is said beside it, and is the exit status.
    """
    submission = _submission(context)
    view = context.services.tracking.status(submission)
    if view.item.state is not State.RECEIPTED:
        raise StillWaiting("results.not-sent")
    kept, troubles = _fetched(context, submission)
    rows = [_result(context, result) for result in kept]
    rows += receipt_rows(context, submission)
    lines = []
    for row in rows:
        lines += [f"{row['name']}: {row['path'] or row['sha256']}", context.say("cli.signature", **row["signature"])]
    if not all(row["signature"]["intact"] for row in rows):
        troubles.insert(0, Refusal("results.not-intact"))
    return context.emit_as_far(rows, lines, troubles)


def _fetched(context: Context, submission: str) -> tuple[tuple[KeptResult, ...], list[HosoError]]:
    """What is kept, whatever stood in the way of the rest; StillWaiting `results.none-yet` where there is no result."""
    troubles: list[HosoError] = []
    try:
        context.services.results.download(submission)
    except (Refusal, StillWaiting) as trouble:
        troubles.append(trouble)
    kept = context.services.results.kept(submission)
    if not kept and not troubles:
        troubles.append(StillWaiting("results.none-yet"))
    try:
        context.services.fee_receipts.fetch(submission)
    except (Refusal, StillWaiting) as trouble:
        is_later = isinstance(trouble, StillWaiting) and trouble.code not in SIGNED_OUT
        troubles.append(StillWaiting("results.receipt-later") if is_later else trouble)
    if not kept:
        raise troubles[0]
    return kept, troubles


def _result(context: Context, result: KeptResult) -> dict[str, Any]:
    """Plain bytes leave the vault only where the person asks for them, under a name of our own."""
    path = None
    if context.options.output:
        path = write_file(Path(context.options.output) / result.file_name, context.services.results.read(result.sha256))
    verdict = result.verdict
    signature = {"intact": verdict.intact, "signer": verdict.signer, "chain": verdict.chain,
                 "revocation": verdict.revocation}  # fmt: skip
    return {"name": result.name, "path": path, "sha256": result.sha256, "replaced": result.is_replaced,
            "signature": signature}  # fmt: skip
