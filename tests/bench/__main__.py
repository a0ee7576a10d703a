"""`make bench`: ratios in one run, each beside a named alternative; names on the command line choose some."""

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.measuring import Line, table
from tests.bench.place import temporary

Benchmark = Callable[[Path], Iterator[Line]]


def benchmarks() -> dict[str, Benchmark]:
    """All there are, in the order in which they run; they are imported when the environment leads nowhere else."""
    from tests.bench import big, drain, full, keystroke, many, opening, start, upload

    return {part.NAME: part.measured for part in (start, opening, keystroke, big, upload, drain, many, full)}


def main(wanted: list[str]) -> int:
    began = time.monotonic()
    with temporary() as folder:
        from tests.bench.machine import described

        every = benchmarks()
        unknown = sorted(set(wanted) - set(every))
        if unknown:
            print(f"no benchmark {', '.join(unknown)}; there are {', '.join(every)}", file=sys.stderr)
            return 2
        print(described(), flush=True)
        lines = [line for name, measured in every.items() if name in (wanted or every) for line in measured(folder)]
        print(table(lines))
        print(f"ratio: how many times as long ours takes. {time.monotonic() - began:.0f} s in all.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
