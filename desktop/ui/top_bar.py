"""The bar over every page: where one is, one search box, one line of truth, and the network's switch."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.word_wrap import Elided
from desktop.ui.words import tr

BOX, NARROW_BOX = 330, 220
LEAST_CRUMBS = 100
ROOM = 140
"""What the crumbs and the chip's own padding want, in pixels at 100 %."""
MARGINS = 92


class TopBar(QFrame):
    """One row; two where there is little room."""

    def __init__(self, around: Surroundings, truth: QLabel, network: QWidget) -> None:
        super().__init__()
        self.setObjectName("top")
        self._around = around
        self._truth = truth
        self._network = network
        self._crumbs = Elided("breadcrumb")
        self.search = _search_box(around)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(24, 9, 20, 9)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(0, 1)
        self._narrow: bool | None = None
        self._is_told: bool | None = None
        self._lay(narrow=False)
        self._share()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Put the line of truth under the rest where it would be cut off beside it."""
        metrics = self._truth.fontMetrics()
        beside = metrics.horizontalAdvance(self._truth.text()) + self._network.sizeHint().width()
        self._lay(narrow=self.width() < beside + self._around.look.px(BOX + ROOM) + MARGINS)
        self._share()

    def _lay(self, *, narrow: bool) -> None:
        if narrow == self._narrow:
            return
        self._narrow = narrow
        self._truth.setWordWrap(narrow)
        policy = QSizePolicy.Policy
        across, down = (policy.Preferred, policy.Minimum) if narrow else (policy.Maximum, policy.Fixed)
        self._truth.setSizePolicy(across, down)
        for widget in (self._crumbs, self._truth, self._network):
            self._grid.removeWidget(widget)
        self._grid.addWidget(self._crumbs, 0, 0)
        if narrow:
            self._grid.addWidget(self._truth, 1, 0, 1, 4)
        else:
            self._grid.addWidget(self._truth, 0, 2)
        self._grid.addWidget(self._network, 0, 3)

    def _share(self) -> None:
        """Two letters of where one is say nothing: the search box has their room."""
        px = self._around.look.px
        box = px(NARROW_BOX)
        beside = self._network.sizeHint().width() + (0 if self._narrow else self._truth.sizeHint().width())
        room = self.width() - MARGINS - box - beside
        wanted = self._crumbs.fontMetrics().horizontalAdvance(self._crumbs.text())
        is_told = not self._narrow or room >= min(wanted, px(LEAST_CRUMBS))
        most = max(box, min(box + room - wanted, px(BOX)) if is_told else self.width())
        self.search.setMinimumWidth(most if is_told else box)
        self.search.setMaximumWidth(most)
        if is_told != self._is_told:
            self._is_told = is_told
            self._crumbs.setVisible(is_told)
            self._grid.setHorizontalSpacing(16 if is_told else 8)
            self._grid.removeWidget(self.search)
            self._grid.addWidget(self.search, 0, int(is_told), 1, 2 - int(is_told))

    def show_crumbs(self, crumbs: tuple[str, ...]) -> None:
        """Where one is."""
        self._crumbs.setText("  ›  ".join(crumbs))
        self._crumbs.setToolTip(" › ".join(crumbs))
        self._share()


def _search_box(around: Surroundings) -> QLineEdit:
    box = QLineEdit()
    box.setObjectName("searchBox")
    box.setPlaceholderText(tr("search.placeholder"))
    box.setAccessibleName(tr("search.name"))
    box.setAccessibleDescription(tr("search.description"))
    box.returnPressed.connect(lambda: around.navigator.go("search", box.text().strip()))
    action = QAction(box)
    action.setShortcut("Ctrl+K")
    action.triggered.connect(lambda: box.setFocus(Qt.FocusReason.ShortcutFocusReason))
    box.addAction(action)
    return box


def bar(name: str, *things: QWidget, margins: tuple[int, int, int, int]) -> QFrame:
    """A full-width coloured band."""
    frame = QFrame()
    frame.setObjectName(name)
    grid = QGridLayout(frame)
    grid.setContentsMargins(*margins)
    grid.setHorizontalSpacing(12)
    for index, thing in enumerate(things):
        grid.addWidget(thing, 0, index)
    grid.setColumnStretch(len(things) - 1, 1)
    return frame
