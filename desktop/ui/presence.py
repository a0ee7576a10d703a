"""Whether anybody is there: no key, mouse or finger for 90 seconds, then 15 more, then nobody is."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

QUIET = 90
LAST = 15
"""Seconds without a sign of life, and those in which one may still say so."""
_LIFE = frozenset(
    {
        QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
        QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.InputMethod,
    }
)  # fmt: skip
_FROM_OUTSIDE = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})


class Presence(QObject):
    """`warned` gives the seconds that are left, each second; `came_back` ends the warning; `ran_out` is the end.

    *seconds* is a clock that only runs forward. While it warns, only `stay` counts: a passer-by's sleeve is nobody's
    word. It also keeps files that are dragged in from outside away from every widget.
    """

    warned = Signal(int)
    came_back = Signal()
    ran_out = Signal()

    def __init__(self, app: QApplication, seconds: Callable[[], float]) -> None:
        super().__init__(app)
        self._seconds = seconds
        self._seen = seconds()
        self._is_watching = self._warns = False
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self.look)
        app.installEventFilter(self)

    def begin(self) -> None:
        """From now on somebody has to be there."""
        self._is_watching, self._warns = True, False
        self._seen = self._seconds()
        self._tick.start()

    def rest(self) -> None:
        """Nobody has to be there."""
        self._is_watching = self._warns = False
        self._tick.stop()

    def stay(self) -> None:
        """Somebody says that they are still there."""
        self._seen = self._seconds()
        if self._warns:
            self._warns = False
            self.came_back.emit()

    def look(self) -> None:
        """See how long it has been quiet."""
        if not self._is_watching:
            return
        quiet = self._seconds() - self._seen
        if quiet >= QUIET + LAST:
            self.rest()
            self.ran_out.emit()
        elif quiet >= QUIET:
            self._warns = True
            self.warned.emit(int(QUIET + LAST - quiet))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _LIFE and not self._warns:
            self._seen = self._seconds()
        return kind in _FROM_OUTSIDE or super().eventFilter(watched, event)
