"""A page of the kiosk outside a visit: its column in the middle, large."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from desktop.ui.pages.page import Page
from desktop.ui.surroundings import Surroundings


class KioskPage(Page):
    """Title and things under it, no wider than can be read from a step away."""

    widest = 900

    def __init__(self, around: Surroundings, crumb: str) -> None:
        super().__init__(around, "page", (crumb,))
        self._inside.setMaximumWidth(around.look.px(self.widest))
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)


def input_line(name: str, label: str, help_text: str = "", *, secret: bool = False) -> QLineEdit:
    """A line to type in; *secret* hides it."""
    line = QLineEdit()
    line.setObjectName(name)
    line.setAccessibleName(label)
    line.setAccessibleDescription(help_text)
    if secret:
        line.setEchoMode(QLineEdit.EchoMode.Password)
    return line
