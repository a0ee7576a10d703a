"""Things under one another, each with a layout of its own."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Pile(QWidget):
    """A column without a QLayout.

    Whenever Qt shows a widget it lays out everything around it, up to the window and before the window has grown, that
    is squeezed, and then once more. Here that ends, and what changed in one thing moves those below it once.
    """

    def __init__(self, *, gap: int) -> None:
        super().__init__()
        self._gap = gap
        self._things: list[QWidget] = []
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def put(self, thing: QWidget) -> None:
        """At the end."""
        thing.setParent(self)
        self._things.append(thing)

    def heightForWidth(self, width: int) -> int:
        return self._piled(width, move=False)

    def sizeHint(self) -> QSize:
        widest = max((one.sizeHint().width() for one in self._shown()), default=0)
        return QSize(widest, self.heightForWidth(max(widest, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(max((one.minimumSizeHint().width() for one in self._shown()), default=0), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._piled(self.width(), move=True)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._piled(self.width(), move=True)
            self.updateGeometry()
            return True
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [one for one in self._things if not one.isHidden()]

    def _piled(self, width: int, *, move: bool) -> int:
        y = 0
        for one in self._shown():
            height = one.heightForWidth(width) if one.hasHeightForWidth() else one.sizeHint().height()
            if move:
                one.setGeometry(0, y, width, height)
            y += height + self._gap
        return max(y - self._gap, 0)
