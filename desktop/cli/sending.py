"""`outbox` and `send`: what waits, why, and getting it out."""

import time
from dataclasses import asdict
from typing import Any

from desktop import messages
from desktop.cli.context import Context, iso, local, write_file
from desktop.cli.dossier_rows import state_label
from desktop.cli.parser import Commands, add
from desktop.domain.submission import OutboxItem
from desktop.services.outbox import SendReport
from desktop.services.uploading import brought

LONGEST_NAP = 2.0
"""Seconds between two looks at the outbox while `send --wait` waits."""


def add_to(commands: Commands) -> None:
    """Place the commands of this group."""
    outbox = add(commands, "outbox", run_outbox)
    outbox.add_argument("action", nargs="?", choices=("pause", "resume", "retry", "cancel", "export", "log"))
    outbox.add_argument("item", nargs="?")
    outbox.add_argument("-o", "--output", metavar="OUT.zip")
    send = add(commands, "send", run_send)
    send.add_argument("--wait", type=float, default=0.0, metavar="SECONDS")


def run_outbox(context: Context) -> int:
    """List, or do something to one item."""
    options, outbox = context.options, context.services.outbox
    if options.action:
        return _act(context, options.action, outbox.resolve(options.item or ""))
    items = outbox.items()
    rows = [_row(context, item) for item in items]
    lines = [_line(context, item, row["procedure"]) for item, row in zip(items, rows, strict=True)]
    context.emit(rows, lines or [context.say("cli.outbox-empty")])
    return 0


def _act(context: Context, action: str, item_id: str) -> int:
    outbox = context.services.outbox
    if action == "export":
        return _export(context, item_id)
    if action == "log":
        tries = [
            {"number": t.number, "started_at": iso(t.started_at), "outcome": t.outcome, "code": t.code}
            for t in outbox.attempts(item_id)
        ]
        context.emit(tries, [f"{row['number']}. {row['started_at']}  {row['outcome']}" for row in tries])
        return 0
    steps = {"pause": outbox.pause, "resume": outbox.unpause, "retry": outbox.retry, "cancel": outbox.cancel}
    steps[action](item_id)
    item = outbox.item(item_id)
    row = _row(context, item)
    context.emit(row, [_line(context, item, row["procedure"])])
    return 0


def _export(context: Context, item_id: str) -> int:
    """Whatever is left of it is written, and what is lacking is told."""
    made = context.services.outbox.export(item_id)
    path = write_file(context.options.output or f"{item_id}.zip", made.content)
    lines = [context.say("cli.written", path=path)]
    if made.lacking:
        lines.append(context.say("export.lacking", n=len(made.lacking)))
    context.emit({"path": path, "missing": [asdict(paper) for paper in made.lacking]}, lines)
    return 0


def _row(context: Context, item: OutboxItem) -> dict[str, Any]:
    with context.services.open_unit() as uow:
        procedure = uow.submissions.get(item.submission).procedure if item.submission else None
        sent, total = brought(uow, item.id)
    return {
        "submission": item.submission or item.id,
        "item": item.id,
        "kind": item.kind,
        "procedure": procedure,
        "state": item.state,
        "reason": item.reason,
        "paused": item.paused,
        "attempts": item.attempts,
        "next_try_at": iso(item.next_try_at),
        "bytes_sent": sent,
        "bytes_total": total,
    }


def _line(context: Context, item: OutboxItem, procedure: str | None) -> str:
    """What waits, why, and when it is tried again."""
    parts = [item.id, context.say(f"kind.{item.kind}"), procedure or "–", state_label(item, context.lang)]
    if item.reason:
        known = messages.has(item.reason, context.lang)
        parts.append(context.say(item.reason) if known else f"[{item.reason}]")
    if item.paused:
        parts.append(context.say("cli.paused", item=item.id[:8]))
    elif item.next_try_at is not None:
        parts.append(context.say("cli.next-try", time=local(iso(item.next_try_at) or "")))
    return "  ".join(parts)


def run_send(context: Context) -> int:
    """Send what is due; with --wait go on until nothing is left to wait for, or the time is up."""
    until = time.monotonic() + context.options.wait
    sent: list[str] = []
    context.services.outbox.hurry()
    while True:
        report: SendReport = context.services.outbox.send_due()
        sent += report.sent
        left = until - time.monotonic()
        if not report.waiting or left <= 0:
            break
        time.sleep(min(LONGEST_NAP, left))
    document = {"sent": sent, "waiting": list(report.waiting), "needs_person": list(report.needs_person)}
    context.emit(document, [context.say("cli.sent", **{name: len(ids) for name, ids in document.items()})])
    return 3 if report.waiting or report.needs_person else 0
