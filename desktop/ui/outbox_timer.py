"""Send what is due and ask how dossiers stand, every minute while there is a network, and when a next try is due."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.errors import HosoError
from desktop.ui.desk import Desk
from desktop.ui.network import NetworkSwitch
from desktop.ui.tasks import TaskRunner

PERIOD_MS = 60_000
LEAST_MS = 100


class OutboxTimer(QObject):
    """`passed` tells that a round is over; a round that is running is never started twice."""

    passed = Signal()

    def __init__(
        self,
        desk: Desk,
        network: TaskRunner,
        switch: NetworkSwitch,
        now: Callable[[], datetime],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._network = network
        self._switch = switch
        self._now = now
        self._is_running = False
        self._again = False
        self._is_stopped = False
        self._timer = QTimer(self)
        self._timer.setInterval(PERIOD_MS)
        self._timer.timeout.connect(self.run_now)
        self._next_try = QTimer(self)
        self._next_try.setSingleShot(True)
        self._next_try.timeout.connect(self.run_now)
        switch.turned.connect(self._turned)

    def start(self) -> None:
        """Begin, with a round at once."""
        self._timer.start()
        self.run_now()

    def stop(self) -> None:
        """Start no more rounds, whoever asks."""
        self._is_stopped = True
        self._timer.stop()
        self._next_try.stop()

    def _turned(self, on: bool) -> None:
        if on:
            self.run_now()

    def hurry(self) -> None:
        """A person wants it sent now: one round, which asks even a portal that is left in peace."""
        self._desk.outbox.hurry()
        self.run_now()

    def run_now(self) -> None:
        """One round, unless the switch forbids it; asked for during a round, one more follows."""
        if self._is_stopped or not self._switch.is_on:
            return
        if self._is_running:
            self._again = True
            return
        self._is_running = True
        self._network.run(self._round, self._end, self._failed)

    def _round(self) -> int | None:
        """Milliseconds until the next try that falls before the next round; what is told on the screen is kept."""
        began = self._now()
        desk = self._desk
        steps: tuple[Callable[[], object], ...] = (
            desk.outbox.send_due, desk.tracking.refresh_by_itself, desk.paying.reconcile,
            desk.fee_receipts.fetch_missing, desk.following.refresh_followed,
        )  # fmt: skip
        odd: list[Exception] = []
        for step in steps:
            try:
                step()
            except HosoError:
                continue  # offline or signed out: the line of truth tells it
            except Exception as error:  # noqa: BLE001  whatever it is, the other steps are made first
                odd.append(error)
            if desk.outbox.rests_until is not None:
                break
        if odd:
            raise odd[0]
        items = [item for item in desk.outbox.items() if not item.paused]
        tries = [item.next_try_at for item in items if item.next_try_at]
        if items and (rests := desk.outbox.rests_until) is not None:
            tries.append(rests)
        to_come = [one for one in tries if one > began]  # what was due and not done waits for something else
        left = round((min(to_come) - self._now()).total_seconds() * 1000) if to_come else PERIOD_MS
        return max(left, LEAST_MS) if left < PERIOD_MS else None

    def _failed(self, error: Exception) -> None:
        self._end(None)
        raise error

    def _end(self, next_try: int | None) -> None:
        self._is_running = False
        if next_try is not None and self._timer.isActive():
            self._next_try.start(next_try)
        self.passed.emit()
        if self._again:
            self._again = False
            self.run_now()
