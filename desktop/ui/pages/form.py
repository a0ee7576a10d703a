"""Filling the form, one step a page; saving is never refused."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.draft import Draft
from desktop.ui.form_entry.autosave import Autosave
from desktop.ui.form_entry.error_summary import error_summary
from desktop.ui.form_entry.step import StepForm
from desktop.ui.form_entry.steps import Step, categories, label_of, step_of
from desktop.ui.pages.filing_page import Filing, FilingPage
from desktop.ui.pages.help_cards import law_card, why_card
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, text
from desktop.ui.words import lang, told, tr


class FormPage(FilingPage):
    """Buttons `back` and `next`; fields are named by their pointers (`/con/ho_ten`)."""

    place = "form"
    form: StepForm | None = None

    def current_step(self, filing: Filing) -> str:
        ids = [name for name, _ in categories(filing.pack, dict(filing.draft.answers))]
        wanted = self.step.partition("#")[0] or filing.draft.step or ids[0]
        return wanted if wanted in ids else step_of(filing.pack, dict(filing.draft.answers), wanted)

    def fill(self, filing: Filing) -> None:
        pack, answers = filing.pack, dict(filing.draft.answers)
        self._filing = filing
        self._here = self.current_step(filing)
        category = dict(categories(pack, answers))[self._here]
        self._summary: QFrame | None = None
        self.main_column.addWidget(text(label_of(pack, category, lang()), "title", name="pageTitle"))
        lead = f"step.{self._here}.description"
        if pack.has_text(lead):
            self.main_column.addWidget(text(pack.text(lead, lang()), "lead"))
        self.form = StepForm(pack, category, answers, lambda: self.today, self.around.icons, self.around.look)
        self.main_column.addWidget(self.form)
        self._autosave = Autosave(self.desk.drafting, self.around.store, self.draft_id, self)
        self._autosave.saved.connect(self.told_saved)
        self._autosave.failed.connect(lambda error: self.say("error", tr("form.not_saved"), told(error)))
        self.form.edited.connect(self._edited)
        back = button(tr("word.back"), "back", self._back)
        forth = button(tr("word.continue"), "next", self._next, role="primary")
        self.main_column.addWidget(flow(back, forth))
        if filing.draft.step != self._here or self.form.answers != answers:
            self._edited()
        wanted = self.step.partition("#")[2]
        QTimer.singleShot(0, self, lambda: self._begin(wanted))

    def asides(self, filing: Filing) -> list[QWidget]:
        return [*why_card(filing.pack, f"step.{self._here}"), law_card(filing.pack, self.around.icons)]

    def open_step(self, step: Step) -> None:
        self.leave()
        super().open_step(step)

    def leave(self) -> None:
        if self.form is not None:
            self._autosave.flush()

    def _begin(self, wanted: str) -> None:
        if self.form is not None and wanted and self.form.field_at(wanted) is not None:
            self.form.show_all_faults()
            self._jump(wanted)

    def _jump(self, pointer: str) -> None:
        widget = self.form.reached(pointer) if self.form is not None else None
        if widget is not None:
            self.reveal(widget)

    def _edited(self) -> None:
        if self.form is not None:
            self._autosave.keep(self.form.answers, self._here)

    def told_saved(self, draft: Draft) -> None:
        super().told_saved(draft)

    def _next(self) -> None:
        faults = self.form.show_all_faults() if self.form is not None else []
        if self._summary is not None:
            self._summary.deleteLater()
            self._summary = None
        if all(fault.is_doubt for fault in faults):
            self._go_on()
            return
        self._summary = error_summary(self.around.icons, faults, self._jump, self._go_on)
        self.main_column.insertWidget(1, self._summary)
        self._summary.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.verticalScrollBar().setValue(0)

    def _go_on(self) -> None:
        self._walk(+1)

    def _back(self) -> None:
        self._walk(-1)

    def _walk(self, by: int) -> None:
        self.leave()
        answers = self.form.answers if self.form is not None else {}
        ids = [name for name, _ in categories(self._filing.pack, answers)]
        target = ids.index(self._here) + by
        if target < 0:
            self.around.navigator.go("filing_for", self.draft_id)
        elif target >= len(ids):
            self.around.navigator.go("papers", self.draft_id)
        else:
            self.around.navigator.go("form", self.draft_id, ids[target])
