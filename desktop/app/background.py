"""What goes on while the window is away: the icon in the tray, its menu, and reminders."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, QTimer

from desktop.app.news import News
from desktop.domain.events import DossierChanged
from desktop.services.reminding import Reminder
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.navigator import Navigator
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.due_soon import read_out
from desktop.ui.surroundings import Surroundings
from desktop.ui.tray import Tray, TrayActs
from desktop.ui.widgets.truth_line import TruthLine
from desktop.ui.words import tr

LOOK_MS = 15 * 60_000
TOGETHER_MS = 1000
"""What one round of asking brings is told in one message."""
FIRST_LOOK_MS = 20_000
"""Not in the first breath after the start, when everything else happens."""


class Background(QObject):
    """`tray` is None where the system has none; then the window is only made small."""

    def __init__(
        self, window: MainWindow, navigator: Navigator, *, has_tray: bool, lock: Callable[[], object] | None = None
    ) -> None:
        super().__init__(window)
        self._window = window
        self._navigator = navigator
        self._timer: OutboxTimer | None = None
        self._desk: Desk | None = None
        self._around: Surroundings | None = None
        acts = TrayActs(self.bring_up, self._send, self._leave, lock)
        self.tray = Tray(acts, self) if has_tray else None
        self._looking = QTimer(self)
        self._looking.timeout.connect(self.look)
        self._hears = False
        self._news: News | None = None
        self._changed: set[str] = set()
        self._seen: set[str] = set()
        self._gathering = QTimer(self)
        self._gathering.setSingleShot(True)
        self._gathering.setInterval(TOGETHER_MS)
        self._gathering.timeout.connect(self._tell_changes)

    def dress(self, around: Surroundings) -> None:
        """The look and the language of the program."""
        self._around = around
        if self.tray is not None:
            self.tray.dress(around.icons, around.look.tokens)

    def follow(self, line: TruthLine, timer: OutboxTimer, desk: Desk) -> None:
        """Show what *line* reads from now on, and nothing before it has read; remind, and tell what changed."""
        is_other, self._timer, self._desk = desk is not self._desk, timer, desk
        if self.tray is None or self._around is None:
            return
        line.changed.connect(self.tray.show_truth)
        if not self._hears:
            self._hears = True
            self._around.events.published.connect(self._heard)
        if is_other or self._news is None:
            self._news = News(desk)
            self._around.store.run(self._news.begin, lambda _none: None, _raise)
        if not self._looking.isActive():
            self._looking.start(LOOK_MS)
            QTimer.singleShot(FIRST_LOOK_MS, self, self.look)

    def rest(self) -> None:
        """The vault was locked: nothing is known, nobody is reminded."""
        self._timer = self._desk = self._news = None
        self._looking.stop()
        self._gathering.stop()
        self._changed.clear()
        self._seen.clear()
        if self.tray is not None:
            self.tray.show_locked()

    def look(self) -> None:
        """Tell what the tray has not told today."""
        if self._desk is not None and self._around is not None:
            self._around.store.run(self._desk.reminding.untold, self._tell, _raise)

    def open(self, *, in_tray: bool, is_locked: bool) -> None:
        """The window at the start; *in_tray* only its icon, or small where there is none to come back from.

        Where there is no vault yet there is nothing to show an icon about, and the first run wants its window.
        """
        if is_locked:
            self.rest()
        if not in_tray or not is_locked:
            self._window.show()
        elif self.tray is None:
            self._window.showMinimized()

    def bring_up(self) -> None:
        """The window, in front."""
        window = self._window
        window.show()
        window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
        window.raise_()
        window.activateWindow()

    def put_away(self) -> None:
        """Into the tray, else small."""
        if self.tray is None:
            self._window.showMinimized()
            return
        self._window.hide()
        self.tray.tell(tr("tray.still_here"), self.tray.words, self.bring_up)

    def close(self) -> None:
        """Take everything away."""
        self._looking.stop()
        if self.tray is not None:
            self.tray.close()

    def _tell(self, reminders: tuple[Reminder, ...]) -> None:
        desk, around = self._desk, self._around
        if not reminders or self.tray is None or desk is None or around is None:
            return
        first = reminders[0]
        words = read_out(desk.catalogue, first)
        is_alone = len(reminders) == 1
        if not is_alone:
            words = tr("due.more", first=words, n=len(reminders) - 1)
        place = (first.place, first.about) if is_alone else ("home", "")
        self.tray.tell(tr("due.title"), words, lambda: self._open(*place))
        around.store.run(lambda: desk.reminding.note_told(reminders), lambda _none: None, _raise)

    def _heard(self, event: object) -> None:
        """Whoever looks at the window sees it there."""
        if isinstance(event, DossierChanged) and self._news is not None:
            (self._seen if self._window.isActiveWindow() else self._changed).add(event.dossier)
            self._gathering.start()

    def _tell_changes(self) -> None:
        news, seen = self._news, self._seen - self._changed
        changed = sorted(self._changed | seen)
        self._changed, self._seen = set(), set()
        if news is not None and self._around is not None:
            self._around.store.run(lambda: news.of(changed, seen), self._tell_news, _raise)

    def _tell_news(self, news: Sequence[tuple[str, str]]) -> None:
        if self.tray is None or not news:
            return
        about, words = news[0]
        place = ("dossier", about) if len(news) == 1 else ("dossiers", "")
        words = words if len(news) == 1 else tr("news.more", first=words, n=len(news) - 1)
        self.tray.tell(tr("news.title"), words, lambda: self._open(*place))

    def _open(self, place: str, about: str) -> None:
        self.bring_up()
        self._navigator.go(place, about)

    def _send(self) -> None:
        if self._timer is not None:
            self._timer.hurry()

    def _leave(self) -> None:
        """As with the window's own cross: what waits is named first, and that wants the window."""
        self.bring_up()
        self._window.close()


def _raise(error: Exception) -> None:
    raise error
