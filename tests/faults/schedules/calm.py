"""After the storm: the network is there, the disk is good, people do what they are asked. Now all must arrive."""

from dataclasses import dataclass, field
from datetime import timedelta

from desktop.domain.submission import OutboxItem, State
from tests.faults.proxy.tcp_proxy import Fate
from tests.faults.schedules.acts import sign_in
from tests.faults.schedules.program import Machine, Program
from tests.faults.schedules.stage import Stage

MOST_PASSES = 24
PASS = timedelta(minutes=21)
FOR_A_PERSON = (State.NEEDS_FIX, State.NEEDS_FORM_UPGRADE, State.CONFLICT, State.QUARANTINED)


@dataclass
class Calm:
    """Calm on these machines; what still waits at its end is wrong."""

    stage: Stage
    machines: list[Machine]
    wrong: list[str] = field(default_factory=list)

    def come(self) -> list[str]:
        self.stage.office.break_by(())
        self.stage.proxy.decide = lambda _exchange: Fate.PASS
        self.stage.proxy.deliver()
        latest = max(machine.clock.at for machine in self.machines)
        for machine in self.machines:
            for program in machine.programs:
                program.vanish()
            machine.clock.at = latest + timedelta(days=2)
            self._settle(machine)
        for machine in self.machines[:-1]:  # what those after it sent
            self._read(machine.programs[-1], machine)
        self._change()
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
            machine.clock.at += PASS
            sign_in(program, self.stage.office)
        self.wrong += [f"{item.id}: still {item.state} ({item.reason}) in calm" for item in _waiting(program)]

    def _read(self, program: Program, machine: Machine) -> bool:
        machine.clock.at += timedelta(days=1, minutes=1)
        heard: list[object] = []
        with program.living():
            heard.append(program.services.tracking.refresh())
        return bool(heard)


def _waiting(program: Program) -> list[OutboxItem]:
    return [item for item in program.services.outbox.items() if item.state not in FOR_A_PERSON]
