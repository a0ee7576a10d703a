"""A gun is told by its pace: what a hand types arrives where it was typed, whatever it is and wherever."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.ui.card_gun import CardGun
from tests.gui.officer import CARD

HAND, GUN = 0.09, 0.004
"""Seconds between two keys: of the fastest typist, and of a gun."""
NOTHING = Qt.KeyboardModifier.NoModifier


@dataclass
class Page:
    """One widget of each sort, a gun that listens, and a clock that only keys move."""

    window: QWidget
    now: float = 100.0
    scanned: list[str] = field(default_factory=list)

    def at(self, name: str) -> QWidget:
        widget = self.window.findChild(QWidget, name)
        assert isinstance(widget, QWidget)
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        assert QApplication.focusWidget() is widget
        return widget

    def keys(self, words: str, pace: float, end: Qt.Key | None = Qt.Key.Key_Return) -> None:
        """Into the window, as the system brings them."""
        for letter in words:
            self._key(Qt.Key.Key_Space if letter == " " else Qt.Key.Key_unknown, letter)
            self.now += pace
        if end is not None:
            self._key(end, "\r")

    def composes(self, words: str, pace: float) -> None:
        """Through an input method: letter by letter, then Enter."""
        focused = QApplication.focusWidget()
        assert focused is not None
        for letter in words:
            done = QInputMethodEvent()
            done.setCommitString(letter)
            QApplication.sendEvent(focused, done)
            self.now += pace
        self._key(Qt.Key.Key_Return, "\r")

    def _key(self, key: Qt.Key, letter: str) -> None:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(self.window.windowHandle(), QKeyEvent(kind, key, NOTHING, letter))


@pytest.fixture
def page(qapp: QApplication) -> Iterator[Page]:
    window = QWidget()
    line, push, tick, box = QLineEdit(), QPushButton("Mở"), QCheckBox("Đã đọc"), QComboBox()
    box.addItems(["an", "ban dau", "hai ba"])
    layout = QVBoxLayout(window)
    for name, widget in {"line": line, "push": push, "tick": tick, "box": box}.items():
        widget.setObjectName(name)
        layout.addWidget(widget)
    made = Page(window)
    gun = CardGun(window, lambda: made.now)
    gun.scanned.connect(made.scanned.append)
    window.show()
    window.activateWindow()
    qapp.processEvents()
    yield made
    window.hide()
    window.deleteLater()


@pytest.mark.parametrize("name", ["line", "push", "tick", "box"])
def test_a_guns_line_is_taken_wherever_the_cursor_is(page: Page, name: str) -> None:
    page.at(name)
    page.keys(CARD, GUN)
    assert page.scanned == [CARD]
    line, tick = page.window.findChild(QLineEdit), page.window.findChild(QCheckBox)
    assert line is not None
    assert tick is not None
    assert (line.text(), tick.isChecked()) == ("", False)


@pytest.mark.parametrize("words", ["mục 3 ~ mục 5", "038190001234|Lò", CARD])
def test_what_a_hand_types_stays_in_its_line(page: Page, words: str) -> None:
    line = page.at("line")
    assert isinstance(line, QLineEdit)
    entered: list[str] = []
    line.returnPressed.connect(lambda: entered.append(line.text()))
    page.keys(words, HAND)
    assert (page.scanned, line.text(), entered) == ([], words, [words])


def test_what_a_hand_composes_stays_in_its_line(page: Page) -> None:
    line = page.at("line")
    assert isinstance(line, QLineEdit)
    page.composes("mục 3 ~ mục 5", HAND)
    assert (page.scanned, line.text()) == ([], "mục 3 ~ mục 5")


def test_a_guns_line_that_an_input_method_brings_is_taken(page: Page) -> None:
    line = page.at("line")
    assert isinstance(line, QLineEdit)
    page.composes("đào", HAND)
    page.now += 1
    page.composes(CARD, GUN)
    assert (page.scanned, line.text()) == ([CARD], "đào")


def test_keys_of_a_hand_reach_what_is_no_line(page: Page) -> None:
    """A space for each turn of the tick, a name for the list; and Enter opens nobody."""
    tick, box = page.at("tick"), page.window.findChild(QComboBox)
    assert isinstance(tick, QCheckBox)
    page.keys("   ", HAND, end=None)
    assert tick.isChecked()
    page.now += 1
    page.keys("        ", HAND)
    assert page.scanned == []
    page.at("box")
    page.keys("hai ba", HAND, end=None)
    assert box is not None
    assert box.currentText() == "hai ba"


def test_a_gun_may_stop_for_a_moment(page: Page) -> None:
    page.at("push")
    page.keys(CARD[:40], GUN, end=None)
    page.now += 0.3
    page.keys(CARD[40:], GUN)
    assert page.scanned == [CARD]
