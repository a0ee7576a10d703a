"""The icon in the system tray: the same truth as the line in the window, as a shape and in words."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop.ui.icons import Icons
from desktop.ui.widgets.truth_line import Truth
from desktop.ui.words import tr

SHAPES = {
    "alarm": "triangle-alert",
    "busy": "refresh-cw",
    "captive": "wifi-off",
    "doubt": "circle-help",
    "locked": "lock",
    "offline": "cloud-off",
    "online": "stamp",
    "received": "check",
    "sending": "upload",
    "sign_in": "log-in",
    "waiting": "clock",
}
"""A shape for each state; no two alike, so that nobody needs to see colours."""
SIZES = (16, 22, 24, 32, 48)


@dataclass(frozen=True, slots=True)
class TrayActs:
    """What the menu does; `lock` None where there is nothing to lock with."""

    open: Callable[[], object]
    send: Callable[[], object]
    leave: Callable[[], object]
    lock: Callable[[], object] | None = None


class Tray(QObject):
    """Menu `trayOpen`, `traySend`, `trayLock`, `trayLeave`; `state` and `words` are shown, `told` is what was said."""

    told = Signal(str)

    def __init__(self, acts: TrayActs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.icon = QSystemTrayIcon(self)
        self.menu = QMenu()
        self.state = ""
        self.words = ""
        self._acts = acts
        self._icons: Icons | None = None
        self._colours: dict[str, str] = {}
        self._clicked: Callable[[], object] = acts.open
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._pressed)
        self.icon.messageClicked.connect(self._message_pressed)

    def dress(self, icons: Icons, tokens: dict[str, str]) -> None:
        """In another look or language."""
        self._icons, self._colours = icons, tokens
        self.menu.clear()
        self._add("tray.open", "trayOpen", self._acts.open)
        self._add("tray.send", "traySend", self._acts.send)
        if self._acts.lock is not None:
            self._add("tray.lock", "trayLock", self._acts.lock)
        self.menu.addSeparator()
        self._add("tray.leave", "trayLeave", self._acts.leave)
        self._show()

    def show_truth(self, truth: Truth) -> None:
        """What was read from the store a moment ago; what waits too long comes before all but doubt."""
        is_alarm = truth.is_alarming and truth.state != "doubt"
        self.state = "alarm" if is_alarm else truth.state
        self.words = tr("tray.alarm") if is_alarm else truth.words
        self._show()

    def show_locked(self) -> None:
        """Nothing can be read, so nothing is claimed."""
        self.state, self.words = "locked", tr("tray.locked")
        self._show()

    def tell(self, title: str, words: str, clicked: Callable[[], object]) -> None:
        """A message beside the icon; *clicked* is done when it is pressed."""
        self._clicked = clicked
        self.told.emit(words)
        self.icon.showMessage(title, words, self.icon.icon())

    def close(self) -> None:
        """Take it out of the tray."""
        self.icon.hide()
        self.menu.deleteLater()

    def _show(self) -> None:
        if self._icons is None or not self.state:
            return  # nothing is known yet: an icon would claim something
        self.icon.setIcon(face(self._icons, SHAPES[self.state], self._colours))
        self.icon.setToolTip(tr("tray.practice", words=self.words))
        for action in self.menu.actions():
            if action.objectName() in ("traySend", "trayLock"):
                action.setEnabled(self.state != "locked")
        self.icon.show()

    def _add(self, key: str, name: str, act: Callable[[], object]) -> None:
        action = self.menu.addAction(tr(key))
        action.setObjectName(name)
        action.triggered.connect(lambda: act())  # noqa: PLW0108 the slot's boolean stays here

    def _message_pressed(self) -> None:
        self._clicked()

    def _pressed(self, how: QSystemTrayIcon.ActivationReason) -> None:
        if how in (QSystemTrayIcon.ActivationReason.Trigger, QSystemTrayIcon.ActivationReason.DoubleClick):
            self._acts.open()


def face(icons: Icons, shape: str, colours: dict[str, str]) -> QIcon:
    """The shape in white on our own ground, for panels are light here and dark there."""
    icon = QIcon()
    for size in SIZES:
        pixmap = QPixmap(size, size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours["practice"]))
        painter.drawRoundedRect(QRectF(0, 0, size, size), size / 5, size / 5)
        room = max(1.0, size / 10)
        inside = icons.pixmap(shape, "on_practice", 48)
        painter.drawPixmap(QRectF(room, room, size - 2 * room, size - 2 * room), inside, QRectF(inside.rect()))
        painter.end()
        icon.addPixmap(pixmap)
    return icon
