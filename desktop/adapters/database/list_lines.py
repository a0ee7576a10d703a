"""Where each submission stands in the list and by which words it is found, kept beside what they follow from."""

from sqlalchemy import Connection, Select, column, func, insert, or_, select, table, update

from desktop.adapters.database import copies, rows
from desktop.adapters.database.tables import list_line, outbox_item, submission
from desktop.domain.dossier import Dossier, Turn
from desktop.domain.submission import Kind, OutboxItem
from desktop.services.turns import NOTHING, presses, turn_of
from forms.fold import fold

LEAST = 3
"""Letters from which on the words are found by their index."""

list_words = table("list_words", column("rowid"), column("words"))
_line = list_line.c
_NEWEST = _line.place.desc()


def add(connection: Connection, submission_id: str, title: str) -> None:
    """The line of what was just finalised: nothing was heard of it yet, and nothing of it is to be sent."""
    made = connection.execute(insert(list_line).values(submission=submission_id, turn=Turn.OFFICE, presses=NOTHING))
    place = made.inserted_primary_key[0] if made.inserted_primary_key else None
    connection.execute(insert(list_words).values(rowid=place, words=fold(title)))


def follow(connection: Connection, dossier: Dossier) -> None:
    """What the portal says now decides whose move it is, and the code and what was issued may be looked for."""
    query = select(_line.place, submission.c.title).join(submission, submission.c.id == _line.submission)
    row = connection.execute(query.where(_line.submission == dossier.id)).one_or_none()
    if row is None:
        return
    names = [fold(result.name) for result in dossier.results if result.kept]
    words = "\n".join([fold(f"{row.title} {dossier.code or ''}"), *names])
    here = list_words.c.rowid == row.place
    connection.execute(update(list_words).where(here, list_words.c.words != words).values(words=words))
    stand(connection, dossier.id, dossier)


def stand(connection: Connection, submission_id: str | None, known: Dossier | None = None) -> None:
    """Whose move it is and how it presses, by its items and the portal's copy, which may be *known* already."""
    query = select(outbox_item).where(outbox_item.c.submission == submission_id)
    items = rows.records(connection, OutboxItem, query.order_by(outbox_item.c.created_at, outbox_item.c.id))
    own = next((item for item in items if item.kind is Kind.DOSSIER), None)
    if own is None or submission_id is None:
        return
    copy = known or copies.get(connection, submission_id)
    turn = turn_of(own, copy, items)
    place = {"turn": turn, "presses": presses(turn, copy, items)}
    moves = or_(*(list_line.c[name] != value for name, value in place.items()))
    connection.execute(update(list_line).where(_line.submission == submission_id, moves).values(place))


def listed(turn: Turn | None, start: int, count: int) -> Select[str]:
    """Ids, whose move it is first, in it what presses most, then the last finalised.

    The four words stand in that order from z to a.
    """
    query = select(_line.submission).order_by(_line.turn.desc(), _line.presses, _NEWEST).offset(start).limit(count)
    return query if turn is None else query.where(_line.turn == turn)


def found(words: str, count: int) -> Select[str]:
    """Ids of those that are found by the folded *words*, the last finalised first."""
    if len(words) < LEAST:
        wanted = func.instr(list_words.c.words, words) > 0
    else:
        phrase = words.replace('"', '""')
        wanted = list_words.c.words.op("MATCH")(f'"{phrase}"')
    query = select(_line.submission).join(list_words, list_words.c.rowid == _line.place)
    return query.where(wanted).order_by(list_words.c.rowid.desc()).limit(count)
