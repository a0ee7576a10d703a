"""That a draft was made out of one of an older version, which stays as it was."""

from dataclasses import dataclass
from datetime import datetime

from forms.migration import Note


@dataclass(frozen=True, slots=True)
class CarriedDraft:
    """`draft` came from the draft `came_from` of `from_version`; `notes` are answers that have no place any more."""

    draft: str
    came_from: str
    from_version: int
    carried_at: datetime
    notes: tuple[Note, ...] = ()
