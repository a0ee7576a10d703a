"""Settings: language, text size, theme, network, and the vault."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QCheckBox, QComboBox

from desktop.ui.network import NetworkSwitch
from desktop.ui.pages.page import Page
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.basic import button, card, text
from desktop.ui.words import lang, tr

SCALES = ("1.0", "1.25", "1.5", "1.75", "2.0")


@dataclass(frozen=True, slots=True)
class Choices:
    """What settings may change: `choose` keeps a key and dresses the window anew."""

    choose: Callable[[str, str], None]
    new_recovery_code: Callable[[], str]
    home: str


class SettingsPage(Page):
    """Choices `language`, `textSize`, `theme`; tick `network`; button `newRecovery`."""

    rail = "settings"

    def __init__(self, around: Surroundings, switch: NetworkSwitch, choices: Choices) -> None:
        super().__init__(around, "page", (tr("settings.title"),))
        self._choices = choices
        self.headline(tr("settings.title"))
        languages = [(one, tr(f"settings.{one}")) for one in ("vi", "en")]
        scales = [(scale, f"{round(float(scale) * 100)} %") for scale in SCALES]
        themes = [(one, tr(f"settings.{one}")) for one in ("light", "dark", "contrast")]
        self._add_choice("language", tr("settings.language"), languages, lang())
        self._add_choice("textSize", tr("settings.text_size"), scales, str(around.look.scale))
        self._add_choice("theme", tr("settings.theme"), themes, around.look.name)
        network = QCheckBox(tr("settings.network_on"))
        network.setObjectName("network")
        network.setAccessibleName(tr("settings.network"))
        network.setChecked(switch.is_on)
        network.toggled.connect(switch.turn)
        self.add(card(text(tr("settings.network"), "label"), network))
        push = button(tr("settings.recovery"), "newRecovery", self._make_code)
        self.add(card(text(tr("settings.vault"), "label"), text(tr("settings.vault_where", home=choices.home)), push))
        self.add(card(text(tr("settings.about"), "label"), text(tr("settings.about_text"))))
        self.body.addStretch(1)

    def _add_choice(self, name: str, label: str, options: list[tuple[str, str]], now: str) -> None:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(label)
        box.setMaximumWidth(self.around.look.px(320))
        for value, words in options:
            box.addItem(words, value)
        box.setCurrentIndex(max(box.findData(now), 0))
        box.activated.connect(lambda index: self._choices.choose(name, str(box.itemData(index))))
        self.add(card(text(label, "label"), box))

    def _make_code(self) -> None:
        self.ask(self.around.store, self._choices.new_recovery_code, self._show_code)

    def _show_code(self, code: str) -> None:
        self.say("warn", tr("settings.recovery_code", code=code), name="recoveryCode")
