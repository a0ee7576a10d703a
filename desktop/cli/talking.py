"""`message rate acknowledge enquiry`: what is said to the office after it has the dossier."""

from desktop import assembly
from desktop.cli.context import Context, iso, local, write_file
from desktop.cli.parser import Commands, add
from desktop.domain.errors import Refusal, StillWaiting
from desktop.domain.submission import OutboxItem
from desktop.services.talking import STARS, Said


def add_to(commands: Commands) -> None:
    """Place the commands of this group."""
    message = add(commands, "message", run_message)
    message.add_argument("submission")
    message.add_argument("text", nargs="?")
    rate = add(commands, "rate", run_rate)
    rate.add_argument("submission")
    rate.add_argument("stars", type=int, choices=STARS)
    rate.add_argument("--text", default="")
    add(commands, "acknowledge", run_acknowledge).add_argument("submission")
    enquiry = add(commands, "enquiry", run_enquiry)
    enquiry.add_argument("submission")
    enquiry.add_argument("-o", "--output", metavar="OUT.pdf", required=True)


def run_message(context: Context) -> int:
    """Write to the office, or with no text show what was written from both sides."""
    submission = context.services.outbox.resolve(context.options.submission)
    if context.options.text is not None:
        return _queued(context, [context.services.talking.write(submission, context.options.text)])
    said = context.services.talking.conversation(submission)
    rows = [
        {"at": iso(one.at), "from": "you" if one.is_ours else "office", "name": one.name, "text": one.text,
         "waits": one.item is not None}
        for one in said
    ]  # fmt: skip
    context.emit(rows, [_line(context, one) for one in said] or [context.say("cli.no-messages")])
    return 0


def run_rate(context: Context) -> int:
    """Say how one was served, from 1 to 5; once for each dossier."""
    options = context.options
    submission = context.services.outbox.resolve(options.submission)
    return _queued(context, [context.services.talking.rate(submission, options.stars, options.text)])


def run_acknowledge(context: Context) -> int:
    """Tell the office that every result that is kept came whole; Refusal `results.not-intact` for one that did not."""
    submission = context.services.outbox.resolve(context.options.submission)
    kept = context.services.results.kept(submission)
    if not kept:
        raise StillWaiting("results.none-yet")
    if not all(result.verdict.intact for result in kept):
        raise Refusal("results.not-intact")
    return _queued(context, [context.services.talking.acknowledge(submission, result.rid) for result in kept])


def run_enquiry(context: Context) -> int:
    """The drafted letter about a dossier that is stuck."""
    submission = context.services.outbox.resolve(context.options.submission)
    content = assembly.draw_enquiry(context.services, submission)
    pages = assembly.count_pages(content)
    path = write_file(context.options.output, content)
    context.emit({"path": path, "pages": pages}, [context.say("cli.printed", path=path, pages=pages)])
    return 0


def _queued(context: Context, items: list[OutboxItem]) -> int:
    document = [{"item": item.id, "kind": item.kind, "state": item.state} for item in items]
    words = [f"{context.say(f'kind.{item.kind}')}: {context.say(f'state.{item.state}')}" for item in items]
    context.emit(document, words)
    return 0


def _line(context: Context, one: Said) -> str:
    who = context.say("cli.you") if one.is_ours else one.name or context.say("cli.office")
    code = "cli.message-waits" if one.item is not None else "cli.message"
    return context.say(code, who=who, when=local(iso(one.at) or ""), text=one.text)
