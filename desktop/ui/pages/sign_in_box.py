"""Signing in from a page: in the browser, or by a code on another device where no browser opens here."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.domain.errors import HosoError, StillWaiting
from desktop.services.ports import Account, DeviceCode
from desktop.ui.desk import Desk, SignIn
from desktop.ui.pages.code_watch import CodeWatch
from desktop.ui.pages.page import Page
from desktop.ui.widgets.arrangement import flow, stack
from desktop.ui.widgets.basic import button, text
from desktop.ui.words import breakable, tr


class SignInBox(QObject):
    """Shown at the top of *page* while it lasts; buttons `giveUpSignIn`, `useCode`, `newCode`; labels `userCode`."""

    def __init__(self, page: Page, desk: Desk, sign_in: SignIn, then: Callable[[Account], None]) -> None:
        super().__init__(page)
        self._page = page
        self._desk = desk
        self._sign_in = sign_in
        self._then = then
        self._wants_code = self._is_over = self._is_open = False
        self._watch = CodeWatch(page, desk)
        self._watch.shown.connect(self._show_code)
        self._watch.granted.connect(then)
        self._watch.ended.connect(page.show_refusal)

    def begin(self) -> None:
        """Open the browser and wait for it; a second press, while it is open, opens no other."""
        self._watch.stop()
        stop = button(tr("sent.give_up"), "giveUpSignIn", self._give_up)
        by_code = button(tr("sign_in.use_code"), "useCode", self._use_code)
        self._page.offer(tr("sent.signing_in"), "", flow(stop, by_code))
        if not self._is_open:
            self._wants_code = self._is_over = False
            self._is_open = True
            self._page.ask(self._page.around.aside, self._attempt, self._signed_in, self._failed)

    def _attempt(self) -> Account:
        """Whoever gave up before it was this task's turn does not wait for a browser."""
        if self._is_over:
            raise StillWaiting("sign-in.given-up")
        return self._sign_in()

    def _give_up(self) -> None:
        self._is_over = True
        self._desk.signing_in.give_up()

    def _signed_in(self, account: Account) -> None:
        self._is_open = False
        self._then(account)

    def _failed(self, error: Exception) -> None:
        self._is_open = False
        code = error.code if isinstance(error, HosoError) else ""
        if code == "sign-in.no-browser" or (self._wants_code and code == "sign-in.given-up"):
            self._watch.begin()
        else:
            self._page.show_refusal(error)

    def _use_code(self) -> None:
        self._wants_code = True
        self._give_up()

    def _show_code(self, code: DeviceCode) -> None:
        stop = button(tr("sent.give_up"), "giveUpSignIn", self._stop)
        where = tr("sign_in.where", uri=breakable(code.verification_uri))
        shown = text(code.user_code, "title", name="userCode", wrap=False)
        shown.setAccessibleName(tr("sign_in.code_is", code=" ".join(code.user_code)))
        again = button(tr("sign_in.new_code"), "newCode", self._watch.begin)
        self._page.offer(tr("sign_in.by_code"), where, stack(shown, flow(stop, again), gap=8))

    def _stop(self) -> None:
        self._watch.stop()
        self._page.unsay()
