"""One seeded case: people and faults in an order that the seed alone decides, then calm, then the invariants."""

import random
import shutil
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from desktop.services.uploading import papers_of
from tests.faults.schedules.acts import Citizen, Wishes, money, officer, sign_in
from tests.faults.schedules.calm import Calm
from tests.faults.schedules.invariants import Ending, Reasons, broken
from tests.faults.schedules.openings import OPENINGS, Move
from tests.faults.schedules.program import Machine, Program
from tests.faults.schedules.stage import CASTS, Stage
from tests.faults.schedules.strikes import KINDS, Struck, arm, collect, rules

DEEDS = {
    "send": 12, "read": 4, "enqueue": 3, "submit": 3, "type": 2, "cancel": 2, "take back": 3, "reopen": 1,
    "correct": 1, "pause": 1, "try now": 3, "answer": 4, "pay": 3, "confirm": 3,
}  # fmt: skip
EVENTS = {
    "officer": 4, "clock": 3, "restart": 2, "sign in": 2, "clone": 1, "keep copy": 2, "old copy": 2, "keep portal": 2,
    "forgot": 2, "token": 1, "deliver": 3, "papers gone": 1, "papers found": 1, "money": 2,
}  # fmt: skip

DIRECTED = 0.6
"""How many cases begin with moves that lead somewhere on purpose."""


@dataclass
class Outcome:
    """What one case came to; `wrong` empty = it held."""

    seed: int | str
    cast: str
    log: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    met: set[tuple[str, str, str]] = field(default_factory=set)
    named: Counter[str] = field(default_factory=Counter)
    dossiers: int = 0
    items: int = 0


class Schedule:
    """One case on a stage that others have left clean."""

    def __init__(self, stage: Stage, seed: int | str, cast: str = "") -> None:
        self._stage = stage
        self._chance = random.Random(seed)
        self.outcome = Outcome(seed, cast or self._chance.choice(list(CASTS)))
        self._place = stage.folder / "case"
        shutil.rmtree(self._place, ignore_errors=True)
        self._place.mkdir()
        home = Path(shutil.copytree(stage.template(self.outcome.cast), self._place / "home"))
        stage.office.restore(self.outcome.cast)
        stage.proxy.held.clear()
        stage.proxy.seen.clear()
        self._wishes = Wishes()
        self._around: set[str] = set()
        self._kept_portal = self.outcome.cast
        self._kept_home: Path | None = None
        self._rules: list[dict[str, Any]] = []
        self._taken: list[bytes] = []
        self.machines = [self._machine(home)]
        self._running: dict[int, Program] = {}
        self._unpause()

    def _machine(self, home: Path) -> Machine:
        machine = self._stage.machine(home)
        machine.chance = random.Random(self._chance.randrange(2**32)).random
        return machine

    def _unpause(self) -> None:
        program = self._program(0)
        for item in program.services.outbox.items():
            program.services.outbox.unpause(item.id)

    def _program(self, at: int) -> Program:
        program = self._running.get(at)
        if program is None or program.life.is_over:
            program = self._running[at] = self.machines[at].start()
        return program

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
        self.outcome.wrong += Calm(self._stage, self.machines).come()
        self.outcome.wrong += self.noticed()
        ending = Ending(self._stage, self.machines, self._wishes, is_split=self._is_split, reasons=self.reasons())
        self.outcome.wrong += broken(ending)
        self.outcome.dossiers, self.outcome.items = ending.count()
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

    def reasons(self) -> Reasons:
        """Why items may rest with a person: none here, where all that is sent is right."""
        return Reasons()

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

    @property
    def _is_split(self) -> bool:
        return bool(self._around & {"clone", "old copy"})

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

    def _event(self, name: str) -> None:
        getattr(self, "_" + name.replace(" ", "_"))()
        self.outcome.log.append(name)

    def _officer(self) -> None:
        self.outcome.log.append(officer(self._stage.office, self._chance, self._wishes))

    def _money(self) -> None:
        self.outcome.log.append(money(self._stage.office, self._chance, self._wishes))

    def _clock(self) -> None:
        machine = self._chance.choice(self.machines)
        machine.clock.at += timedelta(seconds=self._chance.choice((-90_000, -4000, 60, 400, 4000, 100_000)))
        self._around.add("clock")

    def _restart(self) -> None:
        for program in self._running.values():
            program.vanish()

    def _sign_in(self) -> None:
        program = self._program(0)
        with program.living():
            sign_in(program, self._stage.office)

    def _clone(self) -> None:
        if len(self.machines) == 1:
            self.machines.append(self._machine(self.machines[0].copied_to(self._place / "second")))
            self._around.add("clone")

    def _keep_copy(self) -> None:
        self._kept_home = self.machines[0].copied_to(self._place / "copy")

    def _old_copy(self) -> None:
        if self._kept_home is not None:
            self.machines[0].replace_by(self._kept_home)
            self._around.add("old copy")
            self._wishes.saved.clear()

    def _keep_portal(self) -> None:
        self._kept_portal = "moment"
        self._stage.office.keep("moment")

    def _forgot(self) -> None:
        self._stage.office.restore(self._kept_portal)
        if self._chance.random() < 0.5:
            self._stage.office.restart()
        self._around.add("forgot")
        self._wishes.paid.clear()

    def _token(self) -> None:
        """All sign-ins end at the portal, which nobody here is told."""
        for exchange in reversed(self._stage.proxy.seen):
            bearer = dict(exchange.headers).get("Authorization", "").removeprefix("Bearer ")
            if bearer:
                self._stage.office.session.post(f"{self._stage.office.url}/oauth/revoke", data={"token": bearer})
                self._around.add("token")
                return

    def _papers_gone(self) -> None:
        """A paper of something that waits is no longer in the store."""
        machine = self.machines[0]
        with machine.seen.unit() as uow:
            wanted = sorted({str(row["sha256"]) for item in uow.outbox.open() for row in papers_of(item)})
        wanted = [one for one in wanted if one in machine.seen.papers.all()]
        if wanted:
            lost = self._chance.choice(wanted)
            self._taken.append(b"".join(machine.seen.papers.pieces(lost)))
            machine.seen.papers.drop([lost])
            self._around.add("papers")

    def _papers_found(self) -> None:
        for machine in self.machines:
            for content in self._taken:
                machine.seen.papers.put(BytesIO(content))

    def _deliver(self) -> None:
        self._stage.proxy.deliver()


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
