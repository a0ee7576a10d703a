"""A list whose entries are chosen by name; and the other answers that are no plain text: ticks, typed choices."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLabel, QRadioButton, QScrollArea, QWidget

from desktop import config
from desktop.ui.form_entry.drawing import control_at
from desktop.ui.form_entry.part import Ground
from desktop.ui.form_entry.step import StepForm
from desktop.ui.icons import Icons
from forms.loader import preview_pack
from tests.gui.club import (
    Wardrobe,
    close,
    club,
    control,
    focused,
    form_in,
    form_of,
    line,
    press,
    settle,
    windowed,
    write,
)
from tests.gui.walking import CHECKS, tab_ring

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
ASSETS: list[dict[str, Any]] = [
    {"ten": "Bóng số 5", "gia": 1_500_000},
    {"ten": "Lưới", "phu_kien": [{"ten": "Cọc"}]},
    {"gia": 20_000},
]


@pytest.fixture(scope="module")
def wardrobe(qapp: QApplication) -> Iterator[Wardrobe]:
    made = Wardrobe(qapp)
    yield made
    made.close()


@pytest.fixture
def area(wardrobe: Wardrobe, request: pytest.FixtureRequest) -> Iterator[QScrollArea]:
    width, scale = getattr(request, "param", (1000, 1.0))
    made = windowed(form_of(club(), {"tai_san": ASSETS}, wardrobe.wears(scale)), width, 700)
    made.activateWindow()
    settle()
    yield made
    close(made)


def assets(area: QScrollArea) -> list[Any]:
    return list(form_in(area).answers.get("tai_san", []))


def names(area: QScrollArea) -> list[str]:
    found = [area.findChild(QWidget, f"item/tai_san/{place}") for place in range(len(assets(area)))]
    return [one.accessibleName() for one in found if one is not None]


def test_the_chosen_one_is_filled_and_its_name_follows(area: QScrollArea) -> None:
    assert names(area) == ["1. Bóng số 5", "2. Lưới", "Tài sản 3"]
    press(area, "item/tai_san/2")
    assert line(area, "/tai_san/2/gia").text() == "20.000"
    write(area, "/tai_san/2/ten", "Coi")
    assert names(area)[2] == "3. Coi"
    assert assets(area) == [*ASSETS[:2], {"ten": "Coi", "gia": 20_000}]


def test_what_lies_deeper_stays_with_its_entry(area: QScrollArea) -> None:
    press(area, "item/tai_san/1")
    assert line(area, "/tai_san/1/phu_kien/0/ten").text() == "Cọc"
    write(area, "/tai_san/1/noi/thon", "Chieng")
    press(area, "item/tai_san/0")
    assert area.findChild(QWidget, "/tai_san/0/phu_kien/0/ten") is None
    press(area, "tai_san.phu_kien.add")
    QTest.keyClicks(focused(), "Bom")
    assert assets(area)[0]["phu_kien"] == [{"ten": "Bom"}]
    assert assets(area)[1] == {**ASSETS[1], "noi": {"thon": "Chieng"}}


def test_entries_are_added_moved_removed_and_brought_back(area: QScrollArea) -> None:
    press(area, "tai_san.add")
    assert focused() is line(area, "/tai_san/3/ten")
    QTest.keyClicks(focused(), "Coi")
    press(area, "up/tai_san/3")
    assert [one.get("ten") for one in assets(area)] == ["Bóng số 5", "Lưới", "Coi", None]
    assert focused().objectName() == "up/tai_san/2"
    press(area, "remove/tai_san/2")
    assert assets(area) == ASSETS
    press(area, "tai_san.undo")
    assert [one.get("ten") for one in assets(area)] == ["Bóng số 5", "Lưới", "Coi", None]
    assert focused() is line(area, "/tai_san/2/ten")


def test_a_fault_in_an_entry_that_is_not_chosen_is_told_and_reached(area: QScrollArea) -> None:
    form = form_in(area)
    faults = {fault.pointer: fault.label for fault in form.show_all_faults()}
    assert faults["/tai_san/2/ten"] == "Tài sản 3 – Tên tài sản"
    assert names(area) == ["1. Bóng số 5", "2. Lưới", "Tài sản 3: cần xem lại"]
    assert area.findChild(QWidget, "/tai_san/2/ten") is None
    reached = form.reached("/tai_san/2/ten")
    assert reached is line(area, "/tai_san/2/ten")
    fault = area.findChild(QLabel, "error/tai_san/2/ten")
    assert fault is not None
    assert fault.text() == "Ghi mục này."
    write(area, "/tai_san/2/ten", "Coi")
    assert fault.isHidden() or not fault.isVisible()
    assert names(area)[2] == "3. Coi"
    press(area, "item/tai_san/0")
    told = area.findChild(QLabel, "error/tai_san/0/ten")
    assert told is not None
    assert not told.isVisible()


@pytest.mark.parametrize("area", [(1000, 1.0), (520, 1.0), (740, 2.0)], indirect=True)
def test_nothing_is_cut_off_or_nameless(area: QScrollArea) -> None:
    form_in(area).show_all_faults()
    press(area, "item/tai_san/1")
    assert {name: found for name, check in CHECKS.items() if (found := check(area))} == {}


def test_tab_comes_to_names_then_fields_then_the_button(area: QScrollArea) -> None:
    press(area, "tai_san.add")
    stops = [one.objectName() or one.accessibleName() for one in tab_ring(form_in(area))]
    order = [stops.index(name) for name in ("item/tai_san/3", "up/tai_san/3", "tai_san.phu_kien.add", "tai_san.add")]
    assert order == sorted(order)


def test_ticks_are_a_list_in_the_order_of_the_choices_and_keep_what_is_no_choice_of_ours(area: QScrollArea) -> None:
    form = form_in(area)
    for name in ("co_tuong", "bong_da"):
        box = area.findChild(QCheckBox, name)
        assert box is not None
        box.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(box, Qt.Key.Key_Space)
        assert box.accessibleName() == f"Môn tập (không bắt buộc): {box.text()}"
    assert form.answers["mon"] == ["bong_da", "co_tuong"]
    form.fields["/mon"].control.put(["vat", "vo"])
    assert form.fields["/mon"].control.value() == ["vo", "vat"]
    form.fields["/mon"].control.put([])
    assert form.fields["/mon"].control.value() is None


TYPED = {
    "lan": {"oneOf": [{"const": 1, "title": "Một lần"}, {"const": 2, "title": "Hai lần"}]},
    "co": {"type": "boolean"},
    "la": {
        "oneOf": [{"const": True, "title": "Đúng"}, {"const": 1, "title": "Số một"}, {"const": "1", "title": "Chữ"}]
    },
    "tu": {"enum": [1, 2, 3, 4, 5, 6]},
    "tuan": {"type": "array", "uniqueItems": True, "items": {"enum": [2, 3, 8]}},
}


@pytest.fixture
def typed(wardrobe: Wardrobe) -> Iterator[StepForm]:
    ui = [control(name, options={"format": "radio"} if name == "co" else {}) for name in TYPED]
    pack = preview_pack({"type": "object", "properties": TYPED}, {"type": "VerticalLayout", "elements": ui})
    made = form_of(pack, {}, wardrobe.wears(1.0))
    made.show()
    yield made
    close(made)


def pick(form: StepForm, pointer: str, name: str) -> None:
    field = form.fields[pointer]
    found = field.findChild(QRadioButton, name) or field.findChild(QCheckBox, name)
    assert found is not None
    found.click()


@pytest.mark.parametrize(
    ("name", "clicked", "answer"),
    [("lan", "2", 2), ("co", "false", False), ("co", "true", True), ("la", "true", True), ("tuan", "8", [8])],
)
def test_a_choice_keeps_its_type(typed: StepForm, name: str, clicked: str, answer: Any) -> None:
    pick(typed, f"/{name}", clicked)
    assert repr(typed.answers[name]) == repr(answer)


@pytest.mark.parametrize("answer", [True, 1, "1"], ids=repr)
def test_values_that_python_takes_for_one_are_three(typed: StepForm, answer: Any) -> None:
    shown = typed.fields["/la"].control
    shown.put(answer)
    assert repr(shown.value()) == repr(answer)


def test_a_drop_down_of_numbers_gives_numbers(typed: StepForm) -> None:
    box = typed.fields["/tu"].findChild(QComboBox)
    assert box is not None
    box.setCurrentIndex(5)
    assert repr(typed.answers["tu"]) == "5"
    assert [box.itemText(place) for place in (1, 6)] == ["1", "6"]


def test_yes_and_no_are_words(typed: StepForm) -> None:
    radios = typed.fields["/co"].findChildren(QRadioButton)
    assert [one.text() for one in radios] == ["Có", "Không"]


def test_the_office_may_ask_again_for_a_list_or_a_cell_and_gets_what_the_form_would_give(wardrobe: Wardrobe) -> None:
    look = wardrobe.wears(1.0)
    ground = Ground(club(), Icons(config.resource("icons"), look.tokens), look)
    things, price = (control_at(ground, pointer) for pointer in ("/tai_san", "/tai_san/1/gia"))
    things.put(ASSETS)
    assert things.value() == ASSETS
    price.put(20_000)
    shown = price.inputs()[0]
    assert shown.property("text") == "20.000"
    assert price.value() == 20_000
    for one in (things, price):
        close(one)
