"""People kept for next time, their kin, consents, and accounts at portals."""

from sqlalchemy import Connection, delete, func, select, update

from desktop.adapters.database import rows
from desktop.adapters.database.tables import account, consent, consent_standing, consent_terms, kin, person
from desktop.domain.consent import Consent, ConsentStanding, ConsentTerms
from desktop.domain.errors import Missing
from desktop.domain.person import Kin, Person
from desktop.services.vault_ports import Account


class StoredPersons:
    """Persons of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, record: Person) -> None:
        rows.add_or_change(self._connection, person, rows.values_of(person, record))

    def all(self) -> tuple[Person, ...]:
        """Last learned first."""
        query = select(person).order_by(person.c.learned_at.desc(), person.c.id.desc())
        return rows.records(self._connection, Person, query)

    def forget(self, person_id: str) -> None:
        """Missing `id.unknown`; the ties go with it."""
        if self._connection.execute(delete(person).where(person.c.id == person_id)).rowcount == 0:
            raise Missing("id.unknown", id=person_id)

    def tie(self, record: Kin) -> None:
        rows.add_or_change(self._connection, kin, rows.values_of(kin, record))

    def kin(self) -> tuple[Kin, ...]:
        """In the order of their persons."""
        return rows.records(self._connection, Kin, select(kin).order_by(kin.c.person, kin.c.bond, kin.c.other))

    def add_consent(self, record: Consent) -> None:
        rows.add(self._connection, consent, record)

    def consent(self, consent_id: str) -> Consent:
        return rows.one(self._connection, Consent, consent, consent_id)

    def save_terms(self, record: ConsentTerms) -> None:
        rows.add_or_change(self._connection, consent_terms, rows.values_of(consent_terms, record))

    def terms(self, draft_id: str) -> ConsentTerms:
        """What was chosen, else as long as the law of the contract lets it hold."""
        query = select(consent_terms).where(consent_terms.c.draft == draft_id)
        return next(iter(rows.records(self._connection, ConsentTerms, query)), ConsentTerms(draft_id))

    def save_standing(self, record: ConsentStanding) -> None:
        rows.add_or_change(self._connection, consent_standing, rows.values_of(consent_standing, record))

    def standing(self, consent_id: str) -> ConsentStanding | None:
        query = select(consent_standing).where(consent_standing.c.consent == consent_id)
        return next(iter(rows.records(self._connection, ConsentStanding, query)), None)


class StoredAccounts:
    """Accounts of one unit of work."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, record: Account) -> None:
        """New tokens of an account keep its turn; signing in anew makes it the current one."""
        before = self.get(record.portal_id, record.id)
        again = before is None or (before.signed_out and not record.signed_out)
        turn = self._last_turn() + 1 if again else self._turn(record)
        rows.add_or_change(self._connection, account, rows.values_of(account, record, turn=turn))

    def _last_turn(self) -> int:
        return self._connection.scalar(select(func.coalesce(func.max(account.c.turn), 0))) or 0

    def _turn(self, record: Account) -> int:
        here = rows.keyed(account, record.portal_id, record.id)
        return int(self._connection.scalars(select(account.c.turn).where(here)).one())

    def get(self, portal_id: str, account_id: str) -> Account | None:
        query = select(account).where(rows.keyed(account, portal_id, account_id))
        return next(iter(rows.records(self._connection, Account, query)), None)

    def current(self, portal_id: str) -> Account | None:
        """The account that signed in last and did not sign out."""
        query = select(account).where(account.c.portal_id == portal_id, account.c.signed_out.is_(False))
        found = rows.records(self._connection, Account, query.order_by(account.c.turn.desc()).limit(1))
        return found[0] if found else None

    def sign_out(self, portal_id: str, account_id: str) -> None:
        """Its tokens are wiped; what waits for it goes on waiting."""
        wiped = {"signed_out": True, "access_token": "", "refresh_token": None}
        self._connection.execute(update(account).where(rows.keyed(account, portal_id, account_id)).values(wiped))
