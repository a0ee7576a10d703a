"""Controls where something is typed: a line, several lines, a number, a date of three parts."""

import unicodedata

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop.ui.form_entry.control import Control, Value, only
from desktop.ui.widgets.basic import column, row, text
from desktop.ui.words import tr


def nfc(typed: str) -> str | None:
    """What was typed, composed; None for nothing."""
    return unicodedata.normalize("NFC", typed) or None


class LineControl(Control):
    """One line of text; *width* in pixels, *beside* are words after it."""

    def __init__(self, width: int, *beside: QWidget) -> None:
        super().__init__()
        self._line = QLineEdit()
        self._line.setMaximumWidth(width)
        self._line.textChanged.connect(lambda _text: self.edited.emit())
        self._line.editingFinished.connect(self.committed.emit)
        only(self, self._line, *beside)

    def value(self) -> Value:
        return nfc(self._line.text())

    def put(self, value: Value) -> None:
        quietly(self._line, "" if value is None else str(value))

    def inputs(self) -> tuple[QWidget, ...]:
        return (self._line,)


class MultiLineControl(Control):
    """Several lines; Tab leaves it."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self._lines = QPlainTextEdit()
        self._lines.setTabChangesFocus(True)
        self._lines.setMaximumWidth(width)
        self._lines.setFixedHeight(self._lines.fontMetrics().lineSpacing() * 3 + 36)
        self._lines.textChanged.connect(self.edited.emit)
        self._lines.installEventFilter(self)
        only(self, self._lines)

    def show_whole(self) -> None:
        """As high as what stands in it, and a line to go on in; once it is shown."""
        lines = int(self._lines.document().size().height()) + 1
        self._lines.setFixedHeight(max(self._lines.height(), self._lines.fontMetrics().lineSpacing() * lines + 36))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self.committed.emit()
        return super().eventFilter(watched, event)

    def value(self) -> Value:
        return nfc(self._lines.toPlainText())

    def put(self, value: Value) -> None:
        words = "" if value is None else str(value)
        if self._lines.toPlainText() != words:
            self._lines.blockSignals(True)
            self._lines.setPlainText(words)
            self._lines.blockSignals(False)

    def inputs(self) -> tuple[QWidget, ...]:
        return (self._lines,)


class DateControl(Control):
    """Day, month and year in three boxes; a partial date may lack the first ones. What is no date is kept as typed."""

    def __init__(self, box: int, *, gap: int = 10) -> None:
        super().__init__()
        self._boxes = tuple(QLineEdit() for _ in range(3))
        self._names = ("day", "month", "year")
        self._captions = tuple(text(tr(f"date.{name}"), "help", wrap=False) for name in self._names)
        parts = []
        for caption, name, line in zip(self._captions, self._names, self._boxes, strict=True):
            line.setObjectName(name)
            line.setFixedWidth(round(box * (1.4 if name == "year" else 1)))
            line.setMaxLength(4 if name == "year" else 2)
            line.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
            line.textChanged.connect(lambda _text: self.edited.emit())
            line.installEventFilter(self)
            parts.append(column(caption, line, gap=2))
        inside = row(*parts, None, gap=gap)
        self.setLayout(inside)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and watched is self._boxes[2]:
            self.committed.emit()
        return super().eventFilter(watched, event)

    def describe(self, label: str, help_text: str) -> None:
        for name, line in zip(self._names, self._boxes, strict=True):
            line.setAccessibleName(f"{label}: {tr(f'date.{name}')}")
            line.setAccessibleDescription(help_text)

    def value(self) -> Value:
        day, month, year = (nfc(line.text().strip()) or "" for line in self._boxes)
        day, month = (part.zfill(2) if part else "" for part in (day, month))
        if not (day or month or year):
            return None
        if day:
            return f"{year}-{month}-{day}"
        return f"{year}-{month}" if month else year

    def put(self, value: Value) -> None:
        parts = [*str(value or "").split("-"), "", ""][:3]
        for line, part in zip(reversed(self._boxes), parts, strict=True):
            quietly(line, part)

    def inputs(self) -> tuple[QWidget, ...]:
        return self._boxes

    def fold(self, *, in_table: bool) -> None:
        for caption in self._captions:
            caption.setVisible(not in_table)


def quietly(line: QLineEdit, words: str) -> None:
    """Show *words* without telling that they were edited."""
    if line.text() != words:
        line.blockSignals(True)
        line.setText(words)
        if not line.hasFocus():
            line.setCursorPosition(0)
        line.blockSignals(False)
