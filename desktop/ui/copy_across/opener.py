"""Opens the window for copying across, one at a time, and remembers what was copied while the program runs."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QGuiApplication
from shiboken6 import isValid

from desktop.domain.by_hand import Printing, Way
from desktop.services.copying_across import CopySheet
from desktop.ui.copy_across.clipboard import LentClipboard
from desktop.ui.copy_across.window import CopyWindow, Doors
from desktop.ui.desk import Desk
from desktop.ui.surroundings import Surroundings


class CopyAcross(QObject):
    """Whoever locks or leaves calls `close`: no answer stays on the screen, none on the clipboard."""

    def __init__(self, parent: QObject, open_browser: Callable[[str], object]) -> None:
        super().__init__(parent)
        self.timer = QTimer(self)
        self._clipboard = LentClipboard(QGuiApplication.clipboard(), self.timer, self)
        self._open_browser = open_browser
        self._copied: dict[str, set[str]] = {}
        self.window: CopyWindow | None = None

    def open(self, around: Surroundings, desk: Desk, sheet: CopySheet) -> None:
        """The window for one draft; the one that was open goes."""
        self.close()
        draft = sheet.draft.id
        doors = Doors(
            self._open_browser,
            lambda: around.navigator.go("paper_way", draft),
            lambda: around.store.run(lambda: desk.filing_by_hand.printed(draft, Way.ONLINE), _noted, _unnoted),
        )
        copied = self._copied.setdefault(draft, set())
        self.window = CopyWindow(around, desk.handing_over, sheet, copied, self._clipboard, doors)
        self.window.show()
        self.window.activateWindow()

    def close(self) -> None:
        """Take the window and what it lent away."""
        window, self.window = self.window, None
        if window is not None and isValid(window):
            window.close()
        self._clipboard.take_back()

    def forget(self) -> None:
        """The same, and what was copied is forgotten too: somebody else may sit here next."""
        self.close()
        self._copied.clear()


def _noted(_printing: Printing) -> None:
    """*Bạn đã nộp chưa?* will be asked."""


def _unnoted(_error: Exception) -> None:
    """The draft was filed meanwhile; then there is nothing to ask."""
