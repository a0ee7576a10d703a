"""The form on one page and the papers, entered from *Gửi loạt*: the way back to the list stands above."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.icons import Icons
from desktop.ui.navigator import Navigator
from desktop.ui.pages.dense import DensePage
from desktop.ui.pages.filing_page import Filing
from desktop.ui.pages.papers import PapersPage
from desktop.ui.widgets.basic import button, row
from desktop.ui.words import tr


class BatchFormPage(DensePage):
    """As the dense page, with a button `backToBatch`; what was typed is saved when one leaves."""

    def fill(self, filing: Filing) -> None:
        super().fill(filing)
        stand_above(self._outside, self._scroll, _way_back(self.around.navigator, self.around.icons))


class BatchPapersPage(PapersPage):
    """As the page of the papers, with a button `backToBatch`."""

    def fill(self, filing: Filing) -> None:
        super().fill(filing)
        stand_above(self._outside, self._scroll, _way_back(self.around.navigator, self.around.icons))


def stand_above(outside: QHBoxLayout, scrolled: QWidget, bar: QWidget) -> None:
    """Put *bar* over what is scrolled, where it stays."""
    outside.removeWidget(scrolled)
    both = QVBoxLayout()
    both.setSpacing(0)
    both.addWidget(bar)
    both.addWidget(scrolled, 1)
    outside.addLayout(both, 1)


def _way_back(navigator: Navigator, icons: Icons) -> QWidget:
    back = button(tr("batch.back"), "backToBatch", lambda: navigator.go("batch"), icon="undo-2", icons=icons)
    back.setShortcut("Ctrl+Return")
    back.setToolTip(tr("batch.back_keys"))
    bar = QWidget()
    inside = row(back, None)
    inside.setContentsMargins(24, 12, 24, 8)
    bar.setLayout(inside)
    return bar
