"""One person's time at a kiosk: a home of its own whose key stands in this process's memory and nowhere else."""

import hashlib
import os
import secrets
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path

from desktop.adapters.database.memory_accounts import MemoryAccounts
from desktop.adapters.database.vault import open_vault
from desktop.adapters.keys import key_file
from desktop.assembly.links import PortalLink
from desktop.assembly.services import Services, World, services_over
from desktop.assembly.vaults import make_backup
from desktop.domain.errors import Refusal
from desktop.services.ports import Publish
from desktop.services.remembering import USE
from forms.catalogue import Catalogue

VISITS = "visits"
KEY_BYTES = 32
_CHUNK = 1 << 20


@dataclass(slots=True)
class Visit:
    """An open home; `services.key` is empty, because only the visit has the key."""

    folder: Path
    key: bytearray
    accounts: MemoryAccounts
    services: Services
    revoking: threading.Thread | None = field(default=None, init=False)

    def copy_to(self, out: Path) -> str:
        """Everything of this visit as one encrypted file at *out*; the recovery code that opens it, shown once.

        Refusal `backup.exists`, `backup.…`, `file.not-written`.
        """
        if out.exists():
            raise Refusal("backup.exists", file=str(out))
        made = self.folder / f"{secrets.token_hex(8)}.copy"
        code = key_file.make_portable(self.folder, bytes(self.key))
        try:
            self._serve("family")  # at home it may remember whom it helps
            make_backup(self.folder, bytes(self.key), made)
            _carry(made, out)
        finally:
            self._serve("kiosk")
            (self.folder / key_file.KEY_FILE).unlink(missing_ok=True)
            made.unlink(missing_ok=True)
        return code

    def end(self) -> bool:
        """Drop everything, waiting for no network: tokens, key, files; whether the folder is gone.

        The portal is told in the background. What still runs in a thread finds no store and no connection.
        """
        tokens = self.accounts.forget()
        self.services.connect.offline = True
        self.services.vault.close()
        self.key[:] = bytes(len(self.key))
        gone = removed(self.folder)
        self.revoking = threading.Thread(target=self.services.connect.leave, args=(tokens,), daemon=True)
        self.revoking.start()
        return gone

    def _serve(self, use: str) -> None:
        with self.services.open_unit() as uow:
            uow.settings.put(USE, use)
            uow.commit()


def begin_visit(kiosk_home: Path, link: PortalLink, *, publish: Publish, catalogue: Catalogue | None = None) -> Visit:
    """A fresh home that remembers nobody; StoreFault when the disk does not give one."""
    folder = kiosk_home / VISITS / secrets.token_hex(16)
    folder.mkdir(mode=0o700, parents=True)
    key, accounts = bytearray(os.urandom(KEY_BYTES)), MemoryAccounts()
    vault = open_vault(folder, key, accounts)
    services = services_over(vault, folder, b"", link=link, catalogue=catalogue, world=World(publish=publish))
    with services.open_unit() as uow:
        uow.settings.put(USE, "kiosk")
        uow.commit()
    return Visit(folder, key, accounts, services)


def clear_leftovers(kiosk_home: Path) -> bool:
    """Remove what a visit left behind that could not end; its key died with its process. Whether all is gone."""
    left = list((kiosk_home / VISITS).glob("*"))
    return sum(not removed(one) for one in left) == 0


def removed(folder: Path) -> bool:
    """Whether the folder is gone now; on Windows a file that is still open is left for the next time."""
    shutil.rmtree(folder, ignore_errors=True)
    return not folder.exists()


def _carry(made: Path, out: Path) -> None:
    """Onto a stick, whatever its file system can do: written, on the stick, read back, or not there."""
    try:
        with made.open("rb") as source, out.open("xb") as target:
            shutil.copyfileobj(source, target, _CHUNK)
            target.flush()
            os.fsync(target.fileno())
        is_whole = _digest(made) == _digest(out)
    except FileExistsError:
        raise Refusal("backup.exists", file=str(out)) from None
    except OSError as error:
        _unfinished(out)
        raise Refusal("file.not-written", file=str(out)) from error
    if not is_whole:
        _unfinished(out)
        raise Refusal("file.not-written", file=str(out))


def _unfinished(out: Path) -> None:
    try:
        out.unlink(missing_ok=True)
    except OSError:
        return  # the stick was pulled out


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
