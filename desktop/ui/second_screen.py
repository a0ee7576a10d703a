"""The resident's own window, on the second screen where there is one; it follows one draft and nothing else."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QScreen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.main_window import MainWindow
from desktop.ui.navigator import Navigator, Place
from desktop.ui.widgets.basic import text
from desktop.ui.words import tr

SIZE = (900, 700)
"""Where there is one screen only: a window that can be turned around."""
SHOWS, WAITS = ("check",), ("filing_for", "form", "newer_form", "papers", "paper_way")
"""Places of a draft where its resident reads it, and where the officer works on it."""


class SecondScreen(QObject):
    """Open for one draft at a time. Whatever leads elsewhere (another page, lock, end) blanks it at once.

    `told_wrong` carries what the resident called wrong, when the officer's page for it is there; `closed` that it went.
    """

    told_wrong = Signal(str)
    closed = Signal()

    def __init__(self, main: MainWindow, navigator: Navigator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._main = main
        self._navigator = navigator
        self._window: _Window | None = None
        self.draft = ""
        self.wrong: dict[str, str] = {}
        navigator.went.connect(self._follow)
        main.stands_alone.connect(self.blank)
        main.installEventFilter(self)

    def open(self, draft: str) -> None:
        """Begin to show a draft; its page says what is seen."""
        self.blank()
        self.draft = draft
        self._window = _Window(self.blank)
        _place(self._window, self._main)

    def is_open_for(self, draft: str) -> bool:
        """Whether the resident of this draft looks at it."""
        return self._window is not None and self.draft == draft

    def show(self, draft: str, view: QWidget) -> None:
        """Show *view*, if it is still this draft that is looked at."""
        if self._window is not None and self.draft == draft:
            self._window.put(view)
        else:
            view.deleteLater()

    def say_wrong(self, place: str, label: str) -> None:
        """The resident tapped a line: it is kept, and the officer's page goes there."""
        self.wrong[place] = label
        name, _, step = place.partition("/")
        self._navigator.go(name, self.draft, step)
        self.told_wrong.emit(label)

    def mend(self) -> None:
        """Nothing is wrong any more."""
        self.wrong.clear()

    def blank(self) -> None:
        """Take everything away, at once."""
        self.wrong.clear()
        self.draft = ""
        window, self._window = self._window, None
        if window is not None:
            window.empty()
            window.hide()
            window.deleteLater()
            self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._main and event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.blank()
        return super().eventFilter(watched, event)

    def _follow(self, place: object) -> None:
        if self._window is None or not isinstance(place, Place):
            return
        if place.key != self.draft or place.name not in (*SHOWS, *WAITS):
            self.blank()
        elif place.name in WAITS:
            self._window.put(_waiting())


class _Window(QWidget):
    """No rail, no menu, no way out but closing it."""

    def __init__(self, on_close: Callable[[], None]) -> None:
        super().__init__()
        self._on_close = on_close
        self.setObjectName("residentScreen")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)
        self.setWindowTitle(tr("second.title"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self.put(_waiting())

    def put(self, view: QWidget) -> None:
        """Show *view* alone."""
        self.empty()
        self._layout.addWidget(view)
        view.show()

    def empty(self) -> None:
        """Nothing is shown, and nothing is kept that was."""
        while (item := self._layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.setParent(None)
                widget.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        event.accept()
        self._on_close()


def _place(window: QWidget, main: QWidget) -> None:
    """Over a whole other screen; else as a window beside."""
    other = other_screen(main.screen(), QGuiApplication.screens())
    if other is None:
        window.resize(*SIZE)
        window.show()
        return
    window.setScreen(other)
    window.setGeometry(QRect(other.geometry()))
    window.showFullScreen()


def other_screen(here: QScreen, screens: list[QScreen]) -> QScreen | None:
    """The first screen that the program is not on."""
    return next((screen for screen in screens if screen is not here and screen.name() != here.name()), None)


def _waiting() -> QWidget:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    words = text(tr("second.wait"), "title", name="residentWaits")
    words.setAlignment(Qt.AlignmentFlag.AlignCenter)
    layout.addWidget(words)
    return holder
