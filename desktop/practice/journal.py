"""Moves of a dossier, each with its history row and its place in the delta."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from desktop.practice import officers
from desktop.practice.store import next_change
from desktop.practice.tables import Dossier, History
from desktop.practice.workflow import STATES, after


def stamp(at: datetime) -> str:
    """RFC 3339 with offset, to the second."""
    return at.isoformat(timespec="seconds")


def when(text: str) -> datetime:
    """The time that *stamp* wrote."""
    return datetime.fromisoformat(text)


class Journal:
    """Writes what happens to dossiers; every write raises `seq` and the portal's change counter."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now

    def move(self, session: Session, row: Dossier, action: str, note: str | None = None) -> None:
        """Make the move that the table allows and record it; Problem `not-open` otherwise."""
        target = after(row.state, action, row.before)
        row.before = row.state if target == "withdraw_requested" else None
        if target != row.state:
            row.since = stamp(self._now())
        row.state = target
        row.reason = note
        self.record(session, row, action, note)

    def record(self, session: Session, row: Dossier, action: str, note: str | None = None) -> None:
        """Write a history row without a move."""
        row.seq += 1
        row.changed = next_change(session)
        words = officers.text(f"action.{action}")
        session.add(
            History(
                dossier=row.id,
                seq=row.seq,
                at=stamp(self._now()),
                actor=officers.actor(action, row.unit or ""),
                text=f"{words}: {note}" if note else words,
                status=STATES[row.state].code,
                step=officers.text(f"step.{row.state}"),
                step_due=row.due_at,
            )
        )
