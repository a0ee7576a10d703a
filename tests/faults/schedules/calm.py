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
        for machine in self.machines:
            self._read(machine.start(), machine)
        self._change()
        return self.wrong

    def _change(self) -> None:
        """The office does something; whoever reads then must show it, without a day's patience."""
        for entry in self.stage.office.ledger()["dossiers"]:
            if entry["status"]["enum"] == "registered":
                self.stage.office.act(entry["id"], "receive")
        for machine in self.machines:
            services = machine.start().services
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
        waiting: list[OutboxItem] = []
        for _ in range(MOST_PASSES):
            program.services.outbox.send_due()
            has_read = self._read(program, machine)
            waiting = [item for item in program.services.outbox.items() if not _is_for_a_person(item.state)]
            if has_read and not waiting:
                return
            machine.clock.at += PASS
            sign_in(program, self.stage.office)
        self.wrong += [f"{item.id}: still {item.state} ({item.reason}) in calm" for item in waiting]

    def _read(self, program: Program, machine: Machine) -> bool:
        machine.clock.at += timedelta(days=1, minutes=1)
        heard: list[object] = []
        with program.living():
            heard.append(program.services.tracking.refresh())
        return bool(heard)


def _is_for_a_person(state: State) -> bool:
    return state in (State.NEEDS_FIX, State.NEEDS_FORM_UPGRADE, State.CONFLICT, State.QUARANTINED)
