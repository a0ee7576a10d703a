"""Layouts that follow the width they are given: wrapped rows, card grids, a column beside another."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QLayout, QLayoutItem, QVBoxLayout, QWidget


class AsHighAsItsWords(QWidget):
    """What scrolls: as high as its words are in the width that is there, not as in the narrowest."""

    def minimumSizeHint(self) -> QSize:
        least, layout = super().minimumSizeHint(), self.layout()
        return QSize(least.width(), 0) if layout is not None and layout.hasHeightForWidth() else least


class FlowLayout(QLayout):
    """Things beside each other as long as there is room, then in the next line."""

    def __init__(self, *things: QWidget, gap: int = 12) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        for thing in things:
            self.addWidget(thing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:  # Qt asks for the same width dozens of times
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        width = sum(item.sizeHint().width() + self._gap for item in self._items) - self._gap
        return QSize(max(width, 0), self.minimumSize().height())

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def _place(self, rect: QRect, *, move: bool) -> int:
        y = rect.y()
        for line in self._lines(rect.width()):
            x, tallest = rect.x(), max(size.height() for _, size in line)
            for item, size in line:
                if move:
                    item.setGeometry(QRect(QPoint(x, y + (tallest - size.height()) // 2), size))
                x += size.width() + self._gap
            y += tallest + self._gap
        return max(y - self._gap - rect.y(), 0)

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """What stands beside each other in each line, with its size."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        room = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint().boundedTo(QSize(max(width, item.minimumSize().width()), 1 << 20))
            if item.hasHeightForWidth():  # a row in a row may need a second line
                size.setHeight(max(size.height(), item.heightForWidth(size.width())))
            if not lines or size.width() > room:
                lines.append([])
                room = width
            lines[-1].append((item, size))
            room -= size.width() + self._gap
        return lines


def flow(*things: QWidget, gap: int = 12) -> QWidget:
    """A wrapped row."""
    holder = QWidget()
    holder.setLayout(FlowLayout(*things, gap=gap))
    policy = holder.sizePolicy()
    policy.setHeightForWidth(True)
    holder.setSizePolicy(policy)
    return holder


class CardGrid(QWidget):
    """Equal columns, as many as fit; *least* is the narrowest column in pixels."""

    def __init__(self, cards: list[QWidget], *, least: int, most: int = 3) -> None:
        super().__init__()
        self._cards = cards
        self._least = least
        self._most = most
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._lay(most)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay(max(1, min(self._most, (self.width() + 12) // (self._least + 12))))

    def minimumSizeHint(self) -> QSize:
        narrowest = max((card.minimumSizeHint().width() for card in self._cards), default=0)
        return QSize(narrowest, super().minimumSizeHint().height())

    def _lay(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for card in self._cards:
            self._grid.removeWidget(card)
        for index, card in enumerate(self._cards):
            self._grid.addWidget(card, index // columns, index % columns)
        for index in range(self._most):
            self._grid.setColumnStretch(index, 1 if index < columns else 0)
        self.updateGeometry()


class Spread(QWidget):
    """A main column and, where there is room, an aside at its right; else under it."""

    def __init__(self, main: QWidget, aside: QWidget, *, least: int, aside_width: int) -> None:
        super().__init__()
        self._least = least
        self._aside = aside
        self._aside_width = aside_width
        self._layout = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(24)
        self._layout.addWidget(main, 1)
        self._layout.addWidget(aside, 0, Qt.AlignmentFlag.AlignTop)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= self._least
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._layout.direction() != direction:
            self._layout.setDirection(direction)
        self._aside.setMaximumWidth(self._aside_width if wide else 1 << 20)
        self._aside.setMinimumWidth(self._aside_width if wide else 0)

    def minimumSizeHint(self) -> QSize:
        parts = (self._layout.itemAt(index) for index in range(self._layout.count()))
        widgets = [part.widget() for part in parts if part is not None]
        widths = [widget.minimumSizeHint().width() for widget in widgets if widget is not None]
        return QSize(max(widths, default=0), super().minimumSizeHint().height())


class Folding(QWidget):
    """Words with others at their right, which go under them when less than *least* pixels would be left for them."""

    def __init__(self, words: QWidget, *others: QWidget, least: int, gap: int = 16) -> None:
        super().__init__()
        self._least = least
        self._gap = gap
        self._words = words
        self._others = flow(*others)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(gap)
        self._layout.addWidget(words, 1)
        self._layout.addWidget(self._others, 0, Qt.AlignmentFlag.AlignVCenter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = self.width() - self._others.sizeHint().width() - self._gap >= self._least
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._layout.direction() != direction:
            self._layout.setDirection(direction)
            self._layout.setSpacing(self._gap if beside else 8)

    def minimumSizeHint(self) -> QSize:
        widths = (self._words.minimumSizeHint().width(), self._others.minimumSizeHint().width())
        return QSize(max(widths), super().minimumSizeHint().height())


def stack(*things: QWidget, gap: int = 16) -> QWidget:
    """Things under each other, packed at the top, as one widget."""
    holder = QWidget()
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for thing in things:
        layout.addWidget(thing)
    layout.addStretch(1)
    return holder


def show_at_once(turned: Mapping[QWidget, bool]) -> None:
    """Show and hide; Qt would lay out everything around a widget anew after each that is shown."""
    parents = {parent for widget in turned if (parent := widget.parentWidget()) is not None}
    layouts = [layout for parent in parents if (layout := parent.layout()) is not None]
    for layout in layouts:
        layout.setEnabled(False)
    for widget, shown in turned.items():
        widget.setVisible(shown)
    for layout in layouts:
        layout.setEnabled(True)
