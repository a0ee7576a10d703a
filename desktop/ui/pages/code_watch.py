"""A code that a person approves on another device: asked for, and asked about until it was answered or is too old."""

from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.errors import Refusal, StillWaiting
from desktop.services.code_pace import MOST_LIFE, CodePace
from desktop.services.ports import Account, DeviceCode
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page


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
        self.pace = CodePace(0)
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
        self.pace = CodePace(code.interval)
        self.ends = self._page.around.now() + timedelta(seconds=min(code.expires_in or MOST_LIFE, MOST_LIFE))
        self.shown.emit(code)
        self._tick.start()
        self.look()
        self._timer.start(self.pace.wait * 1000)

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
        self.pace.goes_on(error)
        self.waiting.emit(error)
        self._timer.start(self.pace.wait * 1000)

    def _end(self, error: Exception) -> None:
        self.stop()
        self.ended.emit(error)
