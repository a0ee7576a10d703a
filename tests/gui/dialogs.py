"""Watches for windows: where nobody may open a second one, each that shows itself is written down and sent away."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.kiosk_window import KioskWindow

PASSING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
"""A list of suggestions, a tooltip: gone with the next press."""


class NoDialogs(QObject):
    """`seen` are those beside the kiosk's; a dialog's own loop ends at once, so that a test does not hang in it."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.seen: list[str] = []
        app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and _is_another(watched):
            self.seen.append(f"{type(watched).__name__} {watched.objectName()}: {watched.windowTitle()}")
            QTimer.singleShot(0, watched, watched.close)
        return super().eventFilter(watched, event)


def _is_another(widget: QWidget) -> bool:
    return widget.isWindow() and widget.windowType() not in PASSING and not isinstance(widget, KioskWindow)
