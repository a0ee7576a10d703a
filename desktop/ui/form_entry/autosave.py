"""Saves what is typed, at most a second after it was typed, off the main thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from desktop.domain.draft import Draft
from desktop.services.drafting import Drafting
from desktop.ui.tasks import TaskRunner
from forms.pack import Answers

DELAY_MS = 600


class Autosave(QObject):
    """`saved` carries the draft as it is on disk, `failed` the error; what is typed meanwhile is saved next."""

    saved = Signal(object)
    failed = Signal(object)

    def __init__(self, drafting: Drafting, store: TaskRunner, draft_id: str, parent: QObject) -> None:
        super().__init__(parent)
        self._drafting = drafting
        self._store = store
        self._draft_id = draft_id
        self._waiting: tuple[Answers, str | None] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self.flush)

    def keep(self, answers: Answers, step: str | None) -> None:
        """Save *answers* soon; typing on does not put it off."""
        self._waiting = (answers, step)
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Save now what waits."""
        self._timer.stop()
        if self._waiting is None:
            return
        answers, step = self._waiting
        self._waiting = None
        self._store.run(lambda: self._drafting.save(self._draft_id, answers, step=step), self._tell, self._tell_failure)

    def _tell(self, draft: Draft) -> None:
        self._if_alive(lambda: self.saved.emit(draft))

    def _tell_failure(self, error: Exception) -> None:
        if not isValid(self):
            raise error
        self.failed.emit(error)

    def _if_alive(self, act: Callable[[], None]) -> None:
        if isValid(self):
            act()
