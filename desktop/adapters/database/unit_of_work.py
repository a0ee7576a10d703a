"""One short write or read of vault.db."""

from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from desktop.adapters.database.agreed import StoredAgreed
from desktop.adapters.database.by_hand import StoredByHand
from desktop.adapters.database.carried import StoredCarried
from desktop.adapters.database.dossiers import StoredDossiers
from desktop.adapters.database.drafts import StoredAttachments, StoredDrafts
from desktop.adapters.database.followed import StoredFollowed
from desktop.adapters.database.outbox_items import StoredOutboxItems
from desktop.adapters.database.people import StoredAccounts, StoredPersons
from desktop.adapters.database.profiles import StoredProfiles, StoredSettings
from desktop.adapters.database.submissions import StoredSubmissions
from desktop.services.vault_ports import (
    Accounts,
    Agreed,
    Attachments,
    ByHand,
    Carried,
    Dossiers,
    Drafts,
    Followed,
    OutboxItems,
    Persons,
    Profiles,
    Settings,
    Submissions,
)


class StoredUnit:
    """Takes the write lock with its first statement; leaving without `commit()` rolls back."""

    drafts: Drafts
    attachments: Attachments
    submissions: Submissions
    outbox: OutboxItems
    dossiers: Dossiers
    persons: Persons
    accounts: Accounts
    profiles: Profiles
    settings: Settings
    by_hand: ByHand
    carried: Carried
    agreed: Agreed
    followed: Followed

    def __init__(self, engine: Engine, accounts: Accounts | None = None) -> None:
        self._engine = engine
        self._accounts = accounts

    def __enter__(self) -> Self:
        connection = self._connection = self._engine.connect()
        self.drafts = StoredDrafts(connection)
        self.attachments = StoredAttachments(connection)
        self.submissions = StoredSubmissions(connection)
        self.outbox = StoredOutboxItems(connection)
        self.dossiers = StoredDossiers(connection)
        self.persons = StoredPersons(connection)
        self.accounts = self._accounts or StoredAccounts(connection)
        self.profiles = StoredProfiles(connection)
        self.settings = StoredSettings(connection)
        self.by_hand = StoredByHand(connection)
        self.carried = StoredCarried(connection)
        self.agreed = StoredAgreed(connection)
        self.followed = StoredFollowed(connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def commit(self) -> None:
        self._connection.commit()
