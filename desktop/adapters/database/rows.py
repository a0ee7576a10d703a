"""Rows to frozen dataclasses and back; columns and fields carry the same names."""

from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import Column, ColumnElement, Connection, Row, Select, Table, and_, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as insert_or_update

from desktop.domain.errors import Missing

T = TypeVar("T")


def values_of(table: Table, record: Any, **more: object) -> dict[str, Any]:
    """The record's fields that are columns of *table*, and *more*."""
    return {f.name: getattr(record, f.name) for f in fields(record) if f.name in table.c} | more


def record_of(kind: type[T], row: Row[Any], **more: object) -> T:
    """A *kind* out of the row's columns, and *more*."""
    names = {f.name for f in fields(kind)}  # type: ignore[arg-type]  # T is a dataclass
    return kind(**{name: value for name, value in row._mapping.items() if name in names} | more)  # noqa: SLF001


def records(connection: Connection, kind: type[T], query: Select[Any]) -> tuple[T, ...]:
    """Everything that *query* finds, as *kind*."""
    return tuple(record_of(kind, row) for row in connection.execute(query))


def one(connection: Connection, kind: type[T], table: Table, record_id: str, unknown: str = "id.unknown") -> T:
    """The record with this id; Missing with the code *unknown*."""
    row = connection.execute(select(table).where(table.c.id == record_id)).one_or_none()
    if row is None:
        raise Missing(unknown, id=record_id)
    return record_of(kind, row)


def ids_beginning(connection: Connection, table: Table, prefix: str) -> tuple[str, ...]:
    """Ids that begin so, in their order."""
    first, last = prefix.lower(), f"{prefix.lower()}\U0010ffff"
    return tuple(connection.scalars(select(table.c.id).where(table.c.id.between(first, last)).order_by(table.c.id)))


def span(connection: Connection, moment: Column[datetime]) -> tuple[datetime, datetime] | None:
    """The first and the last of a column, each by its index."""
    first, last = (connection.scalar(select(end(moment))) for end in (func.min, func.max))
    return None if first is None or last is None else (first, last)


def add(connection: Connection, table: Table, record: Any, **more: object) -> None:
    """A new row."""
    connection.execute(insert(table).values(values_of(table, record, **more)))


def change(connection: Connection, table: Table, record: Any) -> None:
    """The row of the record's id takes its values; Missing `id.unknown`."""
    statement = update(table).where(table.c.id == record.id).values(values_of(table, record))
    if connection.execute(statement).rowcount == 0:
        raise Missing("id.unknown", id=record.id)


def add_or_change(connection: Connection, table: Table, values: dict[str, Any]) -> None:
    """A new row, or the one with the same primary key takes the values."""
    key = [column.name for column in table.primary_key]
    others = {name: value for name, value in values.items() if name not in key}
    connection.execute(insert_or_update(table).values(values).on_conflict_do_update(index_elements=key, set_=others))


def keyed(table: Table, *parts: object) -> ColumnElement[bool]:
    """That the primary key is *parts*."""
    return and_(*(column == part for column, part in zip(table.primary_key, parts, strict=True)))
