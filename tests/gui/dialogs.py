"""Watches for dialogs: where nobody may open one, each that shows itself is written down and sent away."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QDialog


class NoDialogs(QObject):
    """`seen` are those that came; a dialog's own loop ends at once, so that a test does not hang in it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.seen: list[str] = []
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QDialog):
            self.seen.append(f"{type(watched).__name__}: {watched.windowTitle()}")
            QTimer.singleShot(0, watched, watched.reject)
        return super().eventFilter(watched, event)
