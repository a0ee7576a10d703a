"""One user's encrypted store: vault.db and papers.db in one home."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from sqlalchemy import Engine

from desktop.adapters.database import papers as papers_table
from desktop.adapters.database.engine import fold, open_engine, reading, writing
from desktop.adapters.database.naming import named
from desktop.adapters.database.papers import StoredPapers
from desktop.adapters.database.schema import bring_up_to_date, is_empty
from desktop.adapters.database.unit_of_work import StoredUnit
from desktop.domain.errors import StoreFault
from desktop.services.vault_ports import Accounts

VAULT_NAME = "vault.db"
PAPERS_NAME = "papers.db"


@dataclass(frozen=True, slots=True)
class VaultFinding:
    """Something wrong in the store; *where* is a file, a table or the beginning of a digest."""

    code: str
    where: str


class Vault:
    """An open store; `unit()` may be called from any thread. *accounts* may live elsewhere than in the file."""

    def __init__(self, engine: Engine, papers_engine: Engine, accounts: Accounts | None = None) -> None:
        self.engine = engine
        self.accounts = accounts
        self.papers_engine = papers_engine
        self.papers = StoredPapers(papers_engine)

    def unit(self) -> StoredUnit:
        """One short write or read."""
        return StoredUnit(self.engine, self.accounts)

    def named_papers(self) -> frozenset[str]:
        """Every digest that vault.db names; what papers.db holds beside these may go."""
        with reading(self.engine) as connection:
            return named(connection)

    def check(self, moved: Callable[[int], object] = int) -> tuple[VaultFinding, ...]:
        """Whether both files are whole and every named paper is here and unchanged; *moved* hears of their bytes."""
        return (*self._broken_files(), *self._broken_papers(moved))

    def _broken_files(self) -> Iterator[VaultFinding]:
        for name, engine in ((VAULT_NAME, self.engine), (PAPERS_NAME, self.papers_engine)):
            try:
                fold(engine)
                yield from broken(name, engine)
            except StoreFault as fault:
                yield VaultFinding(fault.code, name)

    def _broken_papers(self, moved: Callable[[int], object]) -> Iterator[VaultFinding]:
        try:
            wanted = self.named_papers()
            held = self.papers.sizes(wanted)
        except StoreFault:
            return
        for digest in sorted(wanted):
            try:
                if digest not in held:
                    yield VaultFinding("vault.paper-missing", digest[:12])
                elif not self.papers.is_intact(digest):
                    yield VaultFinding("vault.paper-changed", digest[:12])
            except StoreFault as fault:
                yield VaultFinding(fault.code, digest[:12])
            moved(held.get(digest, 0))

    def close(self) -> None:
        """Give the files back; the last one out folds the write-ahead log into them."""
        self.engine.dispose()
        self.papers_engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_vault(home: Path, key: bytes | bytearray, accounts: Accounts | None = None) -> Vault:
    """Open the store in *home*, made first if there is none, migrated first if it is old.

    Raises StoreFault `vault.damaged` when one file is there without the other, or unreadable with the right *key*;
    `vault.newer`, `vault.read-only`, `vault.full`, `vault.locked`.
    """
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreFault("vault.read-only") from error
    vault = Vault(open_engine(home / VAULT_NAME, key), open_engine(home / PAPERS_NAME, key), accounts)
    try:
        _refuse_loss(vault, home)
        bring_up_to_date(vault.engine, home, key)
        _create_papers(vault)
    except BaseException:
        vault.close()
        raise
    return vault


def _refuse_loss(vault: Vault, home: Path) -> None:
    """An empty vault beside papers is not a new one: emptiness is never an instruction."""
    if not _has_bytes(home / PAPERS_NAME):
        return
    with reading(vault.engine) as connection:
        lost = is_empty(connection)
    if lost:
        raise StoreFault("vault.damaged")


def _create_papers(vault: Vault) -> None:
    with reading(vault.papers_engine) as connection:
        new = is_empty(connection)
    if not new:
        return
    if vault.named_papers():
        raise StoreFault("vault.damaged")
    with writing(vault.papers_engine) as connection:
        if is_empty(connection):  # somebody else may have made it since we looked
            papers_table.metadata.create_all(connection)


def _has_bytes(path: Path) -> bool:
    return path.exists() and path.stat().st_size > 0


def broken(name: str, engine: Engine) -> Iterable[VaultFinding]:
    """What is wrong inside one file."""
    with reading(engine) as connection:
        said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        if said != ["ok"]:
            yield VaultFinding("vault.damaged", name)
        if connection.exec_driver_sql("PRAGMA cipher_integrity_check").first() is not None:
            yield VaultFinding("vault.page-changed", name)
        for row in connection.exec_driver_sql("PRAGMA foreign_key_check"):
            yield VaultFinding("vault.row-orphaned", f"{name}: {row[0]}")
