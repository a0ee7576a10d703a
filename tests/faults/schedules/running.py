"""Many cases over some processes, summed up: what was tried, what struck where, what did not hold."""

import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.faults.schedules.events import Outcome

PROCESSES = 4
"""On two cores: a case waits for about as long as it works, for lines that stall do so by the real clock."""
PIECE = 200
"""Cases on one stage: its sign-ins end by the real clock, and a seed should find it as young as when it is repeated."""


@dataclass
class Sum:
    """What a run came to; `met` counts transitions by (from, to, class of fault)."""

    cases: int = 0
    dossiers: int = 0
    items: int = 0
    seconds: float = 0.0
    broken: dict[int | str, list[str]] = field(default_factory=dict)
    named: Counter[str] = field(default_factory=Counter)
    met: Counter[tuple[str, str, str]] = field(default_factory=Counter)
    received: Counter[str] = field(default_factory=Counter)
    """How many of each kind stood at portals in the end."""
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
        self.received.update(other.received)

    def note(self, name: int | str, outcome: "Outcome") -> None:
        """One case more."""
        self.cases += 1
        self.dossiers += outcome.dossiers
        self.items += outcome.items
        self.named.update(outcome.named)
        self.met.update(outcome.met)
        self.received.update(outcome.received)
        if outcome.wrong:
            self.broken[name] = [*outcome.wrong, f"cast: {outcome.cast}", *outcome.log]


def run(seeds: Iterable[int]) -> Sum:
    """These seeds in this process."""
    from tests.faults.schedules.schedule import tried
    from tests.faults.schedules.stage import stage

    found, began = Sum(), time.monotonic()
    with stage() as made:
        for seed in seeds:
            found.note(seed, tried(made, seed))
    found.seconds = time.monotonic() - began
    return found


def lead(numbers: Iterable[int]) -> Sum:
    """These of the led cases in this process."""
    from tests.faults.schedules.pairs import cases, named, tried
    from tests.faults.schedules.scene import CASTS
    from tests.faults.schedules.stage import stage

    found, began, there = Sum(), time.monotonic(), cases()
    with stage(CASTS) as made:
        for number in numbers:
            found.note(named(*there[number]), tried(made, *there[number]))
    found.seconds = time.monotonic() - began
    return found


def run_abreast(first: int, count: int) -> Sum:
    """Seeds *first* to *first* + *count* - 1."""
    return _summed(Sum(first=first), run, range(first, first + count))


def lead_abreast() -> Sum:
    """Every move under every class of fault."""
    from tests.faults.schedules.pairs import cases

    return _summed(Sum(), lead, range(len(cases())))


def _summed(whole: Sum, play: Callable[[Iterable[int]], Sum], numbers: range) -> Sum:
    """Each process takes a piece until none is left."""
    os.environ.setdefault("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    pieces = [numbers[at : at + PIECE] for at in range(0, len(numbers), PIECE)]
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        for part in pool.imap_unordered(play, pieces):
            whole.add(part)
            sys.stderr.writelines(f"{case}: {wrong[0]}\n" for case, wrong in part.broken.items())
            sys.stderr.write(f"{whole.cases} of {len(numbers)} cases, {len(whole.broken)} broken\n")
    return whole
