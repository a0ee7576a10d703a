"""How one was served, said once the office has answered."""

from PySide6.QtWidgets import QFrame, QVBoxLayout
from shiboken6 import isValid

from desktop.services.talking import STARS
from desktop.ui.desk import Desk
from desktop.ui.form_entry.choices import RadioControl
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.lines import MultiLineControl
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.page import Page
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, text
from desktop.ui.words import tr

WIDTH = 560


class RatingCard(QFrame):
    """Fields `ratingStars` and `ratingText`, button `rate`; hidden where it cannot be said, or was."""

    def __init__(self, page: Page, desk: Desk, submission: str, timer: OutboxTimer) -> None:
        super().__init__()
        self.setObjectName("ratingCard")
        self.setProperty("role", "card")
        self._page = page
        self._desk = desk
        self._submission = submission
        self._timer = timer
        around = page.around
        best_first = [(stars, tr(f"rating.{stars}")) for stars in reversed(STARS)]
        words = (tr("rating.stars"), "")
        self._stars = Field("ratingStars", RadioControl(best_first), words, around.icons, around.look)
        control = MultiLineControl(around.look.px(WIDTH))
        self._text = Field(
            "ratingText", control, (tr("rating.text"), tr("rating.text_help")), around.icons, around.look
        )
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(20, 16, 20, 16)
        self._inside.setSpacing(10)
        send = button(tr("rating.send"), "rate", self._send, icon="send", icons=around.icons)
        for widget in (text(tr("rating.title"), "section"), self._stars, self._text, flow(send)):
            self._inside.addWidget(widget)
        self.hide()
        page.ask(around.store, self._may_be_said, self._show)

    def _may_be_said(self) -> bool:
        dossier = self._desk.tracking.status(self._submission).dossier
        is_open = dossier is not None and "rating" in dossier.allowed_actions
        return is_open and not self._desk.talking.rated(self._submission)

    def _show(self, may: bool) -> None:
        if isValid(self):
            self.setVisible(may)

    def _send(self) -> None:
        stars = self._stars.control.value()
        self._stars.show_fault("" if isinstance(stars, int) else tr("rating.choose"))
        if isinstance(stars, int):
            said = str(self._text.control.value() or "")
            self._page.ask(
                self._page.around.store, lambda: self._desk.talking.rate(self._submission, stars, said), self._thank
            )

    def _thank(self, _item: object) -> None:
        self.hide()
        self._timer.hurry()
        self._page.say("ok", tr("rating.thanks"), name="rated")
