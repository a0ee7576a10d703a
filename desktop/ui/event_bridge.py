"""Bring domain events into Qt's main thread."""

from PySide6.QtCore import QObject, Signal

from desktop.domain.events import Event


class EventBridge(QObject):
    """Turn published events into a signal; safe to call from any thread."""

    published = Signal(object)

    def __call__(self, event: Event) -> None:
        self.published.emit(event)
