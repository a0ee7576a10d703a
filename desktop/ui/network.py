"""*Mạng: có / không*: the person's own switch, and what the last call found."""

from PySide6.QtCore import QObject, Signal


class NetworkSwitch(QObject):
    """Whether the program may reach for the network at all."""

    turned = Signal(bool)

    def __init__(self, *, is_on: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_on = is_on

    def turn(self, on: bool) -> None:
        """Allow or forbid the network."""
        if on != self.is_on:
            self.is_on = on
            self.turned.emit(on)
