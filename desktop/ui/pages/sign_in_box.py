"""Signing in from a page: in the browser, or by a code on another device where no browser opens here."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import HosoError, StillWaiting
from desktop.services.ports import Account, DeviceCode
from desktop.ui.desk import Desk, SignIn
from desktop.ui.pages.page import Page
from desktop.ui.widgets.arrangement import flow, stack
from desktop.ui.widgets.basic import button, text
from desktop.ui.words import breakable, tr

SLOW_DOWN = 5
"""Seconds that `slow_down` adds to the interval (RFC 8628 §3.5)."""
_GOES_ON = frozenset({"sign-in.pending", "sign-in.slow-down"})


class SignInBox(QObject):
    """Shown at the top of *page* while it lasts; buttons `giveUpSignIn`, `useCode`, `newCode`; labels `userCode`."""

    def __init__(self, page: Page, desk: Desk, sign_in: SignIn, then: Callable[[Account], None]) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._sign_in = sign_in
        self._then = then
        self._code: DeviceCode | None = None
        self._wants_code = self._is_over = False
        self._asking = QTimer(self)
        self._asking.timeout.connect(self._ask)

    def begin(self) -> None:
        """Open the browser and wait for it."""
        self._wants_code = self._is_over = False
        stop = button(tr("sent.give_up"), "giveUpSignIn", self._give_up)
        by_code = button(tr("sign_in.use_code"), "useCode", self._use_code)
        self._page.offer(tr("sent.signing_in"), "", flow(stop, by_code))
        self._page.ask(self._page.around.network, self._attempt, self._signed_in, self._failed)

    def _attempt(self) -> Account:
        """Whoever gave up before it was this task's turn does not wait for a browser."""
        if self._is_over:
            raise StillWaiting("sign-in.given-up")
        return self._sign_in()

    def _give_up(self) -> None:
        self._is_over = True
        self._desk.signing_in.give_up()

    def _failed(self, error: Exception) -> None:
        code = error.code if isinstance(error, HosoError) else ""
        if code == "sign-in.no-browser" or (self._wants_code and code == "sign-in.given-up"):
            self._start_code()
        else:
            self._page.show_refusal(error)

    def _use_code(self) -> None:
        self._wants_code = True
        self._give_up()

    def _start_code(self) -> None:
        self._page.ask(self._page.around.network, self._desk.signing_in.start_device, self._show_code)

    def _show_code(self, code: DeviceCode) -> None:
        self._code = code
        stop = button(tr("sent.give_up"), "giveUpSignIn", self._stop)
        where = tr("sign_in.where", uri=breakable(code.verification_uri))
        shown = text(code.user_code, "title", name="userCode", wrap=False)
        shown.setAccessibleName(tr("sign_in.code_is", code=" ".join(code.user_code)))
        again = button(tr("sign_in.new_code"), "newCode", self._renew)
        self._page.offer(tr("sign_in.by_code"), where, _under(shown, flow(stop, again)))
        self._asking.start(code.interval * 1000)

    def _renew(self) -> None:
        self._asking.stop()
        self._start_code()

    def _stop(self) -> None:
        self._asking.stop()
        self._code = None
        self._page.unsay()

    def _ask(self) -> None:
        """One question at a time; the portal says when the code is too old."""
        code = self._code
        if code is not None:
            self._asking.stop()
            poll = lambda: self._desk.signing_in.poll(code)  # noqa: E731 one call, with this code
            self._page.ask(self._page.around.network, poll, self._signed_in, self._not_yet)

    def _not_yet(self, error: Exception) -> None:
        code = self._code
        if code is None:
            return
        if not isinstance(error, HosoError) or error.code not in _GOES_ON:
            self._stop()
            self._page.show_refusal(error)
            return
        more = SLOW_DOWN if error.code == "sign-in.slow-down" else 0
        self._asking.start(self._asking.interval() + more * 1000)

    def _signed_in(self, account: Account) -> None:
        self._asking.stop()
        self._code = None
        self._then(account)


def _under(*things: QWidget) -> QWidget:
    return stack(*things, gap=8)
