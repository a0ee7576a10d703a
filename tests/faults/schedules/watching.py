"""A vault that notes every move of its outbox, and dies with its program."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Self

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, event

from desktop.adapters.database.outbox_items import StoredOutboxItems
from desktop.adapters.database.unit_of_work import StoredUnit
from desktop.adapters.database.vault import Vault
from desktop.domain.submission import RESUMABLE, OutboxItem, State

LONGEST_WAIT = timedelta(minutes=67)
TRIED, COMMITTING, COMMITTED = "tried", "committing", "committed"


class Killed(BaseException):
    """The process is gone; no `except Exception` and no `finally` may do anything any more."""


@dataclass
class Life:
    """Whether a program still runs, and the strikes that wait for it; `label` None = any step."""

    is_over: bool = False
    steps: int = 0
    dies_at: int | None = None
    dies_on: tuple[str, int] | None = None
    at_step: Callable[[str], None] | None = None
    statements: int = 0
    fails_at: range = range(0)
    says: str = ""
    struck: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def step(self, label: str) -> None:
        """A labelled step: the moment at which a kill strikes."""
        self.check()
        self.steps += 1
        self.labels.append(label)
        if self.dies_at == self.steps or self.dies_on == (label, self.labels.count(label)):
            self.die("kill")
        if self.at_step is not None:
            self.at_step(label)
            self.check()

    def die(self, how: str) -> None:
        self.struck.append(how)
        self.is_over = True
        raise Killed

    def check(self) -> None:
        if self.is_over:
            raise Killed

    def disarm(self) -> None:
        """No strike waits any more; the counts begin anew."""
        self.dies_at, self.dies_on, self.at_step, self.fails_at = None, None, None, range(0)
        self.steps, self.statements = 0, 0
        self.labels.clear()


@dataclass
class Trace:
    """What became of the outbox: moves that were tried, moves that were committed, and what was wrong with them."""

    tried: list[tuple[str, str]] = field(default_factory=list)
    moved: list[tuple[str, str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    brought: dict[str, int] = field(default_factory=dict)
    """How many bytes of an upload the portal has said that it has."""
    receipted: set[str] = field(default_factory=set)
    at: Callable[[str, str, str], None] = lambda _moment, _old, _new: None
    """Told when a move is TRIED, when its unit is about to be committed, and when it stands."""


class WatchedItems(StoredOutboxItems):
    """Compares what is saved with what stood there."""

    def __init__(self, connection: Connection, trace: Trace, now: Callable[[], datetime]) -> None:
        super().__init__(connection)
        self._trace = trace
        self._now = now
        self.moves: list[tuple[str, str, str]] = []

    def save(self, item: OutboxItem) -> None:
        before = self.get(item.id)
        if before.state is not item.state:
            self.moves.append((item.id, before.state, item.state))
            self._trace.tried.append((before.state, item.state))
            self._trace.at(TRIED, before.state, item.state)
            self._trace.wrong += [f"{item.id}: {what}" for what in oddities(item, self._now())]
        super().save(item)


def oddities(item: OutboxItem, now: datetime) -> list[str]:
    """What a state must bring with it and does not."""
    waits = item.state in (State.RETRY_WAIT, State.NEEDS_LOGIN)
    found = {
        "waits without a place to go on from": waits and item.resume_state not in RESUMABLE,
        "waits without a reason": waits and not item.reason,
        "waits without a time": item.state is State.RETRY_WAIT and item.next_try_at is None,
        "waits longer than ever allowed": item.next_try_at is not None and item.next_try_at > now + LONGEST_WAIT,
        "received without a receipt": item.state is State.RECEIPTED and item.receipt is None,
        "received without a time": item.state is State.RECEIPTED and item.receipted_at is None,
        "put without being started": item.state in (State.SUBMITTING, State.UNKNOWN) and not item.started,
        "put without account or portal": item.state is State.SUBMITTING and not (item.account and item.portal_id),
        "a person is not told why": item.state in (State.NEEDS_FIX, State.CONFLICT) and item.problem is None,
    }
    return [what for what, is_so in found.items() if is_so]


class WatchedUnit(StoredUnit):
    """Does nothing once its program is dead."""

    def __init__(self, vault: "WatchedVault") -> None:
        super().__init__(vault.engine)
        self._vault = vault

    def __enter__(self) -> Self:
        self._vault.life.check()
        super().__enter__()
        self._items = WatchedItems(self._connection, self._vault.trace, self._vault.now)
        self.outbox = self._items
        return self

    def commit(self) -> None:
        self._vault.life.check()
        moves = tuple(self._items.moves)
        self._items.moves.clear()
        self._tell(COMMITTING, moves)
        super().commit()
        self._vault.trace.moved += moves
        self._tell(COMMITTED, moves)

    def _tell(self, moment: str, moves: Sequence[tuple[str, str, str]]) -> None:
        for _, old, new in moves:
            self._vault.trace.at(moment, old, new)


class WatchedVault(Vault):
    """A vault for one program's life."""

    def __init__(self, vault: Vault, life: Life, trace: Trace, now: Callable[[], datetime]) -> None:
        super().__init__(vault.engine, vault.papers_engine)
        self.life = life
        self.trace = trace
        self.now = now
        for engine in (self.engine, self.papers_engine):
            _may_fail(engine, life)

    def unit(self) -> WatchedUnit:
        return WatchedUnit(self)


def _may_fail(engine: Engine, life: Life) -> None:
    def statement(_cursor: Any, said: str, *_: object) -> None:
        life.check()
        life.statements += 1
        if life.statements in life.fails_at and not said.startswith("ROLLBACK"):
            life.struck.append("sql")
            raise sqlcipher.OperationalError(life.says)

    def commit(connection: Connection) -> None:
        """Counts as a statement, and fails as one."""
        connection.exec_driver_sql("SELECT 1")

    event.listen(engine, "do_execute", statement)
    event.listen(engine, "commit", commit)
