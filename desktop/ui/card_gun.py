"""A scanner gun types like a keyboard: its line is caught while a page is shown, wherever the cursor stands."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from shiboken6 import isValid

GAP, PACE = 0.5, 0.03
"""Seconds: after which another line begins, and what a letter of a gun's takes at most, over the whole line. No hand
is as fast; a gun needs a few milliseconds, so that a slow computer may stop for a moment."""
FIRST = 4
"""Letters that go through before the pace tells a gun; a card begins with its number, which presses no button."""
LEAST = 8
MARKS = "|¦‖~"
"""What stands between the parts of a card's line, and is in no name."""
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_WITH_ANOTHER_KEY = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


@dataclass(slots=True)
class _Line:
    """What came without a pause, since when, into which line of a form, and what stood there before."""

    letters: str = ""
    began: float = 0.0
    last: float = 0.0
    into: QLineEdit | None = None
    before: str = ""

    def add(self, letters: str, now: float, focused: QWidget | None) -> None:
        if not self.letters or now - self.last > GAP:
            self.letters, self.began = "", now
            self.into = focused if isinstance(focused, QLineEdit) else None
            self.before = self.into.text() if self.into is not None else ""
        self.letters += letters
        self.last = now

    def is_a_guns(self, now: float) -> bool:
        return len(self.letters) >= FIRST and now - self.began <= PACE * len(self.letters)


class CardGun(QObject):
    """`scanned` carries the line; neither a field nor a button of the page sees it. Whoever types by hand is let be."""

    scanned = Signal(str)

    def __init__(self, page: QWidget, seconds: Callable[[], float] = time.monotonic) -> None:
        super().__init__(page)
        self._page = page
        self._seconds = seconds
        self._keys, self._composed = _Line(), _Line()
        self._watched: QWidget | None = None
        QTimer.singleShot(0, self, self._listen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QInputMethodEvent):
            self._composed.add(event.commitString(), self._seconds(), self._watched)
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is not self._watched:
            return self._page.isVisible() and self._hear(event)
        return super().eventFilter(watched, event)

    def _listen(self) -> None:
        """To the window itself, before it gives a key to whatever has the focus; the page stands in it by now."""
        window, application = self._page.window().windowHandle(), QApplication.instance()
        if window is not None:
            window.installEventFilter(self)
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)
            self._follow(None, application.focusWidget())

    def _follow(self, _before: QWidget | None, focused: QWidget | None) -> None:
        """What an input method brings goes past the window, to whatever has the focus."""
        if self._watched is not None and isValid(self._watched):
            self._watched.removeEventFilter(self)
        self._watched = focused if isinstance(focused, QLineEdit) else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    def _hear(self, event: QKeyEvent) -> bool:
        """Whether the key ends here."""
        if event.key() in _ENDS:
            return self._end()
        letters = event.text()
        if not letters.isprintable() or not letters or event.modifiers() & _WITH_ANOTHER_KEY or event.isAutoRepeat():
            return False
        focused, now = QApplication.focusWidget(), self._seconds()
        self._keys.add(letters, now, focused)
        return self._keys.is_a_guns(now) and not _is_written_in(focused)

    def _end(self) -> bool:
        keys, composed, now = self._keys, self._composed, self._seconds()
        self._keys, self._composed = _Line(), _Line()
        focused = QApplication.focusWidget()
        if keys.is_a_guns(now) and (_is_scanned(keys.letters) or self._stands_alone(keys, focused)):
            return self._give(keys, keys.letters)
        if composed.into is not None and composed.into is focused and composed.is_a_guns(now):
            words = composed.into.text().removeprefix(composed.before)
            return _is_scanned(words) and self._give(composed, words)
        return False

    def _stands_alone(self, line: _Line, focused: QWidget | None) -> bool:
        return len(line.letters) >= LEAST and not _is_written_in(focused)

    def _give(self, line: _Line, words: str) -> bool:
        if line.into is not None and isValid(line.into):
            line.into.setText(line.before)
        self.scanned.emit(words)
        return True


def _is_scanned(typed: str) -> bool:
    return any(mark in typed for mark in MARKS)


def _is_written_in(focused: QWidget | None) -> bool:
    return focused is not None and focused.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
