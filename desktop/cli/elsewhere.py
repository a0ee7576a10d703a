"""`lookup follow`: dossiers that were filed elsewhere, by their code and the last four digits."""

from argparse import ArgumentTypeError
from datetime import date
from typing import Any

from desktop.cli.context import Context, iso, local
from desktop.cli.parser import Commands, add
from desktop.domain.dossier import Status
from desktop.domain.errors import HosoError, StillWaiting
from desktop.domain.followed import FollowedDossier
from desktop.domain.looked_up import LookedUp


def add_to(commands: Commands) -> None:
    """Place the commands of this group."""
    for name, run in (("lookup", run_lookup), ("follow", run_follow)):
        command = add(commands, name, run)
        command.add_argument("code")
        command.add_argument("--last4", required=True, metavar="1234")
        if name == "follow":
            command.add_argument("--title", default="")
            command.add_argument("--due", type=_day, metavar="YYYY-MM-DD")


def run_lookup(context: Context) -> int:
    """The portal's public word about a code; nothing is kept."""
    told = context.services.following.look_up(context.options.code, context.options.last4)
    context.emit(looked_up_row(context, told), _lines(context, told))
    return 0


def run_follow(context: Context) -> int:
    """Follow a dossier that was filed elsewhere; without a network it is asked about later."""
    options, following = context.options, context.services.following
    one = following.follow(options.code, options.last4, options.title, due_on=options.due)
    try:
        one = following.refresh_one(one.id)
    except StillWaiting:
        pass  # asked about by `refresh` and by the window, when there is a portal
    except HosoError as error:
        context.note(error.code, **error.parameters)
        one = following.get(one.id)
    context.emit(followed_row(context, one), [context.say("cli.followed", code=one.code, title=one.title)])
    return 0


def looked_up_row(context: Context, told: LookedUp) -> dict[str, Any]:
    """The document of `hoso lookup`."""
    return {
        "dossier_code": told.code,
        "status": {"code": list(Status).index(told.status), "label": status_label(context, told)},
        "turn": told.turn,
        "procedure": told.procedure,
        "unit": told.unit,
        "submitted_at": iso(told.submitted_at),
        "due_at": iso(told.due_at),
        "has_result": told.has_result,
        "updated_at": iso(told.updated_at),
    }


def followed_row(context: Context, one: FollowedDossier) -> dict[str, Any]:
    """The document of `hoso follow`, and its line in `hoso dossiers`."""
    today = context.today()
    return {
        "followed": one.id,
        "dossier_code": one.code,
        "title": one.title,
        "told_by": one.told_by,
        "status": {"code": list(Status).index(one.status), "label": status_label(context, one)} if one.status else None,
        "turn": one.turn,
        "due_on": one.due_on.isoformat() if one.due_on else None,
        "overdue": one.is_overdue(today),
        "checked_at": iso(one.checked_at),
        "trouble": one.trouble,
    }


def followed_line(context: Context, one: FollowedDossier) -> str:
    """One line for a person, marked as filed elsewhere and by whose word."""
    label = status_label(context, one) if one.status else context.say("cli.not-told")
    by = context.say(f"cli.told-by.{one.told_by}")
    return context.say("cli.followed-row", id=one.id, code=one.code, label=label, by=by)


def status_label(context: Context, told: LookedUp | FollowedDossier) -> str:
    """The status in words; an unknown one as the portal calls it."""
    return context.say(f"status.{told.status}", label=told.status_label or "")


def _lines(context: Context, told: LookedUp) -> list[str]:
    lines = [context.say(f"turn.{told.turn}")]
    lines.append(context.say("cli.lookup", code=told.code, label=status_label(context, told)))
    if told.procedure_name:
        lines.append(context.say("cli.lookup-procedure", name=told.procedure_name, code=told.procedure))
    if told.due_at is not None:
        lines.append(context.say("cli.lookup-due", due=local(told.due_at.isoformat())))
    return lines


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(text) from error
