"""What may go wrong while a program does one thing: drawn by a seed, armed, and told when it struck."""

import random
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from tests.faults.proxy.tcp_proxy import Fate
from tests.faults.schedules.line import DIES_AFTER, DIES_BEFORE, NO_ROUTE
from tests.faults.schedules.program import Program

FATES: Mapping[Fate | str, int] = {
    Fate.REFUSE: 3,
    Fate.HALF_REQUEST: 2,
    Fate.HOLD: 4,
    Fate.DROP: 4,
    Fate.RESET: 2,
    Fate.TRUNCATE: 3,
    Fate.HALF_HEAD: 1,
    Fate.DELAY: 1,
    Fate.REPEAT: 3,
    Fate.CAPTIVE: 3,
    Fate.WALLED: 3,
    Fate.OVERLOADED: 2,
    Fate.REDIRECT: 2,
    Fate.UNMARKED: 2,
    Fate.STRIPPED: 2,
    Fate.DEAF: 1,
    Fate.BUSY_FOR_YEARS: 2,
    Fate.MIXED_UP: 4,
    Fate.FORGED: 2,
    Fate.LAGGING: 2,
    NO_ROUTE: 4,
    DIES_BEFORE: 2,
    DIES_AFTER: 3,
}
METHODS = ("PUT", "PUT", "PUT", "GET", "DELETE", "DELETE", "POST", "HEAD", "PATCH", "other", "", "", "")
STALLS = 60
"""One wire fault in so many is a stalled line, which takes real seconds."""
RULES: Mapping[str, tuple[int, ...]] = {
    "500": (0,),
    "500_after_commit": (0,),
    "503": (0, 7000, 599_000),
    "429": (0, 3000),
    "captive_html": (0,),
    "bad_digest": (0,),
    "wrong_marker": (0,),
    "drop_before": (0,),
    "drop_after_commit": (0,),
    "truncate": (0,),
    "dup": (0,),
    "reset_conn": (0,),
    "clock_skew": (-3_000_000, 3_000_000),
}
PLACES = (
    ("*", "/api/v1/*"),
    ("PUT", "/api/v1/*"),
    ("PUT", "/api/v1/*"),
    ("PUT", "/api/v1/dossiers/*"),
    ("GET", "/api/v1/dossiers/*"),
    ("PATCH", "*"),
    ("POST", "/api/v1/uploads"),
    ("HEAD", "*"),
    ("DELETE", "*"),
    ("PUT", "/api/v1/consents/*"),
    ("POST", "/oauth/token"),
    ("GET", "/api/v1/health"),
)
DISK = ("disk I/O error", "database or disk is full", "database is locked", "attempt to write a readonly database")
LABELS = (
    "put.started",
    "put.started",
    "put.started",
    "put.answered",
    "put.answered",
    "put.answered",
    "answer.kept",
    "question.written-down",
    "question.answered",
    "upload.begins",
    "upload.answered",
    "step.writing",
    "submit.committing",
    "submit.committed",
    "copies.kept",
    "answer.committing",
    "answer.committed",
    "token.renewed",
    "enqueue.committing",
)
JUMPS = (-40_000_000, -90_000, -3600, -120, 30, 400, 3600, 90_000, 2_000_000, 40_000_000)
KINDS = ("wire", "wire", "wire", "portal", "portal", "sql", "kill", "kill", "clock", "twin", "token", "token", "forgot")


@dataclass
class Struck:
    """What was armed for one thing that a program does, and what of it came true."""

    armed: list[str] = field(default_factory=list)
    classes: set[str] = field(default_factory=set)
    names: Counter[str] = field(default_factory=Counter)
    is_killing: bool = False


def number(chance: random.Random, most: int) -> int:
    """A position, nearer to the beginning more often."""
    return 1 + int(most * chance.random() ** 1.7)


