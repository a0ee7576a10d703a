"""A vault in memory with the store's own refusals: the state table, frozen bodies, `started` for ever."""

from collections.abc import Collection
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime
from types import TracebackType
from typing import Any, Self

from desktop.domain.agreed import PapersGone, SeenAndAgreed
from desktop.domain.attachment import Attachment, PaperUpload
from desktop.domain.by_hand import HandFiling, Printing
from desktop.domain.carried import CarriedDraft
from desktop.domain.consent import Consent, ConsentStanding, ConsentTerms
from desktop.domain.dossier import Dossier, Turn
from desktop.domain.draft import Draft
from desktop.domain.errors import Missing
from desktop.domain.fee import KeptFeeReceipt, Payment
from desktop.domain.followed import FollowedDossier
from desktop.domain.person import Bond, Kin, Person
from desktop.domain.submission import Attempt, OutboxItem, Submission
from desktop.services.ports import (
    Account,
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
    PortalProfile,
    Profiles,
    Settings,
    Submissions,
)
from forms.fold import fold
from tests.fakes.vault_agreed import FakeAgreed, FakeFollowed
from tests.fakes.vault_by_hand import FakeByHand, FakeCarried
from tests.fakes.vault_dossiers import FakeDossiers
from tests.fakes.vault_items import FakeOutboxItems, standing


@dataclass
class Tables:
    drafts: dict[str, Draft] = field(default_factory=dict)
    attachments: dict[str, Attachment] = field(default_factory=dict)
    submissions: dict[str, Submission] = field(default_factory=dict)
    items: dict[str, OutboxItem] = field(default_factory=dict)
    uploads: dict[tuple[str, str, int], PaperUpload] = field(default_factory=dict)
    attempts: dict[tuple[str, int], Attempt] = field(default_factory=dict)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    cursors: dict[tuple[str, str], str] = field(default_factory=dict)
    payments: dict[str, Payment] = field(default_factory=dict)
    kept: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    fee_receipts: dict[tuple[str, str], KeptFeeReceipt] = field(default_factory=dict)
    consents: dict[str, Consent] = field(default_factory=dict)
    terms: dict[str, ConsentTerms] = field(default_factory=dict)
    standings: dict[str, ConsentStanding] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    kin: dict[tuple[str, Bond, str], Kin] = field(default_factory=dict)
    accounts: dict[tuple[str, str], Account] = field(default_factory=dict)
    profiles: dict[str, PortalProfile] = field(default_factory=dict)
    settings: dict[str, str] = field(default_factory=dict)
    by_hand: dict[str, HandFiling] = field(default_factory=dict)
    printings: dict[str, Printing] = field(default_factory=dict)
    carried: dict[str, CarriedDraft] = field(default_factory=dict)
    seen: dict[str, SeenAndAgreed] = field(default_factory=dict)
    gone: dict[str, PapersGone] = field(default_factory=dict)
    followed: dict[str, FollowedDossier] = field(default_factory=dict)

    def copy(self) -> "Tables":
        return Tables(**{name: copy(getattr(self, name)) for name in self.__dataclass_fields__})


class FakeVault:
    """Opens units over the tables; a unit that is left without commit leaves no trace."""

    def __init__(self) -> None:
        self.tables = Tables()
        self.open_units = 0
        self.commits = 0

    def __call__(self) -> "FakeUnit":
        return FakeUnit(self)


class FakeUnit:
    def __init__(self, vault: FakeVault) -> None:
        self._vault = vault
        self._tables = vault.tables.copy()
        tables = self._tables
        self.drafts: Drafts = FakeDrafts(tables)
        self.attachments: Attachments = FakeAttachments(tables)
        self.submissions: Submissions = FakeSubmissions(tables)
        self.outbox: OutboxItems = FakeOutboxItems(tables)
        self.dossiers: Dossiers = FakeDossiers(tables)
        self.persons: Persons = FakePersons(tables)
        self.accounts: Accounts = FakeAccounts(tables)
        self.profiles: Profiles = FakeProfiles(tables)
        self.settings: Settings = FakeSettings(tables)
        self.by_hand: ByHand = FakeByHand(tables)
        self.carried: Carried = FakeCarried(tables)
        self.agreed: Agreed = FakeAgreed(tables)
        self.followed: Followed = FakeFollowed(tables)

    def __enter__(self) -> Self:
        assert self._vault.open_units == 0, "one unit at a time, and none across a call to the portal"
        self._vault.open_units += 1
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._vault.open_units -= 1

    def commit(self) -> None:
        self._vault.commits += 1
        self._vault.tables = self._tables.copy()


class _Rows:
    def __init__(self, tables: Any) -> None:
        self._tables: Tables = tables


class FakeDrafts(_Rows):
    def add(self, draft: Draft) -> None:
        assert draft.id not in self._tables.drafts
        self._tables.drafts[draft.id] = draft

    def save(self, draft: Draft) -> None:
        before = self.get(draft.id)
        assert before.finalised_as is None or before.answers == draft.answers, "a finalised draft is frozen"
        self._tables.drafts[draft.id] = draft

    def get(self, draft_id: str) -> Draft:
        if draft_id not in self._tables.drafts:
            raise Missing("id.unknown", id=draft_id)
        return self._tables.drafts[draft_id]

    def find(self, prefix: str) -> tuple[str, ...]:
        return tuple(key for key in self._tables.drafts if key.startswith(prefix))

    def open(self) -> tuple[Draft, ...]:
        rows = self._tables.drafts.values()
        return tuple(draft for draft in rows if draft.discarded_at is None and draft.finalised_as is None)

    def binned(self) -> tuple[Draft, ...]:
        return tuple(draft for draft in self._tables.drafts.values() if draft.discarded_at is not None)

    def remove_binned(self, draft_id: str) -> None:
        del self._tables.drafts[draft_id]

    def remove_binned_before(self, moment: datetime) -> int:
        old = [draft.id for draft in self.binned() if draft.discarded_at and draft.discarded_at < moment]
        for draft_id in old:
            del self._tables.drafts[draft_id]
        return len(old)


