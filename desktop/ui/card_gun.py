"""A scanner gun types like a keyboard: its line is caught while a page is shown, wherever the cursor stands."""

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QWindow
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
        self._window: QWindow | None = None
        self._since = QElapsedTimer()
        self._typed = ""
        self._line: QLineEdit | None = None
        self._before = ""
        page.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._page and event.type() == QEvent.Type.Show:
            self._listen()
        elif watched is self._page and event.type() == QEvent.Type.Hide:
            self._rest()
        elif isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self._window:
            return self._hear(event)
        return super().eventFilter(watched, event)

    def _listen(self) -> None:
        self._rest()
        self._window = self._page.window().windowHandle()
        if self._window is not None:
            self._window.installEventFilter(self)

    def _rest(self) -> None:
        if self._window is not None:
            self._window.removeEventFilter(self)
        self._window = None
        self._typed = ""

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
