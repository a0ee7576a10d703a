"""Connections to an encrypted SQLite file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, ExceptionContext, QueuePool, create_engine, event

from desktop.adapters.database.store_faults import meaning

WAIT_FOR_WRITERS = 10_000
"""Milliseconds that a write waits for another one to end."""

READING = "reading"
"""Execution option of a connection that begins without the write lock."""


def connect(path: Path, key: bytes | bytearray) -> Any:
    """A bare driver connection; raises the driver's errors."""
    connection = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        connection.execute(f"PRAGMA busy_timeout = {WAIT_FOR_WRITERS}")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("PRAGMA foreign_keys = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def open_engine(path: Path, key: bytes | bytearray) -> Engine:
    """An engine whose transactions take the write lock at once, and whose errors are refusals."""
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key),
        poolclass=QueuePool,
        pool_size=2,
        max_overflow=6,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begin)
    event.listen(engine, "reset", _end)

    @event.listens_for(engine, "handle_error")
    def _explain(context: ExceptionContext) -> None:
        known = meaning(context.original_exception, path)
        if known is not None:
            raise known from context.original_exception

    return engine


def _begin(connection: Connection) -> None:
    kind = "DEFERRED" if connection.get_execution_options().get(READING) else "IMMEDIATE"
    connection.exec_driver_sql(f"BEGIN {kind}")


def _end(connection: Any, _record: object, _state: object) -> None:
    """A commit that failed leaves its transaction open, and SQLAlchemy takes it for ended."""
    if connection is not None and connection.in_transaction:
        connection.rollback()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A connection for one short read that holds up no writer."""
    with engine.connect().execution_options(**{READING: True}) as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write, committed at the end, undone when anything raises."""
    with engine.begin() as connection:
        yield connection


def fold(engine: Engine) -> None:
    """Fold the write-ahead log into the file as far as others allow.

    The power may go while it is being folded: a page is torn then in the file and whole in the log, which is no damage.
    """
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    finally:
        connection.close()
