"""Where requests leave the program under test: what must be on disk by then is looked for, and strikes are told."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import MaxRetryError, NewConnectionError

from desktop.adapters.portal.session import PortalSession
from desktop.domain.submission import Attempt, Kind, OutboxItem, State
from desktop.services.ports import AnswerClass as A
from desktop.services.uploading import latest
from desktop.services.vault_ports import UnitOfWork
from tests.faults.proxy.tcp_proxy import EARLY, Exchange, Fate, Proxy
from tests.faults.schedules.watching import Life

ITEM = re.compile(
    r"^/api/v1/(?:(?:dossiers|consents)/([^/?]+)"
    r"|dossiers/[^/]+/(?:supplements|confirmations|payments|withdrawals|messages)/([^/?:]+)"
    r"|results/([^/]+)/acknowledgement"
    r"|(dossiers/[^/]+/rating))$"
)
SURE = (A.NOT_REACHED, A.UPLOADS, A.LOGIN, A.FIX, A.CONFLICT, A.TOO_OLD, A.OK)
"""Outcomes after which nothing has to be asked."""
NO_ROUTE = "no route"
DIES_BEFORE = "dies before"
DIES_AFTER = "dies after"
Look = Callable[[], UnitOfWork]


def place_of(path: str) -> str | None:
    """What an address is about: an item's id, and for a rating, which has none there, where it stands."""
    found = ITEM.match(path)
    return next(one for one in found.groups() if one) if found is not None else None


def place(item: OutboxItem) -> str:
    """The same of an item."""
    return f"dossiers/{item.submission}/rating" if item.kind is Kind.RATING else item.id


@dataclass
class Line:
    """Counts the exchanges of one program; `fates` by number, beginning with 1."""

    proxy: Proxy
    life: Life
    look: Look
    brought: dict[str, int] = field(default_factory=dict)
    """How many bytes of an upload the portal has said that it has."""
    fates: Mapping[int | tuple[str, int], Fate | str] = field(default_factory=dict)
    otherwise: Fate | str = Fate.PASS
    """The fate of every exchange that has none of its own."""
    count: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    put_in: dict[str, int] = field(default_factory=dict)
    """The try in which an item was put last, and not asked for since."""

    def arm(self, fates: Mapping[int | tuple[str, int], Fate | str]) -> None:
        self.fates, self.count = fates, 0
        self.counts.clear()

    def before(self, request: requests.PreparedRequest) -> Fate | str:
        """The fate of this exchange; everything that it may tell the portal is durable by now."""
        self.life.check()
        self.count += 1
        self._prove(request)
        fate = self.fates.get(self.count, self.fates.get(self._kind(request), self.otherwise))
        if fate is not Fate.PASS:
            self.names[fate.value if isinstance(fate, Fate) else fate] += 1
            self.struck.append("wire" if isinstance(fate, Fate) or fate == NO_ROUTE else "kill")
        self.proxy.decide = _once(fate) if isinstance(fate, Fate) else _pass
        return fate

    def _kind(self, request: requests.PreparedRequest) -> tuple[str, int]:
        """What it asks for, and for which time: reading and putting count where they are about an item."""
        method, path = str(request.method), (request.path_url or "").partition("?")[0]
        name = method if place_of(path) or "/uploads" in path else "other"
        self.counts[name] += 1
        return name, self.counts[name]

    def _prove(self, request: requests.PreparedRequest) -> None:
        path = (request.path_url or "").partition("?")[0]
        found = place_of(path)
        with self.look() as uow:
            if found is not None:
                self._prove_item(uow, str(request.method), _id_of(uow, found), request.body)
            elif path.startswith("/api/v1/uploads"):
                self._prove_upload(uow, request, path)

    def _prove_item(self, uow: UnitOfWork, method: str, item_id: str, body: Any) -> None:
        if not uow.outbox.find(item_id):
            return self._expect(item_id, "it goes out and is not in the store", holds=method == "GET")
        item, tries = uow.outbox.get(item_id), uow.outbox.attempts(item_id)
        is_written = bool(tries) and tries[-1].ended_at is None and tries[-1].outcome == "failed"
        if method == "PUT":
            self._expect(item_id, "put before it is started on disk", holds=item.started)
            may_put = (State.SUBMITTING, State.UNKNOWN, State.WITHDRAWING)
            self._expect(item_id, f"put while {item.state}", holds=item.state in may_put)
            self._expect(item_id, "put before the try is on disk as failed", holds=is_written)
            self._expect(item_id, "other bytes go out than were frozen", holds=_carries(body, item))
            self._expect(item_id, "goes out while it is paused", holds=not item.paused)
            self._prove_turn(uow, item)
            self._prove_asked(item_id, tries)
            self._prove_papers(uow, item_id)
        if method == "GET":
            self.put_in.pop(item_id, None)
            may_ask = is_written or item.state is not State.UNKNOWN
            self._expect(item_id, "asked for before the question is on disk as failed", holds=may_ask)
        if method == "DELETE" and item.state is not State.WITHDRAWN:  # said anew, what ended on disk is the wish
            self._expect(item_id, f"taken back while {item.state}", holds=item.state is State.WITHDRAWING)
            self._expect(item_id, "taken back before the try is on disk as failed", holds=is_written)
        return None

    def _prove_asked(self, item_id: str, tries: Sequence[Attempt]) -> None:
        """Nobody puts again what may have arrived without having asked first."""
        before = self.put_in.get(item_id)
        is_known = before is None or before == len(tries) or tries[before - 1].outcome in SURE
        self._expect(item_id, "put again and not asked for in between", holds=is_known)
        self.put_in[item_id] = len(tries)

    def _prove_turn(self, uow: UnitOfWork, item: OutboxItem) -> None:
        """What it depends on is receipted; a person who paused it is heeded."""
        first = [uow.outbox.get(item.depends_on)] if item.depends_on else []
        if item.kind not in (Kind.DOSSIER, Kind.CONSENT) and item.submission:
            first.append(uow.outbox.get(item.submission))
        if item.state is State.SUBMITTING:
            done = all(one.receipt is not None for one in first)
            self._expect(item.id, "put before what it depends on is received", holds=done)

    def _prove_papers(self, uow: UnitOfWork, item_id: str) -> None:
        """A paper is complete when the portal has said that it has the last byte of it."""
        for row in latest(uow.outbox.uploads(item_id)):
            is_said = not row.complete or self.brought.get(row.upload_id, 0) >= row.size
            self._expect(item_id, "a paper counts as complete and the portal has not said so", holds=is_said)

    def after(self, request: requests.PreparedRequest, answered: requests.Response) -> None:
        """What the portal says that it has of a paper."""
        upload, offset = str(request.path_url).rpartition("/")[2], answered.headers.get("Upload-Offset", "")
        if "/uploads/" in str(request.path_url) and answered.status_code < 300 and offset.isdecimal():
            self.brought[upload] = max(int(offset), self.brought.get(upload, 0))

    def _prove_upload(self, uow: UnitOfWork, request: requests.PreparedRequest, path: str) -> None:
        upload = str(request.headers.get("Idempotency-Key", "")).strip('"') or path.rpartition("/")[2]
        rows = [row.upload_id for item in uow.outbox.open() for row in uow.outbox.uploads(item.id)]
        self._expect(upload[:13], "a paper goes out under an id that is not in the store", holds=upload in rows)

    def _expect(self, about: str, what: str, *, holds: bool) -> None:
        if not holds:
            self.wrong.append(f"{about}: {what}")


