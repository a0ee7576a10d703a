"""The field for a card's QR code: a scanner gun types into it, or a picture is chosen."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.ui.icons import Icons
from desktop.ui.theme import Look
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, column, text
from desktop.ui.words import tr


class CardScan(QWidget):
    """Line `scan<pointer>`, button `cardPicture<pointer>`; `scanned` carries the line, which is wiped at once."""

    scanned = Signal(str)
    picture_wanted = Signal()

    def __init__(self, pointer: str, icons: Icons, look: Look) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setObjectName(f"scan{pointer}")
        self.line.setAccessibleName(tr("card.scan"))
        self.line.setAccessibleDescription(tr("card.scan_help"))
        self.line.setMaximumWidth(look.px(460))
        self.line.editingFinished.connect(self._read)
        title = text(tr("card.scan"), "label")
        title.setBuddy(self.line)
        choose = button(
            tr("card.picture"), f"cardPicture{pointer}", self.picture_wanted.emit, icon="image", icons=icons
        )
        self.setLayout(column(title, text(tr("card.scan_help"), "help"), self.line, flow(choose), gap=5))

    def _read(self) -> None:
        """Guns end with Enter or with Tab; what they typed must not stay on the screen."""
        scanned = self.line.text()
        self.line.clear()
        if scanned.strip():
            self.scanned.emit(scanned)
