"""One running practice portal: its parts, put together once."""

import secrets
from dataclasses import dataclass, field

from desktop.practice.casework import Casework
from desktop.practice.clock import PracticeClock, real_now
from desktop.practice.devices import Devices
from desktop.practice.faults import Faults
from desktop.practice.fee_desk import FeeDesk
from desktop.practice.journal import Journal
from desktop.practice.keys import SigningKey, private_file
from desktop.practice.office import Office
from desktop.practice.options import PracticeOptions
from desktop.practice.paperwork import Paperwork
from desktop.practice.procedures import Procedures
from desktop.practice.request_log import RequestLog
from desktop.practice.store import Store
from desktop.practice.tokens import Tokens
from desktop.practice.upload_store import UploadStore


@dataclass(slots=True)
class Portal:
    """What routes and pages are given; `base` is the portal's own address, known once the port is bound."""

    options: PracticeOptions
    store: Store
    clock: PracticeClock
    key: SigningKey
    secret: bytes
    procedures: Procedures
    journal: Journal
    casework: Casework
    fee_desk: FeeDesk
    office: Office
    paperwork: Paperwork
    tokens: Tokens
    devices: Devices
    uploads: UploadStore
    admin_token: str
    base: str = "http://127.0.0.1"
    requests: RequestLog = field(default_factory=RequestLog)
    faults: Faults = field(default_factory=Faults)

    def tick(self) -> None:
        """Let the office's time pass: deadlines, numbers, and the officer of --auto."""


def open_portal(options: PracticeOptions) -> Portal:
    """Open or make the portal of this folder."""
    folder = options.folder
    (folder / "uploads").mkdir(parents=True, exist_ok=True)
    store = Store(folder / "portal.db")
    secret = private_file(folder / "secret.bin", secrets.token_bytes(32))
    clock = PracticeClock(speed=options.speed)
    key = SigningKey.open(folder)
    journal = Journal(clock.now)
    procedures = Procedures.open(options.packs)
    paperwork = Paperwork.open(folder / "ca", options.fonts)
    casework = Casework(procedures, paperwork)
    fee_desk = FeeDesk(casework, key, paperwork)
    tokens = Tokens(store, secret)
    uploads = UploadStore(store, folder / "uploads")
    uploads.purge(real_now())
    return Portal(
        options=options,
        store=store,
        clock=clock,
        key=key,
        secret=secret,
        procedures=procedures,
        journal=journal,
        casework=casework,
        fee_desk=fee_desk,
        office=Office(store, clock, journal, casework, fee_desk),
        paperwork=paperwork,
        tokens=tokens,
        devices=Devices(store, tokens),
        uploads=uploads,
        admin_token=options.admin_token or secrets.token_urlsafe(24),
    )
