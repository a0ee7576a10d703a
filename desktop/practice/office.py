"""The practice office: one method for each act of an officer; admin API, desk page and --auto call nothing else."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.practice import officers, refunds
from desktop.practice.casework import Casework
from desktop.practice.clock import PracticeClock
from desktop.practice.fee_desk import FeeDesk
from desktop.practice.identifiers import new_id
from desktop.practice.journal import Journal, stamp, when
from desktop.practice.problems import Problem
from desktop.practice.store import Store
from desktop.practice.tables import Confirmation, Dossier, Message, Result, Supplement
from desktop.practice.workflow import officer_actions

SUPPLEMENT_DAYS = 10
CONFIRMATION_DAYS = 1


class Office:
    """Acts on dossiers by id; each method gives the dossier's new row or raises Problem `not-found` or `not-open`."""

    def __init__(
        self, store: Store, clock: PracticeClock, journal: Journal, casework: Casework, fee_desk: FeeDesk
    ) -> None:
        self._store = store
        self._clock = clock
        self._journal = journal
        self._casework = casework
        self._fee_desk = fee_desk

    def list(self, *, unit: str | None = None) -> tuple[Dossier, ...]:
        """All dossiers that arrived (withdrawn ones too), the latest first."""
        query = (
            select(Dossier)
            .where(Dossier.manifest.is_not(None))
            .order_by(Dossier.submitted_at.desc(), Dossier.id.desc())
        )
        if unit is not None:
            query = query.where(Dossier.unit == unit)
        with self._store.read() as session:
            return tuple(session.scalars(query))

    def find(self, dossier: str) -> Dossier:
        """The dossier with this id; Problem `not-found` otherwise."""
        with self._store.read() as session:
            return _existing(session, dossier)

    def actions(self, dossier: str) -> tuple[str, ...]:
        """What an officer may do with it now, by the names of the admin API."""
        more = ("refund",) if self.owed_back(dossier) else ()
        return (*officer_actions(self.find(dossier).state), *more)

    def receive(self, dossier: str, *, note: str | None = None) -> Dossier:
        """Take it in; the legal time limit starts."""
        with self._acting(dossier) as (session, row):
            now = self._clock.now()
            row.received_at = stamp(now)
            row.due_at = self._casework.due(row, now)
            self._journal.move(session, row, "receive", note)
        return row

    def refuse(self, dossier: str, *, note: str) -> Dossier:
        """Refuse it at intake, with the reason."""
        return self._move(dossier, "refuse", note)

    def process(self, dossier: str, *, note: str | None = None) -> Dossier:
        """Assign it to the officer who decides."""
        return self._move(dossier, "process", note)

    def ask_supplement(
        self,
        dossier: str,
        *,
        text: str,
        fields: Sequence[Mapping[str, Any]] = (),
        slots: Sequence[Mapping[str, Any]] = (),
        days: int = SUPPLEMENT_DAYS,
    ) -> Dossier:
        """Ask for more: `fields` [{pointer, why}] relative to the answers, `slots` [{slot, why}]."""
        if not text or not (fields or slots):
            raise Problem(
                "invalid", 422, errors=[{"pointer": "/fields", "code": "required", "detail": "fields | slots"}]
            )
        with self._acting(dossier) as (session, row):
            now = self._clock.now()
            request = Supplement(
                sid=new_id(),
                dossier=row.id,
                text=text,
                fields=[dict(entry) for entry in fields],
                slots=[dict(entry) for entry in slots],
                deadline=stamp(now + timedelta(days=days)),
                asked_at=stamp(now),
            )
            session.add(request)
            self._casework.pause(row, now)
            self._journal.move(session, row, "ask_supplement", text)
        return row

    def ask_confirmation(
        self, dossier: str, *, slips: Mapping[str, Any] | None = None, note: str | None = None
    ) -> Dossier:
        """Send the draft certificate to be checked; silence for a day counts as yes.

        *slips* {pointer: value} are slips of the officer's pen: they stand in this draft only, to be found.
        """
        with self._acting(dossier) as (session, row):
            if _open_confirmation(session, row.id):
                raise Problem("not-open", 409, action="ask_confirmation")
            now = self._clock.now()
            draft = self._casework.draft(session, row, now, slips or {})
            deadline = now + timedelta(days=CONFIRMATION_DAYS)
            session.add(
                Confirmation(
                    cid=new_id(), dossier=row.id, document=draft.rid, deadline=stamp(deadline), asked_at=stamp(now)
                )
            )
            self._journal.move(session, row, "ask_confirmation", note)
        return row

    def ask_payment(
        self, dossier: str, *, items: Sequence[Mapping[str, Any]] | None = None, note: str | None = None
    ) -> Dossier:
        """Issue a signed fee notice; `items` [{code, name, amount, quantity}] default to what the pack's rules give."""
        with self._acting(dossier) as (session, row):
            now = self._clock.now()
            self._fee_desk.issue(session, row, items, now)
            self._casework.pause(row, now)
            self._journal.move(session, row, "ask_payment", note)
        return row

    def pay(self, dossier: str, *, payment: str | None = None, note: str | None = None) -> Dossier:
        """Money has come: for this attempt, or in cash for the open notice.

        `note` = number of the paper receipt or of the transfer; the same transfer told twice changes nothing.
        """
        with self._acting(dossier) as (session, row):
            now = self._clock.now()
            happened = self._fee_desk.settle(session, row, payment, now, note)
            if happened == "pay":
                self._journal.move(session, row, "pay")
                self._casework.go_on(row, now)
            elif happened is not None:
                self._journal.record(session, row, happened)
        return row

    def bank_says(self, dossier: str, state: str, *, payment: str | None) -> Dossier:
        """What the bank tells of an attempt before there is money: `pending` or `failed`."""
        with self._acting(dossier) as (session, row):
            self._fee_desk.bank_says(session, row, payment, state)
            self._journal.record(session, row, f"bank_{state}")
        return row

    def refund(self, dossier: str, *, note: str | None = None) -> Dossier:
        """Pay back what came twice or too late."""
        with self._acting(dossier) as (session, row):
            refunds.pay_back(session, row.id, self._clock.now())
            self._journal.record(session, row, "refund", note)
        return row

    def owed_back(self, dossier: str) -> int:
        """Đồng that came beside what was owed and have not gone back yet."""
        with self._store.read() as session:
            return sum(refund.amount for refund in refunds.owed_back(session, dossier))

    def pause(self, dossier: str, *, note: str) -> Dossier:
        """Stop work on it, with the reason."""
        with self._acting(dossier) as (session, row):
            self._casework.pause(row, self._clock.now())
            self._journal.move(session, row, "pause", note)
        return row

    def resume(self, dossier: str, *, note: str | None = None) -> Dossier:
        """Work on it again; the due date moves by the days that were lost."""
        with self._acting(dossier) as (session, row):
            self._journal.move(session, row, "resume", note)
            self._casework.go_on(row, self._clock.now())
        return row

    def finish(self, dossier: str, *, note: str | None = None) -> Dossier:
        """Sign the result; refused while a draft certificate waits for its answer."""
        with self._acting(dossier) as (session, row):
            if _open_confirmation(session, row.id):
                raise Problem("not-open", 409, action="finish", waiting="confirmation")
            now = self._clock.now()
            self._journal.move(session, row, "finish", note)
            self._casework.issue_result(session, row, now)
            row.finished_at = stamp(now)
        return row

    def correct(self, dossier: str, *, note: str) -> Dossier:
        """Sign the result anew in the place of the one before, which stays."""
        with self._acting(dossier) as (session, row):
            if row.state == "returned":  # handed over already, and there it stays
                self._journal.record(session, row, "correct", note)
            else:
                self._journal.move(session, row, "correct", note)
            self._casework.correct_result(session, row, self._clock.now())
        return row

    def return_(self, dossier: str, *, note: str | None = None) -> Dossier:
        """Hand the result over."""
        with self._acting(dossier) as (session, row):
            self._journal.move(session, row, "return", note)
            row.returned_at = stamp(self._clock.now())
        return row

    def grant_withdrawal(self, dossier: str, *, note: str | None = None) -> Dossier:
        """Let the citizen take it back."""
        with self._acting(dossier) as (session, row):
            self._journal.move(session, row, "grant_withdrawal", note)
            row.cause = "withdrawn"
            self._casework.end_requests(session, row)
        return row

    def refuse_withdrawal(self, dossier: str, *, note: str) -> Dossier:
        """Go on in spite of the citizen's wish, with the reason."""
        return self._move(dossier, "refuse_withdrawal", note)

    def close(self, dossier: str, *, note: str | None = None) -> Dossier:
        """End a stopped dossier."""
        with self._acting(dossier) as (session, row):
            self._journal.move(session, row, "close", note)
            self._casework.end_requests(session, row)
        return row

    def reply(self, dossier: str, *, text: str) -> Dossier:
        """Write to the citizen."""
        with self._acting(dossier) as (session, row):
            name = officers.actor("reply", row.unit or "")["name"]
            at = stamp(self._clock.now())
            session.add(Message(mid=new_id(), dossier=row.id, at=at, sender="office", name=name, text=text))
            self._journal.record(session, row, "reply")
        return row

    def messages(self, dossier: str) -> tuple[Message, ...]:
        """Both sides, the oldest first."""
        with self._store.read() as session:
            query = select(Message).where(Message.dossier == dossier).order_by(Message.at, Message.mid)
            return tuple(session.scalars(query))

    def documents(self, dossier: str) -> tuple[Result, ...]:
        """Drafts, results and fee receipts of a dossier, the oldest first, without their bytes."""
        with self._store.read() as session:
            query = select(Result).where(Result.dossier == dossier).order_by(Result.issued_at, Result.rid)
            return tuple(session.scalars(query))

    def overdue(self, row: Dossier) -> bool:
        """Whether its due date has passed on the portal's clock."""
        return row.due_at is not None and row.finished_at is None and when(row.due_at) < self._clock.now()

    def _move(self, dossier: str, action: str, note: str | None) -> Dossier:
        with self._acting(dossier) as (session, row):
            self._journal.move(session, row, action, note)
        return row

    @contextmanager
    def _acting(self, dossier: str) -> Iterator[tuple[Session, Dossier]]:
        with self._store.write() as session:
            yield session, _existing(session, dossier)


def _existing(session: Session, dossier: str) -> Dossier:
    row = session.get(Dossier, dossier)
    if row is None or row.manifest is None:
        raise Problem("not-found", 404)
    return row


def _open_confirmation(session: Session, dossier: str) -> Confirmation | None:
    return session.scalar(select(Confirmation).where(Confirmation.dossier == dossier, Confirmation.state == "open"))
