"""A child process that is killed: `left_open.py HOME NAME` types a child's name, says `saved`, and stays open."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QDeadlineTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop import assembly
from desktop.app.program import Program
from tests.gui.person import PATIENCE, Person
from tests.gui.prepared import entered


def wait(until: Callable[[], bool]) -> None:
    deadline = QDeadlineTimer(PATIENCE)
    while not until() and not deadline.hasExpired():
        QTest.qWait(10)


def main(home: str, name: str) -> None:
    app = QApplication([])
    link = assembly.PortalLink(practice_data=Path(home).parent / "practice", offline=True)
    program = Program(app, link, home)
    program.open()
    person = Person(program, wait)
    services = entered(person)
    person.searches("khai sinh")
    person.presses("found_1.001193")
    person.presses("fillOnline")
    person.presses("for_self")
    person.presses("next")
    person.sees("/nguoi_yeu_cau/ho_ten")
    person.presses("step_con")
    person.types(person.line("/con/ho_ten"), name)
    [draft] = services.drafting.open()
    person.waits(lambda: services.drafting.get(draft.id).answers.get("con", {}).get("ho_ten") == name, "not saved")
    sys.stdout.write("saved\n")
    sys.stdout.flush()
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
