"""A scanner gun types like a keyboard: its line is caught while a page is shown, wherever the cursor stands."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

GAP_MS = 500
"""Between two letters of one line; a gun needs a few, a slow computer some more."""
LEAST = 8
MARKS = "|¦‖~"
"""What stands between the parts of a card's line, and is in no name."""
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
_WITH_ANOTHER_KEY = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


class CardGun(QObject):
    """`scanned` carries the line; neither a field nor a button of the page sees it."""

    scanned = Signal(str)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._since = QElapsedTimer()
        self._typed = ""
        self._line: QLineEdit | None = None
        self._before = ""
        QTimer.singleShot(0, self, self._listen)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._page.isVisible():
            return self._hear(event)
        return super().eventFilter(watched, event)

    def _listen(self) -> None:
        """To the window itself, before it gives a key to whatever has the focus; the page stands in it by now."""
        window = self._page.window().windowHandle()
        if window is not None:
            window.installEventFilter(self)

    def _hear(self, event: QKeyEvent) -> bool:
        """Whether the key ends here. What is pressed first goes through: only the second letter tells a gun."""
        if event.key() in _ENDS:
            return self._end()
        letters = event.text()
        if not letters.isprintable() or not letters or event.modifiers() & _WITH_ANOTHER_KEY:
            return False
        focused = QApplication.focusWidget()
        if not self._since.isValid() or self._since.elapsed() > GAP_MS:
            self._line = focused if isinstance(focused, QLineEdit) else None
            self._before = self._line.text() if self._line is not None else ""
            self._typed = ""
        self._since.restart()
        self._typed += letters
        return len(self._typed) > 1 and not isinstance(focused, QLineEdit | QPlainTextEdit)

    def _end(self) -> bool:
        typed, line, before = self._typed, self._line, self._before
        self._typed, self._line = "", None
        focused = QApplication.focusWidget()
        if not _is_scanned(typed) and isinstance(focused, QLineEdit):  # an input method brought it
            typed, line, before = focused.text(), focused, ""
        alone = len(typed) >= LEAST and not isinstance(focused, QLineEdit | QPlainTextEdit)
        if not (_is_scanned(typed) or alone):
            return False
        if line is not None:
            line.setText(before)
        self.scanned.emit(typed)
        return True


def _is_scanned(typed: str) -> bool:
    return any(mark in typed for mark in MARKS)
