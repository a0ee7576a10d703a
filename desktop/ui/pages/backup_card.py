"""The card in the settings about backups: the last one, the next one, and whether it is whole."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QFrame, QProgressBar, QVBoxLayout, QWidget

from desktop.services.keeping import LastBackup
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, chip, column, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import breakable, size, tr

FILE_NAME = "tu-ho-so.hoso"
LOOKS_EVERY = 200
"""Milliseconds between two looks at how far it is."""


class BackupCard(QFrame):
    """Buttons `backUpNow`, `backUpElsewhere`, `verifyBackup`, `renewBackup`; meanwhile `backupBar` and `stopBackup`."""

    def __init__(self, page: Page, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._page = page
        self._keeping = desk.upkeep.keeping
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        inside = column(text(tr("backup.title"), "section"), text(tr("backup.lead"), "help"))
        inside.addLayout(self._rows)
        inside.setContentsMargins(20, 16, 20, 16)
        self.setLayout(inside)
        self._timer = QTimer(self)
        self._timer.setInterval(LOOKS_EVERY)
        self._timer.timeout.connect(self._look)
        self._bar: QProgressBar | None = None
        self._load()

    def _load(self) -> None:
        self._page.ask(
            self._page.around.store,
            lambda: (self._keeping.last(), self._keeping.is_due()),
            lambda seen: self._show(*seen),
        )

    def _show(self, last: LastBackup | None, is_due: bool) -> None:
        self._empty()
        if self._keeping.going is not None:
            self._show_going()
            return
        if is_due:
            self._rows.addWidget(chip(tr("backup.due"), "warn", name="backupDue"))
        if last is None:
            self._rows.addWidget(text(tr("backup.never"), name="lastBackup"))
        else:
            when = self._page.when(last.made_at)
            self._rows.addWidget(text(tr("backup.last", when=when, size=size(last.size)), name="lastBackup"))
            self._rows.addWidget(text(breakable(last.path), "second"))
            if last.wants_renewing:
                self._rows.addWidget(text(tr("backup.renew_help"), "help"))
        self._rows.addWidget(flow(*self._buttons(last)))

    def _buttons(self, last: LastBackup | None) -> list[QWidget]:
        icons = self._page.around.icons
        elsewhere = button(tr("backup.choose"), "backUpElsewhere", self._choose, icon="usb", icons=icons)
        if last is None:
            return [elsewhere]
        out = Path(last.path)
        found: list[QWidget] = [
            button(tr("backup.again"), "backUpNow", lambda: self._back_up(out), icon="save", icons=icons),
            elsewhere,
            button(tr("backup.verify"), "verifyBackup", lambda: self._verify(out)),
        ]
        if last.wants_renewing:
            found.append(button(tr("backup.anew"), "renewBackup", lambda: self._back_up(out, anew=True)))
        return found

    def _choose(self) -> None:
        path, _ = QFileDialog.getSaveFileName(
            self, tr("backup.choose"), FILE_NAME, "*.hoso", options=QFileDialog.Option.DontConfirmOverwrite
        )
        if path:
            self._back_up(Path(path))

    def _back_up(self, out: Path, *, anew: bool = False) -> None:
        def told(grown: object) -> None:
            added, whole = getattr(grown, "added", 0), getattr(grown, "size", 0)
            self._page.say("ok", tr("backup.done", added=size(added), size=size(whole)), breakable(str(out)))

        self._run(lambda: self._keeping.back_up(out, anew=anew), told)

    def _verify(self, out: Path) -> None:
        self._run(lambda: self._keeping.verify(out), lambda _looked: self._page.say("ok", tr("backup.whole")))

    def _run(self, task: Callable[[], object], then: Callable[[object], None]) -> None:
        """Aside: neither what is typed nor what is sent may wait for a memory stick."""
        self._page.unsay()

        def ended(value: object) -> None:
            self._timer.stop()
            then(value)
            self._load()

        def failed(error: Exception) -> None:
            self._timer.stop()
            self._page.show_refusal(error)
            self._load()

        self._page.ask(self._page.around.aside, task, ended, failed)
        self._show_going()

    def _show_going(self) -> None:
        self._empty()
        self._bar = QProgressBar()
        self._bar.setObjectName("backupBar")
        self._bar.setAccessibleName(tr("backup.going"))
        self._figure = text(tr("backup.going"), "help", name="backupFigure")
        stop = button(tr("backup.stop"), "stopBackup", self._keeping.give_up)
        for widget in (self._bar, self._figure, flow(stop)):
            self._rows.addWidget(widget)
        self._timer.start()

    def _look(self) -> None:
        """How far it is; begun on another visit of this page, nobody else says when it ends."""
        going = self._keeping.going
        if going is None:
            self._timer.stop()
            self._load()
        elif self._bar is not None:
            done, total = going
            self._bar.setValue(round(100 * done / total))
            self._figure.setText(tr("backup.figure", done=size(done), total=size(total)))

    def _empty(self) -> None:
        self._bar = None
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


class BackupReminder(QFrame):
    """On the home page, and only when much has changed since the last backup: button `goBackUp`."""

    def __init__(self, page: Page, desk: Desk) -> None:
        super().__init__()
        self.hide()
        self._page = page
        page.ask(page.around.store, desk.upkeep.keeping.is_due, self._show)

    def _show(self, is_due: bool) -> None:
        if not is_due:
            return
        act = button(tr("backup.go"), "goBackUp", lambda: self._page.around.navigator.go("settings"))
        words = notice(self._page.around.icons, "plain", tr("backup.due"), tr("backup.due_help"), action=act)
        self.setLayout(column(words))
        self.show()
