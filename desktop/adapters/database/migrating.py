"""Migrations of vault.db: the only module that imports Alembic."""

from collections.abc import Collection
from pathlib import Path

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, Engine

from desktop.adapters.database.copying import copy_of
from desktop.adapters.database.schema import stamp
from desktop.domain.errors import StoreFault

SCRIPTS = Path(__file__).parent / "migrations"


def migrate(engine: Engine, home: Path, key: bytes, scripts: Path = SCRIPTS) -> None:
    """Bring vault.db to the last migration, one transaction each, after an encrypted copy of it was made.

    A migration that fails leaves the store as the one before it left it.
    """
    directory = ScriptDirectory(str(scripts))
    with engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
        connection.rollback()
        if found is not None:
            copy_of(home / "vault.db", home / f"vault.before-{found}.db", key)
        for script in reversed(list(directory.iterate_revisions("head", found or "base"))):
            if script.revision != found:
                _step(connection, script)


def _step(connection: Connection, script: Script) -> None:
    """Foreign keys are off, or rebuilding a table would take its children along; checked before the commit."""
    driver = connection.connection.driver_connection
    assert driver is not None, "an open connection has its driver's"  # noqa: S101 - tells mypy
    driver.execute("PRAGMA foreign_keys = OFF")
    try:
        rules = _drop_rules(connection)
        with Operations.context(MigrationContext.configure(connection)):
            script.module.upgrade()
        _set_rules_again(connection, rules, getattr(script.module, "dropped_rules", ()))
        if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
            raise StoreFault("vault.migration-failed", revision=script.revision)
        stamp(connection, script.revision)
        connection.commit()
    finally:
        connection.rollback()
        driver.execute("PRAGMA foreign_keys = ON")


def _drop_rules(connection: Connection) -> dict[str, str]:
    """A table cannot be rebuilt while a trigger speaks of it, and would lose its own."""
    found = connection.exec_driver_sql("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    rules = {row.name: row.sql for row in found}
    for name in rules:
        connection.exec_driver_sql(f"DROP TRIGGER {name}")
    return rules


def _set_rules_again(connection: Connection, rules: dict[str, str], dropped: Collection[str]) -> None:
    """All but those that the migration wrote anew, or names in its `dropped_rules`."""
    anew = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars())
    for name, statement in rules.items():
        if name not in anew and name not in dropped:
            connection.exec_driver_sql(statement)
