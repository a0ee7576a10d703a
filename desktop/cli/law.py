"""`law`: the acts that procedures rest on, clause by clause."""

from typing import Any

from desktop.cli.context import Context
from desktop.cli.parser import Commands, add
from desktop.domain.errors import Missing
from forms.law import Clause, Law, UnknownClause
from forms.wording import written_date


def add_to(commands: Commands) -> None:
    """Place the command."""
    add(commands, "law", run_law).add_argument("reference", nargs="?", default="")


def run_law(context: Context) -> int:
    """A clause by its reference (`60/2014/QH13#15.1`), a whole act by its number, or the list of all acts."""
    law, reference = Law.shipped(), context.options.reference
    if not reference:
        acts = [{"number": act.number, "name": act.name[context.lang]} for act in law.acts()]
        context.emit(acts, [f"{act['number']}  {act['name']}" for act in acts])
        return 0
    try:
        wanted = law.clause(reference)
    except UnknownClause as error:
        raise Missing(error.code, **error.parameters) from error
    inside = () if wanted.title else law.act(reference).clauses
    rows = [clause_row(one, context.lang) for one in (wanted, *inside)]
    lines = [line for row in rows for line in ("", *clause_lines(context, row))]
    context.emit(rows, lines[1:])
    return 0


def clause_row(clause: Clause, lang: str) -> dict[str, Any]:
    """A clause as JSON; `text` is null where we do not have the wording."""
    return {
        "reference": clause.reference,
        "cited": clause.cited(lang),
        "in_force": clause.in_force,
        "confirmed": clause.confirmed,
        "text": clause.text,
        "about": clause.about[lang],
    }


def clause_lines(context: Context, row: dict[str, Any]) -> list[str]:
    """The citation, since when it holds, and the wording or that we do not have it."""
    day = written_date(row["in_force"]) if row["in_force"] else None
    kind = "unknown" if day is None else "confirmed" if row["confirmed"] else "unconfirmed"
    words = row["text"] or context.say("law.no-wording", about=row["about"])
    return [f"{row['cited']}  [{row['reference']}]", f"  {context.say(f'law.since-{kind}', day=day)}", f"  {words}"]
