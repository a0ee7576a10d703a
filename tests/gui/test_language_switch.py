"""Another language in the middle of a word: nothing typed is lost, and one goes on where one was."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.ui.form_entry.spot import spot_of
from tests.gui.birth import Papers, begins
from tests.gui.club import Wardrobe, close, club, form_of, members, settle, windowed
from tests.gui.person import Person
from tests.gui.prepared import entered


def focus_is_in(person: Person, pointer: str) -> bool:
    here = QApplication.focusWidget()
    return here is not None and here is person.line(pointer)


def test_every_letter_the_step_and_the_cursor_stay(person: Person, papers: Papers) -> None:
    services = entered(person)
    begins(person, papers)
    person.presses("step_con")
    line = person.line("/con/ho_ten")
    person.types(line, "Lò Văn Bảo")
    assert isinstance(line, QLineEdit)
    line.setCursorPosition(6)
    QTest.keyClicks(line, "x")
    person.presses("switchLanguage")
    person.waits(lambda: person.program.words.lang == "en", "still Vietnamese")
    person.waits(lambda: focus_is_in(person, "/con/ho_ten"), "the cursor is elsewhere")
    again = person.line("/con/ho_ten")
    assert isinstance(again, QLineEdit)
    assert again is not line
    assert (again.text(), again.cursorPosition()) == ("Lò Vănx Bảo", 7)
    QTest.keyClick(again, Qt.Key.Key_Backspace)
    person.presses("switchLanguage")
    person.waits(lambda: focus_is_in(person, "/con/ho_ten"), "the cursor is elsewhere")
    assert person.line("/con/ho_ten").property("text") == "Lò Văn Bảo"
    [draft] = services.drafting.open()
    person.waits(lambda: services.drafting.get(draft.id).answers["con"]["ho_ten"] == "Lò Văn Bảo", "not saved")


def test_what_was_found_wrong_is_said_in_the_other_language(person: Person, papers: Papers) -> None:
    entered(person)
    begins(person, papers)
    person.presses("next")
    person.sees("fault/nguoi_yeu_cau/ho_ten")
    before = person.told("error/nguoi_yeu_cau/ho_ten")
    person.presses_space_on("switchLanguage")
    person.waits(lambda: person.told("error/nguoi_yeu_cau/ho_ten") not in ("", before), "it is said as before")
    person.sees("fault/nguoi_yeu_cau/ho_ten")
    here = QApplication.focusWidget()
    assert here is not None
    assert here.objectName() == "errorSummary"


@pytest.mark.qt_log_ignore("propagateSizeHints")
def test_a_cell_and_an_entry_that_was_chosen_are_found_again(qapp: QApplication) -> None:
    wardrobe = Wardrobe(qapp)
    look = wardrobe.wears(1.0)
    answers = {**members(3), "tai_san": [{"ten": "Bóng"}, {"ten": "Lưới"}]}
    spots = []
    for number in range(2):
        form = form_of(club(), answers, look)
        area = windowed(form, 1000, 700)
        area.activateWindow()
        settle()
        if number == 0:
            for pointer in ("/hoi_vien/1/ho_ten", "/tai_san/1/ten"):
                widget = form.reached(pointer)
                assert isinstance(widget, QLineEdit)
                widget.setFocus()
                widget.setCursorPosition(2)
                spots.append(spot_of(widget))
        for spot, words in zip(spots, ("Hà Thị Ngân", "Lưới"), strict=True):
            form.reached(spot.pointer)
            found = spot.widget_in(form)
            assert isinstance(found, QLineEdit)
            spot.put_cursor(found)
            assert (found.text(), found.cursorPosition()) == (words, 2)
        close(area)
    wardrobe.close()
