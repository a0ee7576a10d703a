"""What stands before the program: first run, the recovery card, and unlocking."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit

from desktop.ui.pages.page import Page
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import button, card, column, text
from desktop.ui.words import tr


def _secret(name: str, label: str, help_text: str = "") -> QLineEdit:
    field = QLineEdit()
    field.setObjectName(name)
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName(label)
    field.setAccessibleDescription(help_text)
    field.setMaximumWidth(460)
    return field


class FirstRunPage(Page):
    """Field `passphrase`, button `makeVault`; *make* gives the recovery code, *done* goes on."""

    def __init__(self, around: Surroundings, make: Callable[[str], str], done: Callable[[], None]) -> None:
        super().__init__(around, "page")
        self._make = make
        self._done = done
        self.headline(tr("first_run.title"), tr("first_run.lead"))
        label = tr("first_run.passphrase")
        self._passphrase = _secret("passphrase", label, tr("first_run.passphrase_help"))
        self._push = button(tr("first_run.make"), "makeVault", self._go, role="primary")
        self._passphrase.returnPressed.connect(self._go)
        help_line = text(tr("first_run.passphrase_help"), "help")
        self.add(card(text(label, "label"), self._passphrase, help_line, name="firstRun"), self._push)
        self.body.addStretch(1)

    def _go(self) -> None:
        words = self._passphrase.text()
        self._push.setEnabled(False)
        self.ask(self.around.store, lambda: self._make(words), self._show_code, self._failed)

    def _failed(self, error: Exception) -> None:
        self._push.setEnabled(True)
        self.show_refusal(error)

    def _show_code(self, code: str) -> None:
        self._passphrase.setEnabled(False)
        self._push.hide()
        shown = text(code, "title", name="recoveryCode")
        kept = button(tr("first_run.recovery_kept"), "recoveryKept", self._done, role="primary")
        lead = text(tr("first_run.recovery_lead"), "lead")
        self.body.insertWidget(1, card(text(tr("first_run.recovery_title"), "section"), lead, shown, kept))
        kept.setFocus()


class UnlockPage(Page):
    """Fields `passphrase`, `recovery`; button `unlock`; *unlock* takes both and raises a refusal."""

    def __init__(self, around: Surroundings, unlock: Callable[[str, str], None], done: Callable[[], None]) -> None:
        super().__init__(around, "page")
        self._unlock = unlock
        self._done = done
        self.headline(tr("unlock.title"), tr("unlock.lead"))
        self._passphrase = _secret("passphrase", tr("unlock.passphrase"))
        self._recovery = _secret("recovery", tr("unlock.recovery"), tr("unlock.use_recovery"))
        for field in (self._passphrase, self._recovery):
            field.returnPressed.connect(self._go)
        first = column(text(tr("unlock.passphrase"), "label"), self._passphrase)
        second = column(text(tr("unlock.use_recovery"), "label"), self._recovery)
        self.add(card(first, second), button(tr("unlock.open"), "unlock", self._go, role="primary"))
        self.body.addStretch(1)

    def _go(self) -> None:
        passphrase, recovery = self._passphrase.text(), self._recovery.text()
        self.ask(self.around.store, lambda: self._unlock(passphrase, recovery), lambda _nothing: self._done())
