"""Where the recovery code is given: typed from the card, or read from a picture of it."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from desktop.ui.keys import ReadCard
from desktop.ui.pages.file_choice import ChooseFile, read_file
from desktop.ui.pages.page import Page
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, column, text
from desktop.ui.words import tr


class RecoveryEntry(QWidget):
    """Line `recovery`, button `cardPicture`; `entered` on Enter and after a card was read."""

    choose_file: ClassVar[ChooseFile] = staticmethod(QFileDialog.getOpenFileName)
    entered = Signal()

    def __init__(self, page: Page, read_card: ReadCard, label: str, help_text: str) -> None:
        super().__init__()
        self._page = page
        self._read_card = read_card
        self.line = QLineEdit()
        self.line.setObjectName("recovery")
        self.line.setAccessibleName(label)
        self.line.setAccessibleDescription(help_text)
        self.line.setMaximumWidth(page.around.look.px(560))
        self.line.returnPressed.connect(self.entered)
        title = text(label, "label")
        title.setBuddy(self.line)
        choose = button(tr("recovery.picture"), "cardPicture", self._choose, icon="image", icons=page.around.icons)
        self.setLayout(column(title, text(help_text, "help"), self.line, flow(choose), gap=5))

    def words(self) -> str:
        """What stands there."""
        return self.line.text().strip()

    def _choose(self) -> None:
        path, _kind = self.choose_file(self._page, tr("recovery.picture"), "", tr("recovery.kinds"))
        if path:
            store = self._page.around.store
            self._page.ask(store, lambda: self._read_card(read_file(path)[1]), self._take)

    def _take(self, code: str) -> None:
        self.line.setText(code)
        self.entered.emit()
