"""The window: band, rail, top bar and the page one is on; it knows places, not pages."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from desktop.ui.navigator import Place
from desktop.ui.network import NetworkSwitch
from desktop.ui.pages.page import Page
from desktop.ui.rail import Rail
from desktop.ui.surroundings import Surroundings
from desktop.ui.top_bar import TopBar, bar
from desktop.ui.widgets.basic import picture, text
from desktop.ui.widgets.network_button import NetworkButton
from desktop.ui.widgets.notice import announce
from desktop.ui.widgets.truth_line import Truth, TruthLine
from desktop.ui.words import tr

MakePage = Callable[[Place], Page]
NARROW = 960


class Frame(QWidget):
    """Everything around a page; made anew when the language or the look changes."""

    def __init__(
        self, around: Surroundings, line: TruthLine, switch: NetworkSwitch, owner: tuple[str, str], *, practice: bool,
        lock: Callable[[], None] | None = None,
        officer: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self._around = around
        self._page: Page | None = None
        line.setParent(self)
        self._rail = Rail(around, owner, lock, officer=officer)
        self.top = TopBar(around, line.label, NetworkButton(around, switch))
        line.changed.connect(self._show_truth)
        self._alarm = bar(
            "alarm",
            picture(around.icons, "triangle-alert", "warn", 20),
            text(tr("truth.not_sent"), name="alarmText"),
            margins=(20, 8, 20, 8),
        )
        self._alarm.hide()
        self._clock = text("", name="clockText")
        self._wrong_clock = bar(
            "wrongClock", picture(around.icons, "clock", "warn", 20), self._clock, margins=(20, 8, 20, 8)
        )
        self._wrong_clock.hide()
        self._holder = QVBoxLayout()
        self._lay_out(_practice_band(around) if practice else None)

    def show_page(self, page: Page) -> None:
        """Put *page* in the place of the one before."""
        if self._page is not None:
            self._page.leave()
            self._holder.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
        self._page = page
        self._holder.addWidget(page)
        page.show()
        page.recrumbed.connect(self._show_crumbs)
        page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._rail.choose(page.rail)
        self._show_crumbs()

    def page(self) -> Page | None:
        """The page that is shown."""
        return self._page

    def _show_crumbs(self) -> None:
        if self._page is not None:
            self.top.show_crumbs(self._page.crumbs)

    def leave(self) -> None:
        """Let the page save what is typed."""
        if self._page is not None:
            self._page.leave()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < self._around.look.px(NARROW)
        self._rail.set_narrow(narrow=narrow)

    def _lay_out(self, band: QFrame | None) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self._alarm)
        right.addWidget(self._wrong_clock)
        right.addLayout(self._holder, 1)
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._rail)
        beside.addLayout(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        if band is not None:
            whole.addWidget(band)
        whole.addLayout(beside, 1)

    def _show_truth(self, truth: Truth) -> None:
        self._rail.count_waiting(truth.waiting)
        self.top.fit()
        if truth.is_alarming and self._alarm.isHidden():
            announce(self, tr("truth.not_sent"))
        self._alarm.setVisible(truth.is_alarming)
        if truth.clock and truth.clock != self._clock.text():
            announce(self, truth.clock)
        self._clock.setText(truth.clock)
        self._wrong_clock.setVisible(bool(truth.clock))


class MainWindow(QMainWindow):
    """`closing` asks whoever listens before the window goes; `may_close` is their answer.

    `stands_alone`: a page without rail took the place, so nobody is inside (any more).
    """

    closing = Signal()
    stands_alone = Signal()

    def __init__(self, *, practice: bool) -> None:
        super().__init__()
        self.setObjectName("mainWindow")
        self._practice = practice
        self._frame: Frame | None = None
        self.may_close = True
        self.entitle()
        self.resize(1280, 800)
        self.setMinimumSize(800, 560)

    def entitle(self) -> None:
        """The title in the language that is spoken."""
        self.setWindowTitle(f"Hồ Sơ – {tr('practice.band')}" if self._practice else "Hồ Sơ")

    def show_alone(self, widget: QWidget) -> None:
        """A page without rail: first run, unlock."""
        self.stands_alone.emit()
        self._frame = None
        self.setCentralWidget(widget)

    def show_frame(self, frame: Frame) -> None:
        """Everything around the pages, made anew."""
        if self._frame is not None:
            self._frame.leave()
        self.entitle()
        self._frame = frame
        self.setCentralWidget(frame)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._frame.page() if self._frame is not None else None

    def show_page(self, page: Page) -> None:
        """Put *page* where pages are."""
        if self._frame is not None:
            self._frame.show_page(page)

    def leave(self) -> None:
        """Let the page save what is typed."""
        if self._frame is not None:
            self._frame.leave()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        if self.may_close:
            event.accept()
        else:
            event.ignore()


def _practice_band(around: Surroundings) -> QFrame:
    words = text(tr("practice.band"), name="practiceBand")
    return bar("band", picture(around.icons, "graduation-cap", "on_practice", 18), words, margins=(20, 5, 20, 5))
