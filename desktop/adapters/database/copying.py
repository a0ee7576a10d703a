"""Whole copies of a store, taken while others may be writing to it, and a look at such copies."""

import os
from contextlib import closing
from pathlib import Path

from desktop.adapters.database.engine import connect
from desktop.adapters.database.store_faults import meaning
from desktop.adapters.database.vault import PAPERS_NAME, VAULT_NAME, open_vault


def copy_of(source: Path, target: Path, key: bytes) -> None:
    """Copy a store whole, under the same key; the copy takes its name only when it is on disk."""
    unfinished = target.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(connect(source, key)) as old, closing(connect(unfinished, key)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode = DELETE").fetchone()
    with unfinished.open("rb+") as written:
        os.fsync(written.fileno())
    unfinished.replace(target)


def copy_stores(home: Path, folder: Path, key: bytes) -> None:
    """Copies of both files into *folder*; StoreFault.

    The vault first: a paper is stored before the vault names it, so the later copy holds all that the earlier names.
    """
    for name in (VAULT_NAME, PAPERS_NAME):
        try:
            copy_of(home / name, folder / name, key)
        except Exception as error:
            known = meaning(error, folder / name)
            if known is None:
                raise
            raise known from error


def store_faults(folder: Path, key: bytes) -> tuple[str, ...]:
    """Codes of what is wrong with the stores in *folder*, () for whole ones; StoreFault where they cannot be opened."""
    with open_vault(folder, key) as vault:
        return tuple(finding.code for finding in vault.check())
