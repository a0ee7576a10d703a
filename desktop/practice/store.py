"""The portal's database: SQLite through sqlcipher3 (without a key), WAL, synchronous=FULL."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3
from sqlalchemy import Engine, QueuePool, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

from desktop.practice import sign_in_tables
from desktop.practice.tables import Base, Setting

PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=10000")


class Store:
    """Short sessions over one file; writes are BEGIN IMMEDIATE and one at a time."""

    def __init__(self, path: Path) -> None:
        self._engine = _engine(path)
        self._sessions = sessionmaker(self._engine, expire_on_commit=False)
        self._writing = threading.Lock()
        Base.metadata.create_all(self._engine)

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees one moment and writes nothing."""
        with self._sessions() as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """A session that commits at its end, or nothing when it raises."""
        with self._writing, self._sessions() as session:
            session.connection(execution_options={"immediate": True})
            yield session
            session.commit()

    def erase(self) -> None:
        """Forget everything but the tables."""
        with self._writing:
            Base.metadata.drop_all(self._engine)
            Base.metadata.create_all(self._engine)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()


def last_change(session: Session) -> int:
    """Where the portal's change counter (delta) stands."""
    row = session.get(Setting, "change")
    return int(row.value["n"]) if row is not None else 0


def next_change(session: Session) -> int:
    """The next number of the portal's change counter (delta)."""
    number = last_change(session) + 1
    session.merge(Setting(key="change", value={"n": number}))
    return number


def _engine(path: Path) -> Engine:
    def connect() -> Any:
        return sqlcipher3.connect(str(path), check_same_thread=False, isolation_level=None)

    engine = create_engine(
        "sqlite://",
        creator=connect,
        module=sqlcipher3,
        poolclass=QueuePool,
        hide_parameters=True,
        pool_size=8,
        max_overflow=40,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        immediate = connection.get_execution_options().get("immediate", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return engine


SCHEMA = (Base, sign_in_tables.Token)
