"""What was typed once is offered next time: one tap, from a list under the name, or from a card."""

from io import BytesIO

import pytest
import segno
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.services.remembering import USE
from desktop.ui.form_entry.control import Control
from desktop.ui.form_entry.field import Field
from tests.gui.birth import APPLICANT, CHILD, CODE, FATHER, MARRIAGE, MOTHER, Papers
from tests.gui.person import Person
from tests.gui.prepared import entered, queued, services_of

MARITAL, DEATH = "1.004873", "1.000656"
CARD = "038190001234|171234567|Lò Thị Ví Dụ|12041990|Nữ|Bản Lát, Tam Chung, Mường Lát, Thanh Hóa|10052021"
SPLIT = CARD.replace("Bản Lát, Tam Chung, Mường Lát", "Thôn 1, Luận Khê, Thường Xuân")


def value(person: Person, pointer: str) -> object:
    field = person.sees(pointer)
    assert isinstance(field, Field)
    control: Control = field.control
    return control.value()


def opens(person: Person, step: str, code: str = CODE, **answers: object) -> str:
    """A new draft at one of its steps."""
    draft = services_of(person).drafting.start(code, answers=answers)
    person.program.navigator.go("form", draft.id, step)
    person.sees("next")
    return draft.id


def is_kept(person: Person, draft: str, pointer: str, wanted: object) -> None:
    """On disk, too."""
    names = pointer.split("/")[1:]

    def stands() -> bool:
        found: object = services_of(person).drafting.get(draft).answers
        for name in names:
            found = found.get(name) if isinstance(found, dict) else None
        return found == wanted

    person.waits(stands, f"{pointer} is not {wanted!r} on disk")


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
    known.waits(lambda: push.geometry().bottom() < push.parentWidget().height(), "it is cut off")
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
    known.types(line, "lo van")
    popup = line.completer().popup()
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


def test_a_scanner_gun_fills_a_block_and_leaves_no_line_behind(person: Person) -> None:
    entered(person)
    draft = opens(person, "nguoi_duoc_cap", MARITAL)
    person.presses("scanCard/nguoi_duoc_cap")
    line = person.line("scan/nguoi_duoc_cap")
    assert isinstance(line, QLineEdit)
    assert person.program.window.focusWidget() is line
    person.types(line, CARD, telex=False)
    QTest.keyClick(line, Qt.Key.Key_Return)
    person.waits(lambda: value(person, "/nguoi_duoc_cap/ho_ten") == "Lò Thị Ví Dụ", "the card is not read")
    assert line.text() == ""
    assert value(person, "/nguoi_duoc_cap/ngay_sinh") == "1990-04-12"
    assert value(person, "/nguoi_duoc_cap/gioi_tinh") == "nu"
    assert value(person, "/nguoi_duoc_cap/noi_cu_tru/xa") == "14848"
    assert value(person, "/nguoi_duoc_cap/noi_cu_tru/chi_tiet") == "Bản Lát"
    is_kept(person, draft, "/nguoi_duoc_cap/so_dinh_danh", "038190001234")


def test_an_old_commune_that_was_split_is_asked_about(person: Person) -> None:
    entered(person)
    opens(person, "nguoi_duoc_cap", MARITAL)
    scans(person, "nguoi_duoc_cap", SPLIT)
    person.reads("Luận Khê nay chia vào nhiều xã")
    assert value(person, "/nguoi_duoc_cap/ho_ten") is None, "nothing before the answer"
    person.presses("unit_15634")
    assert value(person, "/nguoi_duoc_cap/noi_cu_tru/xa") == "15634"
    assert value(person, "/nguoi_duoc_cap/ho_ten") == "Lò Thị Ví Dụ"


def test_where_no_address_is_asked_nobody_is_asked_for_a_commune(person: Person) -> None:
    entered(person)
    opens(person, "me")
    scans(person, "me", SPLIT)
    person.waits(lambda: value(person, "/me/so_dinh_danh") == "038190001234", "the card is not read")


@pytest.mark.parametrize(
    ("scanned", "says"),
    [
        ("https://example.vn/tra-cuu?x=1", "Đây không phải mã QR của thẻ căn cước"),
        ("038190001234|", "Mới quét được một phần thẻ"),
        (CARD.replace("Lò Thị Ví Dụ", "L? Th? V? D?"), "Máy quét làm hỏng dấu tiếng Việt"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(person: Person, scanned: str, says: str) -> None:
    entered(person)
    opens(person, "me")
    scans(person, "me", scanned)
    person.reads(says)
    assert value(person, "/me/ho_ten") is None


def scans(person: Person, block: str, scanned: str) -> None:
    person.presses(f"scanCard/{block}")
    line = person.line(f"scan/{block}")
    person.types(line, scanned, telex=False)
    QTest.keyClick(line, Qt.Key.Key_Return)


def photo(*lines: str, turned: int = 0) -> bytes:
    """Cards on a dark table, photographed askew."""
    table = Image.new("RGB", (1600 * max(1, len(lines)), 1200), (92, 70, 52))
    for number, line in enumerate(lines):
        code = BytesIO()
        segno.make(line, error="m", micro=False).save(code, kind="png", scale=5, border=4)
        table.paste(Image.open(code), (1600 * number + 500, 400))
    out = BytesIO()
    table.rotate(turned, expand=True).save(out, "JPEG", quality=70)
    return out.getvalue()


def test_a_photo_of_the_card_does_as_well(person: Person, papers: Papers) -> None:
    services = entered(person)
    opens(person, "me")
    person.presses("scanCard/me")
    papers.lies_ready("the.jpg", photo(CARD, turned=37))
    person.presses("cardPicture/me")
    person.waits(lambda: value(person, "/me/ho_ten") == "Lò Thị Ví Dụ", "the card is not read")
    assert value(person, "/me/so_dinh_danh") == "038190001234"
    assert services.vault.papers.all() == frozenset(), "the picture is nowhere kept"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (photo(), "Không thấy mã QR trong ảnh"),
        (photo("https://example.vn"), "Đây không phải mã QR của thẻ căn cước"),
        (photo(CARD, CARD.replace("038190001234", "038190001235")), "Trong ảnh có 2 thẻ"),
        (b"no picture at all", "Không thấy mã QR trong ảnh"),
    ],
    ids=["no code", "another code", "two cards", "no picture"],
)  # fmt: skip
def test_a_picture_that_does_not_help_is_one_sentence(
    person: Person, papers: Papers, content: bytes, says: str
) -> None:
    entered(person)
    opens(person, "me")
    person.presses("scanCard/me")
    papers.lies_ready("anh.jpg", content)
    person.presses("cardPicture/me")
    person.reads(says)


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
