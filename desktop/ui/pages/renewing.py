"""After the recovery code opened a vault: how it shall open from now on; may be put off."""

from collections.abc import Callable

from desktop.domain.errors import Refusal
from desktop.ui.keys import Keys
from desktop.ui.pages.entrance import EntrancePage
from desktop.ui.pages.new_passphrase import PASSPHRASE, ProtectionChoice
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, card
from desktop.ui.words import tr


class RenewPage(EntrancePage):
    """Radios `protection`, a new passphrase, buttons `renew` and `renewLater`."""

    def __init__(self, around: Surroundings, keys: Keys, done: Callable[[], None]) -> None:
        super().__init__(around)
        self._keys = keys
        self._done = done
        self.headline(tr("renew.title"), tr("renew.lead"))
        self._choice = ProtectionChoice(around, PASSPHRASE)
        self._choice.entered.connect(self._go)
        self.add(card(self._choice))
        self._push = button(tr("renew.go"), "renew", self._go, role="primary")
        self.add(flow(self._push, button(tr("renew.later"), "renewLater", done, role="link")))
        self.body.addStretch(1)
        self._choice.new.first.setFocus()

    def _go(self) -> None:
        try:
            words = self._choice.passphrase()
        except Refusal as error:
            self.show_refusal(error)
            return
        self._push.setEnabled(False)
        self.ask(self.around.store, lambda: self._renew(words), lambda _none: self._done(), self._failed)

    def _renew(self, words: str | None) -> None:
        if words is None:
            self._keys.use_keyring(is_proven=True)
        else:
            self._keys.set_passphrase(words, is_proven=True)

    def _failed(self, error: Exception) -> None:
        self._push.setEnabled(True)
        self.show_refusal(error)
