"""How many wrong tries there were at the door of a vault, beside it: a number, and nothing of what was typed."""

from contextlib import suppress
from pathlib import Path

from desktop.adapters.keys.private_file import write_private
from desktop.domain.errors import StoreFault

TRIES_FILE = "vault.tries"
MOST = 1_000


def wrong_tries(home: Path) -> int:
    """Since the last right one; 0 where nothing is kept."""
    try:
        return min(int((home / TRIES_FILE).read_text("ascii")), MOST)
    except (OSError, ValueError):
        return 0


def keep_wrong_tries(home: Path, wrong: int) -> None:
    """A disk that takes nothing keeps nobody from the door."""
    with suppress(OSError, StoreFault):
        if wrong:
            write_private(home / TRIES_FILE, str(wrong).encode())
        else:
            (home / TRIES_FILE).unlink(missing_ok=True)
