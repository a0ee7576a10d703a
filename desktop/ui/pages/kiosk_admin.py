"""What only the kiosk's administrator does: the first start, the door, the settings, the way out."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from desktop.domain.errors import Refusal
from desktop.ui.form_entry.commune import CommuneControl
from desktop.ui.form_entry.field import Field
from desktop.ui.pages.kiosk_page import KioskPage, input_line
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, card, column, text
from desktop.ui.words import tr

SHORTEST = 8
LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class KioskChoices:
    """What is kept of a kiosk; an empty passphrase leaves the one before."""

    name: str
    commune: str = ""
    portal: str = ""
    passphrase: str = ""


class KioskDoorPage(KioskPage):
    """Field `adminPassphrase`, buttons `openAdmin`, `cancelAdmin`; *enter* raises a refusal."""

    widest = 680

    def __init__(
        self, around: Surroundings, enter: Callable[[str], None], done: Callable[[], None], cancel: Callable[[], None]
    ) -> None:
        super().__init__(around, tr("kiosk.leave"))
        self._enter = enter
        self._done = done
        self.headline(tr("kiosk.leave"), tr("kiosk.door_lead"))
        self._words = input_line("adminPassphrase", tr("kiosk.passphrase"), secret=True)
        self._words.returnPressed.connect(self._go)
        self._push = button(tr("word.continue"), "openAdmin", self._go, role="primary")
        back = button(tr("word.back"), "cancelAdmin", cancel)
        self.add(card(text(tr("kiosk.passphrase"), "label"), self._words, flow(self._push, back), gap=14))
        self.body.addStretch(1)

    def _go(self) -> None:
        words = self._words.text()
        self._words.clear()
        self._push.setEnabled(False)
        self.ask(self.around.store, lambda: self._enter(words), lambda _none: self._done(), self._refused)

    def _refused(self, error: Exception) -> None:
        self._push.setEnabled(True)
        self.show_refusal(error)
        self._words.setFocus()


class KioskSettingsPage(KioskPage):
    """Fields `kioskName`, `kioskCommune`, `kioskPortal`, `newPassphrase`, `samePassphrase`; button `keepKiosk`.

    At the first start there is nothing else; later `cancelAdmin` and `quitKiosk` too.
    """

    widest = 760

    def __init__(
        self,
        around: Surroundings,
        keep: Callable[[KioskChoices], None],
        done: Callable[[], None],
        *,
        before: KioskChoices | None = None,
        leave: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(around, tr("kiosk.settings"))
        self._keep = keep
        self._done = done
        self._is_first = before is None
        self.headline(tr("kiosk.first" if before is None else "kiosk.settings"), tr("kiosk.settings_lead"))
        held = before or KioskChoices("")
        self._name = input_line("kioskName", tr("kiosk.name"), tr("kiosk.name_help"))
        self._name.setMaxLength(LONGEST_NAME)
        self._name.setText(held.name)
        self._portal = input_line("kioskPortal", tr("kiosk.portal"), tr("kiosk.portal_help"))
        self._portal.setText(held.portal)
        words = (tr("kiosk.commune"), tr("kiosk.commune_help"))
        self._commune = Field("kioskCommune", CommuneControl(around.look.px(460)), words, around.icons, around.look)
        self._commune.control.put(held.commune or None)
        help_text = tr("kiosk.passphrase_help" if before is None else "kiosk.passphrase_keep")
        self._new = input_line("newPassphrase", tr("kiosk.passphrase"), help_text, secret=True)
        self._same = input_line("samePassphrase", tr("kiosk.passphrase_again"), secret=True)
        self.add(card(self._labelled("kiosk.name", self._name), self._commune,
                      self._labelled("kiosk.portal", self._portal), gap=18))  # fmt: skip
        again = column(text(tr("kiosk.passphrase_again"), "label"), self._same, gap=5)
        self.add(card(_titled(tr("kiosk.passphrase"), help_text, self._new), again, gap=18))
        self.add(flow(*self._buttons(done, leave)))
        self.body.addStretch(1)

    def _labelled(self, key: str, line: QLineEdit) -> QVBoxLayout:
        return _titled(tr(key), tr(f"{key}_help"), line)

    def _buttons(self, cancel: Callable[[], None], leave: Callable[[], None] | None) -> list[QLineEdit]:
        self._push = button(tr("kiosk.keep"), "keepKiosk", self._go, role="primary")
        found = [self._push]
        if leave is not None:
            found.append(button(tr("word.back"), "cancelAdmin", cancel))
            found.append(button(tr("kiosk.quit"), "quitKiosk", leave, icon="log-out", icons=self.around.icons))
        return found  # type: ignore[return-value]

    def _go(self) -> None:
        try:
            choices = self._read()
        except Refusal as refusal:
            self.show_refusal(refusal)
            return
        self._push.setEnabled(False)
        self.ask(self.around.store, lambda: self._keep(choices), lambda _none: self._done(), self._refused)

    def _read(self) -> KioskChoices:
        name, passphrase = " ".join(self._name.text().split()), self._new.text()
        if not name:
            raise Refusal("kiosk.no-name")
        if passphrase != self._same.text():
            raise Refusal("kiosk.not-alike")
        if len(passphrase) < SHORTEST and (passphrase or self._is_first):
            raise Refusal("kiosk.too-short", n=SHORTEST)
        commune, portal = self._commune.control.value(), self._portal.text().strip()
        if portal and not portal.startswith(("http://", "https://")):
            raise Refusal("portal.no-address", url=portal)
        return KioskChoices(name, str(commune or ""), portal, passphrase)

    def _refused(self, error: Exception) -> None:
        self._push.setEnabled(True)
        self.show_refusal(error)


def _titled(label: str, help_text: str, line: QLineEdit) -> QVBoxLayout:
    return column(text(label, "label"), text(help_text, "help"), line, gap=5)
