"""Each check of the walk finds what it is for: a window that is wrong in one way, and is found wrong in that way."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTreeWidget,
    QVBoxLayout,
    QWidget,
)

from desktop import config
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.lines import LineControl
from desktop.ui.icons import Icons
from desktop.ui.theme import Look, read_tokens
from desktop.ui.widgets.basic import button
from tests.gui.walking import CHECKS

LONG = "Giấy tờ chứng minh nơi cư trú của người yêu cầu"


def field(name: str) -> Field:
    tokens = read_tokens(config.resource("theme").parent)["light"]
    words = (name, f"Ví dụ: {name}")
    return Field(name, LineControl(200), words, Icons(config.resource("icons"), tokens), Look("light", 1.0, tokens))


def described_no_more() -> QWidget:
    one = field("Họ tên")
    one.control.inputs()[0].setAccessibleDescription("")
    return beside(one)


def after_each_other() -> QWidget:
    page, first, second = QWidget(), field("Ngày sinh"), field("Nơi sinh")
    column = QVBoxLayout(page)
    column.addWidget(first)
    column.insertWidget(0, second)
    return page


def same_key_twice() -> QWidget:
    page = beside(QPushButton("&Tiếp tục"), QPushButton("&Tìm"))
    for action in (QAction(page), QAction(page)):
        action.setShortcut("Ctrl+K")
        page.addAction(action)
    return page


def too_wide() -> QWidget:
    area, inside = QScrollArea(), QLabel(LONG * 4)
    area.setWidgetResizable(True)
    area.setWidget(inside)
    return beside(area)


def squeezed() -> QWidget:
    tick = QCheckBox(LONG)
    tick.setFixedWidth(120)
    return beside(tick)


def beside(*things: QWidget) -> QWidget:
    page = QWidget()
    row = QHBoxLayout(page)
    for thing in things:
        row.addWidget(thing)
    return page


def low() -> QWidget:
    push = QPushButton("Sửa")
    push.setFixedHeight(30)
    return beside(push)


pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
PLANTED: dict[str, Callable[[], QWidget]] = {
    "nameless": lambda: beside(QLineEdit()),
    "undescribed": described_no_more,
    "doubled_accelerators": same_key_twice,
    "out_of_order": after_each_other,
    "trees": lambda: beside(QTreeWidget()),
    "scrolls_sideways": too_wide,
    "cut_off": squeezed,
    "too_small": low,
    "many_next_steps": lambda: beside(button("Gửi", "a", role="primary"), button("Lưu", "b", role="primary")),
}


@pytest.fixture
def page(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[QWidget]:
    sheet = qapp.styleSheet()
    qapp.setStyleSheet("")
    made: QWidget = request.param()
    made.resize(500, 300)
    made.show()
    qapp.processEvents()
    yield made
    made.hide()
    made.deleteLater()
    qapp.setStyleSheet(sheet)


@pytest.mark.parametrize(("page", "name"), [(make, name) for name, make in PLANTED.items()], indirect=["page"])
def test_a_planted_fault_is_found(page: QWidget, name: str) -> None:
    assert CHECKS[name](page) != []


@pytest.mark.parametrize("page", [lambda: beside(field("Họ tên"))], indirect=True)
def test_a_good_page_is_found_good(page: QWidget) -> None:
    assert {name: check(page) for name, check in CHECKS.items() if name != "too_small" and check(page)} == {}


def test_every_check_is_tried() -> None:
    assert set(PLANTED) == set(CHECKS)
