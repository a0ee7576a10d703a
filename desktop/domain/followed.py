"""A dossier that was filed elsewhere and is followed by its code; the person's word and the portal's are kept apart."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop.domain.dossier import Status, Turn
from desktop.domain.looked_up import turn_of


class ToldBy(StrEnum):
    """Whose word the status is: *cổng báo* or *bạn tự ghi*."""

    PORTAL = "portal"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class FollowedDossier:
    """`code` as on the slip; `id_last4` are the last four digits of the owner's number, and no more of it is kept.

    `status` and `due_on` are the portal's word once it told one, else the person's, which stays in `own_status` and
    `own_due_on`. `status_at` is when the status was so, `checked_at` when `portal_id` was last asked; `trouble` is the
    code of what the last question came to, and before `ask_after` it is not asked again by itself.
    """

    id: str
    code: str
    id_last4: str
    title: str
    added_at: datetime
    told_by: ToldBy
    procedure: str | None = None
    unit: str | None = None
    portal_id: str | None = None
    status: Status | None = None
    status_label: str | None = None
    status_at: datetime | None = None
    due_on: date | None = None
    checked_at: datetime | None = None
    own_status: Status | None = None
    own_due_on: date | None = None
    noted_at: datetime | None = None
    final: bool = False
    has_result: bool = False
    paused: bool = False
    trouble: str | None = None
    ask_after: datetime | None = None

    @property
    def turn(self) -> Turn:
        """Whose move it is."""
        return Turn.NOBODY if self.final else turn_of(self.status)

    def is_overdue(self, today: date) -> bool:
        """Past the day on the slip while no end was told and the clock runs."""
        over = self.status in (Status.REFUSED, Status.STOPPED, Status.FINISHED, Status.RETURNED)
        return not over and not self.paused and self.due_on is not None and today > self.due_on

    def needs_person(self, today: date) -> bool:
        """Whether it belongs to what waits for the person: their move, or late."""
        return self.turn is Turn.YOURS or self.is_overdue(today)
