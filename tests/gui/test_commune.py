"""A commune is found by any name it ever had; where an old unit was split, the person is asked."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QRadioButton, QVBoxLayout, QWidget

from desktop.ui.form_entry.commune import CommuneControl
from desktop.ui.words import Words, install


@pytest.fixture
def page(qapp: QApplication) -> Iterator[QWidget]:
    words = Words(Path("resources"), "vi")
    install(words)
    page = QWidget()
    layout = QVBoxLayout(page)
    control = CommuneControl(460)
    control.describe("Xã, phường", "")
    layout.addWidget(control)
    page.show()
    page.activateWindow()
    yield page
    page.close()
    qapp.removeTranslator(words)


def control_of(page: QWidget) -> CommuneControl:
    control = page.findChild(CommuneControl)
    assert isinstance(control, CommuneControl)
    return control


def types_and_leaves(page: QWidget, words: str) -> CommuneControl:
    control = control_of(page)
    line = control.inputs()[0]
    assert isinstance(line, QLineEdit)
    line.setFocus()
    line.clear()
    typed = QInputMethodEvent()
    typed.setCommitString(words)
    QApplication.sendEvent(line, typed)
    QTest.keyClick(line, Qt.Key.Key_Return)
    return control


def offered(page: QWidget) -> list[str]:
    return [one.objectName() for one in page.findChildren(QRadioButton) if one.isVisible()]


@pytest.mark.parametrize("typed", ["Mường Lát", "xã mường lát", "muong lat"])
def test_todays_name_is_enough(page: QWidget, typed: str) -> None:
    assert types_and_leaves(page, typed).value() == "14845"
    assert offered(page) == []


def test_an_old_name_leads_to_the_commune_of_today(page: QWidget) -> None:
    control = types_and_leaves(page, "Nam Ngạn")
    assert control.value() == "14758"
    line = control.inputs()[0]
    assert isinstance(line, QLineEdit)
    assert line.text() == "Phường Hàm Rồng, tỉnh Thanh Hóa"


def test_a_split_unit_asks_and_the_answer_counts(page: QWidget) -> None:
    control = types_and_leaves(page, "luận khê")
    codes = offered(page)
    assert len(codes) == 2
    assert control.value() == "luận khê"
    asked = [label.text() for label in page.findChildren(QLabel) if label.isVisible()]
    assert any("luận khê" in one for one in asked)
    second = page.findChild(QRadioButton, codes[1])
    assert isinstance(second, QRadioButton)
    assert second.accessibleName().startswith("Xã, phường: Xã Luận Thành")
    told: list[object] = []
    control.edited.connect(lambda: told.append(control.value()))
    second.click()
    assert control.value() == codes[1]
    assert told[-1] == codes[1]
    assert offered(page) == []


def test_typing_on_takes_the_question_away(page: QWidget) -> None:
    types_and_leaves(page, "Luận Khê")
    assert offered(page)
    assert types_and_leaves(page, "Na Mèo").value() == "15013"
    assert offered(page) == []


def test_a_name_of_today_that_old_ones_share_is_asked_too(page: QWidget) -> None:
    types_and_leaves(page, "Ba Đình")
    assert len(offered(page)) == 3


def test_nonsense_stays_as_typed(page: QWidget) -> None:
    assert types_and_leaves(page, "không có xã này").value() == "không có xã này"
    assert offered(page) == []
