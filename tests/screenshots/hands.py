"""What a person does in a window, for whoever walks a story: press, choose, type, and wait until it has happened."""

from collections.abc import Callable

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QPoint, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QScrollArea, QWidget

PATIENCE_MS = 120_000
TICK_MS = 20
ABOVE = 16


class NeverQuietError(AssertionError):
    """Something was on its way for longer than anybody waits."""


def press(window: QWidget, name: str) -> None:
    """A button that is shown, of whatever kind."""
    for button in window.findChildren(QAbstractButton, name):
        if button.isVisible():
            button.click()


def typed(window: QWidget, name: str, words: str) -> None:
    """Into a line that is shown."""
    for line in window.findChildren(QLineEdit, name):
        if line.isVisible():
            line.setText(words)


def look_at(window: QWidget, what: str | type[QWidget]) -> None:
    """Scroll until it stands at the top, as far as there is something below it."""
    found = window.findChildren(QWidget, what) if isinstance(what, str) else window.findChildren(what)
    for widget in found:
        area = _scrolled_by(widget)
        inside = area.widget() if area is not None else None
        if widget.isVisible() and area is not None and inside is not None:
            area.verticalScrollBar().setValue(widget.mapTo(inside, QPoint()).y() - ABOVE)


def _scrolled_by(widget: QWidget) -> QScrollArea | None:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def settle(is_quiet: Callable[[], bool]) -> None:
    """Wait until nothing is on its way; NeverQuietError where that does not come."""
    deadline, quiet = QDeadlineTimer(PATIENCE_MS), 0
    tick = QTimer()  # wakes the loop up, where nothing else does
    tick.start(TICK_MS)
    everything = QEventLoop.ProcessEventsFlag.AllEvents
    waiting = everything | QEventLoop.ProcessEventsFlag.WaitForMoreEvents
    while quiet < 5:
        if is_quiet():
            QApplication.processEvents(everything, TICK_MS)  # as often as something follows from something
        else:
            QApplication.processEvents(waiting)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no loop runs here that would do it
        quiet = quiet + 1 if is_quiet() else 0
        if not quiet and deadline.hasExpired():
            raise NeverQuietError(f"still busy after {PATIENCE_MS // 1000} seconds")
