"""One dossier between client, line and portal: every reachable state, over the program's own table and decisions.

The client moves by `domain.submission.after` and decides by `services.consequences`. The line drops, delays and doubles
requests, loses replies and answers in the portal's stead; the client times out, dies, is edited and cancelled; a portal
without R2 forgets. A rule that is taken away is replaced by what a program without it would do.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from desktop.domain.submission import Kind, Mode, Move, OutboxItem, State, after, can_reopen
from desktop.services.consequences import as_evidence, consequence
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.portal import receipt_for

RULES: Mapping[str, str] = {
    "R1": "id and fingerprint are durable before the first byte",
    "R2": "the portal keeps the client's id for ever",
    "R3": "what was tried is frozen",
    "R4": "only a receipt that proves this item is a yes",
    "R5": "the local copy is kept until the receipt is durable",
    "R6": "cancelling after a try asks the portal",
    "R7": "and that is one atomic call that leaves a tombstone",
    "R8": "an answer that is not the portal's, after bytes went out, never lowers `started`",
}
S, M, A = State, Move, AnswerClass
Put = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class World:
    """Everything that the four of them know; the numbers are what may still go wrong."""

    item: OutboxItem
    is_kept: bool = True
    is_waiting: bool = False
    requests: tuple[Put, ...] = ()
    held: tuple[Put, ...] = ()
    known: frozenset[str] = frozenset()
    tombstones: frozenset[str] = frozenset()
    is_accepted: bool = False
    next_id: int = 2
    sends: int = 3
    edits: int = 1
    cancels: int = 1
    crashes: int = 1
    copies: int = 1
    prunings: int = 1
    strangers: int = 1


Step = tuple[str, World]


def finalised(item_id: str, body: bytes) -> OutboxItem:
    """An item that waits with its papers up."""
    item = OutboxItem(
        id=item_id,
        kind=Kind.DOSSIER,
        submission=item_id,
        body=body,
        fingerprint=_fingerprint(body),
        mode=Mode.PRACTICE,
        created_at=datetime(2026, 11, 23, tzinfo=UTC),
    )
    for move in (M.ENQUEUE, M.CLAIM, M.PAPERS_GOOD):
        item = after(item, move)
    return item


class Model:
    """What may happen next, with the rules that are on."""

    def __init__(self, without: str | None = None) -> None:
        self._on = {rule: rule != without for rule in RULES}

    def explore(self) -> tuple[int, dict[str, tuple[str, ...]]]:
        """How many states there are, and the shortest way into each kind of harm."""
        start = World(finalised("1", b'{"v":1}'))
        came_from: dict[World, tuple[World, str] | None] = {start: None}
        to_do, harms = deque([start]), dict[str, tuple[str, ...]]()
        while to_do:
            world = to_do.popleft()
            harm = harm_of(world)
            if harm is not None:
                harms.setdefault(harm, _way(world, came_from))
                continue
            for name, following in self.steps(world):
                if following not in came_from:
                    came_from[following] = (world, name)
                    to_do.append(following)
        return len(came_from), harms

    def steps(self, world: World) -> Iterator[Step]:
        """All that may happen next."""
        parts: tuple[Callable[[World], Iterator[Step]], ...] = (
            self._client, self._person, self._line, self._stranger, self._portal,
        )  # fmt: skip
        for part in parts:
            yield from part(world)

    def _client(self, world: World) -> Iterator[Step]:
        if world.is_waiting:
            yield "time-out", self._hears(world, Answer(A.WAIT, wrote=True))
            if world.crashes:
                yield "crash", self._dies(world)
            return
        item = world.item
        if item.state is S.UPLOADING and world.sends:
            yield "put", self._puts(world, M.UPLOADED)
        elif item.state is S.SUBMITTING:
            yield "wakes", replace(world, item=after(item, M.UNCERTAIN))
        elif item.state is S.RETRY_WAIT:
            yield "due", replace(world, item=after(item, M.DUE))
        elif item.state is S.UNKNOWN:
            yield from self._asks(world)
        elif item.state is S.WITHDRAWING:
            yield from self._withdraws(world)
        if not self._on["R5"] and item.started and world.is_kept:
            yield "tidy up", replace(world, is_kept=False)

    def _puts(self, world: World, move: Move) -> World:
        item = after(world.item, move)
        requests = tuple(sorted((*world.requests, (item.id, item.body))))
        return replace(world, item=item, is_waiting=True, requests=requests, sends=world.sends - 1)

    def _asks(self, world: World) -> Iterator[Step]:
        truth = self._truth(world, world.item.id)
        answer = as_evidence(world.item, truth)
        yield "ask, no answer", self._hears(world, Answer(A.WAIT, wrote=True))
        if answer.kind is not A.UNKNOWN_ID:
            yield "ask", self._hears(world, truth)
        elif world.sends:
            yield "ask: never came, put", self._puts(world, M.NEVER_RECEIVED)

    def _withdraws(self, world: World) -> Iterator[Step]:
        item_id = world.item.id
        if not self._on["R7"]:
            if self._truth(world, item_id).kind is A.UNKNOWN_ID:
                yield "ask: never came, so it is over", replace(world, item=after(world.item, M.WITHDRAWN))
            return
        if world.is_accepted:
            receipt = after(world.item, M.ALREADY_ACCEPTED)
            yield "withdraw: already accepted", replace(world, item=receipt)
            return
        done = replace(
            world,
            held=tuple(put for put in world.held if put[0] != item_id),
            tombstones=world.tombstones | {item_id},
        )
        yield "withdraw", self._hears(done, Answer(A.OK, wrote=True))
        yield "withdraw, reply lost", self._hears(done, Answer(A.WAIT, wrote=True))

    def _dies(self, world: World) -> World:
        dead = replace(world, is_waiting=False, crashes=world.crashes - 1)
        if self._on["R1"]:
            return dead
        fresh = finalised(str(world.next_id), world.item.body)
        return replace(dead, item=fresh, next_id=world.next_id + 1)

    def _person(self, world: World) -> Iterator[Step]:
        item = world.item
        if world.edits and not self._on["R3"] and item.started and item.state is not S.RECEIPTED:
            yield "edit", replace(world, item=replace(item, body=b'{"v":2}'), edits=0)
        if world.is_waiting:
            return
        if world.edits and can_reopen(item):
            fresh = finalised(str(world.next_id), b'{"v":2}')
            yield "reopen and edit", replace(world, item=fresh, edits=0, next_id=world.next_id + 1)
        is_open = item.state not in (S.SUBMITTING, S.WITHDRAWING, S.RECEIPTED, S.WITHDRAWN)
        if world.cancels and is_open:
            gone = after(item if self._on["R6"] else replace(item, started=False), M.CANCEL)
            yield "cancel", replace(world, item=gone, cancels=0)

    def _line(self, world: World) -> Iterator[Step]:
        for at, request in enumerate(world.requests):
            left = world.requests[:at] + world.requests[at + 1 :]
            yield "request lost", replace(world, requests=left)
            if world.copies:
                yield "request doubled", replace(world, requests=(*world.requests, request), copies=0)
            arrived, answer = self._receives(replace(world, requests=left), request)
            yield "request arrives", arrived
            if world.is_waiting and request[0] == world.item.id:
                yield "request arrives, reply too", self._hears(arrived, answer)

    def _stranger(self, world: World) -> Iterator[Step]:
        """A login page says 200; the request may still be on its way."""
        if world.is_waiting and world.strangers:
            met = replace(world, strangers=0)
            yield "a stranger says yes", self._hears(met, Answer(A.OK, wrote=True))

    def _portal(self, world: World) -> Iterator[Step]:
        if world.held and not world.is_accepted:
            yield "an office accepts", replace(world, is_accepted=True)
        if not self._on["R2"] and world.known and world.prunings:
            yield "the portal forgets ids", replace(world, known=frozenset(), prunings=0)

    def _receives(self, world: World, request: Put) -> tuple[World, Answer]:
        item_id, body = request
        if item_id in world.tombstones:
            return world, Answer(A.GONE, "withdrawn", wrote=True)
        is_known = item_id in world.known if not self._on["R2"] else any(put[0] == item_id for put in world.held)
        if not is_known:
            held = tuple(sorted((*world.held, request)))
            world = replace(world, held=held, known=world.known | {item_id})
        elif (item_id, body) not in world.held:
            return world, Answer(A.CONFLICT, wrote=True)
        return world, self._truth(world, item_id)

    def _truth(self, world: World, item_id: str) -> Answer:
        if item_id in world.tombstones:
            return Answer(A.GONE, "withdrawn", wrote=True)
        body = next((body for held, body in world.held if held == item_id), None)
        if body is None:
            return Answer(A.UNKNOWN_ID, wrote=True)
        stored = replace(world.item, id=item_id, submission=item_id, fingerprint=_fingerprint(body))
        return Answer(A.OK, receipt=receipt_for(stored), wrote=True)

    def _hears(self, world: World, answer: Answer) -> World:
        """The client decides as the program does, or as a program without the rule would."""
        item = world.item
        world = replace(world, is_waiting=False)
        if not self._on["R4"] and answer.kind is A.OK and item.state in (S.SUBMITTING, S.UNKNOWN):
            return replace(world, item=after(item, M.ACCEPTED))
        read = as_evidence(item, answer)
        moved = after(item, consequence(item, read).move)
        if not self._on["R8"] and read.kind is A.NOT_THE_PORTAL:
            moved = replace(moved, started=False, state=S.RETRY_WAIT, resume_state=S.UPLOADING)
        return replace(world, item=moved)


def harm_of(world: World) -> str | None:
    """What must never be true."""
    state = world.item.state
    if len(world.held) > 1:
        return "doubled"
    if (state is S.RECEIPTED or not world.is_kept) and not world.held and not world.requests and not world.tombstones:
        return "lost"
    if state is S.RECEIPTED and world.held and world.held[0][1] != world.item.body:
        return "other content"
    if state is S.WITHDRAWN and world.held:
        return "ghost"
    return None


def _fingerprint(body: bytes) -> str:
    return f"sha256:{body.decode()}"


def _way(world: World, came_from: Mapping[World, tuple[World, str] | None]) -> tuple[str, ...]:
    names: list[str] = []
    step = came_from[world]
    while step is not None:
        world, name = step
        names.append(name)
        step = came_from[world]
    return tuple(reversed(names))
