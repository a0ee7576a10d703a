"""Python's own clearing away, kept to the main thread."""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 1000
"""Milliseconds."""


class Garbage(QObject):
    """Clears away what only holds itself: a widget among it is destroyed by the thread that looks, and Qt dies of that.

    Left to itself Python looks in whichever thread has just made one object too many.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(self.clear)
        self._timer.start()
        gc.disable()

    def clear(self) -> None:
        """As much as Python would by now."""
        due = [made > most for made, most in zip(gc.get_count(), gc.get_threshold(), strict=True)]
        if any(due):
            gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))

    def rest(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()
