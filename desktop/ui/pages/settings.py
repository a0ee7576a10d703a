"""Settings: language, text size, theme, home commune, network, account; what is kept has cards of its own."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QWidget

from desktop.services.ports import Autostart
from desktop.ui.desk import Desk, SignIn
from desktop.ui.form_entry.commune import CommuneControl, unit_words
from desktop.ui.form_entry.field import Field
from desktop.ui.keys import VaultWays
from desktop.ui.network import NetworkSwitch
from desktop.ui.pages.about import AboutCard
from desktop.ui.pages.account_card import AccountCard
from desktop.ui.pages.background_card import BackgroundCard
from desktop.ui.pages.backup_card import BackupCard
from desktop.ui.pages.bin_card import BinCard
from desktop.ui.pages.entrance import HOME_COMMUNE
from desktop.ui.pages.page import Page
from desktop.ui.pages.people_card import PeopleCard
from desktop.ui.pages.portal_card import PortalCard
from desktop.ui.pages.protection_card import ProtectionCard
from desktop.ui.pages.retention_card import RetentionCard
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import Spread, stack
from desktop.ui.widgets.basic import card, text
from desktop.ui.words import breakable, lang, tr

SCALES = ("1.0", "1.25", "1.5", "1.75", "2.0")


@dataclass(frozen=True, slots=True)
class Choices:
    """What settings may change: `choose` keeps a key and dresses the window anew, `keep` only keeps it.

    `face` is how forms are shown: `steps` or `page`.
    """

    choose: Callable[[str, str], None]
    keep: Callable[[str, str], None]
    face: str


class SettingsPage(Page):
    """Choices `language`, `textSize`, `theme`, `homeCommune`; tick `network`; button `signIn`."""

    rail = "settings"

    def __init__(
        self, around: Surroundings, desk: Desk, switch: NetworkSwitch, choices: Choices, sign_in: SignIn,
        autostart: Autostart, vault: VaultWays,
    ) -> None:  # fmt: skip
        super().__init__(around, "page", (tr("settings.title"),))
        self._desk = desk
        self._choices = choices
        self._vault = vault
        self.headline(tr("settings.title"))
        left = [
            self._look_card(),
            self._commune_card(),
            PeopleCard(self, desk),
            AccountCard(self, desk, sign_in),
            BackgroundCard(self, desk, autostart),
        ]  # fmt: skip
        right = [
            self._network_card(switch),
            ProtectionCard(self, desk, vault.keys),
            self._vault_card(),
            BackupCard(self, desk),
            BinCard(self, desk),
            RetentionCard(self, desk),
            PortalCard(self, desk, vault.erase_practice),
            AboutCard(self),
        ]  # fmt: skip
        px = around.look.px
        self.add(Spread(stack(*left), stack(*right), least=px(760), aside_width=px(420)))
        self.body.addStretch(1)
        self._load()

    def _load(self) -> None:
        self.ask(self.around.store, self._read, self._show)

    def _read(self) -> str | None:
        with self._desk.open_unit() as uow:
            return uow.settings.get(HOME_COMMUNE)

    def _show(self, commune: str | None) -> None:
        self._commune.control.put(commune)

    def _look_card(self) -> QFrame:
        languages = [(one, tr(f"settings.{one}")) for one in ("vi", "en")]
        scales = [(scale, f"{round(float(scale) * 100)} %") for scale in SCALES]
        themes = [(one, tr(f"settings.{one}")) for one in ("light", "dark", "contrast")]
        return card(
            text(tr("settings.look"), "section"),
            self._choice("language", tr("settings.language"), languages, lang()),
            self._choice("textSize", tr("settings.text_size"), scales, str(self.around.look.scale)),
            self._choice("theme", tr("settings.theme"), themes, self.around.look.name),
            gap=14,
        )

    def _choice(self, name: str, label: str, options: list[tuple[str, str]], now: str) -> QWidget:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(label)
        box.setMaximumWidth(self.around.look.px(320))
        for value, words in options:
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(now), 0))
        box.activated.connect(lambda index: self._choices.choose(name, str(box.itemData(index))))
        return stack(text(label, "label"), box, gap=5)

    def _commune_card(self) -> QFrame:
        control = CommuneControl(self.around.look.px(460))
        words = (tr("settings.commune"), tr("settings.commune_help"))
        self._commune = Field("homeCommune", control, words, self.around.icons, self.around.look)
        control.committed.connect(self._keep_commune)
        return card(self._commune)

    def _keep_commune(self) -> None:
        value = self._commune.control.value()
        if value is None or unit_words(value) is not None:
            self.ask(self.around.store, lambda: self._choices.keep(HOME_COMMUNE, value or ""), lambda _none: None)

    def _network_card(self, switch: NetworkSwitch) -> QFrame:
        network = QCheckBox(tr("settings.network_on"))
        network.setObjectName("network")
        network.setAccessibleName(tr("settings.network"))
        network.setChecked(switch.is_on)
        network.toggled.connect(switch.turn)
        switch.turned.connect(network.setChecked)
        return card(text(tr("settings.network"), "section"), network, text(tr("settings.network_help"), "help"))

    def _vault_card(self) -> QFrame:
        where = text(tr("settings.vault_where", home=breakable(self._vault.home)), "help")
        return card(text(tr("settings.vault"), "section"), where)
