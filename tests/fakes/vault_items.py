"""Outbox items in memory, refused as the store refuses them."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from desktop.domain.attachment import PaperUpload
from desktop.domain.dossier import Turn
from desktop.domain.errors import Missing
from desktop.domain.retry import LONGEST
from desktop.domain.submission import CLAIMABLE, FINAL, Attempt, Kind, OutboxItem, State, allowed_pairs
from desktop.services.ports import ITEM_ORDER
from desktop.services.turns import presses, turn_of

_ASKING = (State.UNKNOWN, State.WITHDRAWING)


class StoreRefusedError(AssertionError):
    """The store would not write this: a bug of the program."""


def held(tables: Any, portal_id: str, account: str) -> list[str]:
    items = [one for one in tables.items.values() if (one.portal_id, one.account) == (portal_id, account)]
    return [one.id for one in items if one.kind is Kind.DOSSIER and one.state is State.RECEIPTED]


def standing(tables: Any, submission: str) -> tuple[Turn, str]:
    """Whose move it is, and how it presses."""
    items = [one for one in tables.items.values() if one.submission == submission]
    own = next((one for one in items if one.kind is Kind.DOSSIER), None)
    copy = tables.dossiers.get(submission)
    turn = turn_of(own, copy, items) if own is not None else Turn.OFFICE
    return turn, presses(turn, copy, items)


class FakeOutboxItems:
    def __init__(self, tables: Any) -> None:
        self._tables = tables

    def add(self, item: OutboxItem) -> None:
        if item.id in self._tables.items or item.started or item.state not in (State.READY, State.QUEUED):
            raise StoreRefusedError(item)
        self._tables.items[item.id] = item

    def save(self, item: OutboxItem) -> None:
        before = self.get(item.id)
        moved = (before.state.value, item.state.value)
        if before.state is not item.state and moved not in allowed_pairs():
            raise StoreRefusedError(moved)
        frozen = (before.body, before.fingerprint, before.mode, before.kind)
        if frozen != (item.body, item.fingerprint, item.mode, item.kind) or before.started > item.started:
            raise StoreRefusedError(item)
        if before.started and before.account is not None and before.account != item.account:
            raise StoreRefusedError(item.account)
        self._tables.items[item.id] = item

    def get(self, item_id: str) -> OutboxItem:
        if item_id not in self._tables.items:
            raise Missing("id.unknown", id=item_id)
        found: OutboxItem = self._tables.items[item_id]
        return found

    def find(self, prefix: str) -> tuple[str, ...]:
        return tuple(key for key in self._tables.items if key.startswith(prefix))

    def of_submission(self, submission_id: str) -> tuple[OutboxItem, ...]:
        return tuple(item for item in self._tables.items.values() if item.submission == submission_id)

    def of_submissions(self, ids: Collection[str]) -> dict[str, tuple[OutboxItem, ...]]:
        return {one: self.of_submission(one) for one in ids}

    def open(self) -> tuple[OutboxItem, ...]:
        return tuple(item for item in self._tables.items.values() if item.state not in FINAL)

    def held(self, portal_id: str, account: str, among: Collection[str] | None = None) -> frozenset[str]:
        return frozenset(one for one in held(self._tables, portal_id, account) if among is None or one in among)

    def taken_back(self, portal_id: str, account: str, named: Collection[str]) -> frozenset[str]:
        return frozenset(one for one in self._let_go(portal_id, account) if one in named)

    def taken_back_and_open(self, portal_id: str, account: str, before: datetime, now: datetime) -> frozenset[str]:
        copies = {one: self._tables.dossiers.get(one) for one in self._let_go(portal_id, account)}
        return frozenset(
            one
            for one, copy in copies.items()
            if copy is not None and not copy.final and copy.refreshed_at and not before <= copy.refreshed_at <= now
        )

    def _let_go(self, portal_id: str, account: str) -> list[str]:
        items = [one for one in self._tables.items.values() if (one.portal_id, one.account) == (portal_id, account)]
        ended = (Kind.DOSSIER, State.WITHDRAWN, True)
        return [one.id for one in items if (one.kind, one.state, one.started) == ended]

    def last_receipt(self) -> datetime | None:
        return max((item.receipted_at for item in self._tables.items.values() if item.receipted_at), default=None)

    def claim(self, owner: str, now: datetime, until: datetime, *, skip: Collection[str]) -> OutboxItem | None:
        due = [item for item in self._tables.items.values() if item.id not in skip and self._is_due(item, now, until)]
        if not due:
            return None
        first: OutboxItem = min(due, key=lambda item: (ITEM_ORDER.index(item.kind), item.created_at, item.id))
        claimed = replace(first, lease_owner=owner, lease_until=until)
        self._tables.items[first.id] = claimed
        return claimed

    def _is_due(self, item: OutboxItem, now: datetime, until: datetime) -> bool:
        if item.state not in CLAIMABLE | {State.RETRY_WAIT} or item.paused:
            return False
        if now < (item.next_try_at or now) <= now + LONGEST or now < (item.lease_until or now) <= until + (until - now):
            return False
        if item.state in _ASKING or item.resume_state in _ASKING:
            return True
        if item.depends_on is not None and self.get(item.depends_on).state is not State.RECEIPTED:
            return False
        if item.kind in (Kind.DOSSIER, Kind.CONSENT) or item.submission is None:
            return True
        return self.get(item.submission).state is State.RECEIPTED

    def release(self, item_id: str, owner: str) -> None:
        if (item := self.get(item_id)).lease_owner == owner:
            self._tables.items[item_id] = replace(item, lease_owner=None, lease_until=None)

    def remove(self, item_id: str) -> None:
        item = self.get(item_id)
        has_ended = item.kind is not Kind.DOSSIER and item.state is State.WITHDRAWN and item.receipt is None
        if item.started and not has_ended:
            raise StoreRefusedError(item_id)
        del self._tables.items[item_id]
        for rows in (self._tables.uploads, self._tables.attempts):
            for key in [key for key in rows if key[0] == item_id]:
                del rows[key]

    def uploads(self, item_id: str) -> tuple[PaperUpload, ...]:
        return tuple(row for (item, _, _), row in self._tables.uploads.items() if item == item_id)

    def save_upload(self, upload: PaperUpload) -> None:
        self._tables.uploads[upload.item, upload.slot, upload.n] = upload

    def add_attempt(self, attempt: Attempt) -> None:
        assert (attempt.item, attempt.number) not in self._tables.attempts
        self._tables.attempts[attempt.item, attempt.number] = attempt

    def end_attempt(self, attempt: Attempt) -> None:
        assert (attempt.item, attempt.number) in self._tables.attempts
        self._tables.attempts[attempt.item, attempt.number] = attempt

    def attempts(self, item_id: str) -> tuple[Attempt, ...]:
        return tuple(row for (item, _), row in self._tables.attempts.items() if item == item_id)
