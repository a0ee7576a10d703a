"""`python -m tests.faults.schedules CASE…` repeats cases and tells what happened in them.

A case is a seed, or how the names of led cases begin ("submitting → needs_fix under kill").
"""

import sys

from tests.faults.schedules import pairs
from tests.faults.schedules.scene import CASTS as LED
from tests.faults.schedules.schedule import Outcome, tried
from tests.faults.schedules.stage import CASTS, stage


def main(wanted: list[str]) -> int:
    broken = 0
    with stage({**CASTS, **LED}) as made:
        for one in wanted:
            led = [] if one.isdecimal() else pairs.cases(one)
            outcomes = [tried(made, int(one))] if one.isdecimal() else [pairs.tried(made, *case) for case in led]
            broken += not outcomes
            for outcome in outcomes:
                broken += bool(outcome.wrong)
                _tell(outcome)
    return min(1, broken)


def _tell(outcome: Outcome) -> None:
    name = outcome.seed if isinstance(outcome.seed, str) else f"seed {outcome.seed}"
    lines = [f"{name}, {outcome.cast}", *outcome.log, *(f"WRONG: {what}" for what in outcome.wrong)]
    sys.stdout.write("\n  ".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
