"""A new passphrase typed twice, with plain warnings; and the choice between it and the system's own place for keys."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.errors import Refusal
from desktop.services.protecting import doubts_about
from desktop.ui.form_entry.choices import RadioControl
from desktop.ui.form_entry.field import Field
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import column, text
from desktop.ui.widgets.secret import SecretLine, under_each_other
from desktop.ui.words import tr

KEYRING, PASSPHRASE = "keyring", "passphrase"


class NewPassphrase(QWidget):
    """Lines `passphrase` and `passphraseAgain`, tick `showPassphrase`, words `passphraseDoubts`; Enter: `entered`."""

    entered = Signal()

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        width = around.look.px(460)
        self.first = SecretLine("passphrase", tr("passphrase.new"), tr("passphrase.new_help"), width)
        self._again = SecretLine("passphraseAgain", tr("passphrase.again"), "", width)
        self._doubts = text("", "second", tone="warn", name="passphraseDoubts")
        self._doubts.hide()
        self.first.textChanged.connect(self._doubt)
        self._again.returnPressed.connect(self.entered)
        whole = under_each_other("showPassphrase", self.first, self._again)
        whole.insertWidget(whole.indexOf(self.first) + 1, self._doubts)
        self.setLayout(whole)

    def words(self) -> str:
        """What was typed twice; Refusal `vault.new-passphrase-empty`, `vault.passphrases-differ`."""
        words = self.first.text()
        if not words:
            raise Refusal("vault.new-passphrase-empty")
        if words != self._again.text():
            raise Refusal("vault.passphrases-differ")
        return words

    def wipe(self) -> None:
        """Nothing of it stays on the screen."""
        self.first.clear()
        self._again.clear()

    def _doubt(self, words: str) -> None:
        doubts = [tr(f"passphrase.doubt.{doubt}") for doubt in doubts_about(words)]
        self._doubts.setText("\n".join(doubts))
        self._doubts.setVisible(bool(doubts))


class ProtectionChoice(QWidget):
    """Radios `protection`: the system's place for keys, or a passphrase, whose lines are shown only then."""

    entered = Signal()

    def __init__(self, around: Surroundings, chosen: str = KEYRING) -> None:
        super().__init__()
        choices = [(KEYRING, tr("protection.keyring")), (PASSPHRASE, tr("protection.passphrase"))]
        words = (tr("protection.how"), tr("protection.how_help"))
        self._way = Field("protection", RadioControl(choices), words, around.icons, around.look)
        self._way.control.put(chosen)
        self._way.control.edited.connect(self._turn)
        self._keyring = text(tr("protection.keyring_means"), name="keyringMeans")
        self.new = NewPassphrase(around)
        self.new.entered.connect(self.entered)
        inside: QVBoxLayout = column(self._way, self._keyring, self.new, gap=14)
        self.setLayout(inside)
        self._turn()

    def passphrase(self) -> str | None:
        """The words that were typed twice, None for the keyring; the same refusals."""
        return self.new.words() if self._way.control.value() == PASSPHRASE else None

    def _turn(self) -> None:
        is_passphrase = self._way.control.value() == PASSPHRASE
        self._keyring.setVisible(not is_passphrase)
        self.new.setVisible(is_passphrase)
