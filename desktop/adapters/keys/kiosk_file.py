"""kiosk.json: what a kiosk knows of itself, and the hash of its administrator's passphrase; nothing of any visitor."""

import json
import os
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desktop.adapters.keys.private_file import write_private
from desktop.adapters.keys.wrapping import ITERATIONS, LANES, MEMORY_KIB, SALT
from desktop.domain.errors import StoreFault

KIOSK_FILE = "kiosk.json"
VERSION = 1


@dataclass(frozen=True, slots=True)
class KioskSettings:
    """`name` is what a telephone shows ("Ki-ốt số 3, …"); `commune` a unit's code; `portal` "" = the practice portal.

    `admin` is an Argon2id hash in PHC form; `wrong` counts the tries since the last right one.
    """

    name: str
    commune: str
    portal: str
    admin: str
    wrong: int = 0


def read_kiosk(home: Path) -> KioskSettings | None:
    """The settings; None before the first start. StoreFault `kiosk.damaged`, `kiosk.newer`."""
    try:
        held: dict[str, Any] = json.loads((home / KIOSK_FILE).read_text("utf-8"))
        if held.pop("v") > VERSION:
            raise StoreFault("kiosk.newer")
        return KioskSettings(**held)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise StoreFault("kiosk.damaged") from error


def write_kiosk(home: Path, settings: KioskSettings) -> None:
    """Whole or not at all, for this user alone; StoreFault `vault.full`, `vault.read-only`."""
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreFault("vault.read-only") from error
    held = {"v": VERSION} | {name: getattr(settings, name) for name in KioskSettings.__slots__}
    write_private(home / KIOSK_FILE, (json.dumps(held, ensure_ascii=False, indent=2) + "\n").encode())


def hash_of(passphrase: str) -> str:
    """What is kept of a passphrase."""
    stretch = Argon2id(salt=os.urandom(SALT), length=32, iterations=ITERATIONS, lanes=LANES, memory_cost=MEMORY_KIB)
    return stretch.derive_phc_encoded(_same(passphrase))


def is_right(admin: str, passphrase: str) -> bool:
    """Whether this passphrase was hashed."""
    try:
        Argon2id.verify_phc_encoded(_same(passphrase), admin)
    except InvalidKey:
        return False
    return True


def _same(words: str) -> bytes:
    """However the keyboard composes it."""
    return unicodedata.normalize("NFC", words).encode("utf-8", "surrogatepass")
