"""Many seeded cases over two processes, summed up: what was tried, what struck where, what did not hold."""

import multiprocessing
import os
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

PROCESSES = 2


@dataclass
class Sum:
    """What a run came to; `met` counts transitions by (from, to, class of fault)."""

    cases: int = 0
    dossiers: int = 0
    items: int = 0
    seconds: float = 0.0
    broken: dict[int, list[str]] = field(default_factory=dict)
    named: Counter[str] = field(default_factory=Counter)
    met: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    first: int = 0

    @property
    def lost(self) -> int:
        return self._with("I2 lost") + self._with("I1")

    @property
    def doubled(self) -> int:
        return self._with("I2 doubled")

    def _with(self, beginning: str) -> int:
        return sum(what.startswith(beginning) for wrong in self.broken.values() for what in wrong)

    def add(self, other: "Sum") -> None:
        self.cases += other.cases
        self.dossiers += other.dossiers
        self.items += other.items
        self.seconds += other.seconds
        self.broken |= other.broken
        self.named.update(other.named)
        self.met.update(other.met)


def run(seeds: Iterable[int]) -> Sum:
    """These cases in this process."""
    from tests.faults.schedules.schedule import tried
    from tests.faults.schedules.stage import stage

    found, began = Sum(), time.monotonic()
    with stage() as made:
        for seed in seeds:
            outcome = tried(made, seed)
            found.cases += 1
            found.dossiers += outcome.dossiers
            found.items += outcome.items
            found.named.update(outcome.named)
            found.met.update(outcome.met)
            if outcome.wrong:
                found.broken[seed] = [*outcome.wrong, f"cast: {outcome.cast}", *outcome.log]
    found.seconds = time.monotonic() - began
    return found


def run_in_two(first: int, count: int) -> Sum:
    """Seeds *first* to *first* + *count* - 1."""
    whole = Sum(first=first)
    context = multiprocessing.get_context("spawn")
    lines, children = [], []
    for part in range(PROCESSES):
        here, there = context.Pipe(duplex=False)
        child = context.Process(target=_child, args=(there, range(first + part, first + count, PROCESSES)))
        child.start()
        there.close()
        lines.append(here)
        children.append(child)
    for line in lines:
        whole.add(line.recv())
    for child in children:
        child.join()
    return whole


def _child(line: Connection, seeds: range) -> None:
    os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    line.send(run(seeds))
