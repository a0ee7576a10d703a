"""*Xóa dữ liệu của tôi*: what goes, what stays elsewhere, what is in the way; then a word, then it is done."""

from collections.abc import Callable

from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from desktop.services.erasing import InTheWay
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, card, column, text
from desktop.ui.widgets.notice import notice
from desktop.ui.widgets.word_wrap import WordWrap
from desktop.ui.words import breakable, tr

UNDER_THE_LEAD = 3
"""Place in the page's column: what is in the way is read before what would go."""


class ErasePage(Page):
    """Line `eraseWord`, tick `unsentToo` where something was never sent, button `eraseNow`; *erase* does it."""

    rail = "settings"

    def __init__(self, around: Surroundings, desk: Desk, home: str, erase: Callable[[], None]) -> None:
        super().__init__(around, "page", (tr("settings.title"), tr("erase.title")))
        self._desk = desk
        self._erase = erase
        self.headline(tr("erase.title"), tr("erase.lead"))
        goes = [text(f"• {tr(f'erase.goes_{one}')}") for one in ("vault", "papers", "key", "practice", "settings")]
        where = text(tr("settings.vault_where", home=breakable(home)), "help")
        self.add(card(text(tr("erase.goes"), "section"), *goes, where))
        stays = [text(f"• {tr(f'erase.stays_{one}')}") for one in ("portal", "backups", "files")]
        self.add(card(text(tr("erase.stays"), "section"), *stays))
        self._last = QVBoxLayout()
        self._last.setSpacing(14)
        self.add(self._last)
        self.body.addStretch(1)
        self._unsent: QCheckBox | None = None
        self.ask(around.store, desk.upkeep.erasing.look, self._show)

    def _show(self, found: InTheWay) -> None:
        icons, go = self.around.icons, self.around.navigator.go
        if found.in_doubt:
            names = "\n".join(f"• {title}" for title in found.in_doubt)
            look = button(tr("erase.to_waiting"), "toWaiting", lambda: go("waiting"))
            self.body.insertWidget(
                UNDER_THE_LEAD,
                notice(icons, "error", tr("erase.doubt"), f"{names}\n{tr('erase.doubt_help')}", name="inDoubt",
                       action=look)
            )  # fmt: skip
            return
        if found.unsent:
            names = "\n".join(f"• {title}" for title in found.unsent)
            self._last.addWidget(notice(icons, "warn", tr("erase.never_sent"), names, name="unsent"))
            self._unsent = QCheckBox(tr("erase.unsent_too"))
            self._unsent.setObjectName("unsentToo")
            self._unsent.setAccessibleName(tr("erase.unsent_too"))
            WordWrap(self._unsent)
            self._unsent.toggled.connect(lambda _on: self._weigh())
            self._last.addWidget(self._unsent)
        self._last.addWidget(self._question())

    def _question(self) -> QWidget:
        label = tr("erase.type", word=tr("erase.word"))
        self._word = QLineEdit()
        self._word.setObjectName("eraseWord")
        self._word.setAccessibleName(label)
        self._word.setMaximumWidth(self.around.look.px(320))
        self._word.textChanged.connect(lambda _words: self._weigh())
        icons = self.around.icons
        self._push = button(tr("erase.now"), "eraseNow", self._go, icon="trash-2", icons=icons)
        self._push.setEnabled(False)
        back = button(tr("erase.keep"), "keepAll", lambda: self.around.navigator.go("settings"))
        return card(column(text(label, "label"), self._word, gap=6), flow(self._push, back), gap=14)

    def _weigh(self) -> None:
        typed = " ".join(self._word.text().split()).casefold()
        is_sure = self._unsent is None or self._unsent.isChecked()
        self._push.setEnabled(is_sure and typed == tr("erase.word").casefold())

    def _go(self) -> None:
        """Looked at once more: something may have been sent meanwhile."""
        unsent_too = self._unsent is not None
        self._push.setEnabled(False)
        self.ask(
            self.around.store,
            lambda: self._desk.upkeep.erasing.refuse(unsent_too=unsent_too),
            lambda _none: self._erase(),
        )
