"""The door of a vault that is shut: the passphrase, or the recovery code when that is forgotten."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.domain.errors import HosoError, StillWaiting
from desktop.services.protecting import Patience
from desktop.ui.keys import ReadCard
from desktop.ui.pages.entrance import EntrancePage
from desktop.ui.pages.recovery_entry import RecoveryEntry
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow, stack
from desktop.ui.widgets.basic import button, card
from desktop.ui.widgets.secret import SecretLine, under_each_other
from desktop.ui.words import tr

WRONG = frozenset({"vault.wrong-passphrase", "vault.wrong-recovery"})
"""What counts as guessing; a slip of the pen in a code finds itself by its check letters."""
PASSPHRASE, ITSELF, RECOVERY = "passphrase", "itself", "recovery"


@dataclass(frozen=True, slots=True)
class Unlocking:
    """How this vault opens first (`passphrase`, by `itself`, or by `recovery` alone) and what is done for it.

    `open` takes passphrase and recovery code and raises a refusal; `done` is told whether the code opened it.
    """

    first: str
    open: Callable[[str, str], None]
    read_card: ReadCard
    done: Callable[[bool], None]
    patience: Patience


class UnlockPage(EntrancePage):
    """Line `passphrase`, buttons `unlock` and `forgot`; then line `recovery`, `unlockByCode` and `rememberedAgain`.

    *lead* says what waits behind the door. Where it *is_closing* nothing can be pressed until `let_in`: what was
    behind the door is still being put away.
    """

    def __init__(self, around: Surroundings, way: Unlocking, lead: str, *, is_closing: bool = False) -> None:
        super().__init__(around)
        self._way = way
        self.headline(tr("unlock.title"), lead)
        self._passphrase = SecretLine("passphrase", tr("unlock.passphrase"), "", around.look.px(460))
        self._passphrase.returnPressed.connect(self._go)
        self._recovery = RecoveryEntry(self, way.read_card, tr("unlock.recovery"), tr("unlock.recovery_help"))
        self._recovery.entered.connect(self._go_by_code)
        self._by_words, self._by_code = self._words_part(), self._code_part()
        self.add(self._by_words, self._by_code)
        self.body.addStretch(1)
        self._inside.setEnabled(not is_closing)
        self._turn(to_code=way.first == RECOVERY)
        QTimer.singleShot(0, self, self._begin)

    def let_in(self) -> None:
        """Everything behind the door is put away; it may be opened again."""
        if isValid(self):
            self._inside.setEnabled(True)
            self._begin()

    def _words_part(self) -> QWidget:
        key = "unlock.again" if self._way.first == ITSELF else "unlock.open"
        push = button(tr(key), "unlock", self._go, role="primary", icon="lock-open", icons=self.around.icons)
        self._push = push
        forgot = button(tr("unlock.forgot"), "forgot", lambda: self._turn(to_code=True), role="link")
        if self._way.first == ITSELF:
            return stack(flow(push))
        return stack(card(under_each_other("showPassphrase", self._passphrase)), flow(push, forgot))

    def _code_part(self) -> QWidget:
        push = button(tr("unlock.open"), "unlockByCode", self._go_by_code, role="primary")
        back = button(tr("unlock.remembered"), "rememberedAgain", lambda: self._turn(to_code=False), role="link")
        pushes = (push, back) if self._way.first == PASSPHRASE else (push,)
        return stack(card(self._recovery), flow(*pushes))

    def _turn(self, *, to_code: bool) -> None:
        self.unsay()
        self._by_words.setVisible(not to_code)
        self._by_code.setVisible(to_code)
        self._begin()

    def _begin(self) -> None:
        """The cursor is where one types, or on the one button."""
        by_code = not self._by_code.isHidden()
        line = self._recovery.line if by_code else self._passphrase
        (self._push if self._way.first == ITSELF and not by_code else line).setFocus()

    def _go(self) -> None:
        self._try(self._passphrase.text(), "")

    def _go_by_code(self) -> None:
        self._try("", self._recovery.words() or " ")

    def _try(self, passphrase: str, recovery: str) -> None:
        if left := self._way.patience.left():
            self.show_refusal(StillWaiting("vault.too-soon", seconds=left))
            return
        self._inside.setEnabled(False)  # one try at a time
        self.ask(
            self.around.store,
            lambda: self._way.open(passphrase, recovery),
            lambda _none: self._opened(by_code=bool(recovery)),
            self._refused,
        )

    def _opened(self, *, by_code: bool) -> None:
        self._way.patience.went_well()
        self._passphrase.clear()
        self._recovery.line.clear()
        self._way.done(by_code)

    def _refused(self, error: Exception) -> None:
        self._inside.setEnabled(True)
        if isinstance(error, HosoError) and error.code in WRONG:
            self._way.patience.went_wrong()
        if isinstance(error, HosoError) and error.code == "vault.recovery-needed":
            self._turn(to_code=True)
        self.show_refusal(error)
        self._begin()
        self._passphrase.selectAll()
