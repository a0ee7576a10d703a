"""What befalls the people of a case from outside, in an order that its seed decides."""

import random
import shutil
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from desktop.domain.fee import PaymentState
from desktop.services.uploading import papers_of
from tests.faults.schedules.acts import Wishes, sign_in
from tests.faults.schedules.desk import finish, money, officer, refuse_withdrawals
from tests.faults.schedules.program import Machine, Program
from tests.faults.schedules.stage import CASTS, Stage

EVENTS = {
    "officer": 4, "clock": 3, "restart": 2, "sign in": 2, "clone": 1, "keep copy": 2, "old copy": 2, "keep portal": 2,
    "forgot": 2, "token": 1, "deliver": 3, "papers gone": 1, "papers found": 1, "money": 2,
    "finish": 1, "not given back": 1,
}  # fmt: skip


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
    received: Counter[str] = field(default_factory=Counter)
    """How many items of each kind the portal holds at the end."""


class Events:
    """A case on a stage that others have left clean: its machines, and what may happen to them."""

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

    @property
    def _is_split(self) -> bool:
        return bool(self._around & {"clone", "old copy"})

    def _event(self, name: str) -> None:
        getattr(self, "_" + name.replace(" ", "_"))()
        self.outcome.log.append(name)

    def _officer(self) -> None:
        self.outcome.log.append(officer(self._stage.office, self._chance, self._wishes))

    def _money(self) -> None:
        self.outcome.log.append(money(self._stage.office, self._chance, self._wishes))

    def _finish(self) -> None:
        self.outcome.log.append(finish(self._stage.office, self._chance))

    def _not_given_back(self) -> None:
        self.outcome.log.append(refuse_withdrawals(self._stage.office))

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
        self._wishes.unheard |= self._wishes.paid & self._shown_codes()
        self._wishes.paid.clear()

    def _shown_codes(self) -> set[str]:
        """Tries to pay of which the first machine has the code, or more."""
        with self.machines[0].seen.unit() as uow:
            tries = [payment for one in uow.submissions.all() for payment in uow.dossiers.payments(one.id)]
        return {one.id for one in tries if one.qr is not None or one.state is not PaymentState.OPEN}

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
