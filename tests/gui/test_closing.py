"""Leaving: what waits is named and may go on waiting; what was typed a moment ago is there again."""

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton

from tests.gui.birth import Papers, begins
from tests.gui.conftest import Start
from tests.gui.person import Person
from tests.gui.prepared import entered, queued, services_of


class Question:
    """Reads the question at the door and answers it with the button of this name."""

    def __init__(self, answer: str) -> None:
        self.said = ""
        self._answer = answer
        self._timer = QTimer()
        self._timer.timeout.connect(self._look)
        self._timer.start(20)

    def _look(self) -> None:
        boxes = [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()]
        for box in boxes:
            self._timer.stop()
            self.said = box.text()
            [button] = [one for one in box.findChildren(QPushButton) if one.objectName() == self._answer]
            button.click()


@pytest.mark.parametrize(("answer", "goes"), [("leaveAnyway", True), ("runInBackground", False)])
def test_leaving_with_something_unsent_is_asked_about(person: Person, answer: str, goes: bool) -> None:
    queued(entered(person))
    question = Question(answer)
    window = person.program.window
    assert window.close() is goes
    assert question.said == "Còn 1 hồ sơ chưa gửi. Chương trình phải mở và máy có mạng thì mới gửi được."
    assert (window.isVisible(), window.isMinimized()) == (not goes, not goes)


def test_leaving_with_nothing_unsent_is_not_asked_about(person: Person) -> None:
    entered(person)
    question = Question("leaveAnyway")
    assert person.program.window.close()
    assert question.said == ""


def test_what_was_typed_a_moment_before_leaving_is_there_again(start: Start, papers: Papers) -> None:
    person = start()
    entered(person)
    begins(person, papers)
    person.types(person.line("/nguoi_yeu_cau/ho_ten"), "Lò Thị Mây")
    assert person.program.window.close()
    again = start()
    [draft] = services_of(again).drafting.open()
    again.presses(f"resume_{draft.id}")
    line = again.line("/nguoi_yeu_cau/ho_ten")
    assert isinstance(line, QLineEdit)
    assert line.text() == "Lò Thị Mây"


def test_what_was_typed_a_moment_before_going_elsewhere_is_known_there(person: Person, papers: Papers) -> None:
    services = entered(person)
    begins(person, papers)
    person.presses("step_con")
    person.types(person.line("/con/ho_ten"), "Lò Văn Bảo")
    person.searches("lo van bao")
    [draft] = services.drafting.open()
    person.sees(f"found_{draft.id}")
