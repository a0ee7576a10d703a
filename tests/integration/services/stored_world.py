"""The services over the real vault, with the fake portal."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from desktop.adapters.database.unit_of_work import StoredUnit
from desktop.adapters.database.vault import Vault
from tests.fakes.world import World


@dataclass
class StoredTables:
    """Looks into the real store the way `World` looks into the fake one."""

    vault: Vault
    open_units: int = 0

    def __call__(self) -> StoredUnit:
        return self.vault.unit()

    @property
    def tables(self) -> Any:
        with self.vault.unit() as uow:
            submissions = {row.id: row for row in uow.submissions.all()}
            items = {row.id: row for key in submissions for row in uow.outbox.of_submission(key)}
            attempts = {(row.item, row.number): row for key in items for row in uow.outbox.attempts(key)}
            account = uow.accounts.current("practice-00000001")
        return SimpleNamespace(
            submissions=submissions, items=items, attempts=attempts, accounts={"mai": account} if account else {}
        )


def stored_world(vault: Vault) -> World:
    return World(vault=StoredTables(vault), papers=vault.papers)  # type: ignore[arg-type]
