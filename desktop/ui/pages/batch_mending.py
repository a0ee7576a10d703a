"""The form on one page and the papers, entered from *Gửi loạt*: the way back to the list stands above."""

from PySide6.QtWidgets import QWidget

from desktop.ui.icons import Icons
from desktop.ui.navigator import Navigator
from desktop.ui.pages.dense import DensePage
from desktop.ui.pages.filing_page import Filing
from desktop.ui.pages.papers import PapersPage
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button
from desktop.ui.words import tr


class BatchFormPage(DensePage):
    """As the dense page, with a button `backToBatch`; what was typed is saved when one leaves."""

    def fill(self, filing: Filing) -> None:
        self.main_column.addWidget(_way_back(self.around.navigator, self.around.icons))
        super().fill(filing)


class BatchPapersPage(PapersPage):
    """As the page of the papers, with a button `backToBatch`."""

    def fill(self, filing: Filing) -> None:
        self.main_column.addWidget(_way_back(self.around.navigator, self.around.icons))
        super().fill(filing)


def _way_back(navigator: Navigator, icons: Icons) -> QWidget:
    return flow(button(tr("batch.back"), "backToBatch", lambda: navigator.go("batch"), icon="undo-2", icons=icons))
