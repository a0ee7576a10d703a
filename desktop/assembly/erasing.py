"""Erasing a home, and the practice portal's data beside it."""

from datetime import datetime
from pathlib import Path

from desktop.adapters import erasing
from desktop.adapters.database.home_lock import alone_in
from desktop.adapters.keys import key_file
from desktop.domain.errors import StoreFault


def erase_home(home: Path, practice: Path) -> None:
    """Vault, papers, key, and *practice*, the practice portal's data beside it, for good; nobody has them open here.

    Raises StoreFault `erase.not-begun`, `erase.not-finished`: then the next start ends it.
    """
    erasing.begin(home)
    with alone_in(home):
        key_file.destroy(home)
    finish_erasing(home, practice)


def finish_erasing(home: Path, practice: Path) -> bool:
    """Go on where a crash stopped the erasing of a home; whether there was such a thing. Raises the same."""
    if not erasing.is_begun(home):
        return False
    key_file.destroy(home)
    _end_practice(practice)
    erasing.finish(home, practice)
    return True


def drop_old_copies(home: Path, before: datetime) -> int:
    """What a migration kept of the vault goes as what is in the bin does: it holds what was deleted since."""
    return erasing.remove_copies(home, before.timestamp())


def erase_practice(folder: Path) -> None:
    """The practice portal's data, for good; StoreFault `erase.not-finished`."""
    _end_practice(folder)
    if not erasing.remove_folder(folder):
        raise StoreFault("erase.not-finished", file=str(folder))


def _end_practice(folder: Path) -> None:
    if folder.exists():
        from desktop.adapters.portal.practice_process import PracticeProcess

        PracticeProcess(folder).end()
