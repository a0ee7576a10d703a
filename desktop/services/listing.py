"""The list of what was finalised and the search in it, a piece at a time: nothing of it reads all dossiers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from desktop.domain.dossier import Dossier, Turn
from desktop.domain.stuck import stuck
from desktop.domain.submission import Kind, OutboxItem, State, Submission
from desktop.services.portal_time import PortalTime
from desktop.services.ports import OpenUnit, UnitOfWork
from desktop.services.turns import Left, left_of, turn_of
from forms.deadlines import WorkCalendar


@dataclass(frozen=True, slots=True)
class Listed:
    """One of the list, as far as the list tells of it."""

    submission: Submission
    dossier: Dossier | None
    item: OutboxItem
    turn: Turn
    left: Left
    is_stuck: bool


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
            return tuple(self._stand(uow, uow.submissions.listed(turn, start, count)))

    def found(self, words: str, count: int) -> tuple[Listed, ...]:
        """The last finalised that have the folded *words* in title, code or the name of a kept result."""
        with self.open_unit() as uow:
            return tuple(self._stand(uow, uow.submissions.found(words, count)))

    def expects_days(self) -> bool:
        """Whether an office promised a day that is still to come, or waits for the person until one."""
        with self.open_unit() as uow:
            return uow.dossiers.expects_days()

    def _stand(self, uow: UnitOfWork, piece: Sequence[Submission]) -> Iterator[Listed]:
        copies, now = uow.dossiers.some([one.id for one in piece]), self.portal_time.now()
        for one in piece:
            items, dossier = uow.outbox.of_submission(one.id), copies.get(one.id)
            item = next(item for item in items if item.kind is Kind.DOSSIER)
            is_stuck = stuck(dossier, receipted_at(item), now, self.calendar) is not None
            yield Listed(one, dossier, item, turn_of(item, dossier, items), left_of(dossier, items), is_stuck)


def receipted_at(item: OutboxItem) -> datetime | None:
    """When the portal took it; nothing once it is to go there again."""
    return item.receipted_at if item.state is State.RECEIPTED else None
