"""A kiosk's own small file, its administrator's door, and the lock that lets only one run in a home."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from desktop.adapters.database.home_lock import alone_in
from desktop.adapters.keys.kiosk_file import KioskSettings, hash_of, is_right, read_kiosk, write_kiosk
from desktop.adapters.sticks import UsbSticks, removable_roots
from desktop.domain.errors import Refusal, StoreFault
from desktop.services.admin_door import FREE_TRIES, LONGEST_WAIT, AdminDoor
from desktop.services.protecting import Patience

__all__ = ["KioskSettings", "UsbSticks", "admin_door", "alone_as_kiosk", "kiosk_settings", "set_up_kiosk", "usb_sticks"]


def kiosk_settings(home: Path) -> KioskSettings | None:
    """What the kiosk knows of itself; None before it was set up. StoreFault `kiosk.damaged`."""
    return read_kiosk(home)


def set_up_kiosk(home: Path, *, name: str, commune: str, portal: str, passphrase: str) -> KioskSettings:
    """Keep all of it; an empty *passphrase* leaves the one that is kept."""
    before = read_kiosk(home)
    kept = before.admin if before is not None and not passphrase else hash_of(passphrase)
    settings = KioskSettings(name, commune, portal, kept)
    write_kiosk(home, settings)
    return settings


def admin_door(home: Path, seconds: Callable[[], float]) -> AdminDoor:
    """The door of a kiosk that was set up."""

    def held() -> KioskSettings:
        settings = read_kiosk(home)
        if settings is None:
            raise StoreFault("kiosk.damaged")
        return settings

    patience = Patience(
        seconds=seconds,
        keep=lambda wrong: write_kiosk(home, replace(held(), wrong=wrong)),
        wrong=held().wrong,
        free=FREE_TRIES,
        longest=LONGEST_WAIT,
    )
    return AdminDoor(lambda passphrase: is_right(held().admin, passphrase), patience)


@contextmanager
def alone_as_kiosk(home: Path) -> Iterator[None]:
    """No second kiosk in this home while this one runs: it would take the visit's files away.

    Refusal `kiosk.running`; StoreFault `vault.read-only`.
    """
    with ExitStack() as held:
        try:
            home.mkdir(mode=0o700, parents=True, exist_ok=True)
            held.enter_context(alone_in(home, patience=0))
        except OSError as error:
            raise StoreFault("vault.read-only") from error
        except StoreFault as fault:
            if fault.code != "vault.locked":
                raise
            raise Refusal("kiosk.running") from fault
        yield


def usb_sticks() -> UsbSticks:
    """The removable drives of this machine."""
    return UsbSticks(removable_roots)
