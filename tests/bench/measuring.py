"""Times of two sides, taken in turn in one run, and the line that is printed of them."""

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

Run = Callable[[], float]
Unit = Literal["ms", "s", "MiB/s", "MiB"]
HEAD = ("benchmark", "ours", "spread", "beside", "theirs", "ratio")
TIMES = {"ms": 1e3, "s": 1.0, "MiB": 1 / 1024**2}


@dataclass(frozen=True, slots=True)
class Line:
    """Seconds of both sides, bytes for MiB; `ratio` is how many times as long, or as much, ours takes."""

    name: str
    ours: Sequence[float]
    beside: str
    theirs: Sequence[float]
    unit: Unit = "ms"
    size: float = 0.0
    at: float = 0.5

    @property
    def ratio(self) -> float:
        return quantile(self.ours, self.at) / quantile(self.theirs, self.at)

    def cells(self) -> tuple[str, ...]:
        low, high = sorted((self._shown(min(self.ours)), self._shown(max(self.ours))))
        ours, theirs = (self._shown(quantile(side, self.at)) for side in (self.ours, self.theirs))
        return (
            self.name,
            f"{figure(ours)} {self.unit}",
            f"{figure(low)} - {figure(high)}",
            self.beside,
            f"{figure(theirs)} {self.unit}",
            f"{self.ratio:.2f}" if self.ratio >= 0.1 else figure(self.ratio),
        )

    def _shown(self, seconds: float) -> float:
        return self.size / seconds if self.unit == "MiB/s" else seconds * TIMES[self.unit]


def quantile(seconds: Sequence[float], at: float) -> float:
    """The median for 0.5, else the nearest rank."""
    if at == 0.5:
        return statistics.median(seconds)
    return sorted(seconds)[math.ceil(at * len(seconds)) - 1]


def in_turn(runs: int, *sides: Run) -> tuple[list[float], ...]:
    """Every side once, then every side again: what else the machine does meanwhile strikes all alike."""
    times: tuple[list[float], ...] = tuple([] for _ in sides)
    for _ in range(runs):
        for kept, side in zip(times, sides, strict=True):
            kept.append(side())
    return times


def figure(value: float) -> str:
    """Three digits that matter."""
    return f"{value:.{max(0, 2 - math.floor(math.log10(value)))}f}" if value > 0 else "0"


def table(lines: Sequence[Line]) -> str:
    rows = [HEAD, *(line.cells() for line in lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    rows.insert(1, tuple("-" * width for width in widths))
    return "\n".join(
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |" for row in rows
    )
