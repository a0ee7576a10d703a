"""`people`, and `new --for`: an officer's people, and a draft that begins with what is known of one of them."""

from typing import Any

from desktop.cli.context import Context
from desktop.cli.parser import Commands, add
from desktop.domain.draft import Draft, Relation, Submitter
from desktop.domain.person import masked
from desktop.services.residents import Resident, commune_of
from forms.fold import fold


def add_to(commands: Commands) -> None:
    """Place the commands of this group."""
    add(commands, "people", run_people).add_argument("query", nargs="*")


def run_people(context: Context) -> int:
    """Everybody who is kept, or those whom a search without accents finds; numbers are masked."""
    query = fold(" ".join(context.options.query))
    rows = [_row(one) for one in context.services.residents.all() if one.answers_to(query)]
    lines = [f"{row['person']}  {row['name']}  {row['number'] or '–'}  {row['born'] or '–'}" for row in rows]
    context.emit(rows, lines or [context.say("cli.no-people")])
    return 0


def begin_for(context: Context, submitter: Submitter | None) -> Draft:
    """A draft for `--for`; who is given as its officer is kept, as the window keeps them."""
    services = context.services
    if submitter is not None and submitter.relation is Relation.OFFICER:
        services.serving.be_officer(submitter.name, submitter.id_no)
    person = services.residents.resolve(context.options.person)
    return services.serving.begin(context.options.code, person, context.options.at or ())


def _row(one: Resident) -> dict[str, Any]:
    person, count = one.person, one.count
    return {
        "person": person.id,
        "name": person.name,
        "number": masked(person.number) if person.number else None,
        "born": person.born,
        "commune": commune_of(person) or None,
        "drafts": count.drafts,
        "waiting": count.waiting,
        "moves": count.moves,
    }
