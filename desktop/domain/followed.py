"""A dossier that was filed elsewhere and is followed by its code; the person's word and the portal's are kept apart."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from desktop.domain.dossier import Status


class ToldBy(StrEnum):
    """Whose word the status is: *cổng báo* or *bạn tự ghi*."""

    PORTAL = "portal"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class FollowedDossier:
    """`code` as on the slip; `id_last4` are the last four digits of the owner's number, and no more of it is kept.

    `status_at` is when the status was so, `checked_at` when `portal_id` was last asked.
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

    def is_overdue(self, today: date) -> bool:
        """Past the day on the slip while no end was told."""
        over = self.status in (Status.REFUSED, Status.STOPPED, Status.FINISHED, Status.RETURNED)
        return not over and self.due_on is not None and today > self.due_on