class FakeAttachments(_Rows):
    def add(self, attachment: Attachment) -> None:
        self._tables.attachments[attachment.id] = attachment

    def remove(self, attachment_id: str) -> None:
        del self._tables.attachments[attachment_id]

    def of_draft(self, draft_id: str) -> tuple[Attachment, ...]:
        return tuple(row for row in self._tables.attachments.values() if row.draft == draft_id)

    def find(self, draft_id: str, prefix: str) -> tuple[Attachment, ...]:
        return tuple(row for row in self.of_draft(draft_id) if row.id.startswith(prefix))


class FakeSubmissions(_Rows):
    def add(self, submission: Submission) -> None:
        self._tables.submissions[submission.id] = submission

    def get(self, submission_id: str) -> Submission:
        if submission_id not in self._tables.submissions:
            raise Missing("id.unknown", id=submission_id)
        return self._tables.submissions[submission_id]

    def find(self, prefix: str) -> tuple[str, ...]:
        return tuple(key for key in self._tables.submissions if key.startswith(prefix))

    def all(self) -> tuple[Submission, ...]:
        return tuple(self._tables.submissions.values())

    def some(self, ids: Collection[str]) -> dict[str, Submission]:
        return {one.id: one for one in self.all() if one.id in ids}

    def count(self) -> int:
        return len(self._tables.submissions)

    def span(self) -> tuple[datetime, datetime] | None:
        moments = [one.finalised_at for one in self.all()]
        return (min(moments), max(moments)) if moments else None

    def listed(self, turn: Turn | None, start: int, count: int) -> tuple[Submission, ...]:
        newest = sorted(self.all(), key=lambda one: one.finalised_at, reverse=True)
        rows = [one for one in newest if turn in (None, standing(self._tables, one.id)[0])]
        return tuple(sorted(rows, key=self._place)[start : start + count])

    def found(self, words: str, count: int) -> tuple[Submission, ...]:
        newest = sorted(self.all(), key=lambda one: one.finalised_at, reverse=True)
        return tuple([one for one in newest if any(words in fold(said) for said in self._said(one))][:count])

    def _place(self, one: Submission) -> tuple[int, str]:
        turn, how = standing(self._tables, one.id)
        return list(Turn).index(turn), how

    def _said(self, one: Submission) -> list[str]:
        dossier = self._tables.dossiers.get(one.id)
        names = [result.name for result in dossier.results if result.kept] if dossier else []
        return [f"{one.title} {dossier.code if dossier and dossier.code else ''}", *names]

    def remove_unstarted(self, submission_id: str) -> None:
        del self._tables.submissions[submission_id]


class FakePersons(_Rows):
    def save(self, person: Person) -> None:
        self._tables.people[person.id] = person

    def all(self) -> tuple[Person, ...]:
        return tuple(sorted(self._tables.people.values(), key=lambda one: (one.learned_at, one.id), reverse=True))

    def forget(self, person_id: str) -> None:
        if self._tables.people.pop(person_id, None) is None:
            raise Missing("id.unknown", id=person_id)
        gone = [key for key, tie in self._tables.kin.items() if person_id in (tie.person, tie.other)]
        for key in gone:
            del self._tables.kin[key]

    def tie(self, kin: Kin) -> None:
        self._tables.kin[kin.person, kin.bond, kin.other] = kin

    def kin(self) -> tuple[Kin, ...]:
        return tuple(self._tables.kin[key] for key in sorted(self._tables.kin))

    def add_consent(self, consent: Consent) -> None:
        self._tables.consents[consent.id] = consent

    def consent(self, consent_id: str) -> Consent:
        return self._tables.consents[consent_id]

    def save_terms(self, terms: ConsentTerms) -> None:
        self._tables.terms[terms.draft] = terms

    def terms(self, draft_id: str) -> ConsentTerms:
        return self._tables.terms.get(draft_id, ConsentTerms(draft_id))

    def save_standing(self, standing: ConsentStanding) -> None:
        self._tables.standings[standing.consent] = standing

    def standing(self, consent_id: str) -> ConsentStanding | None:
        return self._tables.standings.get(consent_id)


class FakeAccounts(_Rows):
    def save(self, account: Account) -> None:
        self._tables.accounts.pop((account.portal_id, account.id), None)
        self._tables.accounts[account.portal_id, account.id] = account

    def get(self, portal_id: str, account_id: str) -> Account | None:
        return self._tables.accounts.get((portal_id, account_id))

    def current(self, portal_id: str) -> Account | None:
        rows = [row for row in self._tables.accounts.values() if row.portal_id == portal_id and not row.signed_out]
        return rows[-1] if rows else None

    def sign_out(self, portal_id: str, account_id: str) -> None:
        before = self._tables.accounts[portal_id, account_id]
        self._tables.accounts[portal_id, account_id] = replace(before, signed_out=True)


class FakeProfiles(_Rows):
    def save(self, profile: PortalProfile) -> None:
        self._tables.profiles[profile.portal_id] = profile

    def get(self, portal_id: str) -> PortalProfile | None:
        return self._tables.profiles.get(portal_id)

    def all(self) -> tuple[PortalProfile, ...]:
        return tuple(self._tables.profiles.values())


class FakeSettings(_Rows):
    def get(self, key: str) -> str | None:
        return self._tables.settings.get(key)

    def put(self, key: str, value: str) -> None:
        self._tables.settings[key] = value
