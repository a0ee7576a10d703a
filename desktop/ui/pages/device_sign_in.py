"""Signing in with one's own telephone: a QR and a code here, the answer there (contract §5.2, RFC 8628)."""

from collections.abc import Callable

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desktop.domain.errors import StillWaiting
from desktop.services.ports import Account, DeviceCode
from desktop.ui.desk import Desk
from desktop.ui.pages.code_watch import CodeWatch
from desktop.ui.pages.page import Page
from desktop.ui.pdf_pages import qr_image
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import Folding, stack
from desktop.ui.widgets.basic import button, card, text
from desktop.ui.words import breakable, told, tr

QR_SIDE = 240


class DeviceSignInPage(Page):
    """Picture `deviceQr`; words `userCode`, `codeLeft`, `deviceState`; buttons `newCode`, `giveUpDevice`.

    *done* gets the account; *give_up* goes back.
    """

    def __init__(
        self, around: Surroundings, desk: Desk, done: Callable[[Account], None], give_up: Callable[[], None]
    ) -> None:
        super().__init__(around, "page", (tr("device.title"),))
        self.watch = CodeWatch(self, desk)
        self.watch.shown.connect(self._show)
        self.watch.ticked.connect(self._tick)
        self.watch.waiting.connect(self._not_yet)
        self.watch.granted.connect(done)
        self.watch.ended.connect(self._ended)
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
        self.watch.begin()

    def _show(self, code: DeviceCode) -> None:
        self._clear()
        layout = self._place.layout()
        if layout is not None:
            layout.addWidget(self._shown(code))
        self._state.setText(tr("device.waiting"))

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

    def _tick(self, left: int) -> None:
        self._left.setText(tr("device.left", minutes=left // 60, seconds=f"{left % 60:02}"))

    def _not_yet(self, error: StillWaiting) -> None:
        pending = error.code in ("sign-in.pending", "sign-in.slow-down")
        self._state.setText(tr("device.waiting") if pending else told(error))

    def _ended(self, error: Exception) -> None:
        self._clear()
        self._state.setText("")
        self.show_refusal(error)
        self._again.show()

    def _clear(self) -> None:
        layout = self._place.layout()
        while layout is not None and (item := layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
