"""One running practice portal: its parts, put together once."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path

from desktop.practice.casework import Casework
from desktop.practice.clock import PracticeClock
from desktop.practice.fee_desk import FeeDesk
from desktop.practice.journal import Journal
from desktop.practice.keys import SigningKey
from desktop.practice.office import Office
from desktop.practice.options import PracticeOptions
from desktop.practice.paperwork import Paperwork
from desktop.practice.procedures import Procedures
from desktop.practice.request_log import RequestLog
from desktop.practice.store import Store


@dataclass(slots=True)
class Portal:
    """What routes and pages are given; `base` is the portal's own address, known once the port is bound."""

    options: PracticeOptions
    store: Store
    clock: PracticeClock
    key: SigningKey
    procedures: Procedures
    journal: Journal
    casework: Casework
    fee_desk: FeeDesk
    office: Office
    paperwork: Paperwork
    admin_token: str
    base: str = "http://127.0.0.1"
    requests: RequestLog = field(default_factory=RequestLog)

    @property
    def uploads_folder(self) -> Path:
        """Where papers on their way are kept."""
        return self.options.folder / "uploads"


def open_portal(options: PracticeOptions) -> Portal:
    """Open or make the portal of this folder."""
    options.folder.mkdir(parents=True, exist_ok=True)
    (options.folder / "uploads").mkdir(exist_ok=True)
    store = Store(options.folder / "portal.db")
    clock = PracticeClock(speed=options.speed)
    key = SigningKey.open(options.folder)
    journal = Journal(clock.now)
    procedures = Procedures.open(options.packs)
    paperwork = Paperwork.open(options.folder / "ca", options.fonts)
    casework = Casework(procedures, paperwork)
    fee_desk = FeeDesk(procedures, key, paperwork)
    office = Office(store, clock, journal, casework, fee_desk)
    token = options.admin_token or secrets.token_urlsafe(24)
    return Portal(
        options, store, clock, key, procedures, journal, casework, fee_desk, office, paperwork, admin_token=token
    )
