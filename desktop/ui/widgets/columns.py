"""Equal columns for what is narrow, whole rows for what is wide; what is hidden leaves no hole."""

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

Row = list[QLayoutItem]


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where everything stands in a certain width, and how high it is all together."""

    height: int
    places: tuple[tuple[QLayoutItem, QRect], ...]


class Columns(QLayout):
    """As many columns as fit, *most* at most; *least* is the narrowest in pixels. Reads along the rows."""

    def __init__(self, *, least: int, most: int = 2, gap: int = 16) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._wide: set[QWidget] = set()
        self._least = least
        self._most = most
        self._gap = gap
        self._plans: dict[int, _Plan] = {}
        self._smallest: QSize | None = None
        self.setContentsMargins(0, 0, 0, 0)

    def add(self, widget: QWidget, *, wide: bool) -> None:
        """At the end; what is wide has its row for itself."""
        if wide:
            self._wide.add(widget)
        self.addWidget(widget)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._plan(width).height

    def invalidate(self) -> None:
        self._plans.clear()
        self._smallest = None
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for item, place in self._plan(rect.width()).places:
            item.setGeometry(place.translated(rect.topLeft()))

    def sizeHint(self) -> QSize:
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        if self._smallest is None:
            size = QSize()
            for item in self._items:
                size = size.expandedTo(item.minimumSize())
            margins = self.contentsMargins()
            self._smallest = size + QSize(margins.left() + margins.right(), margins.top() + margins.bottom())
        return self._smallest

    def _plan(self, width: int) -> _Plan:
        if width not in self._plans:  # Qt asks for the same width dozens of times
            self._plans[width] = self._planned(width)
        return self._plans[width]

    def _planned(self, width: int) -> _Plan:
        margins = self.contentsMargins()
        inside = width - margins.left() - margins.right()
        fitting = max(1, min(self._most, (inside + self._gap) // (self._least + self._gap)))
        column = (inside - (fitting - 1) * self._gap) // fitting
        places: list[tuple[QLayoutItem, QRect]] = []
        y = margins.top()
        for row in self._rows(fitting):
            own = inside if row[0].widget() in self._wide else column
            heights = [_height(item, own) for item in row]
            for place, item in enumerate(row):
                places.append((item, QRect(margins.left() + place * (column + self._gap), y, own, heights[place])))
            y += max(heights) + self._gap
        return _Plan(max(y - self._gap, margins.top()) + margins.bottom(), tuple(places))

    def _rows(self, fitting: int) -> list[Row]:
        rows: list[Row] = []
        room = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wide = item.widget() in self._wide
            if wide or not room:
                rows.append([])
            rows[-1].append(item)
            room = 0 if wide else (room or fitting) - 1
        return rows


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
