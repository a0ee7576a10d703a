"""One seeded case: people and faults in an order that the seed alone decides, then calm, then the invariants."""

import random
from collections.abc import Callable
from typing import Any

from tests.faults.schedules.acts import Citizen
from tests.faults.schedules.calm import Calm
from tests.faults.schedules.events import EVENTS, Events, Outcome
from tests.faults.schedules.invariants import Ending, broken
from tests.faults.schedules.openings import OPENINGS, Move
from tests.faults.schedules.program import Program
from tests.faults.schedules.refusals import Reasons, about_dossiers
from tests.faults.schedules.stage import CASTS, Stage
from tests.faults.schedules.strikes import KINDS, Struck, arm, collect, rules

DEEDS = {
    "send": 12, "read": 4, "enqueue": 3, "submit": 3, "type": 2, "cancel": 2, "take back": 3, "reopen": 1,
    "correct": 1, "pause": 1, "try now": 3, "answer": 4, "pay": 3, "confirm": 3,
    "write": 3, "ask back": 2, "fetch": 1, "acknowledge": 2, "rate": 2,
}  # fmt: skip

DIRECTED = 0.6
"""How many cases begin with moves that lead somewhere on purpose."""
BACK = 0.15
"""How many end on a clock that was put back for good."""


class Schedule(Events):
    """One case on a stage that others have left clean."""

    def run(self) -> Outcome:
        if self._chance.random() < DIRECTED:
            for move in self._chance.choice(OPENINGS)(self._chance):
                self._moved(move)
        for _ in range(self._chance.randrange(2, 8)):
            if self._chance.random() < 0.72:
                self._deed(self._chance.randrange(len(self.machines)))
            else:
                self._event(self._chance.choices(list(EVENTS), list(EVENTS.values()))[0])
        return self.ended()

    def ended(self) -> Outcome:
        """Calm comes, and everything that must hold is looked for."""
        self._papers_found()
        self.outcome.wrong += Calm(self._stage, self.machines, stays_back=self._stays_back()).come()
        self.outcome.wrong += self.noticed()
        ending = Ending(
            self._stage,
            self.machines,
            self._wishes,
            is_split=self._is_split,
            has_forgotten="forgot" in self._around,
            reasons=self.reasons(),
        )
        self.outcome.wrong += broken(ending)
        self.outcome.dossiers, self.outcome.items = ending.count()
        self.outcome.received.update(kind for kind, _ in ending.portal.held)
        self.put_away()
        return self.outcome

    def noticed(self) -> list[str]:
        """What was wrong on the way."""
        lines = [program.line for machine in self.machines for program in machine.programs]
        on_lines = [wrong for line in lines for wrong in line.wrong]
        return on_lines + [wrong for machine in self.machines for wrong in machine.trace.wrong]

    def put_away(self) -> None:
        for machine in self.machines:
            machine.put_away()

    def _stays_back(self) -> bool:
        """Whether the clocks are wrong for good from now on; drawn on its own, so that no case means another for it."""
        is_so = isinstance(self.outcome.seed, int) and random.Random(f"calm {self.outcome.seed}").random() < BACK
        if is_so:
            self.outcome.log.append("the clock stays back")
            self.outcome.named["clock stays back"] += 1
        return is_so

    def reasons(self) -> Reasons:
        """Why items may rest with a person: what is filed is right here, what is said about it may come too late."""
        return Reasons(about_dossiers(self._stage.proxy.seen, self.machines))

    def _moved(self, move: Move) -> None:
        if move.name in EVENTS:
            self._event(move.name)
        else:
            self._deed(min(move.machine, len(self.machines) - 1), move)

    def _deed(self, at: int, move: Move | None = None) -> None:
        program, struck = self._program(at), Struck()
        names = [name for name in DEEDS if not self._is_split or name not in {"reopen", "correct", "cancel"}]
        name = move.name if move else self._chance.choices(names, [DEEDS[one] for one in names])[0]
        deed = self._what(program, name)
        if deed is None:
            name, deed = "send", program.services.outbox.send_due
        kind = move.strike if move else self._chance.choice((*KINDS, "", ""))
        if move and move.fates:
            program.line.arm(move.fates)
            struck.armed += [f"{fate} at {where}" for where, fate in move.fates.items()]
        if kind:
            arm(kind, program, self._chance, struck, self._others(at))
        self.outcome.log.append(f"machine {at}: {name} [{', '.join(struck.armed)}]")
        tried, moved = len(program.machine.trace.tried), len(self._stage.proxy.seen)
        with program.living():
            deed()
        collect(program, struck)
        if kind == "portal":
            self._stage.office.break_by(())
            struck.classes |= {"portal"} if len(self._stage.proxy.seen) > moved else set()
            struck.names.update(f"portal {rule['do']}" for rule in self._rules)
        self.outcome.named.update(struck.names)
        self._note(struck.classes, program.machine.trace.tried[tried:])

    def _what(self, program: Program, name: str) -> Callable[[], Any] | None:
        if name == "send":
            return program.services.outbox.send_due
        if name == "read":
            return program.services.tracking.refresh
        return Citizen(program, self._chance, self._wishes).deed(name)

    def _others(self, at: int) -> dict[str, Callable[[], Any]]:
        def portal() -> list[dict[str, Any]]:
            self._rules = rules(self._chance)
            self._stage.office.break_by(self._rules)
            return self._rules

        return {
            "portal": portal, "twin": lambda: self._twin(at), "token": lambda: self._event("token"),
            "forgot": lambda: self._event("forgot"),
        }  # fmt: skip

    def _twin(self, at: int) -> None:
        """A second program on the same vault does a whole pass in the middle of the first one's."""
        twin = self.machines[at].start()
        with twin.living():
            twin.services.outbox.send_due()
        twin.vanish()

    def _note(self, classes: set[str], pairs: list[tuple[str, str]]) -> None:
        for one in classes | self._around:
            self.outcome.met |= {(old, new, one) for old, new in pairs}
        self.outcome.named.update((classes | self._around) - {"wire", "portal", "sql"})


def opening_of(seed: int) -> str:
    """How a case begins, without playing it: the same draws as in a schedule."""
    chance = random.Random(seed)
    chance.choice(list(CASTS))
    chance.randrange(2**32)
    return chance.choice(OPENINGS).__name__.strip("_") if chance.random() < DIRECTED else ""


def tried(stage: Stage, seed: int) -> Outcome:
    """One case; an error that nobody expected breaks it too."""
    return played(Schedule(stage, seed))


def played(schedule: Schedule) -> Outcome:
    """What it came to; an error that nobody expected breaks it."""
    try:
        return schedule.run()
    except Exception as error:  # noqa: BLE001  whatever it is, it must not have come
        schedule.outcome.wrong += schedule.noticed()
        schedule.outcome.wrong.append(f"an error nobody expected: {type(error).__name__}: {error}"[:300])
        schedule.put_away()
        return schedule.outcome
