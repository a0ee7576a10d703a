"""The card in the settings about the bin: what lies there, for how long, back or gone for good."""

from functools import partial

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.services.bin import Binned
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.pages.titles import draft_title
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, column, text
from desktop.ui.words import tr


class BinCard(QFrame):
    """Buttons `restore_<draft>`, `remove_<draft>`, and `removeYes` after the question."""

    def __init__(self, page: Page, desk: Desk) -> None:
        super().__init__()
        self.setProperty("role", "card")
        self._page = page
        self._desk = desk
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        inside = column(text(tr("settings.bin"), "section"), text(tr("bin.lead"), "help"))
        inside.addLayout(self._rows)
        inside.setContentsMargins(20, 16, 20, 16)
        self.setLayout(inside)
        self._load()

    def _load(self) -> None:
        self._page.ask(self._page.around.store, self._desk.upkeep.bin.rows, self._show)

    def _show(self, rows: tuple[Binned, ...]) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if not rows:
            self._rows.addWidget(text(tr("settings.bin_empty"), "help"))
        for one in rows:
            self._rows.addWidget(self._row(one))

    def _row(self, one: Binned) -> QWidget:
        title = draft_title(self._desk.catalogue, one.draft)
        left = tr("bin.days_left", n=one.days_left) if one.days_left else tr("bin.last_day")
        back = button(tr("settings.restore"), f"restore_{one.draft.id}", partial(self._restore, one))
        back.setAccessibleName(f"{tr('settings.restore')}: {title}")
        gone = button(tr("bin.remove"), f"remove_{one.draft.id}", partial(self._ask, one, title))
        gone.setAccessibleName(f"{tr('bin.remove')}: {title}")
        holder = QWidget()
        holder.setLayout(column(text(title, "label"), text(left, "second"), flow(back, gone), gap=4))
        return holder

    def _restore(self, one: Binned) -> None:
        self._do(lambda: self._desk.drafting.restore(one.draft.id), tr("settings.restored"))

    def _ask(self, one: Binned, title: str) -> None:
        yes = button(tr("bin.remove_yes"), "removeYes", partial(self._remove, one))
        keep = button(tr("bin.keep"), "removeNo", self._page.unsay)
        self._page.offer(tr("bin.sure", title=title), tr("bin.sure_help"), flow(yes, keep))
        keep.setFocus()  # a second Enter must not delete

    def _remove(self, one: Binned) -> None:
        self._do(lambda: self._desk.upkeep.bin.remove(one.draft.id), tr("bin.removed"))

    def _do(self, task: object, words: str) -> None:
        def done(_value: object) -> None:
            self._page.say("ok", words)
            self._load()

        self._page.ask(self._page.around.store, task, done)  # type: ignore[arg-type]  # whatever it gives
