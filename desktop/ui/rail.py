"""The left rail: where one can go; icons alone where there is little room."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import column, picture, text
from desktop.ui.words import tr

ENTRIES = (
    ("home", "search-check"),
    ("dossiers", "folder-open"),
    ("people", "users"),
    ("waiting", "send"),
    ("wallet", "wallet-cards"),
    ("settings", "settings"),
)
FOR_OFFICERS = ("people",)
WIDTH, NARROW_WIDTH = 240, 52
TIGHT_FROM = 1.5
"""From this text size on an entry is high enough without room around it, and all of them must fit a small screen."""


class Rail(QFrame):
    """Buttons `rail_<place>`, and `lock` where *lock* can do it; the whole rail can be narrow."""

    def __init__(
        self,
        around: Surroundings,
        owner: tuple[str, str],
        lock: Callable[[], None] | None = None,
        *,
        officer: bool = False,
    ) -> None:
        super().__init__()
        self.setObjectName("rail")
        self._around = around
        self._labels: dict[str, str] = {}
        self._buttons: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        self._layout = QVBoxLayout(self)
        self._layout.setSpacing(4)
        self._brand = text("Hồ Sơ", "brand", wrap=False)
        self._head = QHBoxLayout()
        self._head.setSpacing(14)
        self._head.addWidget(picture(around.icons, "stamp", "accent", 24))
        self._head.addWidget(self._brand, 1)
        self._layout.addLayout(self._head)
        for name, icon in ENTRIES:
            if officer or name not in FOR_OFFICERS:
                self._add_button(name, icon)
        self._layout.addStretch(1)
        self._owner = QFrame()
        self._layout.addWidget(self._owner)
        self._add_owner(owner)
        if lock is not None:
            self._add_lock(lock)
        self.set_narrow(narrow=False)

    def set_narrow(self, *, narrow: bool) -> None:
        """Icons alone, or icons with words."""
        self._brand.setVisible(not narrow)
        self._head.setContentsMargins(0 if narrow else 10, 0, 0, 4 if narrow else 10)
        self._layout.setContentsMargins(12, 8 if narrow else 16, 12, 8 if narrow else 16)
        self._owner.setVisible(not narrow and bool(self._owner.property("known")))
        for name, push in self._buttons.items():
            push.setText("" if narrow else f"  {self._labels[name]}")
            push.setToolTip(self._labels[name] if narrow else "")
        self.setFixedWidth(self._around.look.px(NARROW_WIDTH) + 24 if narrow else self._around.look.px(WIDTH))

    def choose(self, name: str) -> None:
        """Show where one is."""
        for key, push in self._buttons.items():
            push.setChecked(key == name)

    def count_waiting(self, number: int) -> None:
        """How many wait to be sent, beside *Chờ gửi*."""
        label = tr("rail.waiting")
        self._labels["waiting"] = f"{label}  ({number})" if number else label
        push = self._buttons["waiting"]
        push.setAccessibleName(self._labels["waiting"])
        if push.text():
            push.setText(f"  {self._labels['waiting']}")

    def _add_button(self, name: str, icon: str) -> None:
        push = self._push(name, icon)
        push.setObjectName(f"rail_{name}")
        push.setCheckable(True)
        push.clicked.connect(lambda: self._around.navigator.go(name))
        self._group.addButton(push)

    def _push(self, name: str, icon: str) -> QPushButton:
        push = QPushButton()
        push.setObjectName(name)
        push.setProperty("role", "rail")
        push.setProperty("tight", self._around.look.scale >= TIGHT_FROM)
        push.setCursor(Qt.CursorShape.PointingHandCursor)
        push.setIcon(self._around.icons.icon(icon, "text", checked="accent"))
        push.setIconSize(QSize(self._around.look.px(22), self._around.look.px(22)))
        self._labels[name] = tr(f"rail.{name}")
        push.setAccessibleName(self._labels[name])
        self._buttons[name] = push
        self._layout.addWidget(push)
        return push

    def _add_lock(self, lock: Callable[[], None]) -> None:
        push = self._push("lock", "lock")
        push.clicked.connect(lambda _checked: lock())
        push.setToolTip(f"{tr('rail.lock')} (Ctrl+L)")
        push.setAccessibleDescription(f"{tr('rail.lock_help')} Ctrl+L")
        shortcut = QShortcut(QKeySequence("Ctrl+L"), self)
        shortcut.activated.connect(push.click)

    def _add_owner(self, owner: tuple[str, str]) -> None:
        name, place = owner
        self._owner.setProperty("known", bool(name or place))
        inside = QHBoxLayout(self._owner)
        inside.setContentsMargins(8, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(picture(self._around.icons, "circle-user-round", "muted", 24))
        inside.addLayout(column(text(name, "label"), text(place, "second"), gap=0), 1)
