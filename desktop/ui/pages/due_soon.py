"""*Sắp đến hạn* on the home page, and how a reminder reads where others may look on."""

from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.events import UploadProgressed
from desktop.services.ports import UnitOfWork
from desktop.services.reminding import Reason, Reminder
from desktop.ui.desk import Desk
from desktop.ui.pages.hand_words import shown_day
from desktop.ui.pages.page import Page
from desktop.ui.pages.titles import draft_title, plain_name
from desktop.ui.widgets.arrangement import Folding, flow
from desktop.ui.widgets.basic import button, card, chip, column, picture, row, text
from desktop.ui.words import tr
from forms.catalogue import Catalogue


def procedure_of(catalogue: Catalogue, reminder: Reminder) -> str:
    """The procedure's plain name, else the dossier's code; nobody's name."""
    if reminder.procedure is None:
        return reminder.code or ""
    return plain_name(catalogue.get(reminder.procedure, reminder.version))


def read_out(catalogue: Catalogue, reminder: Reminder) -> str:
    """One line for the tray."""
    name = procedure_of(catalogue, reminder)
    reads = f"due.reads.{reminder.reason.value}"
    return tr(reads, name=name, day=shown_day(reminder.day)) if reminder.has_day else tr(f"{reads}_no_day", name=name)


def _is_shown_below(reminder: Reminder) -> bool:
    """What was filed by hand and is late stands under *đang chờ bạn*."""
    return reminder.reason is Reason.OVERDUE and reminder.place == "by_hand"


AT_ONCE = 20
"""Rows; the most pressing days stand first."""


class DueSoon(QWidget):
    """Rows with buttons `due_<id>`, of many with `moreDue`; nothing at all when no day comes near."""

    def __init__(self, page: Page, desk: Desk) -> None:
        super().__init__()
        self._page = page
        self._desk = desk
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(12)
        self.hide()
        page.around.events.published.connect(self._load)
        self._load()

    def _load(self, event: object = None) -> None:
        """Bytes on their way bring no day nearer, and what is typed meanwhile waits for the same thread."""
        if isinstance(event, UploadProgressed):
            return
        self._page.ask(self._page.around.store, self._read, self._show)

    def _read(self) -> list[tuple[Reminder, str]]:
        """With the titles that the window may show: here nobody looks over a shoulder."""
        near = [one for one in self._desk.reminding.dates() if not _is_shown_below(one)]
        with self._desk.open_unit() as uow:
            return [(one, self._title(uow, one)) for one in near[: AT_ONCE + 1]]

    def _title(self, uow: UnitOfWork, reminder: Reminder) -> str:
        if reminder.place == "dossier":
            return uow.submissions.get(reminder.about).title
        if reminder.place == "by_hand":
            return draft_title(self._desk.catalogue, uow.drafts.get(uow.by_hand.get(reminder.about).draft))
        return uow.followed.get(reminder.about).title or procedure_of(self._desk.catalogue, reminder)

    def _show(self, near: list[tuple[Reminder, str]]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if near:
            self._rows.addWidget(text(tr("due.title"), "section"))
        for one, title in near[:AT_ONCE]:
            self._rows.addWidget(self._row(one, title))
        if near[AT_ONCE:]:
            go = partial(self._page.around.navigator.go, "dossiers")
            self._rows.addWidget(flow(button(tr("home.more_dossiers"), "moreDue", go)))
        self.setVisible(bool(near))

    def _row(self, reminder: Reminder, title: str) -> QFrame:
        around = self._page.around
        second = " · ".join(filter(None, (tr(f"due.second.{reminder.place}"), reminder.code)))
        go = lambda: around.navigator.go(reminder.place, reminder.about)  # noqa: E731 one call, for this row
        act = button(tr("word.open"), f"due_{reminder.about}", go)
        act.setAccessibleName(f"{tr('word.open')}: {title}")
        words = QWidget()
        mark = picture(around.icons, "calendar", "warn", 26)
        inside = row(mark, column(text(title, "label"), text(second, "second"), gap=2), gap=16)
        inside.setStretch(1, 1)
        words.setLayout(inside)
        is_late = reminder.reason is Reason.OVERDUE
        key = "due.chip.overdue" if is_late else "due.chip.due"
        state = chip(tr(key, day=shown_day(reminder.day)), "error" if is_late else "warn")
        return card(Folding(words, state, act, least=around.look.px(280)))
