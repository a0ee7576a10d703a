"""What was typed once is offered next time: by one tap, or from a list under the name."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.services.remembering import USE
from tests.gui.birth import APPLICANT, CHILD, CODE, FATHER, MARRIAGE, MOTHER, Papers
from tests.gui.blocks import DEATH, MARITAL, is_kept, opens, value
from tests.gui.person import Person
from tests.gui.prepared import entered, queued, services_of
from tests.screenshots.drafts import filled_draft


@pytest.fixture
def known(person: Person) -> Person:
    """A family that has filed a birth."""
    queued(entered(person))
    return person


def test_one_tap_fills_the_mother_and_says_whose_it_is(known: Person) -> None:
    draft = opens(known, "me")
    known.reads("mẹ – từ hồ sơ đăng ký khai sinh")
    known.presses("person/me_0")
    assert value(known, "/me/ho_ten") == MOTHER["ho_ten"]
    assert value(known, "/me/so_dinh_danh") == MOTHER["so_dinh_danh"]
    assert value(known, "/me/ngay_sinh") == MOTHER["ngay_sinh"]
    assert value(known, "/me/dan_toc") == MOTHER["dan_toc"]
    is_kept(known, draft, "/me/so_dinh_danh", MOTHER["so_dinh_danh"])


def test_it_can_be_undone_and_what_was_typed_since_stays(known: Person) -> None:
    draft = opens(known, "nguoi_yeu_cau")
    known.presses("person/nguoi_yeu_cau_0")
    known.waits(lambda: value(known, "/nguoi_yeu_cau/ho_ten") == APPLICANT["ho_ten"])
    known.writes("/nguoi_yeu_cau/email", "may@example.vn")
    known.presses("undoFill")
    assert value(known, "/nguoi_yeu_cau/ho_ten") is None
    assert value(known, "/nguoi_yeu_cau/so_dinh_danh") is None
    assert value(known, "/nguoi_yeu_cau/email") == "may@example.vn"
    is_kept(known, draft, "/nguoi_yeu_cau/email", "may@example.vn")


@pytest.mark.parametrize(
    ("answer", "number"),
    [("fillEmpty", "038301000000"), ("fillOver", MOTHER["so_dinh_danh"]), ("fillNot", "038301000000")],
)
def test_what_stands_there_is_replaced_only_when_the_person_says_so(known: Person, answer: str, number: str) -> None:
    opens(known, "me", me={"so_dinh_danh": "038301000000"})
    known.presses("person/me_0")
    known.reads("Phần này đã có chữ khác")
    assert value(known, "/me/so_dinh_danh") == "038301000000", "nothing before the answer"
    push = known.sees(answer)
    row = push.parentWidget()
    assert row is not None
    known.waits(lambda: push.geometry().bottom() < row.height(), "it is cut off")
    known.presses(answer)
    assert value(known, "/me/so_dinh_danh") == number
    assert value(known, "/me/ho_ten") == (None if answer == "fillNot" else MOTHER["ho_ten"])


def test_a_family_is_one_tap(known: Person) -> None:
    draft = opens(known, "con")
    known.reads(f"cha mẹ của {CHILD['ho_ten']}")
    known.presses("family/con_0")
    assert value(known, "/con/dan_toc") == CHILD["dan_toc"]
    is_kept(known, draft, "/cha/so_dinh_danh", FATHER["so_dinh_danh"])
    is_kept(known, draft, "/me/ho_ten", MOTHER["ho_ten"])
    is_kept(known, draft, "/ket_hon/so", MARRIAGE["so"])
    known.presses("undoFill")
    is_kept(known, draft, "/cha/so_dinh_danh", None)


def test_a_name_opens_under_what_is_typed_and_fills_the_block(known: Person) -> None:
    opens(known, "nguoi_chet", DEATH)
    line = known.line("/nguoi_chet/ho_ten")
    assert isinstance(line, QLineEdit)
    known.program.window.activateWindow()
    known.waits(known.program.window.isActiveWindow, "the window is not in front")
    known.types(line, "lo van")
    popup = line.completer().popup()
    assert popup is not None
    known.waits(popup.isVisible, "no list")
    QTest.keyClick(popup, Qt.Key.Key_Down)
    assert line.text() == FATHER["ho_ten"], "whoever looks along the list reads names, not where they are from"
    QTest.keyClick(popup, Qt.Key.Key_Escape)
    known.picks("/nguoi_chet/ho_ten", "lo van")
    known.waits(lambda: value(known, "/nguoi_chet/ho_ten") == FATHER["ho_ten"], "the name is not whole")
    assert value(known, "/nguoi_chet/so_dinh_danh") == FATHER["so_dinh_danh"]


def test_what_is_being_composed_is_left_alone(known: Person) -> None:
    """An input method holds `Lo` back; suggestions come and go, and its letters are still there to be finished."""
    opens(known, "cha")
    line = known.line("/cha/ho_ten")
    assert isinstance(line, QLineEdit)
    line.setFocus(Qt.FocusReason.MouseFocusReason)
    done = QInputMethodEvent()
    done.setCommitString("Lò ")
    QApplication.sendEvent(line, done)
    QApplication.sendEvent(line, QInputMethodEvent("Va", []))
    known.waits(lambda: line.text() == "Lò ")
    QTest.qWait(0)
    shown = line.inputMethodQuery(Qt.InputMethodQuery.ImSurroundingText)
    assert shown == "Lò "
    done = QInputMethodEvent()
    done.setCommitString("Văn")
    QApplication.sendEvent(line, done)
    assert line.text() == "Lò Văn"
    assert value(known, "/cha/ho_ten") == "Lò Văn"


def test_oneself_is_typed_once(person: Person) -> None:
    """*Bản thân*: the one who gets the paper is the one who asks for it."""
    entered(person)
    asks = {**MOTHER, "quan_he": "ban_than", "dien_thoai": "0912345678"}
    opens(person, "nguoi_duoc_cap", MARITAL, nguoi_yeu_cau={key: asks[key] for key in asks if key != "biet"})
    person.reads("đã ghi trong tờ khai này – người yêu cầu")
    person.presses("person/nguoi_duoc_cap_0")
    assert value(person, "/nguoi_duoc_cap/ho_ten") == MOTHER["ho_ten"]
    assert value(person, "/nguoi_duoc_cap/so_dinh_danh") == MOTHER["so_dinh_danh"]


def test_somebody_is_remembered_by_hand_and_offered_at_once(person: Person) -> None:
    services = entered(person)
    services.remembering.turn(on=False)
    opens(person, "me", me={"ho_ten": MOTHER["ho_ten"], "so_dinh_danh": MOTHER["so_dinh_danh"]})
    person.presses("remember/me")
    person.reads(f"Đã nhớ {MOTHER['ho_ten']}")
    opens(person, "me")
    person.presses("person/me_0")
    assert value(person, "/me/so_dinh_danh") == MOTHER["so_dinh_danh"]


def test_a_kiosk_neither_remembers_nor_offers_to(person: Person) -> None:
    services = entered(person)
    with services.open_unit() as uow:
        uow.settings.put(USE, "kiosk")
        uow.commit()
    queued(services)
    opens(person, "me", me={"ho_ten": MOTHER["ho_ten"], "so_dinh_danh": MOTHER["so_dinh_danh"]})
    person.sees("scanCard/me")
    assert {"remember/me", "person/me_0"}.isdisjoint(person.names())


def test_a_printed_form_is_learned_from(person: Person, papers: Papers) -> None:
    services = entered(person)
    person.program.navigator.go("check", filled_draft(services))
    papers.lies_ready("bo-giay.pdf")
    person.presses("printSet")
    person.waits(lambda: len(services.remembering.known().people) == 4, "nobody was learned")


def test_one_of_many_is_found_and_forgotten(person: Person) -> None:
    services = entered(person)
    names = [f"Lò Văn {name}" for name in ["An", "Bình", "Chung", "Dũng", "Em", "Giang", "Hùng", "Inh", "Khôi", "Lâm"]]
    for number, name in enumerate(names):
        answers = {"me": {"ho_ten": name, "so_dinh_danh": f"0380900000{number:02}"}}
        services.remembering.learn(services.drafting.start(CODE, answers=answers).id)
    person.program.navigator.go("settings")
    person.reads("và 2 người khác")
    person.writes("findPerson", "binh")
    person.waits(lambda: "Lò Văn Lâm" not in person.words(), "the list does not follow")
    (found,) = (one for one in services.remembering.known().people if one.name == "Lò Văn Bình")
    person.presses(f"forget_{found.id}")
    person.reads("Đã quên Lò Văn Bình")
    assert len(services.remembering.known().people) == 9


def test_people_are_forgotten_in_the_settings_one_by_one_or_all(known: Person) -> None:
    services = services_of(known)
    mother = next(one for one in services.remembering.known().people if one.name == MOTHER["ho_ten"])
    known.program.navigator.go("settings")
    known.presses(f"forget_{mother.id}")
    known.reads(f"Đã quên {MOTHER['ho_ten']}")
    opens(known, "me")
    known.sees("scanCard/me")
    assert MOTHER["ho_ten"] not in known.words()
    known.program.navigator.go("settings")
    known.presses("forgetAll")
    known.presses("forgetNo")
    known.presses("forgetAll")
    known.presses("forgetYes")
    known.sees("nobodyKept")
    assert services.remembering.known().people == ()
    assert not known.clicks("rememberPeople").isChecked()
    known.waits(lambda: not services.remembering.known().is_on, "still remembering")
