"""What happens by itself as the office's time passes: deadlines, late numbers, magic names, the officer of --auto."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop.practice import officers
from desktop.practice.casework import Casework
from desktop.practice.clock import PracticeClock
from desktop.practice.fee_desk import FeeDesk
from desktop.practice.identifiers import number
from desktop.practice.journal import Journal, stamp
from desktop.practice.office import Office
from desktop.practice.problems import Problem
from desktop.practice.store import Store
from desktop.practice.tables import Confirmation, Dossier, FeeNotice, History, Supplement
from desktop.practice.workflow import MOVES

SUPPLEMENT_NAME = "#BOSUNG"
AUTO_PAUSE = timedelta(minutes=2)
CHORES = {
    "registered": "receive",
    "received": "process",
    "finished": "return",
    "withdraw_requested": "grant_withdrawal",
}
"""What the officer of --auto does in each state; what is in work needs a decision."""


class PassingTime:
    """Looks for what is due; each dossier is moved in a transaction of its own."""

    def __init__(
        self,
        store: Store,
        clock: PracticeClock,
        journal: Journal,
        casework: Casework,
        fee_desk: FeeDesk,
        office: Office,
    ) -> None:
        self._store = store
        self._clock = clock
        self._journal = journal
        self._casework = casework
        self._fee_desk = fee_desk
        self._office = office

    def pass_time(self, *, auto: bool) -> None:
        """Do what is due now; with *auto* the officer works too."""
        now = self._clock.now()
        with self._store.read() as session:
            due = _due(session, now)
        for dossier in due:
            with suppress(Problem), self._store.write() as session:
                self._let_pass(session, session.get_one(Dossier, dossier), now)
        with self._store.read() as session:
            chores: list[tuple[Dossier, str | None]] = [*self._unasked(session)]
            if auto:
                chores += [(row, self._chore(session, row)) for row in _rested(session, now - AUTO_PAUSE)]
        for row, chore in chores:
            if chore is not None:
                with suppress(Problem):  # somebody was quicker
                    self._do(row, chore)

    def _let_pass(self, session: Session, row: Dossier, now: datetime) -> None:
        if row.code is None and row.number_at is not None and row.number_at <= stamp(now):
            number(session, row, now)
            row.number_at = None
            self._journal.record(session, row, "number")
        self._fee_desk.expire(session, row.id, now)
        for request in _late(session, row, now):
            if isinstance(request, Confirmation):
                request.state = "silent"
                self._journal.record(session, row, "silent")
            elif (row.state, "deadline") in MOVES:
                request.state = "expired"
                row.cause = "deadline"
                self._journal.move(session, row, "deadline", officers.text("action.deadline"))

    def _unasked(self, session: Session) -> Iterator[tuple[Dossier, str]]:
        """Dossiers whose magic name asks for a supplement that has not been asked for."""
        query = select(Dossier).where(
            Dossier.state == "registered", Dossier.code.is_not(None), Dossier.owner.endswith(SUPPLEMENT_NAME)
        )
        asked = select(Supplement.dossier)
        for row in session.scalars(query.where(Dossier.id.not_in(asked))):
            yield row, "ask_supplement"

    def _chore(self, session: Session, row: Dossier) -> str | None:
        """What an officer would do now, by the office's own action names."""
        return self._decision(session, row) if row.state == "processing" else CHORES.get(row.state)

    def _decision(self, session: Session, row: Dossier) -> str | None:
        asked = session.scalar(
            select(Confirmation).where(Confirmation.dossier == row.id).order_by(Confirmation.cid.desc()).limit(1)
        )
        if asked is not None and asked.state == "open":
            return None
        if self._casework.wants_confirmation(row) and (asked is None or asked.state == "wrong"):
            return "ask_confirmation"
        paid = session.scalar(select(FeeNotice).where(FeeNotice.dossier == row.id, FeeNotice.state == "paid"))
        return "ask_payment" if paid is None and self._fee_desk.owed(row) else "finish"

    def _do(self, row: Dossier, chore: str) -> None:
        if chore == "ask_supplement":
            slots = [entry["slot"] for entry in self._casework.manifest(row)["attachments"]]
            why = officers.text("auto.supplement_why")
            self._office.ask_supplement(
                row.id,
                text=officers.text("auto.supplement"),
                fields=[] if slots else [{"pointer": self._casework.name_pointer(row), "why": why}],
                slots=[{"slot": slot, "why": why} for slot in slots[:1]],
            )
            return
        act: Any = getattr(self._office, "return_" if chore == "return" else chore)
        act(row.id)


def _due(session: Session, now: datetime) -> set[str]:
    """Dossiers that wait for a number, or for an answer whose time is over."""
    at = stamp(now)
    found = set(session.scalars(select(Dossier.id).where(Dossier.code.is_(None), Dossier.number_at <= at)))
    for table in (Confirmation, Supplement, FeeNotice):
        rows = session.scalars(select(table.dossier).where(table.state == "open", table.deadline < at))
        found.update(rows)
    return found


def _rested(session: Session, before: datetime) -> list[Dossier]:
    """Dossiers that an officer may work on and that nothing has happened to since."""
    last = select(History.dossier).group_by(History.dossier).having(func.max(History.at) <= stamp(before))
    query = select(Dossier).where(Dossier.state.in_((*CHORES, "processing")), Dossier.code.is_not(None))
    return list(session.scalars(query.where(Dossier.id.in_(last), Dossier.tombstoned_at.is_(None))))


def _late(session: Session, row: Dossier, now: datetime) -> Iterator[Any]:
    """Requests of this dossier whose deadline has passed and still counts in its state."""
    for table in (Confirmation, Supplement, FeeNotice):
        waits = table is Confirmation or (row.state, "deadline") in MOVES
        query = select(table).where(table.dossier == row.id, table.state == "open", table.deadline < stamp(now))
        if waits:
            yield from session.scalars(query)
