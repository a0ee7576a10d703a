"""Filling the form, one step a page; saving is never refused."""

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QLineEdit, QPushButton, QWidget

from desktop.ui.desk import Desk
from desktop.ui.form_entry.autosave import Autosave
from desktop.ui.form_entry.error_summary import error_summary
from desktop.ui.form_entry.people_offers import PeopleOffers
from desktop.ui.form_entry.spot import Spot, spot_of
from desktop.ui.form_entry.step import Fault, StepForm
from desktop.ui.form_entry.steps import Step, categories, label_of, step_of
from desktop.ui.form_entry.whole import WholeForm
from desktop.ui.pages.file_choice import ChooseFile
from desktop.ui.pages.filing_page import Filing, FilingPage
from desktop.ui.pages.help_cards import law_card, why_card
from desktop.ui.pages.settings import Choices
from desktop.ui.pages.ways_to_people import Lender
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import Folding, flow
from desktop.ui.widgets.basic import button, card, text
from desktop.ui.widgets.face_switch import FACE, STEPS, face_switch
from desktop.ui.words import lang, told, tr

SWITCH = "switchLanguage"


class FormPage(FilingPage):
    """Buttons `back`, `next`, `switchLanguage`, `face_page`; fields are named by their pointers (`/con/ho_ten`)."""

    place = "form"
    face = STEPS
    form: StepForm | WholeForm | None = None
    choose_file: ChooseFile = staticmethod(QFileDialog.getOpenFileName)
    _here = ""

    def __init__(self, around: Surroundings, desk: Desk, draft_id: str, step: str, choices: Choices) -> None:
        self._choices = choices
        self._summary: QFrame | None = None
        self._back_to: Spot | None = None
        self._came_from: Spot | None = None
        super().__init__(around, desk, draft_id, step)
        if isinstance(app := QApplication.instance(), QApplication):
            app.focusChanged.connect(self._focus_moved)

    def current_step(self, filing: Filing) -> str:
        ids = [name for name, _ in categories(filing.pack, dict(filing.draft.answers))]
        wanted = self.step.partition("#")[0] or filing.draft.step or ids[0]
        return wanted if wanted in ids else step_of(filing.pack, dict(filing.draft.answers), wanted)

    def fill(self, filing: Filing) -> None:
        answers = dict(filing.draft.answers)
        self._filing = filing
        self._here = self.current_step(filing)
        title, lead = self.heading(filing)
        head = Folding(text(title, "title", name="pageTitle"), *self.switches(), least=self.around.look.px(220))
        self.main_column.addWidget(head)
        if lead:
            self.main_column.addWidget(text(lead, "lead"))
        self.form = form = self.made_form(filing)
        self.main_column.addWidget(form)
        self._autosave = Autosave(self.desk.drafting, self.around.store, self.draft_id, self)
        self._autosave.saved.connect(self.told_saved)
        self._autosave.failed.connect(lambda error: self.say("error", tr("form.not_saved"), told(error)))
        form.edited.connect(self._edited)
        self.ends: tuple[QPushButton, ...] = (
            button(tr("word.back"), "back", self._back),
            button(tr("word.continue"), "next", self._next, role="primary"),
        )
        self.main_column.addWidget(flow(*self.ends))
        if filing.draft.step != self._here or form.answers != answers:
            self._edited()
        QTimer.singleShot(0, self, self._begin)

    def heading(self, filing: Filing) -> tuple[str, str]:
        """Title and the sentence under it."""
        pack = filing.pack
        category = dict(categories(pack, dict(filing.draft.answers)))[self._here]
        lead = f"step.{self._here}.description"
        return label_of(pack, category, lang()), pack.text(lead, lang()) if pack.has_text(lead) else ""

    def switches(self) -> tuple[QWidget, ...]:
        """What stands beside the title."""
        return (self._language_switch(),)

    def made_form(self, filing: Filing) -> StepForm | WholeForm:
        """What is filled in on this page."""
        answers = dict(filing.draft.answers)
        category = dict(categories(filing.pack, answers))[self._here]
        form = StepForm(filing.pack, category, answers, lambda: self.today, self.around.icons, self.around.look)
        self.offer_people(form)
        return form

    def offer_people(self, form: StepForm) -> None:
        """Those who are known, above each block that asks for somebody."""
        lender = Lender(self, self.desk, self.draft_id, self.leave, self.choose_file)
        PeopleOffers(form, self._filing.pack, lender.ways(self._known))

    def _language_switch(self) -> QWidget:
        """The other language, in its own words; the cursor goes back to where it was before."""
        other = "en" if lang() == "vi" else "vi"
        push = button(
            tr("form.other_language"), SWITCH, lambda: self._switch(other), role="link", icon="languages",
            icons=self.around.icons,
        )  # fmt: skip
        push.setAccessibleName(tr("form.switch_language"))
        return push

    def _focus_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        """Whoever goes to the language switch wants to go on where they came from."""
        if old is not None and new is not None and new.objectName() == SWITCH and self.isAncestorOf(old):
            self._came_from = spot_of(old)

    def _switch(self, other: str) -> None:
        QGuiApplication.inputMethod().commit()
        self._choices.choose("language", other)

    def choose_face(self, face: str) -> None:
        """The other way from now on, at the same step."""
        self.leave()
        here = self._here
        self.ask(
            self.around.store,
            lambda: self._choices.keep(FACE, face),
            lambda _none: self.around.navigator.go("form", self.draft_id, here),
        )

    def whereabouts(self) -> object:
        here = QApplication.focusWidget()
        if here is None or not self.isAncestorOf(here):
            return None
        spot = self._came_from if here.objectName() == SWITCH and self._came_from is not None else spot_of(here)
        return replace(spot, has_summary=self._summary is not None)

    def come_back(self, where: object) -> None:
        if isinstance(where, Spot):
            self._back_to = where

    def _read(self) -> Filing:
        self._known = self.desk.remembering.known()
        return super()._read()

    def asides(self, filing: Filing) -> list[QWidget]:
        face = card(text(tr("form.face"), "label"), face_switch(self.face, self.choose_face))
        return [*why_card(filing.pack, f"step.{self._here}"), law_card(filing.pack, self.around.icons), face]

    def wants_room(self) -> bool:
        return any(field.control.has_fields for field in self.form.fields.values()) if self.form is not None else False

    def open_step(self, step: Step) -> None:
        self.leave()
        super().open_step(step)

    def leave(self) -> None:
        if self.form is not None:
            self._autosave.flush()

    def _begin(self) -> None:
        wanted = self.step.partition("#")[2]
        if self.form is None:
            return
        if self._back_to is not None:
            self._return_to(self._back_to)
        else:
            self.begin_at(wanted)

    def begin_at(self, wanted: str) -> None:
        """To the field of a pointer, with what is wrong there; "" leaves the eye at the top."""
        if self.form is not None and wanted and self.form.field_at(wanted) is not None:
            self.form.show_all_faults()
            self._jump(wanted)

    def _return_to(self, spot: Spot) -> None:
        if self.form is not None and spot.has_summary:
            self._summarise(self.form.show_all_faults())
        if self.form is not None and spot.pointer:
            self.form.reached(spot.pointer)
        if (widget := spot.widget_in(self)) is not None:
            self.reveal(widget)
            spot.put_cursor(widget)

    def _jump(self, pointer: str) -> None:
        widget = self.form.reached(pointer) if self.form is not None else None
        if widget is not None:
            self.reveal(widget)
        if isinstance(widget, QLineEdit):
            widget.end(False)

    def _edited(self) -> None:
        if self.form is not None:
            self._autosave.keep(self.form.answers, self._here)

    def _next(self) -> None:
        faults = self.form.show_all_faults() if self.form is not None else []
        self._summarise(faults)
        if self._summary is None:
            self._go_on()
            return
        self._summary.setFocus(Qt.FocusReason.OtherFocusReason)
        self._scroll.verticalScrollBar().setValue(0)

    def _summarise(self, faults: list[Fault]) -> None:
        """Show what is wrong over the form; what is only doubtful is not worth stopping for."""
        if self._summary is not None:
            self._summary.deleteLater()
            self._summary = None
        if not all(fault.is_doubt for fault in faults):
            self._summary = error_summary(self.around.icons, faults, self._jump, self._go_on)
            self.main_column.insertWidget(1, self._summary)

    def _go_on(self) -> None:
        self.walk(+1)

    def _back(self) -> None:
        self.walk(-1)

    def walk(self, by: int) -> None:
        """To the next page or to the one before."""
        self.leave()
        answers = self.form.answers if self.form is not None else {}
        ids = [name for name, _ in categories(self._filing.pack, answers)]
        self.go_beside(ids, ids.index(self._here) + by)

    def go_beside(self, ids: list[str], target: int) -> None:
        """To a step by its number, or over the ends of the form."""
        if target < 0:
            self.around.navigator.go("filing_for", self.draft_id)
        elif target >= len(ids):
            self.around.navigator.go("papers", self.draft_id)
        else:
            self.around.navigator.go("form", self.draft_id, ids[target])
