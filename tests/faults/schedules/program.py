"""A computer with a vault, and the programs that run on it one after another, each until it is closed or killed."""

import contextlib
import gc
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.util import LRUCache

from desktop import assembly
from desktop.adapters.database.vault import Vault, open_vault
from desktop.adapters.ids import new_id
from desktop.adapters.portal import session as portal_session
from desktop.adapters.portal.connect import Connection
from desktop.adapters.portal.uploads import Pace
from desktop.assembly.services import World, services_over
from desktop.domain.errors import HosoError
from desktop.domain.events import Event, ItemStumbled
from desktop.services.attaching import Attaching
from desktop.services.ports import Clock, PortalTrouble
from forms.catalogue import Catalogue
from tests.fakes.papers import FakeConverter, FakeInspector
from tests.fakes.time_and_chance import FakeClock
from tests.faults.proxy.tcp_proxy import Proxy
from tests.faults.schedules.line import Line, mount
from tests.faults.schedules.watching import Killed, Life, Trace, WatchedVault

COMPILED: LRUCache[Any, Any] = LRUCache(2000)
PATIENCE = 2.0
"""Real seconds that a program waits for an answer: only a stalled line takes them."""


@dataclass
class Machine:
    """A home, its clock, and how one looks into it from outside."""

    home: Path
    key: bytes
    url: str
    proxy: Proxy
    catalogue: Catalogue
    clock: FakeClock = field(default_factory=FakeClock)
    trace: Trace = field(default_factory=Trace)
    chance: Callable[[], float] = random.random
    patience: float = PATIENCE
    _seen: Vault | None = None
    programs: list["Program"] = field(default_factory=list)

    @property
    def seen(self) -> Vault:
        """A look from outside, which also keeps the last one out from folding the log: a kill does not tidy up."""
        if self._seen is None:
            self._seen = opened(self.home, self.key)
        return self._seen

    def start(self) -> "Program":
        if not self.programs:
            self._note_papers()
        self.programs.append(Program(self))
        return self.programs[-1]

    def _note_papers(self) -> None:
        """What was brought before anybody watched."""
        with self.seen.unit() as uow:
            items = [item for one in uow.submissions.all() for item in uow.outbox.of_submission(one.id)]
            rows = [row for item in items for row in uow.outbox.uploads(item.id)]
        self.trace.brought.update({row.upload_id: row.size for row in rows if row.complete})

    def put_away(self) -> None:
        for program in self.programs:
            program.vanish()
        self.programs.clear()
        if self._seen is not None:
            self._seen.close()
            self._seen = None

    def replace_by(self, copy: Path) -> None:
        """The home is put back from a copy, as it was."""
        self.put_away()
        shutil.rmtree(self.home)
        shutil.copytree(copy, self.home)

    def copied_to(self, place: Path) -> Path:
        """A whole copy of the home as it stands; nobody is writing."""
        with contextlib.suppress(FileNotFoundError):
            shutil.rmtree(place)
        return Path(shutil.copytree(self.home, place))


class AnyDialect(SQLiteDialect_pysqlite):
    """Equal to every other one, so that a new engine finds what those before it have compiled."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, AnyDialect)

    def __hash__(self) -> int:
        return 0


def opened(home: Path, key: bytes) -> Vault:
    """The vault; thousands are opened, and compiling its statements anew would take a fifth of the time."""
    vault = open_vault(home, key)
    for engine in (vault.engine, vault.papers_engine):
        engine.dialect.__class__ = AnyDialect
        engine._compiled_cache = COMPILED
    return vault


def attaching_with(vault: Vault, catalogue: Catalogue, clock: Clock) -> Attaching:
    """Papers are made up here, so no child process has to look at them."""
    return Attaching(
        open_unit=vault.unit,
        papers=vault.papers,
        catalogue=catalogue,
        inspector=FakeInspector(),
        converter=FakeConverter(),
        clock=clock,
        new_id=new_id,
    )


class Program:
    """One run of the program on a machine."""

    def __init__(self, machine: Machine) -> None:
        self.machine = machine
        self.life = Life()
        self.line = Line(machine.proxy, self.life, machine.seen.unit, machine.trace.brought)
        clock, trace = machine.clock, machine.trace
        vault = WatchedVault(opened(machine.home, machine.key), self.life, trace, clock.now)
        world = World(clock=clock, chance=machine.chance, checkpoint=self.life.step, publish=self._heard)
        link = assembly.PortalLink(practice_data=machine.home / "none", url=machine.url)
        self.services = services_over(
            vault, machine.home, machine.key, link=link, catalogue=machine.catalogue, world=world
        )
        portal_session.PATCH_SECONDS = machine.patience
        self.services.answering._attaching = attaching_with(vault, machine.catalogue, clock)
        self.services.connect._connection = self._connection(vault)

    def _heard(self, event: Event) -> None:
        """Nothing of what befalls a program here should be new to it."""
        if isinstance(event, ItemStumbled):
            self.machine.trace.wrong.append(f"{event.item}: the program stumbled: {event.error}")

    def _connection(self, vault: WatchedVault) -> Connection:
        life, line, patience = self.life, self.line, self.machine.patience

        class Watched(Connection):
            def _open(self, url: str):  # type: ignore[no-untyped-def]  # noqa: ANN202 its own type is private
                opened = super()._open(url)
                mount(opened.session, line, patience)
                return opened

            def __call__(self):  # type: ignore[no-untyped-def]  # noqa: ANN204 as inherited
                life.check()
                return super().__call__()

        ticks = iter(range(10**9))
        pace = Pace(lambda: float(next(ticks)), lambda _seconds: None, lambda: 0.5)
        return Watched(url=self.machine.url, ensure_practice=lambda: self.machine.url, open_unit=vault.unit, pace=pace)

    @contextlib.contextmanager
    def living(self) -> Iterator[None]:
        """Do something; what may befall a program is no error of the harness. A killed one is gone."""
        try:
            self.life.check()
            yield
        except (HosoError, PortalTrouble):
            pass
        except Killed:
            self.vanish()

    def vanish(self) -> None:
        """All objects are dropped without a word."""
        self.life.is_over = True
        connection = self.services.connect._connection
        for opened in connection._opened.values() if connection is not None else ():
            opened.session.close()
        self.services.vault.engine.dispose()
        self.services.vault.papers_engine.dispose()
        gc.collect(0)
