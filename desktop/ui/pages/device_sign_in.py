"""Signing in with one's own telephone: a QR and a code here, the answer there (contract §5.2, RFC 8628)."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desktop.domain.errors import Refusal, StillWaiting
from desktop.services.ports import Account, DeviceCode
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.pdf_pages import qr_image
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import Folding, stack
from desktop.ui.widgets.basic import button, card, text
from desktop.ui.words import breakable, told, tr

QR_SIDE = 240
SLOWER = 5
"""Seconds that the portal's `slow_down` adds (RFC 8628 §3.5)."""
MOST_LIFE = 300


class DeviceSignInPage(Page):
    """Picture `deviceQr`; words `userCode`, `codeLeft`, `deviceState`; buttons `newCode`, `giveUpDevice`.

    *done* gets the account; *give_up* goes back.
    """

    def __init__(
        self, around: Surroundings, desk: Desk, done: Callable[[Account], None], give_up: Callable[[], None]
    ) -> None:
        super().__init__(around, "page", (tr("device.title"),))
        self._desk = desk
        self._done = done
        self._code: DeviceCode | None = None
        self._interval = 0
        self._ends: datetime | None = None
        self._poll = QTimer(self)
        self._poll.setSingleShot(True)
        self._poll.timeout.connect(self._ask)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self.look)
        self.headline(tr("device.title"), tr("device.lead"))
        self._place = stack()
        self.add(self._place)
        self._state = text(tr("device.asking"), "label", name="deviceState")
        self._again = button(tr("device.again"), "newCode", self._begin, icon="refresh-cw", icons=around.icons)
        self._again.hide()
        leave = button(tr("word.cancel"), "giveUpDevice", give_up)
        self.add(Folding(self._state, self._again, leave, least=around.look.px(240)))
        self.body.addStretch(1)
        self._begin()

    def _begin(self) -> None:
        self.unsay()
        self._again.hide()
        self._state.setText(tr("device.asking"))
        self.ask(self.around.network, self._desk.signing_in.start_device, self._show, self._stopped)

    def _show(self, code: DeviceCode) -> None:
        life = min(code.expires_in, MOST_LIFE)
        self._code, self._interval = code, max(1, code.interval)
        self._ends = self.around.now() + timedelta(seconds=life)
        self._clear()
        layout = self._place.layout()
        if layout is not None:
            layout.addWidget(self._shown(code))
        self._state.setText(tr("device.waiting"))
        self.look()
        self._tick.start()
        self._poll.start(self._interval * 1000)

    def _shown(self, code: DeviceCode) -> QWidget:
        address = code.verification_uri_complete or code.verification_uri
        picture = QPixmap.fromImage(qr_image(address, self.around.look.px(QR_SIDE)))
        scan = QLabel()
        scan.setObjectName("deviceQr")
        scan.setAccessibleName(tr("device.qr"))
        scan.setPixmap(picture)
        scan.setFixedSize(picture.size())  # cut off, no telephone reads it
        scan.setProperty("payload", address)
        self._left = text("", "label", name="codeLeft")
        words = stack(
            text(tr("device.step1"), "label"),
            text(breakable(code.verification_uri), "second"),
            text(tr("device.step2"), "label"),
            text(code.user_code, "huge", name="userCode", wrap=False),
            text(tr("device.compare"), "help"),
            self._left,
            gap=10,
        )
        return card(Folding(words, scan, least=self.around.look.px(320), gap=24))

    def look(self) -> None:
        """How long the code is still good."""
        if self._ends is None:
            return
        left = int((self._ends - self.around.now()).total_seconds())
        if left > 0:
            self._left.setText(tr("device.left", minutes=left // 60, seconds=f"{left % 60:02}"))
        else:
            self._stopped(Refusal("sign-in.expired-token"))

    def _ask(self) -> None:
        code = self._code
        if code is not None:
            self.ask(self.around.network, lambda: self._desk.signing_in.poll(code), self._signed_in, self._not_yet)

    def _signed_in(self, account: Account) -> None:
        self._rest()
        self._done(account)

    def _not_yet(self, error: Exception) -> None:
        """Four outcomes that are no yes, and a network that may come back."""
        if self._code is None or not isinstance(error, StillWaiting):
            self._stopped(error)
            return
        if error.code == "sign-in.slow-down":
            self._interval += SLOWER
        pending = error.code in ("sign-in.pending", "sign-in.slow-down")
        self._state.setText(tr("device.waiting") if pending else told(error))
        self._poll.start(self._interval * 1000)

    def _stopped(self, error: Exception) -> None:
        """No answer will come to this code any more."""
        self._rest()
        self._clear()
        self._state.setText("")
        self.show_refusal(error)
        self._again.show()

    def _rest(self) -> None:
        self._poll.stop()
        self._tick.stop()
        self._code = self._ends = None

    def _clear(self) -> None:
        layout = self._place.layout()
        while layout is not None and (item := layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
