"""A list as a table: filled, changed and mended by keyboard and mouse; the answers follow, the letters stay."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea, QWidget

from tests.gui.club import (
    ASSETS,
    MEMBERS,
    NAMES,
    Wardrobe,
    close,
    club,
    focused,
    form_in,
    form_of,
    line,
    members,
    press,
    settle,
    windowed,
    write,
)
from tests.gui.walking import CHECKS, tab_ring

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
WIDE, NARROW = 1000, 520


@pytest.fixture(scope="module")
def wardrobe(qapp: QApplication) -> Iterator[Wardrobe]:
    made = Wardrobe(qapp)
    yield made
    made.close()


@pytest.fixture
def area(wardrobe: Wardrobe, request: pytest.FixtureRequest) -> Iterator[QScrollArea]:
    """A club of three members, or of as many as the test says, at 100 % or as large as the test says."""
    number, width, scale = getattr(request, "param", (3, WIDE, 1.0))
    made = windowed(form_of(club(), members(number), wardrobe.wears(scale)), width, 700)
    made.activateWindow()
    settle()
    yield made
    close(made)


def rows_in(area: QScrollArea) -> list[Any]:
    return list(form_in(area).answers.get("hoi_vien", []))


def names_in(area: QScrollArea) -> list[str | None]:
    return [row.get("ho_ten") for row in rows_in(area)]


def test_the_rows_are_the_answers(area: QScrollArea) -> None:
    assert names_in(area) == list(NAMES[:3])
    assert [line(area, f"/hoi_vien/{place}/ho_ten").text() for place in range(3)] == list(NAMES[:3])
    write(area, "/hoi_vien/1/ho_ten", "Ha")
    assert names_in(area) == [NAMES[0], "Ha", NAMES[2]]


def test_a_new_row_has_the_cursor_and_what_is_given_by_default(area: QScrollArea) -> None:
    press(area, "hoi_vien.add")
    assert rows_in(area)[3] == {"vai_tro": "hoi_vien"}
    assert focused() is line(area, "/hoi_vien/3/ho_ten")
    QTest.keyClicks(focused(), "Vi")
    assert names_in(area)[3] == "Vi"


def test_a_row_that_was_removed_comes_back_where_it_was(area: QScrollArea) -> None:
    before = rows_in(area)
    press(area, "remove/hoi_vien/0")
    assert focused().objectName() == "remove/hoi_vien/0"
    press(area, "remove/hoi_vien/1")
    assert names_in(area) == [NAMES[1]]
    assert "Đã bỏ: Dòng 2." in [label.text() for label in area.findChildren(QLabel)]
    press(area, "hoi_vien.undo")
    assert names_in(area) == [NAMES[1], NAMES[2]]
    press(area, "hoi_vien.undo")
    assert rows_in(area) == before
    assert focused() is line(area, "/hoi_vien/0/ho_ten")
    undo = area.findChild(QPushButton, "hoi_vien.undo")
    assert undo is not None
    assert not undo.isVisible()


def test_the_last_row_can_be_removed_and_no_list_is_no_answer(area: QScrollArea) -> None:
    for _ in range(3):
        press(area, "remove/hoi_vien/0")
    assert "hoi_vien" not in form_in(area).answers
    assert focused().objectName() == "hoi_vien.add"


def test_a_row_moves_and_the_cursor_with_it(area: QScrollArea) -> None:
    press(area, "down/hoi_vien/0")
    assert names_in(area) == [NAMES[1], NAMES[0], NAMES[2]]
    assert focused().objectName() == "down/hoi_vien/1"
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    assert names_in(area) == [NAMES[1], NAMES[2], NAMES[0]]
    assert focused().objectName() == "up/hoi_vien/2"
    assert line(area, "/hoi_vien/2/ho_ten").text() == NAMES[0]


@pytest.mark.parametrize("area", [(12, WIDE, 1.0)], indirect=True)
def test_a_full_list_says_so_instead_of_growing(area: QScrollArea) -> None:
    told = area.findChild(QLabel, "hoi_vien.full")
    assert told is not None
    assert told.isVisible()
    assert told.text().startswith("Đã đủ 12 dòng")
    press(area, "hoi_vien.add")
    assert len(rows_in(area)) == 12
    press(area, "remove/hoi_vien/3")
    assert not told.isVisible()


def test_a_rule_of_a_row_looks_at_its_own_row(area: QScrollArea) -> None:
    write(area, "/hoi_vien/0/ho_ten", "Mai")
    combos = [area.findChild(QWidget, f"/hoi_vien/{place}/vai_tro") for place in (0, 1)]
    second = combos[1].findChild(QWidget) if combos[1] else None
    assert second is not None
    control = form_in(area).fields["/hoi_vien"].control
    control.put([{"vai_tro": "hoi_vien"}, {"vai_tro": "huan_luyen"}])
    shown = [area.findChild(QWidget, f"/hoi_vien/{place}/bang_cap") for place in (0, 1)]
    assert [one is not None and one.isVisible() for one in shown] == [False, True]


def test_a_fault_stands_under_its_cell_and_has_the_name_of_its_row(area: QScrollArea) -> None:
    form = form_in(area)
    write(area, "/hoi_vien/1/ho_ten", "3")
    fault = area.findChild(QLabel, "error/hoi_vien/1/ho_ten")
    assert fault is not None
    assert (fault.isVisible(), fault.text()) == (True, "Ghi họ và tên bằng chữ.")
    assert fault.mapTo(area, QPoint()).y() > line(area, "/hoi_vien/1/ho_ten").mapTo(area, QPoint()).y()
    [told] = form.show_all_faults()
    assert (told.pointer, told.label) == ("/hoi_vien/1/ho_ten", "Dòng 2 – Họ và tên")
    reached = form.reached(told.pointer)
    assert reached is line(area, "/hoi_vien/1/ho_ten")
    description = reached.accessibleDescription()
    assert description.startswith("Ghi họ và tên bằng chữ.")
    assert "Ví dụ: Hà Thị Ngân" in description


def test_a_fault_moves_with_its_row_and_goes_with_it(area: QScrollArea) -> None:
    write(area, "/hoi_vien/0/ho_ten", "3")
    press(area, "down/hoi_vien/0")
    told = [area.findChild(QLabel, f"error/hoi_vien/{place}/ho_ten") for place in (0, 1)]
    assert [one.isVisible() for one in told if one] == [False, True]
    press(area, "remove/hoi_vien/1")
    assert form_in(area).show_all_faults() == []


def test_a_list_that_is_too_short_is_told_at_the_list_only_when_one_goes_on(area: QScrollArea) -> None:
    form = form_in(area)
    press(area, "remove/hoi_vien/0")
    press(area, "remove/hoi_vien/0")
    assert not any(one.isVisible() for one in area.findChildren(QLabel, "error/hoi_vien"))
    [fault] = form.show_all_faults()
    assert (fault.label, fault.sentence) == ("Danh sách hội viên", "Ghi ít nhất 2 hội viên.")
    told = area.findChild(QLabel, "error/hoi_vien")
    assert told is not None
    assert told.isVisible()
    assert form.reached("/hoi_vien") is area.findChild(QPushButton, "hoi_vien.add")


def test_a_doubt_is_told_apart_from_a_fault(area: QScrollArea) -> None:
    write(area, "/hoi_vien/0/ho_ten", "Nguyeenx Thij")
    write(area, "/hoi_vien/2/ho_ten", "3")
    faults = form_in(area).show_all_faults()
    assert [(fault.pointer, fault.is_doubt) for fault in faults] == [
        ("/hoi_vien/2/ho_ten", False),
        ("/hoi_vien/0/ho_ten", True),
    ]
    doubt = area.findChild(QLabel, "warning/hoi_vien/0/ho_ten")
    assert doubt is not None
    assert doubt.isVisible()
    assert line(area, "/hoi_vien/0/ho_ten").accessibleDescription().startswith(doubt.text())


def test_tab_goes_through_every_row_before_what_is_below(area: QScrollArea) -> None:
    press(area, "hoi_vien.add")
    stops = [f"{one.objectName()} {spoken(one)}" for one in tab_ring(form_in(area))]
    names = [stop.split(" ")[0] for stop in stops]
    fourth = [place for place, stop in enumerate(stops) if "Dòng 4" in stop]
    assert len(fourth) >= 5
    assert names.index("remove/hoi_vien/2") < min(fourth) < max(fourth) < names.index("hoi_vien.add")
    assert names.index("hoi_vien.add") < names.index("tai_san.add")


def spoken(widget: QWidget) -> str:
    return widget.accessibleName()


def test_every_cell_and_button_says_its_row(area: QScrollArea) -> None:
    assert spoken(line(area, "/hoi_vien/1/ho_ten")) == "Dòng 2: Họ và tên"
    assert spoken(line(area, "/hoi_vien/1/nam_sinh")) == "Dòng 2: Ngày sinh: Ngày"
    names = [area.findChild(QPushButton, f"{act}/hoi_vien/1") for act in ("up", "down", "remove")]
    assert [spoken(one) for one in names if one] == [
        "Chuyển lên: Dòng 2", "Chuyển xuống: Dòng 2", "Bỏ: Dòng 2",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "area", [(3, WIDE, 1.0), (12, 740, 1.0), (3, NARROW, 1.0), (3, 740, 2.0), (0, NARROW, 1.0)], indirect=True
)
def test_nothing_is_cut_off_or_nameless_at_any_width(area: QScrollArea) -> None:
    form_in(area).show_all_faults()
    settle()
    assert {name: found for name, check in CHECKS.items() if (found := check(area))} == {}


def test_a_narrow_table_becomes_cards_and_keeps_what_is_typed(area: QScrollArea) -> None:
    one = line(area, "/hoi_vien/0/ho_ten")
    one.setFocus()
    one.setCursorPosition(len(one.text()))
    QTest.keyClicks(one, " X")
    title = next(label for label in area.findChildren(QLabel) if label.text() == "Dòng 1")
    assert not title.isVisible()
    area.resize(NARROW, 700)
    settle()
    assert title.isVisible()
    assert focused() is one
    assert names_in(area)[0] == f"{NAMES[0]} X"
    area.resize(WIDE, 700)
    settle()
    assert not title.isVisible()


def test_a_word_that_is_being_composed_in_a_cell_is_left_alone(area: QScrollArea) -> None:
    one = line(area, "/hoi_vien/1/ho_ten")
    one.setFocus()
    one.setCursorPosition(len(one.text()))
    QTest.keyClicks(one, "x")
    QTest.keyClick(one, Qt.Key.Key_Backspace)
    behind = QInputMethodEvent.Attribute(QInputMethodEvent.AttributeType.Cursor, 4, 1, None)
    QApplication.sendEvent(one, QInputMethodEvent(" Mai", [behind]))
    composing = one.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)
    form_in(area).show_all_faults()
    area.resize(NARROW, 700)
    settle()
    area.resize(WIDE, 700)
    settle()
    assert one.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle) == composing
    assert one.isModified(), "the text was set anew, which ends what is being composed"
    done = QInputMethodEvent()
    done.setCommitString(" Mãi")
    QApplication.sendEvent(one, done)
    assert names_in(area)[1] == f"{NAMES[1]} Mãi"


def test_a_list_that_is_only_read_has_no_buttons(wardrobe: Wardrobe) -> None:
    frozen = {**MEMBERS, "options": {**MEMBERS["options"], "readonly": True}}
    things = {**ASSETS, "options": {**ASSETS["options"], "readonly": True}}
    answers = {**members(2), "tai_san": [{"ten": "Bóng", "phu_kien": [{"ten": "Bơm"}]}]}
    pack = club({"type": "VerticalLayout", "elements": [frozen, things]})
    made = windowed(form_of(pack, answers, wardrobe.wears(1.0)), WIDE, 700)
    settle()
    assert [one.objectName() for one in made.findChildren(QPushButton) if one.isVisible()] == ["item/tai_san/0"]
    cells = ("/hoi_vien/1/ho_ten", "/tai_san/0/ten", "/tai_san/0/phu_kien/0/ten")
    assert [line(made, cell).isReadOnly() for cell in cells] == [True, True, True]
    close(made)


def test_move_buttons_can_be_left_out(wardrobe: Wardrobe) -> None:
    plain = {**MEMBERS, "options": {**MEMBERS["options"], "showSortButtons": False}}
    pack = club({"type": "VerticalLayout", "elements": [plain]})
    made = windowed(form_of(pack, members(2), wardrobe.wears(1.0)), WIDE, 700)
    settle()
    names = [one.objectName() for one in made.findChildren(QPushButton) if one.isVisible()]
    assert names == ["hoi_vien.add", "remove/hoi_vien/0", "remove/hoi_vien/1"]
    press(made, "remove/hoi_vien/0")
    assert names_in(made) == [NAMES[1]]
    close(made)
