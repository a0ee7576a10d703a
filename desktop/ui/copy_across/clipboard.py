"""What is copied is lent to the clipboard, and taken back."""

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard

LENT_FOR = 30_000
"""Milliseconds after the last copy."""
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
MARKS = {
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"\0\0\0\0",
    _WINDOWS.format("CanIncludeInClipboardHistory"): b"\0\0\0\0",
    _WINDOWS.format("CanUploadToCloudClipboard"): b"\0\0\0\0",
    "x-kde-passwordManagerHint": b"secret",
}
"""Keep it out of the histories of Windows (Win+V, other devices) and KDE: a 32-bit 0 means no."""


class LentClipboard(QObject):
    """Puts one text at a time on the clipboard; takes it back when time is up, unless somebody else's is there."""

    def __init__(self, clipboard: QClipboard, timer: QTimer, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = clipboard
        self._timer = timer
        self._lent: str | None = None
        timer.setSingleShot(True)
        timer.setInterval(LENT_FOR)
        timer.timeout.connect(self.take_back)

    def lend(self, words: str) -> None:
        """*words*, exactly, until the time is up; it begins anew with each copy."""
        data = QMimeData()
        data.setText(words)
        for name, content in MARKS.items():
            data.setData(name, content)
        self._lent = words
        self._clipboard.setMimeData(data)
        self._timer.start()

    def take_back(self) -> None:
        """Empty the clipboard if what we lent is still there."""
        self._timer.stop()
        lent, self._lent = self._lent, None
        if lent is not None and self._clipboard.text() == lent:
            self._clipboard.clear()
