"""Labels, buttons, chips and cards in the roles that the style sheet knows."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.icons import Icons

TARGET = 44
"""The least height of what is pressed, in pixels."""

BoxLayout = TypeVar("BoxLayout", bound=QBoxLayout)


def text(words: str, role: str = "body", *, tone: str = "", name: str = "", wrap: bool = True) -> QLabel:
    """A label; never rich text, so that what an office wrote stays what it wrote."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    label.setProperty("role", role)
    label.setProperty("tone", tone)
    label.setObjectName(name)
    if wrap:
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def chip(words: str, tone: str, *, name: str = "") -> QLabel:
    """A state in one or two words on its soft ground."""
    label = text(words, "chip", tone=tone, name=name, wrap=False)
    label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return label


def retone(label: QWidget, tone: str) -> None:
    """Give a label another tone."""
    label.setProperty("tone", tone)
    label.style().unpolish(label)
    label.style().polish(label)


def rerole(button: QWidget, role: str) -> None:
    """The next step is another one now: give a button another role."""
    button.setProperty("role", role)
    button.style().unpolish(button)
    button.style().polish(button)


class NextButton(QPushButton):
    """The one next step; with the focus it has a light ring inside the blue one, which alone would drown in the red."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.hasFocus():
            return
        line = self.fontMetrics().height() / 10
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QApplication.palette().brightText(), line))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(2 * line, 2 * line, -2 * line, -2 * line), 7, 7)


def button(
    words: str, name: str, on_click: Callable[[], object] | None = None, *, role: str = "second", icon: str = "",
    icons: Icons | None = None,
) -> QPushButton:  # fmt: skip
    """A button; `primary` is the one next step of a screen."""
    shown = f"  {words}" if icon and icons is not None else words
    push = NextButton(shown) if role == "primary" else QPushButton(shown)
    push.setAccessibleName(words)
    push.setObjectName(name)
    push.setProperty("role", role)
    push.setCursor(Qt.CursorShape.PointingHandCursor)
    push.setAutoDefault(role == "primary")
    push.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    if icon and icons is not None:
        push.setIcon(icons.icon(icon, {"primary": "on_accent", "link": "accent"}.get(role, "text")))
        push.setIconSize(QSize(icons.px(20), icons.px(20)))
    if on_click is not None:
        push.clicked.connect(lambda: on_click())  # noqa: PLW0108 the slot's boolean stays here
    return push


def picture(icons: Icons, icon: str, token: str, size: int, *, name: str = "") -> QLabel:
    """An icon beside words that say the same; *size* in pixels at 100 %."""
    label = QLabel()
    label.setPixmap(icons.pixmap(icon, token, size))
    label.setFixedSize(icons.px(size) + 2, icons.px(size) + 2)
    label.setObjectName(name)
    return label


def column(*items: QWidget | QLayout, gap: int = 8) -> QVBoxLayout:
    """Things under each other."""
    return _filled(QVBoxLayout(), items, gap)


def row(*items: QWidget | QLayout | None, gap: int = 12) -> QHBoxLayout:
    """Things beside each other; None is the stretch."""
    return _filled(QHBoxLayout(), items, gap)


def _filled(layout: BoxLayout, items: tuple[QWidget | QLayout | None, ...], gap: int) -> BoxLayout:
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, QWidget):
            layout.addWidget(item)
        else:
            layout.addLayout(item)
    return layout


def card(*items: QWidget | QLayout, name: str = "", gap: int = 8) -> QFrame:
    """A white card around its things."""
    frame = QFrame()
    frame.setObjectName(name)
    frame.setProperty("role", "card")
    inside = column(*items, gap=gap)
    inside.setContentsMargins(20, 16, 20, 16)
    frame.setLayout(inside)
    return frame


def hairline() -> QFrame:
    """A thin line."""
    line = QFrame()
    line.setProperty("role", "hairline")
    line.setFixedHeight(1)
    return line


class WordsButton(QPushButton):
    """A button whose words wrap: an icon beside labels; `beside` is the layout for more at the right."""

    def __init__(
        self, name: str, role: str, words: QLayout, *, picture: QLabel | None = None, room: tuple[int, int] = (16, 14)
    ) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setProperty("role", role)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.beside = QHBoxLayout(self)
        self.beside.setContentsMargins(room[0], room[1], room[0], room[1])
        self.beside.setSpacing(room[0])
        if picture is not None:
            self.beside.addWidget(picture)
        self.beside.addLayout(words, 1)
        for label in self.findChildren(QLabel):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return self.beside.sizeHint().expandedTo(QSize(0, TARGET))

    def minimumSizeHint(self) -> QSize:
        return self.beside.minimumSize().expandedTo(QSize(0, TARGET))

    def heightForWidth(self, width: int) -> int:
        return max(TARGET, self.beside.heightForWidth(width))


class CardButton(WordsButton):
    """A card that is a button: icon, plain name, the official name under it."""

    def __init__(self, name: str, title: str, second: str = "", *, picture: QLabel | None = None) -> None:
        words = column(text(title, "label"), gap=2)
        if second:
            words.addWidget(text(second, "second"))
        words.insertStretch(0)  # beside a taller card the two lines stay together
        words.addStretch()
        super().__init__(name, "card", words, picture=picture)
        self.setAccessibleName(title)
        self.setAccessibleDescription(second)
