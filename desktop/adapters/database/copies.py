"""The portal's copies of dossiers with what belongs to each: history, messages, results."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, TextClause, and_, select

from desktop.adapters.database import rows
from desktop.adapters.database.tables import dossier, history_row, kept_result, message, result
from desktop.domain.dossier import Dossier, HistoryRow, Message, ResultRecord

T = TypeVar("T")
_SAME_PAPER = and_(
    kept_result.c.dossier == result.c.dossier,
    kept_result.c.rid == result.c.rid,
    kept_result.c.paper_sha256 == result.c.sha256,
)
_IS_KEPT = kept_result.c.verdict.is_not(None).label("kept")
_WITH_KEPT = select(result, kept_result.c.verdict, _IS_KEPT).outerjoin(kept_result, _SAME_PAPER)


def get(connection: Connection, dossier_id: str) -> Dossier | None:
    """The one with this id."""
    return next(iter(found(connection, dossier.c.id == dossier_id)), None)


def found(connection: Connection, wanted: ColumnElement[bool] | TextClause | None) -> tuple[Dossier, ...]:
    """One dossier, some or all, in as many questions; in the order of their ids."""
    query = select(dossier).order_by(dossier.c.id)
    stored = connection.execute(query if wanted is None else query.where(wanted)).all()
    if not stored:
        return ()
    only = None if wanted is None else select(dossier.c.id).where(wanted)
    history = _parts(connection, HistoryRow, select(history_row), history_row, only, history_row.c.seq)
    messages = _parts(connection, Message, select(message), message, only, message.c.at, message.c.mid)
    results = _parts(connection, ResultRecord, _WITH_KEPT, result, only, result.c.issued_at, result.c.rid)
    return tuple(
        rows.record_of(Dossier, row, history=history[row.id], messages=messages[row.id], results=results[row.id])
        for row in stored
    )


def _parts(
    connection: Connection,
    kind: type[T],
    query: Select[Any],
    table: Table,
    only: Select[str] | None,
    *order: ColumnElement[Any],
) -> Mapping[str, tuple[T, ...]]:
    """What belongs to each dossier, or to some."""
    asked = query if only is None else query.where(table.c.dossier.in_(only))
    parts: defaultdict[str, tuple[T, ...]] = defaultdict(tuple)
    for row in connection.execute(asked.order_by(*order)):
        parts[row.dossier] += (rows.record_of(kind, row),)
    return parts
