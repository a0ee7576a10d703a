"""The ring is seen on whatever has the focus, in every theme, whatever else is true of it."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop import config
from desktop.ui.form_entry.list_with_detail import EntryName
from desktop.ui.theme import NAMES, Theme
from desktop.ui.widgets.basic import CardButton, button
from tests.unit.ui.contrast import contrast

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def chosen_card() -> QWidget:
    card = CardButton("c", "Cho người khác", "Tôi giúp")
    card.setCheckable(True)
    card.setChecked(True)
    return card


def rail_entry() -> QWidget:
    push = QPushButton("Chờ gửi")
    push.setProperty("role", "rail")
    push.setCheckable(True)
    push.setChecked(True)
    return push


def faulty_line() -> QWidget:
    line = QLineEdit("31")
    line.setProperty("faulty", True)
    return line


def chosen_name() -> QWidget:
    name = EntryName(QLabel())
    name.call("Bóng số 5")
    name.setChecked(True)
    return name


def faulty_cell() -> QWidget:
    line = faulty_line()
    line.setProperty("cell", True)
    return line


CONTROLS: dict[str, Callable[[], QWidget]] = {
    "line": QLineEdit,
    "faulty line": faulty_line,
    "lines": QPlainTextEdit,
    "drop-down": QComboBox,
    "radio": lambda: QRadioButton("Nam"),
    "tick": lambda: QCheckBox("Đồng ý"),
    "button": lambda: button("Quay lại", "b"),
    "link": lambda: button("Sửa", "l", role="link"),
    "next step": lambda: button("Tiếp tục", "p", role="primary"),
    "card": lambda: CardButton("c", "Làm giấy khai sinh"),
    "chosen card": chosen_card,
    "rail entry": rail_entry,
    "chosen name": chosen_name,
    "faulty cell": faulty_cell,
    "small button": lambda: button("", "s", role="icon"),
}


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Iterator[Theme]:
    sheet = qapp.styleSheet()
    made = Theme(config.resource("theme").parent)
    yield made
    made.close()
    qapp.setStyleSheet(sheet)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("kind", CONTROLS)
def test_the_ring_is_seen(qapp: QApplication, theme: Theme, name: str, kind: str) -> None:
    look = theme.look(name, 1.0)
    theme.apply(qapp, look)
    window, one = QWidget(), CONTROLS[kind]()
    QVBoxLayout(window).addWidget(one)
    window.show()
    one.setFocus()
    qapp.processEvents()
    assert one.hasFocus()
    picture = one.grab().toImage()
    down = [picture.pixelColor(picture.width() // 2, y).name().upper() for y in range(7)]
    window.close()
    window.deleteLater()
    assert down[1] == QColor(look.tokens["focus"]).name().upper()
    if kind == "next step":
        assert max(contrast(line, look.tokens["accent"]) for line in down) > 3


class Dressed(QWidget):
    """Counts how often it is dressed."""

    times = 0

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 Qt's name
        self.times += event.type() == QEvent.Type.StyleChange
        super().changeEvent(event)


def test_the_same_look_is_put_on_once(qapp: QApplication, theme: Theme) -> None:
    window = Dressed()
    window.show()
    theme.apply(qapp, theme.look("dark", 1.5))
    once = window.times
    theme.apply(qapp, theme.look("dark", 1.5))
    again = window.times
    theme.apply(qapp, theme.look("dark", 1.75))
    window.close()
    window.deleteLater()
    assert 0 < once == again < window.times
