"""*Mạng: có / không*: the switch that stands on every page."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy

from desktop.ui.network import NetworkSwitch
from desktop.ui.surroundings import Surroundings
from desktop.ui.words import tr


class NetworkButton(QPushButton):
    """Says whether the program may use the network and turns it: by mouse, by Space, by its shortcut."""

    def __init__(self, around: Surroundings, switch: NetworkSwitch) -> None:
        super().__init__()
        self.setObjectName("networkSwitch")
        self.setProperty("role", "second")
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setIconSize(QSize(around.look.px(18), around.look.px(18)))
        self.setAccessibleDescription(tr("network.description"))
        self.setToolTip(tr("network.description"))
        self._icons = {on: around.icons.icon("wifi" if on else "wifi-off", "text") for on in (True, False)}
        self._show(on=switch.is_on)
        self.clicked.connect(switch.turn)
        switch.turned.connect(self._turned)

    def _turned(self, on: object) -> None:
        self._show(on=bool(on))

    def _show(self, *, on: bool) -> None:
        words = tr("network.on" if on else "network.off")
        self.setChecked(on)
        self.setText(f"  {words}")
        self.setAccessibleName(words)
        self.setIcon(self._icons[on])
