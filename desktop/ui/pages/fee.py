"""The fee: a VietQR that was checked against the signed notice, or the counter; and what became of a try."""

from datetime import datetime, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QLayout, QWidget

from desktop.domain.dossier import Dossier
from desktop.domain.fee import UNDECIDED, FeeNotice, Payment, PaymentState
from desktop.domain.submission import Kind
from desktop.services.paying import latest_try
from desktop.ui.desk import Desk
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.answering_page import AnsweringPage, Asked
from desktop.ui.pages.fee_receipts_card import FeeReceiptsCard
from desktop.ui.pages.fee_words import over_words, pairs, terms, warnings
from desktop.ui.pdf_pages import qr_image
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import Folding, flow
from desktop.ui.widgets.basic import button, card, chip, column, row, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import clock_time, money, tr

QR_SIDE = 300
CARD = 760
LOOK_MS = 60_000
"""The longest that an expired code may still stand there: a computer that slept counts no time."""
_TO_BE_TRIED = (PaymentState.OPEN, PaymentState.FAILED, PaymentState.EXPIRED)
"""States that say how to go on paying: wrong words for what is not owed any more."""


class FeePage(AnsweringPage):
    """Buttons `payQr`, `payCounter`, `askBank`, `notSentYet`; picture `qrCode`; words `paymentState`, `paid`, `refund`.

    Nothing to pay with is offered while money may be under way; where it may have gone and the portal forgot it, only
    to who says that it has not. No code outlives its time.
    """

    kind = Kind.PAYMENT

    def __init__(self, around: Surroundings, desk: Desk, submission: str, timer: OutboxTimer) -> None:
        super().__init__(around, desk, submission, timer, tr("fee.crumb"))
        self._says_not_sent = False
        self._shown: Payment | None = None
        self._expiry = QTimer(self)
        self._expiry.setSingleShot(True)
        self._expiry.timeout.connect(self._watch)
        around.events.published.connect(self._again)

    def fill(self, asked: Asked) -> bool:
        dossier, self._shown = asked.dossier, None
        if not dossier.fee_notices:
            return False
        self.inside.addWidget(text(tr("fee.title"), "title", name="pageTitle"))
        for warning in warnings(self, dossier):
            self.inside.addWidget(warning)
        payment = latest_try(dossier, asked.status.payments)
        if dossier.doubtful_fee is None or payment is None or payment.qr is None:
            self._says_not_sent = False  # it was said of one code, and money may have gone with that one since
        for fee in dossier.fee_notices:
            if not (fee.is_open and fee.is_unproven):
                self.inside.addWidget(self._notice_card(fee, payment, asked))
        if payment is not None and (tried := self._tried(dossier, payment)) is not None:
            self.inside.addWidget(tried)
        self.inside.addWidget(FeeReceiptsCard(self, self.desk, self.submission))
        self.inside.addWidget(self.buttons())
        return True

    def _tried(self, dossier: Dossier, payment: Payment) -> QWidget | None:
        """What became of the latest try; where money may have gone, nothing of it invites to pay."""
        is_owed = dossier.owed_fee is not None and dossier.owed_fee.notice == payment.notice
        if not is_owed and payment.state in _TO_BE_TRIED:
            return None
        if is_owed and dossier.doubtful_fee is not None and not self._says_not_sent:
            if payment.state is PaymentState.OPEN and payment.qr:
                return flow(button(tr("fee.not_sent_yet"), "notSentYet", self._not_sent_yet))
            if payment.state in _TO_BE_TRIED and payment.state is not PaymentState.OPEN:
                return None
        return self._try(payment)

    def _not_sent_yet(self) -> None:
        self._says_not_sent = True
        self._again()

    def _notice_card(self, fee: FeeNotice, payment: Payment | None, asked: Asked) -> QWidget:
        items = [(item.name, money(item.amount)) for item in fee.items]
        lines = pairs(*items, (tr("check.total"), money(fee.total)))
        about = [*terms(self, asked.dossier, fee, asked.pack, asked.status.item)]
        over = over_words(asked.dossier, fee)
        if over:
            about.append(text(over, name="feeOver"))
        if not fee.is_open:
            about.append(flow(chip(tr(f"fee.state.{fee.state}"), "ok" if fee.state == "paid" else "warn")))
        elif not over and not fee.is_under_way and (payment is None or payment.state not in UNDECIDED):
            about += [self._ways(), text(tr("fee.or_counter"), "help")]
        title = tr("fee.owed" if fee.is_open and not over and not fee.is_in_doubt else "check.fee")
        return self._held(card(text(title, "section"), lines, *about, gap=12))

    def _ways(self) -> QWidget:
        icons = self.around.icons
        return flow(
            button(tr("fee.by_qr"), "payQr", self._open_qr, role="primary", icon="qr-code", icons=icons),
            button(tr("fee.counter"), "payCounter", self._at_counter, icon="banknote", icons=icons),
        )

    def _open_qr(self) -> None:
        self.unsay()
        self.ask(
            self.around.network,
            lambda: self.desk.paying.open_payment(self.submission, method="vietqr"),
            self._again,
            self._not_opened,
        )

    def _not_opened(self, error: Exception) -> None:
        """A try that was begun and not answered stands there as such, and is not begun again."""
        self.show_refusal(error)
        self._again()

    def _at_counter(self) -> None:
        self.unsay()
        self.ask(
            self.around.store,
            lambda: self.desk.paying.open_payment(self.submission, method="cash"),
            lambda _queued: self._counter_told(),
        )

    def _counter_told(self) -> None:
        self.timer.hurry()
        self.say("ok", tr("fee.counter_told"), name="counterTold")
        self._again()

    def _ask_bank(self) -> None:
        self.unsay()
        self.ask(self.around.network, lambda: self.desk.paying.look(self.submission, ask_bank=True), self._again)

    def _again(self, _news: object = None) -> None:
        """Read it anew: a round, the office or the bank may have changed it."""
        self.ask(self.around.store, self.read, self._draw_anew)

    def _draw_anew(self, asked: Asked | None) -> None:
        _empty(self.inside)
        self.show_asked(asked)

    def _try(self, payment: Payment) -> QWidget:
        icons, state = self.around.icons, payment.state
        if state is PaymentState.PAID:
            return notice(icons, "ok", tr("fee.paid", amount=money(payment.amount)), name="paid")
        if state is PaymentState.OPEN and payment.qr:
            return self._expired(payment) if payment.has_expired(self._now()) else self._code(payment)
        if state in UNDECIDED and payment.method != "cash":
            return self._waits(payment)
        key = f"fee.{'cash_announced' if state in UNDECIDED else state.value}"
        tone = "error" if state is PaymentState.FAILED else "warn" if state is PaymentState.EXPIRED else "plain"
        return notice(icons, tone, tr(key), tr(f"{key}_second"), name="paymentState")

    def _waits(self, payment: Payment) -> QWidget:
        """The bank is at it, or the portal's reply was lost: asked again, never paid again."""
        is_at_bank = payment.state is PaymentState.PENDING
        ask, label = (self._ask_bank, "fee.ask_again") if is_at_bank else (self._open_qr, "fee.ask_portal")
        again = button(tr(label), "askBank", ask, icon="refresh-cw", icons=self.around.icons)
        key = "fee.pending" if is_at_bank else "fee.asking"
        words = tr(key), f"{tr(f'{key}_second')} {self._looks_again(payment)}".strip()
        return notice(self.around.icons, "warn", *words, name="paymentState", action=again)

    def _expired(self, payment: Payment) -> QWidget:
        """Its time is over and the portal has not said yet what became of it: that comes before a new code."""
        again = button(tr("fee.ask_portal"), "askBank", self._ask_bank, icon="refresh-cw", icons=self.around.icons)
        words = f"{tr('fee.expired_here_second')} {self._looks_again(payment)}".strip()
        return notice(self.around.icons, "warn", tr("fee.expired"), words, name="paymentState", action=again)

    def _now(self) -> datetime:
        return self.desk.tracking.portal_time.now()

    def _watch(self) -> None:
        """Take the code away when its time is over, also while the page stands open."""
        shown = self._shown
        if shown is None or shown.expires_at is None:
            return
        if shown.has_expired(self._now()):
            self._again()
            return
        left = shown.expires_at - self._now() + timedelta(milliseconds=1)
        self._expiry.start(min(round(left.total_seconds() * 1000), LOOK_MS))

    def _looks_again(self, payment: Payment) -> str:
        """When the program asks again by itself; nothing where the next round does."""
        at = self.desk.paying.next_look(payment)
        return tr("fee.looks_again", time=clock_time(at)) if at is not None else ""

    def _code(self, payment: Payment) -> QWidget:
        self._shown = payment
        self._watch()
        code = QLabel()
        code.setObjectName("qrCode")
        code.setAccessibleName(tr("fee.qr_name", amount=money(payment.amount), memo=payment.memo or ""))
        picture = QPixmap.fromImage(qr_image(payment.qr or "", QR_SIDE))
        code.setPixmap(picture)
        code.setFixedSize(picture.size())  # cut off, no telephone reads it
        code.setProperty("payload", payment.qr)
        until = tr("fee.until", when=self.when(payment.expires_at)) if payment.expires_at else ""
        words = column(
            text(tr("fee.scan"), "section"),
            pairs(
                (tr("fee.amount"), money(payment.amount)),
                (tr("fee.beneficiary"), payment.beneficiary or "–"),
                (tr("fee.memo"), payment.memo or "–"),
            ),
            text(f"{until} {self._looks_again(payment)}".strip(), "help", name="paidUntil"),
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
        return self._held(shown)

    def _held(self, whole: QWidget) -> QWidget:
        """No wider than it may be; in a row, else Qt reckons its height for the whole width of the page."""
        whole.setMaximumWidth(self.around.look.px(CARD))
        holder = QWidget()
        inside = row(whole)
        inside.setStretch(0, 1)
        inside.addStretch(0)  # only what the card may not have
        holder.setLayout(inside)
        return holder


def _empty(layout: QLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()  # it must not be pressed or read any more
            widget.deleteLater()
