"""The fee receipts that are kept of a dossier, to look at and to save."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.fee import KeptFeeReceipt
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.pages.signed_paper import look_button, verdict_chips
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, column, text
from desktop.ui.words import clock_time, tr


class FeeReceiptsCard(QFrame):
    """Buttons `lookReceipt_<n>` and `saveReceipt_<n>`, label `receiptLater`; hidden while there is none."""

    def __init__(self, page: Page, desk: Desk, submission: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName("feeReceipts")
        self.hide()
        self._page = page
        self._desk = desk
        self._rows = QVBoxLayout()
        inside = column(text(tr("fee.receipts"), "section"), self._rows, gap=10)
        inside.setContentsMargins(20, 16, 20, 16)
        self.setLayout(inside)
        fees = desk.fee_receipts
        page.ask(page.around.store, lambda: (fees.named(submission), fees.next_try(submission)), self._show)

    def _show(self, found: tuple[Sequence[tuple[KeptFeeReceipt, str]], datetime | None]) -> None:
        kept, again = found
        for number, (receipt, file_name) in enumerate(kept, 1):
            self._rows.addWidget(self._row(number, receipt, PaperOut(self._desk.fee_receipts.read, file_name)))
        if again is not None:
            self._rows.addWidget(text(tr("fee.receipt_later", time=clock_time(again)), "help", name="receiptLater"))
        self.setVisible(bool(kept) or again is not None)

    def _row(self, number: int, receipt: KeptFeeReceipt, out: PaperOut) -> QWidget:
        pages = QVBoxLayout()
        read = partial(self._desk.fee_receipts.read, receipt.paper_sha256)
        look = look_button(self._page, f"lookReceipt_{number}", read, pages)
        save = button(tr("result.save"), f"saveReceipt_{number}", lambda: out.save(self._page, receipt.paper_sha256))
        for push in (look, save):
            push.setAccessibleName(f"{push.accessibleName()}: {receipt.name}")
        holder = QWidget()
        holder.setLayout(column(text(receipt.name), verdict_chips(receipt.verdict), flow(look, save), pages, gap=6))
        return holder
