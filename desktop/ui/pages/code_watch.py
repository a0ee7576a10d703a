"""A code that a person approves on another device: asked for, and asked about until it was answered or is too old."""

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.errors import Refusal, StillWaiting
from desktop.services.ports import Account, DeviceCode
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page

SLOWER = 5
"""Seconds that the portal's `slow_down` adds (RFC 8628 §3.5)."""
LONGEST_WAIT = 30
"""Seconds; each question that the network lost doubles the wait up to here, and an answer ends that."""
MOST_LIFE = 300


class CodeWatch(QObject):
    """Asks one question at a time; `ended` says that nothing will come of this code any more."""

    shown = Signal(object)
    """DeviceCode: here it is."""
    ticked = Signal(int)
    """Seconds that it is still good for."""
    waiting = Signal(object)
    """StillWaiting: nobody has answered yet, or the network lost the answer."""
    granted = Signal(object)
    """Account."""
    ended = Signal(object)
    """Exception."""

    def __init__(self, page: Page, desk: Desk) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._code: DeviceCode | None = None
        self.interval = self.wait = 0
        self.ends: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.ask)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self.look)

    def begin(self) -> None:
        """Get a code; the one before is forgotten."""
        self.stop()
        self._page.ask(self._page.around.network, self._desk.signing_in.start_device, self._show, self._end)

    def stop(self) -> None:
        """Ask no more."""
        self._timer.stop()
        self._tick.stop()
        self._code = self.ends = None

    def look(self) -> None:
        """How long the code is still good."""
        if self.ends is None:
            return
        left = int((self.ends - self._page.around.now()).total_seconds())
        if left > 0:
            self.ticked.emit(left)
        else:
            self._end(Refusal("sign-in.expired-token"))

    def ask(self) -> None:
        """Whether its person has answered."""
        code = self._code
        if code is not None:
            poll = lambda: self._desk.signing_in.poll(code)  # noqa: E731 one call, with this code
            not_yet = lambda error: self._not_yet(code, error)  # noqa: E731 the same
            self._page.ask(self._page.around.network, poll, self._grant, not_yet)

    def _show(self, code: DeviceCode) -> None:
        self._code = code
        self.interval = self.wait = max(1, code.interval)
        self.ends = self._page.around.now() + timedelta(seconds=min(code.expires_in or MOST_LIFE, MOST_LIFE))
        self.shown.emit(code)
        self._tick.start()
        self.look()
        self._timer.start(self.wait * 1000)

    def _grant(self, account: Account) -> None:
        self.stop()
        self.granted.emit(account)

    def _not_yet(self, code: DeviceCode, error: Exception) -> None:
        """Two outcomes that are no answer yet, two that are none ever, and a network that may come back."""
        if code is not self._code:
            return
        if not isinstance(error, StillWaiting):
            self._end(error)
            return
        if error.code == "sign-in.slow-down":
            self.interval += SLOWER
        has_answered = error.code in ("sign-in.pending", "sign-in.slow-down")
        self.wait = self.interval if has_answered else max(self.interval, min(self.wait * 2, LONGEST_WAIT))
        self.waiting.emit(error)
        self._timer.start(self.wait * 1000)

    def _end(self, error: Exception) -> None:
        self.stop()
        self.ended.emit(error)
