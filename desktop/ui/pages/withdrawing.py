"""*Rút hồ sơ*: the question why, asked in the dossier's page itself."""

from PySide6.QtWidgets import QFrame

from desktop.domain.submission import NEEDS_PERSON, OutboxItem, State
from desktop.ui.desk import Desk
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.lines import LineControl
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.page import Page
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, column, text
from desktop.ui.words import tr


class WithdrawCard(QFrame):
    """Hidden until `open`: field `withdrawWhy`, buttons `withdrawNow`, `keepDossier`."""

    def __init__(self, page: Page, desk: Desk, submission: str, timer: OutboxTimer) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.hide()
        self._page = page
        self._desk = desk
        self._submission = submission
        self._timer = timer
        around = page.around
        line = LineControl(around.look.px(460))
        self._why = Field("withdrawWhy", line, (tr("dossier.withdraw_why"), ""), around.icons, around.look)
        self._now = button(tr("dossier.withdraw"), "withdrawNow", self._withdraw)
        keep = button(tr("dossier.keep"), "keepDossier", self._close)
        inside = column(text(tr("dossier.withdraw"), "section"), self._why, flow(self._now, keep), gap=14)
        inside.setContentsMargins(20, 16, 20, 16)
        self.setLayout(inside)

    def open(self) -> None:
        """Ask."""
        self.show()
        self._page.reveal(self._why.control.inputs()[0])

    def _close(self) -> None:
        self.hide()
        self._why.control.put(None)
        self._why.show_fault("")

    def _withdraw(self) -> None:
        reason = str(self._why.control.value() or "").strip()
        self._why.show_fault("" if reason else tr("dossier.withdraw_needs_why"))
        if not reason:
            self._page.reveal(self._why.control.inputs()[0])
            return
        self._page.unsay()
        self._now.setEnabled(False)
        self._page.ask(
            self._page.around.store,
            lambda: self._desk.answering.withdraw(self._submission, reason),
            self._asked,
            self._refused,
        )

    def _asked(self, item: OutboxItem | None) -> None:
        self._now.setEnabled(True)
        self._close()
        self._page.say("ok", tr(_said_of(item)))
        self._timer.hurry()

    def _refused(self, error: Exception) -> None:
        self._now.setEnabled(True)
        self._page.show_refusal(error)


def _said_of(item: OutboxItem | None) -> str:
    """Nobody waits for an office that has not been asked, nor for the program where it waits for the person."""
    if item is None:
        return "dossier.withdrawn_here"
    if item.state in NEEDS_PERSON:
        return "dossier.withdrawal_held"
    return "dossier.withdrawing" if item.state is State.RECEIPTED else "dossier.withdrawal_waits"
