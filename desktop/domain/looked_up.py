"""What a portal tells anybody who holds the slip of a dossier: no names, no reasons."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.dossier import Status, Turn

_YOURS = frozenset({Status.SUPPLEMENT, Status.FEE, Status.FINISHED})
ENDED = frozenset({Status.REFUSED, Status.STOPPED, Status.RETURNED})


@dataclass(frozen=True, slots=True)
class LookedUp:
    """The portal's public word about one code; `since` is when the status began."""

    code: str
    portal_id: str
    status: Status
    status_label: str
    final: bool = False
    has_result: bool = False
    paused: bool = False
    since: datetime | None = None
    procedure: str | None = None
    procedure_name: str | None = None
    unit: str | None = None
    submitted_at: datetime | None = None
    received_at: datetime | None = None
    due_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def turn(self) -> Turn:
        """Whose move it is."""
        return Turn.NOBODY if self.final else turn_of(self.status)

    def is_overdue(self, now: datetime) -> bool:
        """Past its promised date while the office has it and the clock runs."""
        return self.due_at is not None and not self.paused and self.turn is Turn.OFFICE and now > self.due_at


def turn_of(status: Status | None) -> Turn:
    """Whose move a bare status means; a result that is ready is the person's to fetch."""
    if status in _YOURS:
        return Turn.YOURS
    return Turn.NOBODY if status in ENDED else Turn.OFFICE
