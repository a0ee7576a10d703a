"""Working papers after the result: the choice in the settings, and the card beside a dossier that is over."""

from PySide6.QtWidgets import QComboBox, QFrame, QVBoxLayout

from desktop.services.retaining import TIDY_AFTER, WorkingPapers
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, column, text
from desktop.ui.words import day, size, tr

DAYS = ("", "30", "90", "365")


class RetentionCard(QFrame):
    """Choice `tidyAfter`: never, or after how many days."""

    def __init__(self, page: Page, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._page = page
        self._desk = desk
        self._choice = QComboBox()
        self._choice.setObjectName("tidyAfter")
        self._choice.setAccessibleName(tr("retention.setting"))
        self._choice.setMaximumWidth(page.around.look.px(320))
        for days in DAYS:
            self._choice.addItem(tr("retention.after", n=days) if days else tr("retention.never"), days)
        self._choice.activated.connect(self._keep)
        label = text(tr("retention.setting"), "label")
        inside = column(
            text(tr("retention.title"), "section"), text(tr("retention.lead"), "help"), label, self._choice
        )  # fmt: skip
        inside.setContentsMargins(20, 16, 20, 16)
        self.setLayout(inside)
        page.ask(page.around.store, self._read, self._show)

    def _read(self) -> str:
        with self._desk.open_unit() as uow:
            return uow.settings.get(TIDY_AFTER) or ""

    def _show(self, days: str) -> None:
        self._choice.setCurrentIndex(max(self._choice.findData(days), 0))

    def _keep(self, index: int) -> None:
        days = str(self._choice.itemData(index))
        self._page.ask(self._page.around.store, lambda: self._write(days), lambda _none: None)

    def _write(self, days: str) -> None:
        with self._desk.open_unit() as uow:
            uow.settings.put(TIDY_AFTER, days)
            uow.commit()


class WorkingPapersCard(QFrame):
    """Beside a dossier that is over: buttons `letPapersGo`, `letPapersGoYes`; hidden while nothing is to be said."""

    def __init__(self, page: Page, desk: Desk, submission: str) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self.hide()
        self._page = page
        self._desk = desk
        self._submission = submission
        self._rows = QVBoxLayout()
        inside = column(text(tr("retention.title"), "section"))
        inside.addLayout(self._rows)
        inside.setContentsMargins(20, 16, 20, 16)
        self.setLayout(inside)
        self._load()

    def _load(self) -> None:
        self._page.ask(self._page.around.store, lambda: self._desk.upkeep.retaining.look(self._submission), self._show)

    def _show(self, papers: WorkingPapers) -> None:
        self._empty()
        self.setVisible(papers.may_go or papers.gone_at is not None)
        if papers.gone_at is not None:
            self._rows.addWidget(text(gone_words(papers), name="papersGone"))
        elif papers.may_go:
            lead = tr("retention.offer", n=papers.count, size=size(papers.size))
            self._rows.addWidget(text(lead))
            self._rows.addWidget(flow(button(tr("retention.let_go"), "letPapersGo", self._ask)))

    def _ask(self) -> None:
        self._empty()
        self._rows.addWidget(text(tr("retention.sure"), "label"))
        yes = button(tr("retention.yes"), "letPapersGoYes", self._let_go)
        keep = button(tr("retention.no"), "letPapersGoNo", self._load)
        self._rows.addWidget(flow(yes, keep))
        keep.setFocus()

    def _let_go(self) -> None:
        def gone(_count: int) -> None:
            self._page.say("ok", tr("retention.done"))
            self._load()

        self._page.ask(self._page.around.store, lambda: self._desk.upkeep.retaining.let_go(self._submission), gone)

    def _empty(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()


def gone_words(papers: WorkingPapers) -> str:
    """When they went, and what is left of them."""
    return tr("retention.gone", day=day(papers.gone_at)) if papers.gone_at is not None else ""
