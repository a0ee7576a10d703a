"""When the vault was last backed up and where, doing it again, and whether it is time."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from desktop.domain.errors import Refusal
from desktop.services.backup import Looked
from desktop.services.backup_ports import Grown, Progress
from desktop.services.ports import Clock, OpenUnit, UnitOfWork

LAST = "last_backup"
"""Setting: JSON of the last backup that this program made."""
RENEW = timedelta(days=30)


class Make(Protocol):
    """Makes a backup of this vault."""

    def __call__(self, out: Path, /, *, anew: bool, progress: Progress) -> Grown: ...


class Verify(Protocol):
    """Reads a backup of this vault from end to end."""

    def __call__(self, out: Path, /, *, progress: Progress) -> Looked: ...


@dataclass(frozen=True, slots=True)
class LastBackup:
    """The last backup; sizes in bytes. `wants_renewing` = more than half of the file is what was let go since."""

    path: str
    made_at: datetime
    size: int
    wants_renewing: bool


class Keeping:
    """Runs one backup at a time; `going` is (bytes done, bytes in all) meanwhile, and may be read from any thread."""

    def __init__(self, *, open_unit: OpenUnit, make: Make, verify: Verify, clock: Clock) -> None:
        self._open_unit = open_unit
        self._make = make
        self._verify = verify
        self._clock = clock
        self._is_given_up = False
        self.going: tuple[int, int] | None = None

    def back_up(self, out: Path, *, anew: bool = False) -> Grown:
        """To *out*, and remember it; Refusal `backup.running`, `backup.given-up` and what making one raises."""
        with self._busy():
            grown = self._make(out, anew=anew, progress=self._moved)
        row = {"path": str(out), "made_at": grown.made_at, "size": grown.size, "wants_renewing": grown.wants_renewing}
        with self._open_unit() as uow:
            uow.settings.put(LAST, json.dumps(row, ensure_ascii=False))
            uow.commit()
        return grown

    def verify(self, out: Path) -> Looked:
        """Read all of it; Refusal `restore.damaged` and its like, `backup.running`, `backup.given-up`."""
        with self._busy():
            return self._verify(out, progress=self._moved)

    def give_up(self) -> None:
        """What runs stops at its next piece, and the backup is as it was."""
        self._is_given_up = True

    def last(self) -> LastBackup | None:
        """The last one that was made."""
        with self._open_unit() as uow:
            return _last(uow)

    def is_due(self) -> bool:
        """Whether something changed and nothing was backed up for 30 days."""
        now = self._clock.now()
        with self._open_unit() as uow:
            last, changes = _last(uow), _changes(uow)
        if not changes:
            return False
        if last is None:
            return min(changes) < now - RENEW
        return last.made_at < now - RENEW and max(changes) > last.made_at

    @contextmanager
    def _busy(self) -> Iterator[None]:
        if self.going is not None:
            raise Refusal("backup.running")
        self._is_given_up, self.going = False, (0, 1)
        try:
            yield
        finally:
            self.going = None

    def _moved(self, done: int, total: int) -> None:
        self.going = (done, total)
        if self._is_given_up:
            raise Refusal("backup.given-up")


def _last(uow: UnitOfWork) -> LastBackup | None:
    row = json.loads(uow.settings.get(LAST) or "null")
    if row is None:
        return None
    return LastBackup(row["path"], datetime.fromisoformat(row["made_at"]), row["size"], row["wants_renewing"])


def _changes(uow: UnitOfWork) -> list[datetime]:
    """When each open draft was saved, and the first and the last of all other moments."""
    drafts = [draft.saved_at for draft in uow.drafts.open()]
    return [*drafts, *(uow.dossiers.span() or ()), *(uow.submissions.span() or ())]
