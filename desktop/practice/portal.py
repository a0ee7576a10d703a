"""One running practice portal: its parts, put together once."""

import secrets
from dataclasses import dataclass, field

from sqlalchemy import func, select

from desktop.practice.casework import Casework
from desktop.practice.clock import PracticeClock, real_now
from desktop.practice.delta import begin_epoch
from desktop.practice.devices import Devices
from desktop.practice.faults import Faults
from desktop.practice.fee_desk import FeeDesk
from desktop.practice.journal import Journal, when
from desktop.practice.keys import SigningKey, private_file
from desktop.practice.lookup_limit import LookupLimit
from desktop.practice.office import Office
from desktop.practice.options import PracticeOptions
from desktop.practice.paperwork import Paperwork
from desktop.practice.passing_time import PassingTime
from desktop.practice.procedures import Procedures
from desktop.practice.receipts import Receipts
from desktop.practice.request_log import RequestLog
from desktop.practice.store import Store
from desktop.practice.tables import History, Setting
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
    receipts: Receipts
    time: PassingTime
    admin_token: str
    base: str = "http://127.0.0.1"
    requests: RequestLog = field(default_factory=RequestLog)
    faults: Faults = field(default_factory=Faults)
    lookups: LookupLimit = field(default_factory=LookupLimit)

    def tick(self) -> None:
        """Let the office's time pass: deadlines, numbers, and the officer of --auto."""
        self.time.pass_time(auto=self.options.auto)

    def set_clock(self, *, offset: float, speed: float) -> None:
        """Move the office's clock, for this run and the next ones."""
        self.clock.set(offset=offset, speed=speed)
        with self.store.write() as session:
            session.merge(Setting(key="clock", value={"offset": offset}))
        self.tick()

    def erase(self) -> None:
        """Forget all dossiers, accounts and papers; the key stays."""
        self.store.erase()
        self.uploads.erase()
        self.faults.set([])
        self.requests.clear()
        self.lookups.clear()
        _begin(self.store)


def open_portal(options: PracticeOptions) -> Portal:
    """Open or make the portal of this folder."""
    folder = options.folder
    (folder / "uploads").mkdir(parents=True, exist_ok=True)
    store = Store(folder / "portal.db")
    secret = private_file(folder / "secret.bin", secrets.token_bytes(32))
    _begin(store)
    clock = _clock(store, options.speed)
    key = SigningKey.open(folder)
    journal = Journal(clock.now)
    procedures = Procedures.open(options.packs)
    paperwork = Paperwork.open(folder / "ca", options.fonts)
    casework = Casework(procedures, paperwork)
    fee_desk = FeeDesk(casework, key, paperwork)
    tokens = Tokens(store, secret)
    uploads = UploadStore(store, folder / "uploads")
    uploads.purge(real_now())
    office = Office(store, clock, journal, casework, fee_desk)
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
        office=office,
        paperwork=paperwork,
        tokens=tokens,
        devices=Devices(store, tokens),
        uploads=uploads,
        receipts=Receipts(key),
        time=PassingTime(store, clock, journal, casework, fee_desk, office),
        admin_token=options.admin_token or secrets.token_urlsafe(24),
    )


def _begin(store: Store) -> None:
    with store.write() as session:
        begin_epoch(session)


def _clock(store: Store, speed: float) -> PracticeClock:
    """The clock goes on where it was: never before the last thing that happened."""
    with store.read() as session:
        kept = session.get(Setting, "clock")
        last = session.scalar(select(func.max(History.at)))
    offset = float(kept.value["offset"]) if kept is not None else 0.0
    if last is not None:
        offset = max(offset, (when(last) - real_now()).total_seconds())
    return PracticeClock(offset=offset, speed=speed)
