"""Whole copies of a store, taken while others may be writing to it, and stores filled from such copies."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine, update

from desktop.adapters.database import papers as papers_table
from desktop.adapters.database.engine import connect, open_engine, reading, writing
from desktop.adapters.database.naming import named
from desktop.adapters.database.papers import StoredPapers
from desktop.adapters.database.schema import refuse_newer
from desktop.adapters.database.store_faults import meaning
from desktop.adapters.database.tables import account
from desktop.adapters.database.vault import PAPERS_NAME, VAULT_NAME, broken, open_vault
from desktop.domain.errors import StoreFault


def copy_of(source: Path, target: Path, key: bytes) -> None:
    """Copy a store whole, under the same key; the copy takes its name only when it is on disk."""
    unfinished = target.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(connect(source, key)) as old, closing(connect(unfinished, key)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE").fetchone()
    with unfinished.open("rb+") as written:
        os.fsync(written.fileno())
    unfinished.replace(target)


def copy_vault(home: Path, folder: Path, key: bytes) -> frozenset[str]:
    """A copy of vault.db in *folder* without any token, looked through; the digests of the papers that it names.

    Raises StoreFault; `backup.unsound` when something in it is not whole.
    """
    target = folder / VAULT_NAME
    try:
        copy_of(home / VAULT_NAME, target, key)
        with _engine(target, key) as engine:
            refuse_newer(engine)
            _refuse_broken(engine)
            _sign_out(engine)
            with reading(engine) as connection:
                names = named(connection)
        _into_one_file(target, key)
    except Exception as error:
        known = meaning(error, target)
        if known is None:
            raise
        raise known from error
    return names


@contextmanager
def papers_of(home: Path, key: bytes) -> Iterator[StoredPapers]:
    """The papers of a home, for reading beside whoever has it open."""
    with _engine(home / PAPERS_NAME, key) as engine:
        yield StoredPapers(engine)


def fill_papers(
    folder: Path, key: bytes, papers: Iterable[tuple[str, int, Iterator[bytes]]], moved: Callable[[int], None]
) -> None:
    """A new papers.db in *folder* that holds *papers*; StoreFault."""
    with _engine(folder / PAPERS_NAME, key) as engine:
        with writing(engine) as connection:
            papers_table.metadata.create_all(connection)
        StoredPapers(engine).fill(papers, moved)


def sign_out_all(folder: Path, key: bytes) -> None:
    """Take the tokens out of the vault.db in *folder*."""
    with _engine(folder / VAULT_NAME, key) as engine:
        _sign_out(engine)


def store_faults(folder: Path, key: bytes, moved: Callable[[int], None]) -> tuple[str, ...]:
    """Codes of what is wrong with the stores in *folder*, () for whole ones; StoreFault where they cannot be opened."""
    with open_vault(folder, key) as vault:
        return tuple(finding.code for finding in vault.check(moved))


@contextmanager
def _engine(path: Path, key: bytes) -> Iterator[Engine]:
    engine = open_engine(path, key)
    try:
        yield engine
    finally:
        engine.dispose()


def _refuse_broken(engine: Engine) -> None:
    for finding in broken(VAULT_NAME, engine):
        raise StoreFault("backup.unsound", finding=finding.code)


def _sign_out(engine: Engine) -> None:
    """Tokens belong to one computer; `secure_delete` overwrites what they stood in."""
    with writing(engine) as connection:
        connection.execute(update(account).values(access_token="", refresh_token=None, signed_out=True))


def _into_one_file(path: Path, key: bytes) -> None:
    with closing(connect(path, key)) as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    with path.open("rb+") as written:
        os.fsync(written.fileno())
