"""A signed paper of the office on a page: what its signature is worth, and its pages looked at in place."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.domain.signature import SignatureVerdict
from desktop.ui.pages.page import Page
from desktop.ui.pdf_pages import PageView, pages_of
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, chip
from desktop.ui.words import tr

PAGE_WIDTH = 640


def verdict_chips(verdict: SignatureVerdict) -> QWidget:
    """Each axis in words; a practice signature is never green."""
    is_whole, is_practice = verdict.intact and verdict.covers_whole_file, verdict.chain == "practice"
    tone = "error" if not is_whole else "neutral" if is_practice else "ok"
    return flow(
        chip(tr("result.unchanged" if is_whole else "result.changed"), tone),
        chip(tr(f"result.chain_{verdict.chain}"), "practice" if is_practice else "warn"),
    )


def look_button(page: Page, name: str, read: Callable[[], bytes], pages: QVBoxLayout) -> QPushButton:
    """Shows what *read* gives in *pages*; the second press puts it away again."""

    def put(images: Sequence[QImage]) -> None:
        for number, image in enumerate(images, 1):
            pages.addWidget(PageView(image, number))

    def look() -> None:
        if pages.count():
            while (item := pages.takeAt(0)) is not None:
                if (widget := item.widget()) is not None:
                    widget.deleteLater()
            return
        width = page.around.look.px(PAGE_WIDTH)
        page.ask(page.around.store, lambda: pages_of(read(), width), put)

    return button(tr("result.look"), name, look, icon="eye", icons=page.around.icons)
