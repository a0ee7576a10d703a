"""The kiosk's window: all of the screen, no frame, closed by nobody but the administrator."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop.ui.pages.page import Page
from desktop.ui.surroundings import Surroundings
from desktop.ui.top_bar import bar
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, column, picture, text
from desktop.ui.widgets.truth_line import TruthLine
from desktop.ui.words import tr


class KioskFrame(QWidget):
    """Around the pages of a visit: the practice band, home, keyboard, how things stand, and the end. No rail."""

    def __init__(self, around: Surroundings, line: TruthLine, turn_keyboard: Callable[[], None]) -> None:
        super().__init__()
        line.setParent(self)
        self._around = around
        self._page: Page | None = None
        self._holder = QVBoxLayout()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(practice_band(around))
        whole.addWidget(self._top(line.label, turn_keyboard))
        whole.addLayout(self._holder, 1)

    def show_page(self, page: Page) -> None:
        """Put *page* in the place of the one before."""
        if self._page is not None:
            self._page.leave()
            self._holder.removeWidget(self._page)
            self._page.hide()
            self._page.setParent(None)
            self._page.deleteLater()
        self._page = page
        self._holder.addWidget(page)
        page.show()
        page.setFocus(Qt.FocusReason.OtherFocusReason)

    def page(self) -> Page | None:
        """The page that is shown."""
        return self._page

    def _top(self, truth: QLabel, turn_keyboard: Callable[[], None]) -> QFrame:
        go, icons = self._around.navigator.go, self._around.icons
        home = button(tr("kiosk.home"), "kioskHome", lambda: go("home"), icon="house", icons=icons)
        end = button(tr("kiosk.end"), "kioskEnd", lambda: go("end"), icon="log-out", icons=icons)
        frame = QFrame()
        frame.setObjectName("top")
        inside = QHBoxLayout(frame)
        inside.setContentsMargins(40, 8, 40, 8)  # those of the pages below
        inside.addWidget(flow(home, _keyboard_switch(turn_keyboard), end, truth))
        return frame


class KioskWindow(QMainWindow):
    """What is shown lies on a pile: the page, over it a stick's files, over all the question whether one is there."""

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("kioskWindow")
        self.setWindowTitle("Hồ Sơ")
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.may_close = False
        self._pile = QStackedWidget()
        self._frame: KioskFrame | None = None
        self._back_to: QWidget | None = None
        self._keyboard: QWidget | None = None
        self._types_again = False
        whole = QWidget()
        self._column = column(self._pile, gap=0)
        whole.setLayout(self._column)
        self.setCentralWidget(whole)

    def show_alone(self, widget: QWidget) -> None:
        """Only this; whatever was there is gone."""
        self._clear()
        self._pile.addWidget(widget)

    def show_frame(self, frame: KioskFrame) -> None:
        """The frame of a visit; whatever was there is gone."""
        self._clear()
        self._frame = frame
        self._pile.addWidget(frame)

    @property
    def page(self) -> Page | None:
        """The visit's page."""
        return self._frame.page() if self._frame is not None else None

    def show_page(self, page: Page) -> None:
        """Put *page* where the visit's pages are."""
        if self._frame is not None:
            self._frame.show_page(page)

    def cover(self, widget: QWidget) -> None:
        """Lay *widget* over everything until `uncover`; the cursor's place is kept."""
        if self._pile.count() == 1:
            self._back_to = self.focusWidget()
            self._types_again = self._keyboard is not None and self._keyboard.isVisible()
            self._turn_to(shown=False)
        self._pile.addWidget(widget)
        self._pile.setCurrentWidget(widget)

    def uncover(self, widget: QWidget) -> None:
        """Take *widget* away again."""
        self._bury(widget)
        if self._pile.count() == 1:
            self._turn_to(shown=self._types_again)
            if self._back_to is not None and isValid(self._back_to):  # the page may be drawn anew under the cover
                self._back_to.setFocus(Qt.FocusReason.OtherFocusReason)
            self._back_to = None

    def seat_keyboard(self, keyboard: QWidget | None, *, shown: bool = False) -> None:
        """A fresh keyboard under everything, or none; what the one before was composing is gone with it."""
        if self._keyboard is not None:
            self._keyboard.hide()
            self._keyboard.setParent(None)
            self._keyboard.deleteLater()
        self._keyboard = keyboard
        if keyboard is not None:
            self._column.addWidget(keyboard)
            keyboard.setVisible(shown)

    def turn_keyboard(self) -> None:
        """Show it, or hide it."""
        self._turn_to(shown=self._keyboard is not None and self._keyboard.isHidden())

    @property
    def types(self) -> bool:
        """Whether there is a keyboard on the screen now."""
        return self._keyboard is not None and not self._keyboard.isHidden()

    def _turn_to(self, *, shown: bool) -> None:
        if self._keyboard is not None:
            self._keyboard.setVisible(shown)

    def _clear(self) -> None:
        self._frame = self._back_to = None
        while (widget := self._pile.widget(0)) is not None:
            self._bury(widget)

    def _bury(self, widget: QWidget) -> None:
        """Out of the window at once: nobody finds it there between now and its deletion."""
        self._pile.removeWidget(widget)
        widget.hide()
        widget.setParent(None)
        widget.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.may_close:
            event.accept()
        else:
            event.ignore()


def _keyboard_switch(turn: Callable[[], None]) -> QPushButton:
    push = button(tr("kiosk.keyboard"), "kioskKeyboard", turn)
    push.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the cursor stays where the letters are to go
    return push


def practice_band(around: Surroundings) -> QFrame:
    """This kiosk sends to nobody."""
    words = text(tr("practice.band"), name="practiceBand")
    return bar("band", picture(around.icons, "graduation-cap", "on_practice", 18), words, margins=(20, 5, 20, 5))
