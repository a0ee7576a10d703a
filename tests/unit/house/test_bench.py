"""The benchmarks can be imported and listed, and their table says what it should; they run by `make bench` only."""

import subprocess
import sys

import pytest

from tests.bench.measuring import Line, in_turn, table
from tests.bench.place import ROOT


def test_every_benchmark_is_listed() -> None:
    asked = [sys.executable, "-m", "tests.bench", "no-such"]
    told = subprocess.run(asked, capture_output=True, text=True, cwd=ROOT, check=False, timeout=60)
    assert told.returncode == 2
    assert told.stderr == "no benchmark no-such; there are start, opening, keystroke, big, upload, drain, many, full\n"


def test_ratio_is_of_times_whatever_is_shown() -> None:
    quick, slow = (1.0, 2.0, 9.0), (4.0, 4.0, 4.0)
    line = Line("upload", slow, "curl", quick, unit="MiB/s", size=8)
    assert line.cells() == ("upload", "2.00 MiB/s", "2.00 - 2.00", "curl", "4.00 MiB/s", "2.00")
    assert Line("letter", quick, "bare", slow, at=0.99).cells()[1:3] == ("9000 ms", "1000 - 9000")


def test_sides_take_turns() -> None:
    order: list[str] = []

    def side(name: str) -> float:
        order.append(name)
        return float(len(order))

    assert in_turn(2, lambda: side("ours"), lambda: side("theirs")) == ([1.0, 3.0], [2.0, 4.0])
    assert order == ["ours", "theirs", "ours", "theirs"]


@pytest.mark.parametrize("cell", ["benchmark", "start", "bare", "3.00"])
def test_table_shows_both_sides_and_the_ratio(cell: str) -> None:
    assert cell in table([Line("start", (0.3,), "bare", (0.1,))])
