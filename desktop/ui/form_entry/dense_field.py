"""A field of the dense page: its help opens with the ? beside it, or with F1."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout

from desktop.ui.form_entry.field import Field
from desktop.ui.widgets.basic import TARGET, text
from desktop.ui.widgets.notice import announce
from desktop.ui.words import tr


class DenseField(Field):
    """A screen reader is told the help with the field, open or not; the ? is no stop of Tab."""

    most = 1080
    _mark: QPushButton | None = None

    def column(self) -> QVBoxLayout:
        return QVBoxLayout(self)  # its place is never wider than it may be, and a thousand of them must be quick

    def lay_out(self, column: QVBoxLayout) -> int:
        column.setSpacing(3)
        if self._title is not None:
            column.addWidget(self._title)
        if not self.help:
            column.addWidget(self.control)
            return column.count() - 1
        line = QHBoxLayout()
        line.setSpacing(2)
        line.addWidget(self.control, 1)
        line.addSpacing(self._mark_size().width())
        column.addLayout(line)
        for widget in self.control.inputs():
            widget.setToolTip(self.help)
        return column.count() - 1

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ? comes when it is to be seen: a thousand of them cost as much as the controls."""
        super().paintEvent(event)
        if self._mark is None and self.help:
            self._mark = self._question_mark()
            self._place_mark()
            QTimer.singleShot(0, self._mark, self._mark.show)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_mark()

    def _place_mark(self) -> None:
        """At the right, level with the last line of the control."""
        if self._mark is not None:
            place = QRect(QPoint(0, 0), self._mark_size())
            place.moveBottomRight(QPoint(self.width() - 1, self.control.geometry().bottom()))
            self._mark.setGeometry(place)

    def _mark_size(self) -> QSize:
        return QSize(self.icons.px(36), self.icons.px(TARGET))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1 and self.help:
            self.explain()
        else:
            super().keyPressEvent(event)

    def explain(self) -> None:
        """Open the help under the control, or close it."""
        if self._explained is None:
            self._explained = text(self.help, "help", name=f"explained{self.pointer}")
            self._explained.hide()
            self._column.addWidget(self._explained)
        opens = self._explained.isHidden()
        self._explained.setVisible(opens)
        if opens:
            announce(self._explained, self.help)

    def _question_mark(self) -> QPushButton:
        mark = QPushButton(self)
        mark.setObjectName(f"explain{self.pointer}")
        mark.setProperty("role", "explain")
        mark.setIcon(self.icons.icon("circle-help", "muted"))
        mark.setIconSize(QSize(self.icons.px(20), self.icons.px(20)))
        mark.setAccessibleName(tr("form.explain", label=self.label))
        mark.setToolTip(self.help)
        mark.setCursor(Qt.CursorShape.PointingHandCursor)
        mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        mark.clicked.connect(self.explain)
        return mark
