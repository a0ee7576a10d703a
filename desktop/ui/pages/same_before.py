"""On the check page: the same matter was filed before, and when; whoever goes on does so knowing it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.services.likeness import Earlier
from desktop.ui.desk import Desk
from desktop.ui.pages.hand_words import shown_day
from desktop.ui.pages.page import Page
from desktop.ui.widgets.basic import button
from desktop.ui.widgets.notice import notice
from desktop.ui.words import tr


class SameBefore(QWidget):
    """Notice `sameBefore` with button `seeEarlier`: the latest; nothing at all where nothing is alike."""

    def __init__(self, page: Page, desk: Desk, draft_id: str) -> None:
        super().__init__()
        self._page = page
        self._desk = desk
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(0, 0, 0, 0)
        self._inside.setSpacing(10)
        self.hide()
        page.ask(page.around.store, lambda: desk.likenesses.earlier(draft_id), self._show)

    def _show(self, found: Sequence[Earlier]) -> None:
        if not found or not isValid(self):
            return
        around, one = self._page.around, found[0]
        see = button(tr("same.see"), "seeEarlier", partial(around.navigator.go, one.place, one.key))
        see.setAccessibleName(f"{tr('same.see')}: {one.title}")
        when = tr("same.when", ago=self._ago(one), day=shown_day(one.on))
        second = tr("same.second") if len(found) == 1 else f"{tr('same.second')} {tr('same.more', n=len(found) - 1)}"
        self._inside.addWidget(notice(around.icons, "warn", when, second, name="sameBefore", action=see))
        self.show()

    def _ago(self, one: Earlier) -> str:
        days = self._desk.likenesses.days_ago(one)
        return tr("same.today") if days <= 0 else tr("same.yesterday") if days == 1 else tr("same.days", n=days)
