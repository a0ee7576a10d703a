"""One line of truth about the network and what was sent, read from the store and never guessed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy
from shiboken6 import isValid

from desktop.domain.submission import FINAL, Kind, OutboxItem, State, is_in_doubt
from desktop.services.ports import UnitOfWork
from desktop.ui.desk import Desk
from desktop.ui.network import NetworkSwitch
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import chip, retone
from desktop.ui.widgets.notice import announce
from desktop.ui.words import clock_time, tr

ALARM_AFTER = timedelta(hours=1)
EVERY_MS = 60_000
"""An hour passes although nothing else happens."""
_GOING = frozenset({State.PREFLIGHT, State.UPLOADING, State.SUBMITTING})


@dataclass(frozen=True, slots=True)
class Truth:
    """What the line says: `tone` and words; how many wait; whether something has waited too long; a wrong clock.

    `state` is doubt, captive, busy, offline, sign_in, sending, waiting, received or online, a shape each in the tray.
    """

    tone: str
    words: str
    waiting: int = 0
    is_alarming: bool = False
    state: str = "online"
    clock: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """What was read: open items, the last receipt, the connection, whether anybody is signed in."""

    items: tuple[OutboxItem, ...]
    last: datetime | None
    connection: str
    is_signed_in: bool = True
    clock_offset: timedelta = timedelta(0)
    is_too_early: bool = False


def truth(seen: Seen, now: datetime) -> Truth:
    """What is true about what was *seen*."""
    open_items = [item for item in seen.items if item.state not in FINAL]
    waiting = waiting_dossiers(open_items)
    unsent = [item for item in open_items if item.kind is Kind.DOSSIER and not is_in_doubt(item)]
    alarming = any(now - item.created_at > ALARM_AFTER for item in unsent)
    state, tone, words = _said(seen, open_items, waiting)
    clock = clock_words(seen.clock_offset) or (tr("clock.too_early") if seen.is_too_early else "")
    return Truth(tone, words, waiting, alarming, state, clock)


def clock_words(offset: timedelta) -> str:
    """That this machine's clock is wrong, which way and by how much; nothing where it is right enough."""
    minutes = round(abs(offset).total_seconds() / 60)
    if not minutes:
        return ""
    amount = (
        tr("clock.minutes", n=minutes)
        if minutes < 120
        else tr("clock.hours", n=round(minutes / 60))
        if minutes < 2880
        else tr("clock.days", n=round(minutes / 1440))
    )
    return tr("clock.slow" if offset > timedelta(0) else "clock.fast", amount=amount)


def waiting_dossiers(items: Iterable[OutboxItem]) -> int:
    """How many dossiers have something that is not confirmed; what belongs to none counts by itself."""
    return len({item.submission or item.id for item in items if item.state not in FINAL})


def _said(seen: Seen, open_items: list[OutboxItem], waiting: int) -> tuple[str, str, str]:
    going = sum(item.state in _GOING for item in open_items)
    if any(is_in_doubt(item) for item in open_items):
        return "doubt", "warn", tr(_doubt(seen))
    if seen.connection != "online":
        state = seen.connection
        key = f"truth.{state}"
        return state, "neutral", tr(f"{key}_waiting", n=waiting) if waiting else tr(key)
    if waiting and not seen.is_signed_in:
        return "sign_in", "warn", tr("truth.sign_in")
    if going:
        return "sending", "neutral", tr("truth.sending", n=going, of=len(open_items))
    if waiting:
        return "waiting", "neutral", tr("truth.waiting", n=waiting)
    if seen.last is not None:
        return "received", "ok", tr("truth.received", time=clock_time(seen.last))
    return "online", "neutral", tr("truth.online")


def _doubt(seen: Seen) -> str:
    """Nobody may take it for unsent and file it again, least of all while asking has to wait."""
    if seen.connection != "online":
        return "truth.unknown_busy" if seen.connection == "busy" else "truth.unknown_offline"
    return "truth.unknown" if seen.is_signed_in else "truth.unknown_sign_in"


def somebody_signed_in(uow: UnitOfWork) -> bool:
    """Whether any pinned portal has an account that is not signed out; no network is asked."""
    accounts = [uow.accounts.current(profile.portal_id) for profile in uow.profiles.all()]
    return any(account is not None and not account.signed_out for account in accounts)


class TruthLine(QObject):
    """Keeps the chip, the rail's count and the alarm bar true; `label` is what the top bar shows."""

    changed = Signal(object)

    def __init__(self, desk: Desk, around: Surroundings, switch: NetworkSwitch) -> None:
        super().__init__()
        self.label: QLabel = chip("", "neutral", name="truthLine")
        self.label.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.truth = Truth("neutral", "")
        self._desk = desk
        self._around = around
        self._switch = switch
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(60)
        self._soon.timeout.connect(self.read)
        self.minutely = QTimer(self)
        self.minutely.setInterval(EVERY_MS)
        self.minutely.timeout.connect(self.read)
        self.minutely.start()
        around.events.published.connect(self._read_soon)
        switch.turned.connect(self._read_soon)
        self.read()

    def read(self) -> None:
        """Read the store again."""
        self._around.store.run(self._look, self._show, self._ignore)

    def _read_soon(self, _what: object) -> None:
        self._soon.start()

    def _look(self) -> Seen:
        items = self._desk.outbox.items()
        with self._desk.open_unit() as uow:
            last = uow.outbox.last_receipt()
            is_signed_in = somebody_signed_in(uow)
        connection = self._desk.outbox.connection if self._switch.is_on else "offline"
        clock = self._desk.tracking.portal_time
        offset = clock.offset if clock.is_off else timedelta(0)
        return Seen(items, last, connection, is_signed_in, offset, is_too_early=clock.is_too_early)

    def _show(self, seen: Seen) -> None:
        if not isValid(self) or not isValid(self.label):
            return
        now_true = truth(seen, self._around.now())
        if now_true.words != self.truth.words:
            announce(self.label, now_true.words)
        self.truth = now_true
        self.label.setText(now_true.words)
        retone(self.label, now_true.tone)
        self.changed.emit(now_true)

    def _ignore(self, error: Exception) -> None:
        raise error
