"""A message in the page: icon, words, never colour alone; announced to screen readers."""

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.ui.icons import Icons
from desktop.ui.widgets.arrangement import Folding, stack
from desktop.ui.widgets.basic import picture, text

_ICONS = {"error": "circle-alert", "warn": "triangle-alert", "ok": "circle-check", "practice": "graduation-cap"}


def notice(
    icons: Icons, tone: str, title: str, second: str = "", *, name: str = "", action: QWidget | None = None,
    more: QWidget | None = None,
) -> QFrame:  # fmt: skip
    """A framed message; `tone` is error, warn, ok, practice or plain; *more* stands under its words."""
    frame = QFrame()
    frame.setObjectName(name)
    frame.setProperty("role", "notice")
    frame.setProperty("tone", tone)
    inside = QHBoxLayout(frame)
    inside.setContentsMargins(18, 14, 18, 14)
    inside.setSpacing(14)
    inside.addWidget(picture(icons, _ICONS.get(tone, "info"), tone if tone in _ICONS else "muted", 24))
    words = stack(text(title, "label"), *([text(second)] if second else []), gap=4)
    whole = words if action is None else Folding(words, action, least=icons.px(260))
    inside.addWidget(whole if more is None else stack(whole, more, gap=2), 1)
    return frame


def announce(widget: QWidget, words: str) -> None:
    """Say *words* to a screen reader."""
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))
