"""One line of truth about the network and what was sent, read from the store and never guessed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget
from shiboken6 import isValid

from desktop.domain.submission import FINAL, Kind, OutboxItem, State
from desktop.ui.desk import Desk
from desktop.ui.network import NetworkSwitch
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import chip, retone
from desktop.ui.widgets.notice import announce
from desktop.ui.words import clock_time, tr

ALARM_AFTER = timedelta(hours=1)
_GOING = frozenset({State.PREFLIGHT, State.UPLOADING, State.SUBMITTING})


@dataclass(frozen=True, slots=True)
class Truth:
    """What the line says: `tone` and words; how many wait; whether something has waited too long."""

    tone: str
    words: str
    waiting: int = 0
    is_alarming: bool = False


def truth(items: tuple[OutboxItem, ...], last: datetime | None, connection: str, now: datetime) -> Truth:
    """What is true about *items* (open ones) and the *last* receipt."""
    open_items = [item for item in items if item.state not in FINAL]
    waiting = len({item.submission or item.id for item in open_items})
    alarming = any(item.kind is Kind.DOSSIER and now - item.created_at > ALARM_AFTER for item in open_items)
    going = sum(item.state in _GOING for item in open_items)
    if connection != "online":
        key = "truth.captive" if connection == "captive" else "truth.offline"
        words = tr(f"{key}_waiting", n=waiting) if waiting else tr(key)
        return Truth("neutral", words, waiting, alarming)
    if any(item.state is State.UNKNOWN for item in open_items):
        return Truth("warn", tr("truth.unknown"), waiting, alarming)
    if any(item.state is State.NEEDS_LOGIN for item in open_items):
        return Truth("warn", tr("truth.sign_in"), waiting, alarming)
    if going:
        return Truth("neutral", tr("truth.sending", n=going, of=waiting), waiting, alarming)
    if waiting:
        return Truth("neutral", tr("truth.waiting", n=waiting), waiting, alarming)
    if last is not None:
        return Truth("ok", tr("truth.received", time=clock_time(last)))
    return Truth("neutral", tr("truth.online"))


class TruthLine:
    """Keeps the chip, the rail's count and the alarm bar true; `label` is what the top bar shows."""

    def __init__(self, desk: Desk, around: Surroundings, switch: NetworkSwitch, owner: QWidget) -> None:
        self.label: QLabel = chip("", "neutral", name="truthLine")
        self.label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._desk = desk
        self._around = around
        self._switch = switch
        self._owner = owner
        self.on_change: list[Callable[[Truth], None]] = []
        self.truth = Truth("neutral", "")
        self._soon = QTimer(owner)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self.read)
        around.events.published.connect(self._soon.start)
        switch.turned.connect(self._soon.start)
        self.read()

    def read(self) -> None:
        """Read the store again."""
        self._around.store.run(self._look, self._show, self._ignore)

    def _look(self) -> Truth:
        items = self._desk.outbox.items()
        with self._desk.open_unit() as uow:
            receipted = [
                item.receipted_at
                for submission in uow.submissions.all()
                for item in uow.outbox.of_submission(submission.id)
                if item.receipted_at is not None
            ]
        connection = self._desk.outbox.connection if self._switch.is_on else "offline"
        return truth(items, max(receipted, default=None), connection, self._around.now())

    def _show(self, now_true: Truth) -> None:
        if not isValid(self.label):
            return
        if now_true.words != self.truth.words:
            announce(self.label, now_true.words)
        self.truth = now_true
        self.label.setText(now_true.words)
        retone(self.label, now_true.tone)
        for call in self.on_change:
            call(now_true)

    def _ignore(self, error: Exception) -> None:
        raise error
