"""The fee receipts that are kept of a dossier, to look at and to save."""

from collections.abc import Sequence

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.fee import KeptFeeReceipt
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.pdf_pages import PageView, pages_of
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, chip, column, text
from desktop.ui.words import tr

PAGE_WIDTH = 640


class FeeReceiptsCard(QFrame):
    """Buttons `lookReceipt_<n>` and `saveReceipt_<n>`; hidden while there is none."""

    def __init__(self, page: Page, desk: Desk, submission: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.setObjectName("feeReceipts")
        self.hide()
        self._page = page
        self._desk = desk
        self._out = PaperOut(desk.fee_receipts.read, "BL_{key}.pdf")
        self._rows = QVBoxLayout()
        inside = column(text(tr("fee.receipts"), "section"), self._rows, gap=10)
        inside.setContentsMargins(20, 16, 20, 16)
        self.setLayout(inside)
        page.ask(page.around.store, lambda: desk.fee_receipts.kept(submission), self._show)

    def _show(self, kept: Sequence[KeptFeeReceipt]) -> None:
        for number, receipt in enumerate(kept, 1):
            self._rows.addWidget(self._row(number, receipt))
        self.setVisible(bool(kept))

    def _row(self, number: int, receipt: KeptFeeReceipt) -> QWidget:
        verdict = receipt.verdict
        is_whole, is_practice = verdict.intact and verdict.covers_whole_file, verdict.chain == "practice"
        tone = "error" if not is_whole else "neutral" if is_practice else "ok"
        pages = QVBoxLayout()
        look = button(
            tr("result.look"),
            f"lookReceipt_{number}",
            lambda: self._look(receipt, pages),
            icon="eye",
            icons=self._page.around.icons,
        )
        save = button(
            tr("result.save"), f"saveReceipt_{number}", lambda: self._out.save(self._page, receipt.paper_sha256)
        )
        for push in (look, save):
            push.setAccessibleName(f"{push.accessibleName()}: {receipt.name}")
        chips = flow(
            chip(tr("result.unchanged" if is_whole else "result.changed"), tone),
            chip(tr(f"result.chain_{verdict.chain}"), "practice" if is_practice else "warn"),
        )
        holder = QWidget()
        holder.setLayout(column(text(receipt.name), chips, flow(look, save), pages, gap=6))
        return holder

    def _look(self, receipt: KeptFeeReceipt, pages: QVBoxLayout) -> None:
        """The second press puts it away again."""
        if pages.count():
            while (item := pages.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.deleteLater()
            return
        width = self._page.around.look.px(PAGE_WIDTH)

        def put(images: Sequence[QImage]) -> None:
            for number, image in enumerate(images, 1):
                pages.addWidget(PageView(image, number))

        self._page.ask(
            self._page.around.store, lambda: pages_of(self._desk.fee_receipts.read(receipt.paper_sha256), width), put
        )
