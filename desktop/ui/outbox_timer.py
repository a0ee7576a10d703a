"""Send what is due and ask how dossiers stand, every minute while there is a network."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.errors import HosoError
from desktop.ui.desk import Desk
from desktop.ui.network import NetworkSwitch
from desktop.ui.tasks import TaskRunner

PERIOD_MS = 60_000


class OutboxTimer(QObject):
    """`passed` tells that a round is over; a round that is running is never started twice."""

    passed = Signal()

    def __init__(self, desk: Desk, network: TaskRunner, switch: NetworkSwitch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._network = network
        self._switch = switch
        self._is_running = False
        self._again = False
        self._timer = QTimer(self)
        self._timer.setInterval(PERIOD_MS)
        self._timer.timeout.connect(self.run_now)
        switch.turned.connect(lambda on: self.run_now() if on else None)

    def start(self) -> None:
        """Begin, with a round at once."""
        self._timer.start()
        self.run_now()

    def stop(self) -> None:
        """Start no more rounds."""
        self._timer.stop()

    def run_now(self) -> None:
        """One round, unless the switch forbids it; asked for during a round, one more follows."""
        if not self._switch.is_on:
            return
        if self._is_running:
            self._again = True
            return
        self._is_running = True
        self._network.run(self._round, lambda _nothing: self._end(), self._failed)

    def _round(self) -> None:
        steps: tuple[Callable[[], object], ...] = (self._desk.outbox.send_due, self._desk.tracking.refresh)
        for step in steps:
            try:
                step()
            except HosoError:
                continue  # offline or signed out: the line of truth tells it

    def _failed(self, error: Exception) -> None:
        self._end()
        raise error

    def _end(self) -> None:
        self._is_running = False
        self.passed.emit()
        if self._again:
            self._again = False
            self.run_now()
