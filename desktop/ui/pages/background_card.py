"""The card in the settings about what goes on by itself: opening with the computer, reminders in the tray."""

from PySide6.QtWidgets import QCheckBox, QFrame, QSystemTrayIcon

from desktop.services.ports import Autostart
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.widgets.basic import column, text
from desktop.ui.widgets.word_wrap import WordWrap
from desktop.ui.words import tr


class BackgroundCard(QFrame):
    """Ticks `autostart`, which is off until somebody turns it on, and `reminders`."""

    def __init__(self, page: Page, desk: Desk, autostart: Autostart) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._page = page
        self._desk = desk
        self._system = autostart
        self._autostart = _tick("autostart", tr("autostart.on"))
        self._reminders = _tick("reminders", tr("reminders.on"))
        self._autostart.toggled.connect(self._turn_autostart)
        self._reminders.toggled.connect(self._turn_reminders)
        helped = tr("reminders.help" if QSystemTrayIcon.isSystemTrayAvailable() else "reminders.no_tray")
        inside = column(
            text(tr("reminders.title"), "section"),
            self._reminders,
            text(helped, "help"),
            self._autostart,
            text(tr("autostart.help"), "help"),
        )
        inside.setContentsMargins(20, 16, 20, 16)
        self.setLayout(inside)
        self._load()

    def _load(self) -> None:
        self._page.ask(self._page.around.store, self._read, self._show)

    def _read(self) -> tuple[bool, bool]:
        return self._system.is_on(), self._desk.reminding.is_on()

    def _show(self, known: tuple[bool, bool]) -> None:
        for box, is_on in zip((self._autostart, self._reminders), known, strict=True):
            box.blockSignals(True)
            box.setChecked(is_on)
            box.setEnabled(True)
            box.blockSignals(False)

    def _turn_autostart(self, on: bool) -> None:
        self._page.ask(self._page.around.store, lambda: self._system.turn(on=on), lambda _none: None, self._not_turned)

    def _not_turned(self, error: Exception) -> None:
        self._load()
        self._page.show_refusal(error)

    def _turn_reminders(self, on: bool) -> None:
        self._page.ask(self._page.around.store, lambda: self._desk.reminding.turn(on=on), lambda _none: None)


def _tick(name: str, words: str) -> QCheckBox:
    box = QCheckBox(words)
    box.setObjectName(name)
    box.setAccessibleName(words)
    box.setEnabled(False)  # until it is known how it stands
    WordWrap(box)
    return box
