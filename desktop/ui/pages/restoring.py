"""Moving house: a backup file and what opens it make this computer's empty home a vault again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFileDialog, QProgressBar

from desktop.domain.errors import Refusal
from desktop.ui.keys import ReadCard
from desktop.ui.pages.entrance import EntrancePage
from desktop.ui.pages.file_choice import ChooseFile
from desktop.ui.pages.recovery_entry import RecoveryEntry
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow, stack
from desktop.ui.widgets.basic import button, card, text
from desktop.ui.widgets.notice import announce
from desktop.ui.words import breakable, size, told, tr

LOOK_MS = 250


@dataclass(frozen=True, slots=True)
class Moved:
    """A home that was filled; `by_code` = nothing opens it but the recovery code from now on.

    `cut_before` set = what stood in the file after this backup was not whole.
    """

    by_code: bool
    cut_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class MovingIn:
    """`restore` takes the file and the typed words, and raises refusals.

    `so_far` tells which part of it is done, from 0 to 1.
    """

    restore: Callable[[Path, str], Moved]
    so_far: Callable[[], float]
    read_card: ReadCard
    done: Callable[[bool], None]
    back: Callable[[], None]


class RestorePage(EntrancePage):
    """Buttons `chooseBackup`, `restore`, `back`, `enterCut`; words `backupChosen`; line `recovery`; bar `restoring`."""

    choose_file: ClassVar[ChooseFile] = staticmethod(QFileDialog.getOpenFileName)

    def __init__(self, around: Surroundings, moving: MovingIn) -> None:
        super().__init__(around)
        self._moving = moving
        self._source: Path | None = None
        self.headline(tr("restore.title"), tr("restore.lead"))
        self._chosen = text("", name="backupChosen")
        self._chosen.hide()
        choose = button(tr("restore.choose"), "chooseBackup", self._choose, icon="folder-open", icons=around.icons)
        self._secret = RecoveryEntry(self, moving.read_card, tr("restore.secret"), tr("restore.secret_help"))
        self._secret.entered.connect(self._go)
        self._things = stack(
            card(text(tr("restore.file"), "label"), text(tr("restore.file_help"), "help"), self._chosen, flow(choose)),
            card(self._secret),
            flow(
                button(tr("word.back"), "back", moving.back),
                button(tr("restore.go"), "restore", self._go, role="primary"),
            ),
        )
        self._bar = QProgressBar()
        self._bar.setObjectName("restoring")
        self._bar.setAccessibleName(tr("restore.going"))
        self._figure = text("", name="restoredSoFar")
        self._progress = card(text(tr("restore.going"), "label"), self._bar, self._figure)
        self._progress.hide()
        self.add(self._progress, self._things)
        self.body.addStretch(1)
        self._clock = QTimer(self)
        self._clock.setInterval(LOOK_MS)
        self._clock.timeout.connect(self._look)

    def _choose(self) -> None:
        path, _kind = self.choose_file(self, tr("restore.choose"), str(Path.home()), "")
        if path:
            self.take(Path(path))

    def take(self, source: Path) -> None:
        """This is the backup; what it is worth is seen when it is opened."""
        self._source = source
        try:
            words = f"{source.name} – {size(source.stat().st_size)}"
        except OSError:
            words = source.name
        self._chosen.setText(breakable(words))
        self._chosen.show()
        self._secret.line.setFocus()

    def _go(self) -> None:
        typed, source = self._secret.words(), self._source
        if source is None or not typed:
            self.show_refusal(Refusal("restore.no-file" if source is None else "restore.nothing-typed"))
            return
        self.unsay()
        self.show_going(is_going=True)
        self.ask(self.around.store, lambda: self._moving.restore(source, typed), self._restored, self._failed)

    def _restored(self, moved: Moved) -> None:
        self._clock.stop()
        self._secret.line.clear()
        if moved.cut_before is None:
            self._moving.done(moved.by_code)
            return
        self._progress.hide()
        go_on = button(tr("word.continue"), "enterCut", lambda: self._moving.done(moved.by_code), role="primary")
        self.offer(told(Refusal("restore.cut", made_at=self.when(moved.cut_before))), "", go_on)

    def _failed(self, error: Exception) -> None:
        self.show_going(is_going=False)
        self.show_refusal(error)

    def show_going(self, *, is_going: bool) -> None:
        """The bar instead of the questions, or the other way round."""
        self._things.setVisible(not is_going)
        self._progress.setVisible(is_going)
        if is_going:
            self._look()
            self._clock.start()
            announce(self, tr("restore.going"))
        else:
            self._clock.stop()

    def _look(self) -> None:
        share = self._moving.so_far()
        self._bar.setValue(round(100 * share))
        self._figure.setText(tr("restore.so_far", percent=round(100 * share)))
