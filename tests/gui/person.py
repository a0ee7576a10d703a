"""A person before the window: reads what is shown, presses, clicks and types; knows nothing of services."""

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QWidget,
)

from desktop.app.program import Program

PATIENCE = 20_000
Wait = Callable[[Callable[[], bool]], None]
"""Lets the window work until it is so, or for as long as patience lasts."""
Seen = TypeVar("Seen", bound=QWidget)


@dataclass
class Effort:
    """What it cost so far: keys as Telex takes them (`Lò` is l, o, f), and clicks."""

    keys: int = 0
    clicks: int = 0


def telex_keys(words: str) -> int:
    """A key for each letter, one more for each mark on it and for the bar of đ; capitals count once."""
    plain = unicodedata.normalize("NFD", words)
    return len(plain) + sum(letter in "đĐ" for letter in plain)


class Person:
    """Sees what is shown, presses what can be pressed; nothing is filled in behind the window's back."""

    def __init__(self, program: Program, wait: Wait) -> None:
        self.program = program
        self.effort = Effort()
        self._wait = wait

    def sees(self, name: str) -> QWidget:
        """The widget of this name, once it is shown."""
        return self._shown(QWidget, name)

    def waits(self, until: Callable[[], bool], what: str = "") -> None:
        """Until it is so; what is shown then explains a failure."""
        self._wait(until)
        assert until(), f"{what} – shown: {self.names()} {self.words()}"

    def names(self) -> list[str]:
        """What is shown now."""
        return [one.objectName() for one in self._all(QWidget) if one.objectName()]

    def words(self) -> list[str]:
        """What can be read now."""
        return [one.text() for one in self._all(QLabel) if one.text()]

    def reads(self, words: str) -> None:
        """These words stand somewhere."""
        self.waits(lambda: any(words in one for one in self.words()), f"nobody reads {words!r}")

    def height_of(self, name: str) -> int:
        """Where it stands in the window: the less, the further up."""
        return self.sees(name).mapTo(self.program.window, QPoint()).y()

    def told(self, name: str) -> str:
        """The words of a label."""
        label = self._shown(QLabel, name)
        return label.text()

    def presses(self, name: str) -> None:
        """A button, with the mouse."""
        button = self._shown(QAbstractButton, name)
        self.waits(button.isEnabled, f"{name} cannot be pressed")
        self.effort.clicks += 1
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def presses_space_on(self, name: str) -> None:
        """A button, with the keyboard."""
        button = self._shown(QAbstractButton, name)
        button.setFocus(Qt.FocusReason.TabFocusReason)
        self._key(button, Qt.Key.Key_Space)

    def searches(self, words: str) -> None:
        """In the box that stands over every page."""
        box = self._shown(QLineEdit, "searchBox")
        self.types(box, words)
        self._key(box, Qt.Key.Key_Return)

    def types(self, line: QWidget, words: str, *, telex: bool = True) -> None:
        """Instead of what stood there, word by word as an input method gives it: first what is being composed."""
        line.setFocus(Qt.FocusReason.MouseFocusReason)
        self.effort.keys += telex_keys(words)
        if isinstance(line, QLineEdit | QPlainTextEdit):
            line.selectAll()
        for number, word in enumerate(words.split(" ")):
            if telex:
                QApplication.sendEvent(line, QInputMethodEvent(word[:-1], []))
            done = QInputMethodEvent()
            done.setCommitString(f" {word}" if number else word)
            QApplication.sendEvent(line, done)

    def types_twice(self, passphrase: str, again: str | None = None) -> None:
        """A new passphrase, and the same once more, or what somebody takes for it."""
        for name, words in (("passphrase", passphrase), ("passphraseAgain", passphrase if again is None else again)):
            self.types(self.sees(name), words, telex=False)

    def line(self, field: str, part: str = "") -> QWidget:
        """The line of a field; *part* is day, month or year."""
        widget = self.sees(field)
        if isinstance(widget, QLineEdit | QPlainTextEdit):
            return widget
        lines = [one for one in widget.findChildren(QWidget) if isinstance(one, QLineEdit | QPlainTextEdit)]
        wanted = [one for one in lines if part in ("", one.objectName())]
        assert wanted, f"{field} has no line {part}"
        return wanted[0]

    def writes(self, field: str, words: str) -> None:
        """Into a field, then goes on to the next one."""
        line = self.line(field)
        self.types(line, words)
        self.leaves(line)

    def dates(self, field: str, date: str) -> None:
        """`1958` or `2026-11-05`, into the boxes."""
        names = ("year", "month", "day")
        for name, part in zip(names, date.split("-"), strict=False):
            self.types(self.line(field, name), part, telex=False)
        self.leaves(self.line(field, "year"))

    def chooses(self, field: str, value: str) -> None:
        """One of the round buttons of a field."""
        found = self.sees(field).findChild(QRadioButton, value)
        assert found is not None, f"{field} has no {value}"
        self.waits(lambda: found.isVisible() and found.isEnabled(), f"{field}: {value}")
        self._clicks(found)

    def ticks(self, field: str) -> None:
        """The box of a field, or one that stands alone."""
        assert self.clicks(field).isChecked(), f"{field} is not ticked"

    def clicks(self, field: str) -> QCheckBox:
        """The same, whichever way it turns."""
        widget = self.sees(field)
        box = widget if isinstance(widget, QCheckBox) else next(iter(widget.findChildren(QCheckBox)), None)
        assert box is not None, f"{field} has no box"
        self._clicks(box)
        return box

    def picks(self, field: str, typed: str) -> None:
        """From the list that opens under a line while one types: the first one, with the arrow and Enter."""
        line = self.line(field)
        assert isinstance(line, QLineEdit)
        self.types(line, typed)
        completer = line.completer()
        assert completer is not None
        popup = completer.popup()
        assert popup is not None
        self.waits(popup.isVisible, f"no list under {field}")
        self._key(popup, Qt.Key.Key_Down)
        self._key(popup, Qt.Key.Key_Return)
        self.leaves(line)

    def picks_from(self, field: str, value: str | int) -> None:
        """From a list that is closed until one asks for it: with the arrow, as the keyboard does."""
        widget = self.sees(field)
        box = widget if isinstance(widget, QComboBox) else next(iter(widget.findChildren(QComboBox)), None)
        assert box is not None, f"{field} has no list"
        wanted = box.findData(value)
        assert wanted >= 0, f"{field} has no {value}"
        box.setFocus(Qt.FocusReason.TabFocusReason)
        while box.currentIndex() != wanted:
            self._key(box, Qt.Key.Key_Down if box.currentIndex() < wanted else Qt.Key.Key_Up)

    def leaves(self, line: QWidget) -> None:
        """With the tabulator."""
        self._key(line, Qt.Key.Key_Tab)

    def _key(self, widget: QWidget, key: Qt.Key) -> None:
        self.effort.keys += 1
        QTest.keyClick(widget, key)

    def _clicks(self, box: QWidget) -> None:
        """Where its mark is: beside its words nothing happens."""
        self.effort.clicks += 1
        QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(12, box.height() // 2))

    def _all(self, kind: type[Seen], name: str = "") -> Iterator[Seen]:
        for top in QApplication.topLevelWidgets():
            for one in (top, *top.findChildren(QWidget)):
                if isinstance(one, kind) and one.isVisible() and name in ("", one.objectName()):
                    yield one

    def _shown(self, kind: type[Seen], name: str) -> Seen:
        self.waits(lambda: any(True for _ in self._all(kind, name)), f"no {name} is shown")
        return list(self._all(kind, name))[-1]