class Adapter(HTTPAdapter):
    """Mounted on the program's own session."""

    def __init__(self, line: Line) -> None:
        super().__init__(max_retries=0)
        self._line = line

    def send(self, request: requests.PreparedRequest, *arguments: Any, **more: Any) -> requests.Response:
        fate = self._line.before(request)
        if fate == DIES_BEFORE:
            self._line.life.die("kill")
        if fate == NO_ROUTE:
            pool = HTTPConnectionPool("127.0.0.1")
            cause = MaxRetryError(pool, request.url or "", NewConnectionError(pool, "no route"))  # type: ignore[arg-type]
            raise requests.ConnectionError(cause, request=request)
        try:
            answered = super().send(request, *arguments, **more)
        finally:
            self._line.proxy.decide = _pass
        if fate == DIES_AFTER:
            self._line.life.die("kill")
        self._line.after(request, answered)
        return answered


def mount(session: PortalSession, line: Line, seconds: float) -> None:
    """From now on this session speaks through *line*."""
    session.mount("http://", Adapter(line))
    session._read_seconds = seconds


def _id_of(uow: UnitOfWork, found: str) -> str:
    """The item's id; a rating is the one that its dossier has, and has not let go."""
    if not found.endswith("/rating"):
        return found
    items = uow.outbox.of_submission(found.split("/")[1])
    ratings = [item.id for item in items if item.kind is Kind.RATING and item.state is not State.WITHDRAWN]
    return ratings[0] if ratings else found


def _carries(body: Any, item: OutboxItem) -> bool:
    sent = body if isinstance(body, bytes) else str(body or "").encode()
    if item.kind not in (Kind.DOSSIER, Kind.SUPPLEMENT):
        return sent == item.body
    return sent.startswith(b'{"manifest":' + item.body + b",") and json.loads(sent)["fingerprint"] == item.fingerprint


def _once(fate: Fate) -> Callable[[Exchange], Fate]:
    def decide(exchange: Exchange) -> Fate:
        return fate if (exchange.reply is None) == (fate in EARLY) else Fate.PASS

    return decide


def _pass(_exchange: Exchange) -> Fate:
    return Fate.PASS
