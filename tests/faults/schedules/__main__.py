"""`python -m tests.faults.schedules SEED…` repeats cases and tells what happened in them."""

import sys

from tests.faults.schedules.schedule import tried
from tests.faults.schedules.stage import stage


def main(seeds: list[str]) -> int:
    broken = 0
    with stage() as made:
        for seed in seeds:
            outcome = tried(made, int(seed))
            broken += bool(outcome.wrong)
            lines = [f"seed {seed}, {outcome.cast}", *outcome.log, *(f"WRONG: {what}" for what in outcome.wrong)]
            sys.stdout.write("\n  ".join(lines) + "\n")
    return min(1, broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
