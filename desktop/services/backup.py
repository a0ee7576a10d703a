"""The vault as one verified file that grows by what is new, and back."""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.domain.errors import Missing, Refusal, StoreFault
from desktop.services.backup_ports import BackupFiles, Grown, KeyWays, PapersToCarry, Progress, StoreCopies
from desktop.services.ports import Clock

CARRIED = frozenset({"passphrase", "recovery"})
"""The ways in that a person takes along; the others belong to one computer."""
KEY_NAME, VAULT_NAME = "vault.key.json", "vault.db"
MOST_TRIES = 3
"""Papers may be let go while a long backup runs; it begins again with what the vault names then."""
_OF_THIS_DISK = frozenset({"vault.newer", "vault.full", "vault.disk", "vault.read-only"})
"""What a store may say on its way in that is not the backup's fault."""


@dataclass(frozen=True, slots=True)
class Secret:
    """What a person opens a vault with: one of the two."""

    passphrase: str | None = None
    recovery: str | None = None


Ask = Callable[[tuple[str, ...]], Secret]


@dataclass(frozen=True, slots=True)
class Restored:
    """A home that was filled; `is_cut` = the file ended in a later backup that is not whole, so an earlier one came.

    `made_at` is RFC 3339, UTC; None for a backup of version 1.
    """

    key: bytes
    made_at: str | None = None
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Looked:
    """A backup that was read from end to end."""

    size: int
    papers: int
    made_at: str


class _Going:
    """Adds up what moves, for whoever watches."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def __call__(self, moved: int) -> None:
        self._done += moved
        self._progress(min(self._done, self._total), self._total)

    def end(self) -> None:
        """All of it is done, what nobody counted too."""
        self._progress(self._total, self._total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """Makes backups of homes and homes of backups."""

    stores: StoreCopies
    keys: KeyWays
    files: BackupFiles
    clock: Clock

    def make(self, home: Path, key: bytes, out: Path, *, anew: bool, progress: Progress) -> Grown:
        """A file that only passphrase or recovery code opens, new or grown by what it does not hold yet.

        Raises Refusal `backup.no-way-in`, StoreFault `backup.unsound` and what the ports raise.
        """
        if not CARRIED & set(self.keys.ways(home)):
            raise Refusal("backup.no-way-in")
        with self.files.growing(out, key, anew=anew) as backup, self.files.room(home) as folder:
            for last in (*[False] * (MOST_TRIES - 1), True):
                named = self.stores.copy_vault(home, folder, key)
                vault = folder / VAULT_NAME
                try:
                    with self.stores.papers_of(home, key) as papers:
                        new = self._sizes(papers, named - backup.held)
                        more = sum(new.values()) + vault.stat().st_size
                        self.files.refuse_short(out, more)
                        going = _Going(progress, 2 * more)  # written, and read back
                        for sha256, size in new.items():
                            backup.put(sha256, size, papers.pieces(sha256), going)
                except Missing as error:
                    if last:
                        raise StoreFault("backup.unsound", finding="vault.paper-missing") from error
                    continue
                made_at = self.clock.now().isoformat(timespec="seconds")
                return backup.commit(vault, self.keys.portable(home), made_at, named, going)
        raise AssertionError("the last try returns or raises")

    def verify(self, key: bytes, source: Path, progress: Progress) -> Looked:
        """Read every byte of a backup of this vault; Refusal `restore.damaged` and what `opened` raises."""
        with self.files.opened(source) as backup:
            index = backup.unlock(key)
            backup.verify(_Going(progress, backup.size))
            return Looked(backup.size, len(index.papers), index.made_at)

    def restore(self, source: Path, home: Path, ask: Ask, progress: Progress) -> Restored:
        """Fill an empty home from a backup, once *ask* gave what opens it.

        Until then nothing stands in the home. Raises what the ports raise; StoreFault `vault.newer`.
        """
        with self.files.restoring(home) as folder:
            with _not_our_disk():
                restored = (self._old if self.files.is_old(source) else self._new)(source, folder, ask, progress)
            self.files.settle(folder, home)
        return restored

    def _new(self, source: Path, folder: Path, ask: Ask, progress: Progress) -> Restored:
        with self.files.opened(source) as backup:
            (folder / KEY_NAME).write_bytes(backup.key_file)
            key = self._opened(folder, ask)
            index = backup.unlock(key)
            going = _Going(progress, 2 * index.content)  # written, and read back
            backup.vault_into(folder / VAULT_NAME, going)
            self.stores.fill_papers(folder, key, backup.all_papers(), going)
            self._refuse_faults(folder, key, going)
            going.end()
            return Restored(key, index.made_at, backup.is_cut)

    def _old(self, source: Path, folder: Path, ask: Ask, progress: Progress) -> Restored:
        self.files.unpack_old(source, folder)
        size = max(1, sum(part.stat().st_size for part in folder.iterdir()))
        going = _Going(progress, 2 * size)
        going(size)
        key = self._opened(folder, ask)
        self._refuse_faults(folder, key, going)
        self.stores.sign_out_all(folder, key)
        going.end()
        return Restored(key)

    def _opened(self, folder: Path, ask: Ask) -> bytes:
        secret = ask(self.keys.ways(folder))
        return self.keys.open_key(folder, passphrase=secret.passphrase, recovery=secret.recovery)

    def _refuse_faults(self, folder: Path, key: bytes, going: _Going) -> None:
        if faults := self.stores.store_faults(folder, key, going):
            raise Refusal("restore.damaged", part=faults[0])

    def _sizes(self, papers: PapersToCarry, wanted: Collection[str]) -> dict[str, int]:
        sizes = papers.sizes(wanted)
        if missing := sorted(set(wanted) - set(sizes)):
            raise Missing("paper.unknown", sha256=missing[0][:12])
        return dict(sorted(sizes.items()))


@contextmanager
def _not_our_disk() -> Iterator[None]:
    """What the store inside a backup says is the backup's fault, but for what this computer is to blame for."""
    try:
        yield
    except StoreFault as fault:
        if fault.code in _OF_THIS_DISK:
            raise
        raise Refusal("restore.damaged", part=fault.code) from fault
