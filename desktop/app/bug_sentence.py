"""What a person sees of a bug: one sentence instead of a traceback."""

from types import TracebackType

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop import bugs
from desktop.domain.errors import HosoError
from desktop.ui.words import told, tr


class BugSentence:
    """Stands where `sys.excepthook` stands; one at a time, for a bug in a repaint comes sixty times a second."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._is_said = False

    def __call__(self, _kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if isinstance(error, HosoError):
            self._say(told(error))
            return
        bugs.record(error)
        self._say(f"{tr('bug.text')} [bug]")

    def _say(self, words: str) -> None:
        if self._is_said:
            return
        self._is_said = True
        box = QMessageBox(self._window)
        box.setObjectName("bugSentence")
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(tr("bug.title"))
        box.setText(words)
        box.finished.connect(self._said)
        box.open()

    def _said(self, _result: int) -> None:
        self._is_said = False
