"""Another recovery card, asked for in the settings or owed since the first run."""

from desktop.services.protecting import CARD_DISMISSED, CARD_LATER, RECOVERY_CARD
from desktop.ui.desk import Desk
from desktop.ui.keys import Keys
from desktop.ui.pages.code_card import CodeCard
from desktop.ui.pages.page import Page
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow, stack
from desktop.ui.widgets.basic import button, card, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import tr


class RecoveryCardPage(Page):
    """Button `makeCard`, then the code with its ways out; the old card opens nothing from then on."""

    rail = "settings"

    def __init__(self, around: Surroundings, keys: Keys) -> None:
        super().__init__(around, "page", (tr("settings.title"), tr("first_run.recovery_title")))
        self._keys = keys
        self.headline(tr("card_new.title"), tr("card_new.lead"))
        go = around.navigator.back
        self._question = stack(
            card(text(tr("card_new.old_dies"), "label"), text(tr("card_new.old_dies_help"), "help")),
            flow(
                button(tr("word.back"), "back", go), button(tr("card_new.make"), "makeCard", self._make, role="primary")
            ),
        )
        self.add(self._question)
        self.body.addStretch(1)

    def _make(self) -> None:
        self._question.setEnabled(False)
        self.ask(self.around.store, self._made, self._show, self._failed)

    def _made(self) -> str:
        """The card is owed from the moment in which the old one is dead."""
        code = self._keys.new_code()
        self._keys.keep(RECOVERY_CARD, CARD_LATER)
        return code

    def _failed(self, error: Exception) -> None:
        self._question.setEnabled(True)
        self.show_refusal(error)

    def _show(self, code: str) -> None:
        self._question.hide()
        self.say("warn", tr("card_new.old_is_dead"))
        shown = CodeCard(self, self._keys, code, self.around.navigator.back)
        self.body.insertWidget(self.body.count() - 1, shown)
        shown.printing.setFocus()


def remind_of_card(page: Page, desk: Desk) -> None:
    """A calm line at the end of *page* while the card is owed: buttons `cardNow` and `cardNever`."""

    def owed() -> bool:
        with desk.open_unit() as uow:
            return uow.settings.get(RECOVERY_CARD) == CARD_LATER

    def dismiss() -> None:
        with desk.open_unit() as uow:
            uow.settings.put(RECOVERY_CARD, CARD_DISMISSED)
            uow.commit()

    def show(is_owed: bool) -> None:
        if not is_owed:
            return
        now = button(tr("card_owed.now"), "cardNow", lambda: page.around.navigator.go("recovery_card"))
        never = button(
            tr("card_owed.never"),
            "cardNever",
            lambda: page.ask(page.around.store, dismiss, lambda _none: frame.hide()),
            role="link",
        )
        frame = notice(
            page.around.icons, "plain", tr("card_owed.title"), tr("card_owed.second"), name="cardOwed",
            action=flow(now, never),
        )  # fmt: skip
        page.body.insertWidget(page.body.count() - 1, frame)

    page.ask(page.around.store, owed, show)
