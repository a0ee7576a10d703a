"""A new vault.db, and what stands between an old one and the present."""

from pathlib import Path

from sqlalchemy import Connection, Engine

from desktop.adapters.database.engine import reading, writing
from desktop.adapters.database.home_lock import alone_in
from desktop.adapters.database.tables import metadata
from desktop.domain.errors import StoreFault

HEAD = "0009"
"""The last migration. `PRAGMA user_version` holds its number, so that Alembic is imported only to migrate."""

ALEMBIC_TABLE = (
    "CREATE TABLE IF NOT EXISTS alembic_version (version_num VARCHAR(32) NOT NULL,"
    " CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
"""As Alembic would make it."""


def bring_up_to_date(engine: Engine, home: Path, key: bytes | bytearray) -> None:
    """Create or migrate; StoreFault `vault.newer` when a later program has been here."""
    if _version(engine) == int(HEAD):
        return
    with alone_in(home):
        found = _version(engine)
        _refuse_newer(found)
        if found == 0:
            _create(engine)
        elif found < int(HEAD):
            from desktop.adapters.database.migrating import migrate

            migrate(engine, home, bytes(key))


def refuse_newer(engine: Engine) -> None:
    """StoreFault `vault.newer` for a store of a later program."""
    _refuse_newer(_version(engine))


def _refuse_newer(found: int) -> None:
    if found > int(HEAD):
        raise StoreFault("vault.newer", found=found, known=int(HEAD))


def is_empty(connection: Connection) -> bool:
    """No table at all: a new file, or one that lost everything."""
    return not connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()


def stamp(connection: Connection, revision: str) -> None:
    """Write down which migration was the last, for us and for Alembic."""
    connection.exec_driver_sql(f"PRAGMA user_version = {int(revision)}")
    connection.exec_driver_sql(ALEMBIC_TABLE)
    connection.exec_driver_sql("DELETE FROM alembic_version")
    connection.exec_driver_sql("INSERT INTO alembic_version (version_num) VALUES (?)", (revision,))


def _version(engine: Engine) -> int:
    with reading(engine) as connection:
        return int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())


def _create(engine: Engine) -> None:
    with writing(engine) as connection:
        if not is_empty(connection):
            raise StoreFault("vault.damaged")
        metadata.create_all(connection)
        stamp(connection, HEAD)
