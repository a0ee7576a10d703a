"""What a person filed by their own hand: tracked in their words, never sent and never the portal's."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Way(StrEnum):
    """How it goes to the office; `online` is the national portal, keyed in by the person's own hand."""

    COUNTER = "counter"
    POST = "post"
    ONLINE = "online"


class HandStatus(StrEnum):
    """Where it stands, as the person wrote it down."""

    WAITING = "waiting"
    SUPPLEMENT = "supplement"
    RESULT = "result"


@dataclass(frozen=True, slots=True)
class Printing:
    """A draft was printed, or copied across, to be filed by hand; whether it was is asked from `ask_after` on."""

    draft: str
    way: Way
    printed_at: datetime
    ask_after: datetime


@dataclass(frozen=True, slots=True)
class HandFiling:
    """A draft that was filed by hand. `code` and `due_on` stand on the office's slip, `post_number` on VNPost's."""

    id: str
    draft: str
    way: Way
    filed_on: date
    recorded_at: datetime
    changed_at: datetime
    code: str | None = None
    due_on: date | None = None
    post_number: str | None = None
    status: HandStatus = HandStatus.WAITING

    @property
    def needs_person(self) -> bool:
        """Whether it is the person's move: the office asked for more, or the result lies there."""
        return self.status is not HandStatus.WAITING

    def is_overdue(self, today: date) -> bool:
        """Past the day on the slip while the office has it."""
        return self.status is HandStatus.WAITING and self.due_on is not None and today > self.due_on
