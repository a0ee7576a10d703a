"""What stands before the program: first run, the recovery card, and unlocking."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout

from desktop.services.remembering import USE
from desktop.ui.form_entry.choices import RadioControl
from desktop.ui.form_entry.commune import CommuneControl
from desktop.ui.form_entry.control import Control
from desktop.ui.form_entry.field import Field
from desktop.ui.pages.page import Page
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import button, card, column, picture, row, text
from desktop.ui.words import tr

WIDTH = 680
USES = ("family", "neighbours", "kiosk")
HOME_COMMUNE = "home_commune"


class EntrancePage(Page):
    """A page without rail, its column in the middle under the program's name."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__(around, "page")
        self._inside.setMaximumWidth(around.look.px(WIDTH))
        self._scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        brand = text("Hồ Sơ", "section", tone="accent", wrap=False)
        self.add(row(picture(around.icons, "stamp", "accent", 30), brand, None))

    def secret(self, name: str, label: str, help_text: str = "") -> QLineEdit:
        """A field that hides what is typed."""
        field = QLineEdit()
        field.setObjectName(name)
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(label)
        field.setAccessibleDescription(help_text)
        field.setMaximumWidth(self.around.look.px(460))
        return field


class FirstRunPage(EntrancePage):
    """Fields `use`, `homeCommune`, `passphrase`, button `makeVault`; then `recoveryCode` and `recoveryKept`.

    *make* takes the passphrase and gives the recovery code; *keep* stores a small choice; *done* goes on.
    """

    def __init__(
        self,
        around: Surroundings,
        make: Callable[[str], str],
        keep: Callable[[str, str], None],
        done: Callable[[], None],
    ) -> None:
        super().__init__(around)
        self._make = make
        self._keep = keep
        self._done = done
        self._first = QFrame()
        self._first.setLayout(self._questions())
        self.add(self._first)
        self.body.addStretch(1)

    def _questions(self) -> QVBoxLayout:
        px = self.around.look.px
        choices = [(use, tr(f"first_run.{use}")) for use in USES]
        self._use = self._field("use", RadioControl(choices), "first_run.who")
        self._use.control.put(USES[0])
        self._commune = self._field("homeCommune", CommuneControl(px(460)), "first_run.commune")
        label, help_text = tr("first_run.passphrase"), tr("first_run.passphrase_help")
        self._passphrase = self.secret("passphrase", label, help_text)
        self._passphrase.returnPressed.connect(self._go)
        self._push = button(tr("first_run.make"), "makeVault", self._go, role="primary")
        protection = column(text(label, "label"), text(help_text, "help"), self._passphrase, gap=5)
        return column(
            text(tr("first_run.title"), "title", name="pageTitle"),
            text(tr("first_run.lead"), "lead"),
            card(self._use, self._commune, protection, gap=20, name="firstRun"),
            row(self._push, None),
            gap=16,
        )

    def _field(self, name: str, control: Control, key: str) -> Field:
        return Field(name, control, (tr(key), tr(f"{key}_help")), self.around.icons, self.around.look)

    def _go(self) -> None:
        words = self._passphrase.text()
        chosen = {USE: self._use.control.value(), HOME_COMMUNE: self._commune.control.value()}
        self._push.setEnabled(False)
        self.ask(self.around.store, lambda: self._made(words, chosen), self._show_code, self._failed)

    def _made(self, passphrase: str, chosen: dict[str, str | None]) -> str:
        code = self._make(passphrase)
        for name, value in chosen.items():
            if value:
                self._keep(name, value)
        return code

    def _failed(self, error: Exception) -> None:
        self._push.setEnabled(True)
        self.show_refusal(error)

    def _show_code(self, code: str) -> None:
        self._first.hide()
        kept = button(tr("first_run.recovery_kept"), "recoveryKept", self._done, role="primary")
        shown = text(code, "code", name="recoveryCode")
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.insertWidget(
            2,
            card(
                row(
                    picture(self.around.icons, "key-round", "accent", 26),
                    text(tr("first_run.recovery_title"), "section"),
                ),
                text(tr("first_run.recovery_lead")),
                shown,
                row(kept, None),
                gap=16,
            ),
        )
        kept.setFocus()


class UnlockPage(EntrancePage):
    """Fields `passphrase`, `recovery`; button `unlock`; *unlock* takes both and raises a refusal."""

    def __init__(self, around: Surroundings, unlock: Callable[[str, str], None], done: Callable[[], None]) -> None:
        super().__init__(around)
        self._unlock = unlock
        self._done = done
        self.headline(tr("unlock.title"), tr("unlock.lead"))
        self._passphrase = self.secret("passphrase", tr("unlock.passphrase"))
        self._recovery = self.secret("recovery", tr("unlock.recovery"), tr("unlock.use_recovery"))
        self._recovery.setEchoMode(QLineEdit.EchoMode.Normal)
        for field in (self._passphrase, self._recovery):
            field.returnPressed.connect(self._go)
        first = column(text(tr("unlock.passphrase"), "label"), self._passphrase)
        second = column(text(tr("unlock.use_recovery"), "label"), self._recovery)
        push = button(tr("unlock.open"), "unlock", self._go, role="primary", icon="lock-open", icons=around.icons)
        self.add(card(first, second, row(push, None), gap=18))
        self.body.addStretch(1)

    def _go(self) -> None:
        passphrase, recovery = self._passphrase.text(), self._recovery.text()
        self.ask(self.around.store, lambda: self._unlock(passphrase, recovery), lambda _nothing: self._done())
