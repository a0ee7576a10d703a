"""After the storm: the network is there, the disk is good, people do what they are asked. Now all must arrive."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from desktop.domain.submission import OutboxItem, State
from tests.faults.proxy.tcp_proxy import Fate
from tests.faults.schedules.acts import sign_in
from tests.faults.schedules.program import Machine, Program
from tests.faults.schedules.stage import Stage

MOST_PASSES = 24
PASS = timedelta(minutes=21)
DAY = timedelta(days=1, minutes=1)
BEHIND = timedelta(days=9)
"""A clock that was put back for good: this far behind what it has shown, and through all of calm it stays behind."""
LEAST_BEHIND = timedelta(days=1)
PATIENCE = 30.0
"""Real seconds: no line stalls any more, and a busy computer is no fault of the portal."""
FOR_A_PERSON = (State.NEEDS_FIX, State.NEEDS_FORM_UPGRADE, State.CONFLICT, State.QUARANTINED)


@dataclass
class Calm:
    """Calm on these machines; what still waits at its end is wrong."""

    stage: Stage
    machines: list[Machine]
    stays_back: bool = False
    """Whether the machines' clocks never come again to where they have been."""
    wrong: list[str] = field(default_factory=list)
    _latest: datetime = field(default=datetime.max.replace(tzinfo=UTC), init=False)

    def come(self) -> list[str]:
        self.stage.office.break_by(())
        self.stage.proxy.decide = lambda _exchange: Fate.PASS
        self.stage.proxy.deliver()
        latest = max(machine.clock.at for machine in self.machines)
        begin = latest - BEHIND if self.stays_back else latest + timedelta(days=2)
        if self.stays_back:
            self._latest = latest - LEAST_BEHIND
        for machine in self.machines:
            for program in machine.programs:
                program.vanish()
            machine.clock.at, machine.patience = begin, PATIENCE
            self._settle(machine)
        for machine in self.machines[:-1]:  # what those after it sent
            self._read(machine.programs[-1], machine)
        self._change()
        for machine in self.machines:
            self._last_word(machine)
        return self.wrong

    def _change(self) -> None:
        """The office does something; whoever reads then must show it, without a day's patience."""
        for entry in self.stage.office.ledger()["dossiers"]:
            if entry["status"]["enum"] == "registered":
                self.stage.office.act(entry["id"], "receive")
        for machine in self.machines:
            services = machine.programs[-1].services
            services.tracking.refresh()
            services.paying.reconcile()

    def _pass(self, machine: Machine, time: timedelta) -> None:
        machine.clock.at = min(machine.clock.at + time, self._latest)

    def _last_word(self, machine: Machine) -> None:
        """What was found forgotten just now goes again, and is read of once more."""
        program = machine.programs[-1]
        for _ in range(MOST_PASSES):
            if not _waiting(program):
                return
            program.services.outbox.send_due()
            self._read(program, machine)
            sign_in(program, self.stage.office)
        self.wrong += [f"{item.id}: still {item.state} ({item.reason}) at the end" for item in _waiting(program)]

    def _settle(self, machine: Machine) -> None:
        program = machine.start()
        sign_in(program, self.stage.office)
        for item in program.services.outbox.items():
            if item.state is State.READY:
                program.services.finalising.enqueue(item.submission or item.id)
            if item.state is State.QUARANTINED:
                program.services.outbox.retry(item.id)
            program.services.outbox.unpause(item.id)
        for _ in range(MOST_PASSES):
            program.services.outbox.send_due()
            if not _waiting(program) and self._read(program, machine) and not _waiting(program):
                return
            self._pass(machine, PASS)
            sign_in(program, self.stage.office)
        self.wrong += [f"{item.id}: still {item.state} ({item.reason}) in calm" for item in _waiting(program)]

    def _read(self, program: Program, machine: Machine) -> bool:
        self._pass(machine, DAY)
        heard: list[object] = []
        with program.living():
            heard.append(program.services.tracking.refresh())
        return bool(heard)


def _waiting(program: Program) -> list[OutboxItem]:
    return [item for item in program.services.outbox.items() if item.state not in FOR_A_PERSON]