def arm(
    kind: str, program: Program, chance: random.Random, struck: Struck, others: Mapping[str, Callable[[], Any]]
) -> None:
    """Let *kind* wait for the program; *others* are what strikes from outside: twin, token, forgot, portal.

    `kind@label` strikes when that step is reached first.
    """
    kind, _, label = kind.partition("@")
    life = program.life
    if kind == "wire":
        fates = _fates(chance)
        program.line.arm(fates)
        struck.armed += [f"{fate} at exchange {at}" for at, fate in fates.items()]
    elif kind == "portal":
        struck.armed.append(str(others["portal"]()))
    elif kind == "sql":
        start, length = number(chance, 160), chance.choice((1, 1, 2, 10_000))
        life.fails_at, life.says = range(start, start + length), chance.choice(DISK)
        struck.armed.append(f"{life.says} at statements {start} to {start + length - 1}")
    elif label:
        _at_label(kind, label, program, struck, others)
    elif kind == "kill":
        life.dies_at = number(chance, 60) if chance.random() < 0.5 else None
        life.dies_on = (chance.choice(LABELS), number(chance, 3)) if life.dies_at is None else None
        struck.armed.append(f"kill at step {life.dies_at or life.dies_on}")
    else:
        _at_step(kind, program, chance, struck, others)


def _fates(chance: random.Random) -> dict[int | tuple[str, int], Fate | str]:
    found: dict[int | tuple[str, int], Fate | str] = {}
    for _ in range(chance.choice((1, 1, 2, 3))):
        stalls = chance.randrange(STALLS) == 0
        fate = Fate.STALL if stalls else chance.choices(list(FATES), list(FATES.values()))[0]
        kind = chance.choice(METHODS)
        found[(kind, number(chance, 3)) if kind else number(chance, 24)] = fate
    if chance.random() < 0.15:
        start = number(chance, 12)
        found |= dict.fromkeys(range(start, start + chance.randrange(2, 12)), chance.choice((NO_ROUTE, Fate.CAPTIVE)))
    return found


def _at_step(
    kind: str, program: Program, chance: random.Random, struck: Struck, others: Mapping[str, Callable[[], Any]]
) -> None:
    at, seconds = number(chance, 50), chance.choice(JUMPS)
    clock = program.machine.clock

    def at_step(_label: str) -> None:
        if program.life.steps != at:
            return
        struck.classes.add(kind)
        if kind == "clock":
            clock.at += timedelta(seconds=seconds)
        else:
            others[kind]()

    program.life.at_step = at_step
    struck.armed.append(f"{kind} at step {at}" + (f" by {seconds} s" if kind == "clock" else ""))


def _at_label(kind: str, label: str, program: Program, struck: Struck, others: Mapping[str, Callable[[], Any]]) -> None:
    def at_step(reached: str) -> None:
        if reached == label and kind not in struck.classes:
            struck.classes.add(kind)
            others[kind]()

    program.life.at_step = at_step
    struck.armed.append(f"{kind} at {label}")


def rules(chance: random.Random) -> list[dict[str, Any]]:
    """One or two faults that only the portal itself can make."""
    found = []
    for _ in range(chance.choice((1, 1, 2))):
        do = chance.choice(list(RULES))
        method, path = chance.choice(PLACES)
        match = {"method": method, "path": path, "nth": chance.choice((1, 1, 2, 3))}
        found.append(
            {"match": match, "do": do, "ms": abs(chance.choice(RULES[do])) % 600_000, "times": chance.choice((1, 1, 3))}
        )
    return found


def collect(program: Program, struck: Struck) -> None:
    """What came true."""
    struck.classes |= set(program.life.struck) | set(program.line.struck)
    struck.is_killing = program.life.is_over
    struck.names.update(program.line.names)
    struck.names.update(one for one in program.life.struck if one == "sql")
    program.line.names.clear()
    program.life.struck.clear()
    program.line.struck.clear()
    program.line.arm({})
    program.life.disarm()
