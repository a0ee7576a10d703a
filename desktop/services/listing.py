"""The list of what was finalised and the search in it, a piece at a time: nothing of it reads all dossiers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.dossier import Dossier, Turn
from desktop.domain.stuck import Stuck, stuck
from desktop.domain.submission import Kind, OutboxItem, State, Submission
from desktop.services.due_dates import has_open_days
from desktop.services.portal_time import PortalTime
from desktop.services.ports import OpenUnit, UnitOfWork
from desktop.services.turns import Left, is_taken_in, left_of, turn_of
from desktop.services.twins import Twin, twins_of
from forms.deadlines import WorkCalendar

PIECE = 500
"""So many are read at once where all are wanted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One of the list: the local truth, whose move it is first."""

    submission: Submission
    item: OutboxItem
    dossier: Dossier | None
    turn: Turn
    is_overdue: bool
    stuck: Stuck | None
    twins: tuple[Twin, ...]
    left: Left


@dataclass(frozen=True, slots=True)
class Listing:
    """Order and turn are exact, for the store keeps them with every change; what is stuck is reckoned in a piece."""

    open_unit: OpenUnit
    portal_time: PortalTime
    calendar: WorkCalendar

    def count(self) -> int:
        """How many were finalised."""
        with self.open_unit() as uow:
            return uow.submissions.count()

    def listed(self, start: int, count: int, turn: Turn | None = None) -> tuple[Listed, ...]:
        """A piece of the list: whose move it is, in it what presses most, then the last finalised."""
        with self.open_unit() as uow:
            return self.stand(uow, uow.submissions.listed(turn, start, count))

    def all(self) -> Iterator[Listed]:
        """All of it in the same order, each once, read in pieces so that no writer waits for long."""
        told, before = set[str](), -1
        while before < len(told) < self.count():  # one may have moved up past where it was read
            before = len(told)
            for start in range(0, self.count(), PIECE):
                for one in self.listed(start, PIECE):
                    if one.submission.id not in told:
                        told.add(one.submission.id)
                        yield one

    def found(self, words: str, count: int) -> tuple[Listed, ...]:
        """The last finalised that have the folded *words* in title, code or the name of a kept result."""
        with self.open_unit() as uow:
            return self.stand(uow, uow.submissions.found(words, count))

    def expects_days(self) -> bool:
        """Whether there is a day to be put into a calendar."""
        with self.open_unit() as uow:
            return has_open_days(uow)

    def stand(self, uow: UnitOfWork, piece: Sequence[Submission]) -> tuple[Listed, ...]:
        """How each of a piece stands, with as few questions as for one."""
        ids, now = [one.id for one in piece], self.portal_time.now()
        copies, items = uow.dossiers.some(ids), uow.outbox.of_submissions(ids)
        return tuple(self._listed(uow, one, copies.get(one.id), items[one.id], now) for one in piece)

    def _listed(
        self, uow: UnitOfWork, one: Submission, dossier: Dossier | None, items: Sequence[OutboxItem], now: datetime
    ) -> Listed:
        item = next(item for item in items if item.kind is Kind.DOSSIER)
        is_over = item.state is State.WITHDRAWN and not is_taken_in(dossier)  # nobody is late with it any more
        return Listed(
            submission=one,
            item=item,
            dossier=dossier,
            turn=turn_of(item, dossier, items),
            is_overdue=dossier is not None and not is_over and dossier.is_overdue(now),
            stuck=None if is_over else stuck(dossier, receipted_at(item), now, self.calendar),
            twins=twins_of(uow, dossier),
            left=left_of(dossier, items),
        )


def receipted_at(item: OutboxItem) -> datetime | None:
    """When the portal took it; nothing once it is to go there again."""
    return item.receipted_at if item.state is State.RECEIPTED else None
