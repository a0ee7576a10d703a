"""First run, one calm question after another: for whom, where, how protected, then the recovery card."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from desktop.domain.errors import HosoError, Refusal
from desktop.services.protecting import CARD_LATER, OWNER_NAME, RECOVERY_CARD
from desktop.services.remembering import USE
from desktop.ui.form_entry.choices import RadioControl
from desktop.ui.form_entry.commune import CommuneControl
from desktop.ui.form_entry.control import Control
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.lines import LineControl
from desktop.ui.keys import Keys, Made
from desktop.ui.pages.code_card import CodeCard
from desktop.ui.pages.entrance import HOME_COMMUNE, EntrancePage
from desktop.ui.pages.new_passphrase import ProtectionChoice
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow, stack
from desktop.ui.widgets.basic import button, card, text
from desktop.ui.widgets.notice import announce
from desktop.ui.words import told, tr

USES = ("family", "neighbours", "kiosk")
STEPS = ("toWho", "toCommune", "toProtection")
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Making:
    """What the first run does: `make` takes the passphrase or None, `done` goes in, `move_house` restores instead."""

    make: Callable[[str | None], Made]
    keys: Keys
    done: Callable[[], None]
    move_house: Callable[["Given"], None]


@dataclass(frozen=True, slots=True)
class Given:
    """What was answered before somebody looked at moving house and came back."""

    use: str = USES[0]
    owner: str = ""
    commune: str | None = None


class FirstRunPage(EntrancePage):
    """Fields `use`, `ownerName`, `homeCommune`, `protection`; `toCommune`, `toProtection`, `makeVault`, `moveHouse`.

    `back1` and `back2` go back; after `makeVault` stands the card.
    """

    def __init__(self, around: Surroundings, making: Making, given: Given | None = None) -> None:
        super().__init__(around)
        self._making = making
        self._steps = [self._who(), self._where(), self._protect()]
        for step in self._steps:
            step.hide()
            self.add(step)
        self.body.addStretch(1)
        self._at = 0
        self._steps[0].show()
        if given is not None:
            self._put(given)

    def _who(self) -> QWidget:
        choices = [(use, tr(f"first_run.{use}")) for use in USES]
        self._use = self._field("use", RadioControl(choices), "first_run.who")
        self._use.control.put(USES[0])
        self._use.control.edited.connect(self._tell_kiosk)
        self._kiosk = text(tr("first_run.kiosk_said"), name="kioskSaid")
        self._kiosk.hide()
        self._owner = self._field("ownerName", LineControl(self.around.look.px(460)), "first_run.owner")
        line = self._owner.control.inputs()[0]
        if isinstance(line, QLineEdit):
            line.setMaxLength(LONGEST_NAME)
            line.returnPressed.connect(lambda: self._go(1))
        elsewhere = button(tr("first_run.move_house"), "moveHouse", self._leave_for_house, icon="upload",
                           icons=self.around.icons)  # fmt: skip
        return self._step(
            0,
            [card(self._use, self._kiosk, self._owner, gap=20, name="firstRun"), self._buttons(0)],
            card(text(tr("first_run.elsewhere"), "label"), text(tr("first_run.elsewhere_help"), "help"),
                 flow(elsewhere)),
        )  # fmt: skip

    def _where(self) -> QWidget:
        control = CommuneControl(self.around.look.px(460))
        self._commune = self._field("homeCommune", control, "first_run.commune")
        return self._step(1, [card(self._commune), self._buttons(1)])

    def _protect(self) -> QWidget:
        self._protection = ProtectionChoice(self.around)
        self._protection.entered.connect(self._make)
        self._push = button(tr("first_run.make"), "makeVault", self._make, role="primary")
        return self._step(2, [card(self._protection), self._buttons(2, self._push)])

    def _step(self, number: int, things: list[QWidget], *more: QWidget) -> QWidget:
        of = text(tr("first_run.step", n=number + 1, of=3), "second")
        title = text(tr(f"first_run.title.{number}"), "title", name="pageTitle")
        lead = text(tr(f"first_run.lead.{number}"), "lead")
        return stack(of, title, lead, *things, *more)

    def _buttons(self, number: int, forward: QPushButton | None = None) -> QWidget:
        onward = forward or button(tr("word.continue"), STEPS[number + 1], lambda: self._go(number + 1), role="primary")
        if not number:
            return flow(onward)
        return flow(button(tr("word.back"), f"back{number}", lambda: self._go(number - 1)), onward)

    def _field(self, name: str, control: Control, key: str) -> Field:
        return Field(name, control, (tr(key), tr(f"{key}_help")), self.around.icons, self.around.look)

    def _put(self, given: Given) -> None:
        self._use.control.put(given.use)
        self._owner.control.put(given.owner or None)
        self._commune.control.put(given.commune)
        self._tell_kiosk()

    def _leave_for_house(self) -> None:
        use, commune = str(self._use.control.value()), self._commune.control.value()
        self._making.move_house(Given(use, str(self._owner.control.value() or ""), commune))

    def _tell_kiosk(self) -> None:
        self._kiosk.setVisible(self._use.control.value() == "kiosk")

    def _go(self, step: int) -> None:
        """Nothing that was given on the way is lost, forwards or back."""
        self.unsay()
        self._steps[self._at].hide()
        self._at = step
        self._steps[step].show()
        self._scroll.verticalScrollBar().setValue(0)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, tr(f"first_run.title.{step}"))

    def _make(self) -> None:
        try:
            passphrase = self._protection.passphrase()
        except Refusal as error:
            self.show_refusal(error)
            return
        chosen = {
            USE: self._use.control.value(),
            OWNER_NAME: str(self._owner.control.value() or "").strip(),
            HOME_COMMUNE: self._commune.control.value(),
            RECOVERY_CARD: CARD_LATER,  # until it is out
        }
        self._push.setEnabled(False)
        self.ask(self.around.store, lambda: self._made(passphrase, chosen), self._show_card, self._failed)

    def _made(self, passphrase: str | None, chosen: dict[str, str | None]) -> Made:
        made = self._making.make(passphrase)
        for name, value in chosen.items():
            if value:
                self._making.keys.keep(name, value)
        return made

    def _failed(self, error: Exception) -> None:
        self._push.setEnabled(True)
        self.show_refusal(error)

    def _show_card(self, made: Made) -> None:
        self._protection.new.wipe()
        self._steps[self._at].hide()
        self.unsay()
        for warning in made.warnings:
            self.say("warn", told(HosoError(warning)), name="keyWarning")
        shown = CodeCard(self, self._making.keys, made.code, self._making.done)
        self.body.insertWidget(self.body.count() - 1, shown)
        shown.printing.setFocus()
