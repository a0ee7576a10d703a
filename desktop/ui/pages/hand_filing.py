"""A dossier that was filed on paper: what the person wrote down about it, to be corrected by hand."""

from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.by_hand import HandFiling
from desktop.domain.draft import Draft
from desktop.services.filing_by_hand import Slip
from desktop.ui.desk import Desk
from desktop.ui.pages.hand_words import as_sentence, due_words, filed_words, status_chip
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.pages.slip_form import SlipForm
from desktop.ui.pages.titles import draft_title
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, card, chip, column, row, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import lang, tr

Seen = tuple[HandFiling, Draft]


class HandFilingPage(Page):
    """The slip's fields; `saveFiling`, `printAgain`, `saveCalendar`, `copyFiling`, `takeBack`, then `takeBackSure`."""

    rail = "dossiers"

    def __init__(
        self, around: Surroundings, desk: Desk, filing_id: str, print_again: PaperOut, calendar: PaperOut
    ) -> None:
        super().__init__(around, "page", (tr("rail.dossiers"), tr("by_hand.mark")))
        self._desk = desk
        self._id = filing_id
        self._print_again = print_again
        self._calendar = calendar
        self._frame = QFrame()
        self.add(self._frame)
        self.body.addStretch(1)
        self._load()

    def _load(self) -> None:
        self.ask(self.around.store, lambda: self._desk.filing_by_hand.get(self._id), self._show)

    def _show(self, seen: Seen) -> None:
        filing, draft = seen
        frame = QFrame()
        frame.setLayout(column(self._head(filing, draft), self._facts(filing, draft), self._edit(filing), gap=18))
        self.body.replaceWidget(self._frame, frame)
        self._frame.deleteLater()
        self._frame = frame

    def _head(self, filing: HandFiling, draft: Draft) -> QWidget:
        words = column(
            text(draft_title(self._desk.catalogue, draft), "title", name="pageTitle"),
            text(as_sentence(filed_words(filing)), "lead", name="filedHow"),
            gap=2,
        )
        inside = row(words, chip(tr("by_hand.mark"), "neutral", name="handMark"))
        inside.setStretch(0, 1)
        holder = QWidget()
        holder.setLayout(inside)
        return holder

    def _facts(self, filing: HandFiling, draft: Draft) -> QFrame:
        today = self.around.today()
        words, tone = status_chip(filing, today)
        pack = self._desk.catalogue.get(draft.procedure, draft.version)
        bring = [text(f"• {pack.text(key, lang())}", "help") for key in pack.procedure.get("bring", [])]
        ownership = notice(self.around.icons, "plain", tr("by_hand.own_words"), name="ownWords")
        state = row(chip(words, tone, name="handStatus"), None)
        again = button(
            tr("by_hand.print_again"), "printAgain", lambda: self._print_again.save(self, draft.id), icon="printer",
            icons=self.around.icons,
        )  # fmt: skip
        copied = button(tr("by_hand.copy"), "copyFiling", self._copy, icon="copy", icons=self.around.icons)
        back = button(tr("by_hand.take_back"), "takeBack", self._ask_back)
        dates = [] if filing.due_on is None else [self._calendar_button()]
        return card(
            state, text(as_sentence(due_words(filing, today)), "label", name="dueWords"), ownership,
            *([text(tr("sheet.bring"), "label"), *bring] if bring else []), flow(again, *dates, copied, back), gap=12,
        )  # fmt: skip

    def _calendar_button(self) -> QWidget:
        save = lambda: self._calendar.save(self, self._id)  # noqa: E731 one call, for this filing
        return button(tr("calendar.save"), "saveCalendar", save, icon="calendar", icons=self.around.icons)

    def _edit(self, filing: HandFiling) -> QFrame:
        slip = Slip(filing.way, filing.filed_on, filing.code, filing.due_on, filing.post_number, filing.status)
        self._form = SlipForm(self.around, slip, is_new=False)
        save = button(tr("by_hand.save"), "saveFiling", self._save, role="primary")
        changed = text(tr("by_hand.changed_at", when=self.when(filing.changed_at)), "second", name="changedAt")
        return card(text(tr("by_hand.edit"), "section"), self._form, flow(save), changed, gap=16)

    def _save(self) -> None:
        slip = self._form.slip()
        if slip is not None:
            self.unsay()
            self.ask(self.around.store, lambda: self._desk.filing_by_hand.change(self._id, slip), self._saved)

    def _saved(self, _filing: HandFiling) -> None:
        self.say("ok", tr("by_hand.saved"))
        self._load()

    def _copy(self) -> None:
        self.ask(self.around.store, lambda: self._desk.filing_by_hand.copy(self._id), self._open_draft)

    def _ask_back(self) -> None:
        sure = button(tr("by_hand.take_back_sure"), "takeBackSure", self._take_back)
        self.offer(tr("by_hand.take_back_title"), tr("by_hand.take_back_second"), sure)

    def _take_back(self) -> None:
        self.ask(self.around.store, lambda: self._desk.filing_by_hand.take_back(self._id), self._open_draft)

    def _open_draft(self, draft: Draft) -> None:
        self.around.navigator.go("form", draft.id)
