"""Wherever a clause is named it opens in place, by mouse and by keyboard, and leads back to where one was."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.widgets.clauses import Clauses
from forms.law import clause
from tests.gui.birth import CODE
from tests.gui.person import Person
from tests.gui.prepared import entered, services_of

ARTICLE = "60/2014/QH13#15"
LATE = "60/2014/QH13#15.1"


def has_focus(name: str) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and focused.objectName() == name


def opens_sheet(person: Person) -> None:
    entered(person)
    person.presses(f"procedure_{CODE}")
    person.sees("sheetLaw")


def late_draft(person: Person) -> str:
    """A child born long ago, a name that is missing."""
    entered(person)
    answers = {"con": {"ngay_sinh": "2020-01-05", "gioi_tinh": "nam"}}
    return services_of(person).drafting.start(CODE, answers=answers).id


def test_a_clause_of_the_sheet_opens_and_closes_by_mouse(person: Person) -> None:
    opens_sheet(person)
    person.presses(f"clause_{ARTICLE}")
    person.sees(f"clauseText_{ARTICLE}")
    person.reads("Chưa có nguyên văn")
    assert person.told("clauseWording") == clause(ARTICLE).about["vi"]
    person.presses("closeClause")
    person.waits(lambda: f"clauseText_{ARTICLE}" not in person.names(), "it is still open")
    assert has_focus(f"clause_{ARTICLE}")


def test_it_opens_by_keyboard_and_escape_leads_back(person: Person) -> None:
    opens_sheet(person)
    person.presses_space_on(f"clause_{ARTICLE}")
    person.sees(f"clauseText_{ARTICLE}")
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Escape)
    person.waits(lambda: f"clauseText_{ARTICLE}" not in person.names(), "it is still open")
    assert has_focus(f"clause_{ARTICLE}")


def test_another_clause_of_the_act_takes_its_place(person: Person) -> None:
    opens_sheet(person)
    person.presses(f"clause_{ARTICLE}")
    person.presses("clause_60/2014/QH13#16")
    person.sees("clauseText_60/2014/QH13#16")
    assert f"clauseText_{ARTICLE}" not in person.names()


def test_a_wording_that_we_have_is_quoted(person: Person) -> None:
    opens_sheet(person)
    person.presses("clause_04/2024/TT-BTP#cam-doan-khai-sinh")
    person.reads("Nguyên văn:")
    assert person.told("clauseWording").startswith("“Tôi cam đoan nội dung đề nghị")


def test_a_screen_reader_is_told_what_a_button_opens(person: Person) -> None:
    opens_sheet(person)
    button = person.sees(f"clause_{ARTICLE}")
    assert button.accessibleName() == "Luật Hộ tịch số 60/2014/QH13, Điều 15: xem điều luật"
    person.presses(f"clause_{ARTICLE}")
    person.sees(f"clauseText_{ARTICLE}")
    assert button.accessibleDescription() == "Đang mở bên dưới"


def test_a_warning_of_the_form_names_its_clause(person: Person) -> None:
    person.program.navigator.go("form", late_draft(person), "con")
    person.presses("next")
    field = person.sees("/con/ngay_sinh")
    assert field.findChild(QWidget, f"clause_{LATE}") is not None
    person.presses(f"clause_{LATE}")
    person.sees(f"clauseText_{LATE}")
    missing = person.sees("/con/ho_ten")
    assert [one for one in missing.findChildren(QWidget) if one.objectName().startswith("clause_")] == []


def test_what_is_typed_stays_while_one_reads_the_law(person: Person) -> None:
    person.program.navigator.go("form", late_draft(person), "con")
    person.writes("/con/ho_ten", "Lò Văn Bảo")
    person.presses("next")
    person.presses(f"clause_{LATE}")
    person.presses("closeClause")
    assert person.line("/con/ho_ten").property("text") == "Lò Văn Bảo"


def test_clauses_are_no_window_of_their_own_before_they_have_a_place(person: Person) -> None:
    entered(person)
    icons = person.program.around.icons
    for named in ((), (clause(ARTICLE),)):
        assert not Clauses(icons, named).isVisible()


def test_the_law_card_of_the_form_opens(person: Person) -> None:
    person.program.navigator.go("form", late_draft(person), "con")
    person.presses(f"clause_{ARTICLE}")
    person.sees(f"clauseText_{ARTICLE}")


def test_the_check_page_names_the_clause_of_a_warning(person: Person) -> None:
    person.program.navigator.go("check", late_draft(person))
    person.presses(f"clause_{LATE}")
    person.sees(f"clauseText_{LATE}")
