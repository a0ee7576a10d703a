"""What an input method is composing (Telex, VNI) is left alone while the program saves and checks around it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.gui.birth import Papers, begins
from tests.gui.person import Person
from tests.gui.prepared import entered


def cursor_at(line: QLineEdit) -> int:
    """Where the cursor stands, behind what is being composed."""
    place = line.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    return int(place.x())


def test_a_word_is_composed_while_the_one_before_is_saved(person: Person, papers: Papers) -> None:
    services = entered(person)
    begins(person, papers)
    person.presses("step_con")
    line = person.line("/con/ho_ten")
    assert isinstance(line, QLineEdit)
    person.types(line, "Lò Văn ")
    before = cursor_at(line)
    cursor = QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.Cursor, 3, 1, None)
    QApplication.sendEvent(line, QInputMethodEvent("Bao", [cursor]))
    composing = cursor_at(line)
    assert composing > before
    [draft] = services.drafting.open()

    def saved() -> object:
        return services.drafting.get(draft.id).answers.get("con", {}).get("ho_ten")

    person.waits(lambda: saved() == "Lò Văn " and not person.program.store.waiting, "nothing is saved")
    assert cursor_at(line) == composing
    done = QInputMethodEvent()
    done.setCommitString("Bảo")
    QApplication.sendEvent(line, done)
    assert line.text() == "Lò Văn Bảo"
    person.waits(lambda: saved() == "Lò Văn Bảo", "the last word is not saved")
    person.presses("step_nguoi_yeu_cau")
    person.sees("/nguoi_yeu_cau/ho_ten")
    person.presses("step_con")
    assert person.line("/con/ho_ten").property("text") == "Lò Văn Bảo"
