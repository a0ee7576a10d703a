"""*Dùng nội dung này để nộp thật*: what was typed in practice, as a new draft on its check page."""

from PySide6.QtWidgets import QPushButton

from desktop.domain.draft import Draft
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.widgets.basic import button
from desktop.ui.words import tr


def use_for_real(page: Page, desk: Desk, submission: str) -> QPushButton:
    """The button `useForReal` of a practice submission; all answers and papers come along."""

    def show(draft: Draft) -> None:
        page.around.navigator.go("check", draft.id, "ways")

    def start() -> None:
        page.ask(page.around.store, lambda: desk.filing_by_hand.use_for_real(submission), show)

    return button(tr("real.use"), "useForReal", start, icon="file-check", icons=page.around.icons)
