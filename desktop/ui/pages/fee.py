"""The fee: a VietQR that was checked against the signed notice, or the counter."""

from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop.domain.fee import Payment, PaymentState
from desktop.ui.desk import Desk
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.answering_page import AnsweringPage, Asked
from desktop.ui.pdf_pages import qr_image
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import Folding, flow, stack
from desktop.ui.widgets.basic import button, card, chip, column, row, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import money, tr

QR_SIDE = 300
CARD = 760


class FeePage(AnsweringPage):
    """Buttons `payQr`, `payCounter`, `askBank`; picture `qrCode`; words `paymentState`."""

    def __init__(self, around: Surroundings, desk: Desk, submission: str, timer: OutboxTimer) -> None:
        self._shown: QWidget | None = None
        super().__init__(around, desk, submission, timer, tr("fee.crumb"))

    def fill(self, asked: Asked) -> bool:
        owed = asked.dossier.open_fee
        if owed is None:
            return False
        self.inside.addWidget(text(tr("fee.title"), "title", name="pageTitle"))
        items = [(item.name, money(item.amount)) for item in owed.items]
        lines = _pairs(*items, (tr("check.total"), money(owed.total)))
        ways = flow(
            button(tr("fee.by_qr"), "payQr", self._open_qr, role="primary", icon="qr-code", icons=self.around.icons),
            button(tr("fee.counter"), "payCounter", self._at_counter, icon="banknote", icons=self.around.icons),
        )
        owing = card(text(tr("fee.owed"), "section"), lines, ways, text(tr("fee.or_counter"), "help"), gap=12)
        owing.setMaximumWidth(self.around.look.px(CARD))
        self.inside.addWidget(owing)
        self._place = stack()
        self.inside.addWidget(self._place)
        self.inside.addWidget(self.buttons())
        waiting = next(
            (one for one in asked.status.payments if one.state in (PaymentState.OPEN, PaymentState.PENDING)), None
        )
        if waiting is not None and waiting.qr:
            self._show_payment(waiting)
        return True

    def _open_qr(self) -> None:
        self.unsay()
        self.ask(
            self.around.network,
            lambda: self.desk.paying.open_payment(self.submission, method="vietqr"),
            lambda opened: self._show_payment(opened) if isinstance(opened, Payment) else None,
        )

    def _at_counter(self) -> None:
        self.unsay()
        self.ask(
            self.around.store,
            lambda: self.desk.paying.open_payment(self.submission, method="cash"),
            lambda _queued: self._counter_told(),
        )

    def _counter_told(self) -> None:
        self.timer.run_now()
        self.say("ok", tr("fee.counter_told"), name="counterTold")

    def _ask_bank(self) -> None:
        self.unsay()
        self.ask(self.around.network, lambda: self.desk.paying.look(self.submission, ask_bank=True), self._looked)

    def _looked(self, payment: Payment | None) -> None:
        if payment is not None:
            self._show_payment(payment)

    def _show_payment(self, payment: Payment) -> None:
        if payment.state is PaymentState.PAID:
            self._replace(notice(self.around.icons, "ok", tr("fee.paid", amount=money(payment.amount)), name="paid"))
            return
        code = QLabel()
        code.setObjectName("qrCode")
        code.setAccessibleName(tr("fee.qr_name", amount=money(payment.amount), memo=payment.memo or ""))
        if payment.qr:
            picture = QPixmap.fromImage(qr_image(payment.qr, QR_SIDE))
            code.setPixmap(picture)
            code.setFixedSize(picture.size())  # cut off, no telephone reads it
            code.setProperty("payload", payment.qr)
        until = tr("fee.until", when=self.when(payment.expires_at)) if payment.expires_at else ""
        words = column(
            text(tr("fee.scan"), "section"),
            _pairs(
                (tr("fee.amount"), money(payment.amount)),
                (tr("fee.beneficiary"), payment.beneficiary or "–"),
                (tr("fee.memo"), payment.memo or "–"),
            ),
            text(until, "help"),
            row(chip(tr(f"fee.state.{payment.state.value}"), "warn", name="paymentState"), None),
            row(
                button(tr("fee.ask_bank"), "askBank", self._ask_bank, icon="refresh-cw", icons=self.around.icons), None
            ),
            text(tr("fee.checked"), "help"),
            gap=10,
        )
        told = QWidget()
        told.setLayout(words)
        told.setMinimumWidth(1)
        shown = card(Folding(told, code, least=self.around.look.px(300), gap=24))
        shown.setMaximumWidth(self.around.look.px(CARD))
        self._replace(shown)

    def _replace(self, widget: QWidget) -> None:
        layout = self._place.layout()
        if self._shown is not None:
            self._shown.deleteLater()
        if layout is not None:
            layout.addWidget(widget)
        self._shown = widget


def _pairs(*pairs: tuple[str, str]) -> QWidget:
    """Labels with their values close beside them, one under the other."""
    holder = QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(24)
    grid.setColumnStretch(1, 1)
    for line, (label, value) in enumerate(pairs):
        grid.addWidget(text(label, "lead", wrap=False), line, 0)
        grid.addWidget(text(value, "label"), line, 1)
    return holder
