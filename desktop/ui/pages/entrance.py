"""What all pages before the program share: no rail, one column in the middle under the program's name."""

from PySide6.QtCore import Qt

from desktop.ui.pages.page import Page
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import picture, row, text

WIDTH = 680
HOME_COMMUNE = "home_commune"


class EntrancePage(Page):
    """A page without rail, its column in the middle under the program's name."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, "page", ("Hồ Sơ",))
        self._inside.setMaximumWidth(around.look.px(WIDTH))
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        brand = text("Hồ Sơ", "section", tone="accent", wrap=False)
        self.add(row(picture(around.icons, "stamp", "accent", 30), brand, None))
