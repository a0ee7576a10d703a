"""Words that a Qt widget would cut off: broken into lines on ticks and radios, shortened with an ellipsis elsewhere."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QLabel, QSizePolicy


class WordWrap(QObject):
    """Breaks the words of a tick or radio to its width; Qt keeps them on one line however long they are."""

    def __init__(self, button: QAbstractButton) -> None:
        super().__init__(button)
        self._button = button
        self._words = button.text()
        button.setAccessibleName(button.accessibleName() or self._words)
        button.setMinimumWidth(1)
        button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Show):
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        shown, metrics = self._button.text(), self._button.fontMetrics()
        around = self._button.sizeHint().width() - max(map(metrics.horizontalAdvance, shown.split("\n")))
        wanted = broken(self._words, metrics, self._button.width() - around)
        if wanted != shown:
            self._button.setText(wanted)


def broken(words: str, metrics: QFontMetrics, width: int) -> str:
    """*words* in lines of at most *width* pixels; a longer word stays whole."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


class Elided(QLabel):
    """One line that ends in an ellipsis where there is no more room; its text stays whole for a screen reader."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        room = self.contentsRect()
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
