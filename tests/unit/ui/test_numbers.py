"""Numbers as people here write them; what is none stays as it was typed."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from desktop.ui.form_entry.control import Control
from desktop.ui.form_entry.numbers import DecimalControl, MoneyControl, NumberControl


@pytest.fixture
def page(qapp: QApplication) -> Iterator[QWidget]:
    assert qapp is not None
    made = QWidget()
    yield made
    made.deleteLater()


def typed(control: Control, page: QWidget, words: str) -> QLineEdit:
    control.setParent(page)
    [line] = control.inputs()
    assert isinstance(line, QLineEdit)
    done = QInputMethodEvent()
    done.setCommitString(words)
    QApplication.sendEvent(line, done)
    return line


def moves(line: QLineEdit, *, comes: bool) -> None:
    kind = QFocusEvent.Type.FocusIn if comes else QFocusEvent.Type.FocusOut
    QApplication.sendEvent(line, QFocusEvent(kind, Qt.FocusReason.TabFocusReason))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("25", 25), ("1.000", 1000), ("1.500.000", 1500000), ("1 000", 1000), ("-5", -5), ("007", 7), ("", None),
        ("25,5", "25,5"), ("1.5", "1.5"), ("1.000 000", "1.000 000"), ("ba", "ba"), ("٣", "٣"),
        ("1234567890123456", "1234567890123456"),
    ],
)  # fmt: skip
def test_a_whole_number(page: QWidget, words: str, value: Any) -> None:
    control = NumberControl(100)
    typed(control, page, words)
    assert repr(control.value()) == repr(value)


@pytest.mark.parametrize(
    ("words", "value", "shown"),
    [
        ("25,5", 25.5, "25,5"), ("25.5", 25.5, "25,5"), ("25", 25, "25"), (",5", 0.5, "0,5"), ("-1,25", -1.25, "-1,25"),
        ("1.234,5", 1234.5, "1234,5"), ("25,0", 25, "25"), ("1,2,3", "1,2,3", "1,2,3"), ("hai", "hai", "hai"),
        (",", ",", ","), ("0,1234567890123456", "0,1234567890123456", "0,1234567890123456"), ("", None, ""),
        ("0,00001", 0.00001, "0,00001"),
    ],
)  # fmt: skip
def test_decimals_behind_a_comma_or_a_point(page: QWidget, words: str, value: Any, shown: str) -> None:
    control = DecimalControl(100, as_text=False)
    line = typed(control, page, words)
    assert repr(control.value()) == repr(value)
    moves(line, comes=False)
    assert line.text() == shown
    assert repr(control.value()) == repr(value)


@pytest.mark.parametrize(
    ("words", "value"), [("25,50", "25.5"), ("25.5", "25.5"), ("25", "25"), ("-0", "0"), ("x", "x")]
)
def test_decimals_as_the_text_that_a_pack_wants(page: QWidget, words: str, value: str) -> None:
    control = DecimalControl(100, as_text=True)
    typed(control, page, words)
    assert control.value() == value


@pytest.mark.parametrize(
    ("words", "value", "shown"),
    [
        ("1500000", 1500000, "1.500.000"), ("1.500.000", 1500000, "1.500.000"), ("1,500,000", 1500000, "1.500.000"),
        ("20000 đ", 20000, "20.000"), ("20.000 đồng", 20000, "20.000"), ("1,5", "1,5", "1,5"),
        ("hai triệu", "hai triệu", "hai triệu"), ("500", 500, "500"), ("", None, ""),
    ],
)  # fmt: skip
def test_money_has_its_dots_once_one_has_left(page: QWidget, words: str, value: Any, shown: str) -> None:
    control = MoneyControl(100, says_unit=True)
    line = typed(control, page, words)
    assert line.text() == words
    assert repr(control.value()) == repr(value)
    moves(line, comes=False)
    assert line.text() == shown
    assert repr(control.value()) == repr(value)


def test_dots_are_not_in_the_way_of_whoever_comes_back(page: QWidget) -> None:
    control = MoneyControl(100, says_unit=False)
    line = typed(control, page, "")
    control.put(16000)
    assert line.text() == "16.000"
    moves(line, comes=True)
    assert line.text() == "16000"
    line.setCursorPosition(5)
    QTest.keyClicks(line, "0")
    assert control.value() == 160000
    moves(line, comes=False)
    assert line.text() == "160.000"
