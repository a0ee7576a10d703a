"""Notices that nobody touches the window any more."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal

LOOK_MS = 15_000
_TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TouchUpdate,
    }
)


class IdleWatch(QObject):
    """`idle` is told once after so many minutes without a key, the mouse or a finger; *now* tells the time."""

    idle = Signal()

    def __init__(self, app: QCoreApplication, now: Callable[[], datetime]) -> None:
        super().__init__(app)
        self._app = app
        self._now = now
        self._after: timedelta | None = None
        self._last = now()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)

    def watch(self, minutes: int) -> None:
        """Begin anew; 0 watches no more, and then no event comes by here."""
        self._app.removeEventFilter(self)
        self._timer.stop()
        self._after = timedelta(minutes=minutes) if minutes else None
        self._last = self._now()
        if minutes:
            self._app.installEventFilter(self)
            self._timer.start()

    def look(self) -> None:
        """Compare the clock; one that was set back begins anew, one that leapt, as after sleep, is believed."""
        now = self._now()
        if self._after is None:
            return
        if now < self._last:
            self._last = now
        elif now - self._last >= self._after:
            self.watch(0)
            self.idle.emit()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _TOUCHES:
            self._last = self._now()
        return False
