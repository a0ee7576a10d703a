"""What happens by itself as the office's time passes: deadlines, late numbers, magic names, the officer of --auto."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.practice import officers
from desktop.practice.casework import Casework
from desktop.practice.clock import PracticeClock
from desktop.practice.fee_desk import FeeDesk
from desktop.practice.identifiers import number
from desktop.practice.journal import Journal, stamp, when
from desktop.practice.office import Office
from desktop.practice.store import Store
from desktop.practice.tables import Confirmation, Dossier, FeeNotice, History, Supplement
from desktop.practice.workflow import MOVES, STATES

SUPPLEMENT_NAME = "#BOSUNG"
AUTO_PAUSE = timedelta(minutes=2)


class PassingTime:
    """Looks at every dossier that is not at its end; each is moved in a transaction of its own."""

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
            living = [row for row in session.scalars(select(Dossier)) if not _is_over(row)]
            due = [row.id for row in living if self._is_due(session, row, now)]
            waiting = [row for row in living if row.id not in due]
            chores = [(row, self._chore(session, row, now, auto=auto)) for row in waiting]
        for dossier in due:
            with self._store.write() as session:
                self._let_pass(session, session.get_one(Dossier, dossier), now)
        for row, chore in chores:
            if chore is not None:
                self._do(row, chore)

    def _is_due(self, session: Session, row: Dossier, now: datetime) -> bool:
        numbered = row.code is None and row.number_at is not None and row.number_at <= stamp(now)
        return numbered or any(_late(session, row, now))

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

    def _chore(self, session: Session, row: Dossier, now: datetime, *, auto: bool) -> str | None:
        """What an officer would do now, by the office's own action names."""
        magic = bool(row.owner and row.owner.endswith(SUPPLEMENT_NAME)) and row.state == "registered"
        if row.code is not None and magic and not _any(session, Supplement, row.id):
            return "ask_supplement"
        last = session.scalar(select(History.at).where(History.dossier == row.id).order_by(History.seq.desc()).limit(1))
        if not auto or row.code is None or (last is not None and when(last) + AUTO_PAUSE > now):
            return None
        if row.state == "processing":
            return self._decision(session, row)
        return {"registered": "receive", "received": "process", "finished": "return"}.get(
            row.state, "grant_withdrawal" if row.state == "withdraw_requested" else None
        )

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


def _is_over(row: Dossier) -> bool:
    return row.manifest is None or STATES[row.state].final


def _late(session: Session, row: Dossier, now: datetime) -> Iterator[Any]:
    """Requests of this dossier whose deadline has passed and still counts in its state."""
    for table in (Confirmation, Supplement, FeeNotice):
        waits = table is Confirmation or (row.state, "deadline") in MOVES
        query = select(table).where(table.dossier == row.id, table.state == "open", table.deadline < stamp(now))
        if waits:
            yield from session.scalars(query)


def _any(session: Session, table: type[Any], dossier: str) -> bool:
    return session.scalar(select(table).where(table.dossier == dossier).limit(1)) is not None
