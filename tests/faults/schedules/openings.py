"""How some cases begin: moves that lead where chance alone seldom comes; what goes wrong in them is still drawn."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tests.faults.proxy.tcp_proxy import Fate
from tests.faults.schedules.line import DIES_AFTER, DIES_BEFORE, NO_ROUTE

Fates = Mapping[int | tuple[str, int], Fate | str]
LOST = (Fate.DROP, Fate.RESET, Fate.TRUNCATE, Fate.CAPTIVE, Fate.UNMARKED, Fate.FORGED, Fate.MIXED_UP, DIES_AFTER)
NOT_HEARD = (
    Fate.WALLED,
    Fate.REFUSE,
    Fate.HOLD,
    Fate.HALF_REQUEST,
    Fate.CAPTIVE,
    NO_ROUTE,
    DIES_BEFORE,
    Fate.BUSY_FOR_YEARS,
)
NOT_THERE = (Fate.REFUSE, Fate.WALLED, NO_ROUTE, Fate.OVERLOADED)
MOST = 4
"""Exchanges of one kind about items in a pass that an opening thinks of."""


@dataclass(frozen=True, slots=True)
class Move:
    """A deed with the fates of its exchanges, or with a strike from outside (`kind@label`: there), or an event."""

    name: str
    fates: Fates | None = None
    strike: str = ""
    machine: int = 0


def _every(method: str, fate: Fate | str) -> dict[int | tuple[str, int], Fate | str]:
    return {(method, at): fate for at in range(1, MOST + 1)}


def _in_doubt() -> Move:
    """Everything that goes out arrives, and nobody hears of it."""
    return Move("send", {**_every("PUT", Fate.DROP), **_every("GET", NO_ROUTE)})


def _lost_puts(chance: random.Random) -> list[Move]:
    put, ask = chance.choice((1, 2, 3)), chance.choice((*LOST, *NOT_HEARD, Fate.LAGGING))
    return [Move("send", {("PUT", put): chance.choice((*LOST, *NOT_HEARD)), ("GET", 1): ask}),
            Move("send", {("GET", 1): chance.choice((*LOST, *NOT_HEARD))})]  # fmt: skip


def _taken_back(chance: random.Random) -> list[Move]:
    put = Move("send", {("PUT", chance.choice((1, 2))): Fate.HOLD, ("GET", 1): chance.choice(NOT_HEARD)})
    back: Fates = {("DELETE", 1): chance.choice(NOT_THERE)} if chance.random() < 0.8 else {}
    signed_out = [] if back else [Move("token")]
    return [put, Move("take back"), *signed_out, Move("send", back), Move("deliver"), Move("send", {})]


def _taken_back_unheard(chance: random.Random) -> list[Move]:
    """It stands at the portal, and the wish to take it back does not get there."""
    back = Move("send", _every("DELETE", chance.choice((Fate.WALLED, Fate.WALLED, *NOT_THERE))))
    first = [Move("token"), Move("send", {})] if chance.random() < 0.4 else [back]
    return [_in_doubt(), Move("take back"), *first]


def _taken_back_elsewhere(chance: random.Random) -> list[Move]:
    """One computer has the receipt, the other is in doubt and takes it back before an office has looked."""
    last = [Move("read", {}, "", 1)] if chance.random() < 0.5 else []
    return [Move("clone"), _in_doubt(), Move("send", {}, "", 1), Move("read", {}, "", 1), Move("take back"),
            Move("send", {}), *last]  # fmt: skip


def _signed_out_there(chance: random.Random) -> list[Move]:
    """The sign-in ends between one step and the next."""
    label = chance.choice(("put.started", "put.started", "upload.begins", "question.written-down"))
    return [Move("send", None, f"token@{label}"), Move("sign in"), Move("send", {})]


def _signed_out(chance: random.Random) -> list[Move]:
    put: Fates = {("PUT", 1): chance.choice(NOT_HEARD), ("GET", 1): NO_ROUTE}
    first = [Move("send", put)] if chance.random() < 0.5 else []
    return [*first, Move("token"), Move("send", {}), Move("sign in"), Move("send", None, "token")]


def _lagging(chance: random.Random) -> list[Move]:
    most = chance.choice((1, 2, 4))
    return [Move("send", {("HEAD", 1 + at): Fate.LAGGING for at in range(most)}), Move("send", {})]


def _bad_papers(chance: random.Random) -> list[Move]:
    kind = chance.choice(("POST", "HEAD", "PATCH"))
    fate = NO_ROUTE if chance.random() < 0.25 else chance.choice((*LOST, *NOT_HEARD))
    fates: Fates = {(kind, chance.choice((1, 2))): fate}
    return [Move("send", fates), Move("send", {(kind, 1): chance.choice(NOT_HEARD)})]


def _two_computers(chance: random.Random) -> list[Move]:
    in_doubt: Fates = {("PUT", 1): Fate.DROP, ("GET", 1): NO_ROUTE}
    first = [Move("clone"), Move("send", in_doubt)]
    if chance.random() < 0.5:
        first.reverse()
    return [*first, Move("take back"), Move("send", {}), Move("send", {}, "", 1)]


def _forgetful(chance: random.Random) -> list[Move]:
    sent = [Move("send", {}), Move("read", {}), Move("officer"), Move("read", {})][: chance.randrange(1, 5)]
    return [Move("keep portal"), *sent, Move("forgot"), Move("read", {}), Move("send", {})]


def _consent_forgotten(chance: random.Random) -> list[Move]:
    """A consent arrives, its dossier does not, and the portal is put back to where it had neither."""
    puts: Fates = {("PUT", at): chance.choice(NOT_THERE) for at in (2, 3)}
    return [Move("keep portal"), Move("send", puts), Move("forgot"), Move("send", {})]


def _left_alone(chance: random.Random) -> list[Move]:
    """What waits is paused, while it was never tried or is in doubt."""
    first = [Move("send", {("PUT", 1): chance.choice((*LOST, *NOT_HEARD))})] if chance.random() < 0.4 else []
    return [*first, Move("pause"), Move("send", {})]


def _sent_then_forgot(chance: random.Random) -> list[Move]:
    """What was said about a dossier arrives, and then the portal is put back; what it does since may catch up."""
    first = [Move("finish"), Move("read", {}), Move("fetch", {})] if chance.random() < 0.3 else []
    names = ("acknowledge", "rate", "write") if first else ("answer", "confirm", "pay", "write", "write", "ask back")
    told = [Move(name, {}) for name in chance.sample(names, 2)]
    heard = [Move("read", {})] if chance.random() < 0.7 else []
    caught_up = [Move("officer")] * chance.choice((0, 0, 1, 4))
    sent = [Move("send", {}), *heard, *[Move("officer")] * chance.choice((0, 1)), *heard]
    return [*first, Move("keep portal"), *told, *sent, Move("forgot"), *caught_up, Move("read", {}), Move("send", {})]


def _said_of_the_forgotten(chance: random.Random) -> list[Move]:
    """A dossier arrives, the portal forgets it, and then comes what was said about it."""
    put: Fates = {("PUT", 1): chance.choice(LOST)} if chance.random() < 0.3 else {}
    after = [Move("send", put), *([Move("read", {})] if chance.random() < 0.5 else [])]
    told = [Move(name, {}) for name in chance.sample(("write", "ask back", "write"), chance.choice((1, 2)))]
    return [Move("send", {}), Move("read", {}), *told, Move("forgot"), *after]


def _asked_back_again(chance: random.Random) -> list[Move]:
    """The office says no to who wants it back, who asks a second time."""
    put: Fates = {("PUT", 1): chance.choice(LOST)} if chance.random() < 0.4 else {}
    first = [Move("ask back", {}), Move("send", put), Move("send", {}), Move("not given back"), Move("read", {})]
    return [Move("keep portal"), *first, Move("ask back", {}), Move("send", {("PUT", 1): chance.choice(LOST)}),
            *([Move("forgot"), Move("read", {})] if chance.random() < 0.3 else [])]  # fmt: skip


def _to_the_end(chance: random.Random) -> list[Move]:
    """There is a result: it is fetched, acknowledged, and said how one was served."""
    said = chance.sample(("acknowledge", "rate", "write"), 2)
    put: Fates = {("PUT", chance.choice((1, 2))): chance.choice(LOST)}
    return [Move("finish"), Move("read", {}), Move("fetch", {}), *(Move(name, {}) for name in said), Move("send", put)]


def _answers(chance: random.Random) -> list[Move]:
    names = chance.sample(("answer", "pay", "confirm", "submit"), 3)
    struck = (
        Move(names[0], None, "kill") if chance.random() < 0.4 else Move(names[0], {("PUT", 1): chance.choice(LOST)})
    )
    return [struck, *(Move(name, {}) for name in names[1:]), Move("send", {("PUT", 1): chance.choice(LOST)})]


def _paid(chance: random.Random) -> list[Move]:
    """Money comes for a try of which the answer was lost, or which was put again."""
    first = Move(
        "pay", {("PUT", 1): chance.choice((*LOST, Fate.REPEAT)), ("GET", 1): chance.choice((NO_ROUTE, Fate.PASS))}
    )
    return [
        first,
        Move("money"),
        *([Move("pay", {})] if chance.random() < 0.5 else []),
        Move("send", {}),
        Move("read", {}),
    ]


def _mixed_up(chance: random.Random) -> list[Move]:
    wrong = chance.choice((Fate.MIXED_UP, Fate.FORGED))
    puts: Fates = _every("PUT", wrong) if chance.random() < 0.5 else {("PUT", chance.choice((1, 2, 3))): wrong}
    return [Move("send", {**puts, ("GET", 1): chance.choice((wrong, NO_ROUTE))}),
            Move("send", {("GET", 1): Fate.MIXED_UP})]  # fmt: skip


def _killed(chance: random.Random) -> list[Move]:
    after = [Move("take back")] if chance.random() < 0.3 else []
    put: Fates = {("PUT", 1): chance.choice(LOST)}
    return [Move("send", put, "kill"), *after, Move("send", None, chance.choice(("kill", "twin", "clock", "sql")))]


def _papers(chance: random.Random) -> list[Move]:
    sent = [Move("send", {("PUT", 1): NO_ROUTE})] if chance.random() < 0.5 else []
    back = [Move("take back")] if chance.random() < 0.3 else [Move("papers found"), Move("try now")]
    return [*sent, Move("papers gone"), Move("send", {}), *back]


OPENINGS: tuple[Callable[[random.Random], list[Move]], ...] = (
    _lost_puts,
    _lost_puts,
    _taken_back,
    _taken_back,
    _taken_back_unheard,
    _taken_back_elsewhere,
    _signed_out,
    _signed_out_there,
    _lagging,
    _bad_papers,
    _bad_papers,
    _two_computers,
    _forgetful,
    _mixed_up,
    _mixed_up,
    _killed,
    _killed,
    _papers,
    _answers,
    _answers,
    _paid,
    _consent_forgotten,
    _left_alone,
    _sent_then_forgot,
    _sent_then_forgot,
    _said_of_the_forgotten,
    _asked_back_again,
    _to_the_end,
)
