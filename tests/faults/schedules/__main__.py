"""`python -m tests.faults.schedules CASE…` repeats cases and tells what happened in them.

A case is a seed, or how the names of led cases begin ("submitting → needs_fix under kill").
"""

import sys

from tests.faults.schedules.events import Outcome
from tests.faults.schedules.pairs import EVERY_CAST, by_name
from tests.faults.schedules.stage import stage


def main(wanted: list[str]) -> int:
    broken = 0
    with stage(EVERY_CAST) as made:
        for one in wanted:
            outcomes = [play(made) for _, play in by_name([one])]
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
