"""Filling the whole form on one page, for who files many; the list at the left stays in step with the scroll."""

from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.draft import Draft
from desktop.ui.form_entry.steps import Step
from desktop.ui.form_entry.whole import WholeForm, stops_of
from desktop.ui.pages.filing_page import Filing
from desktop.ui.pages.form import FormPage
from desktop.ui.pages.help_cards import law_card
from desktop.ui.widgets.face_switch import PAGE, face_switch
from desktop.ui.widgets.step_list import StepList
from desktop.ui.words import lang, tr

EYE = 0.3
"""How far down the window one reads, as a part of its height."""


class DensePage(FormPage):
    """As the stepwise page, with `face_steps`; a step of the list scrolls to its place."""

    face = PAGE
    whole: WholeForm | None = None
    _steps_area: QScrollArea | None = None
    _reached: str | None = None
    _held: QWidget | None = None
    _worked_at = ""

    def current_step(self, filing: Filing) -> str:
        return self._here or super().current_step(filing)

    def heading(self, filing: Filing) -> tuple[str, str]:
        pack = filing.pack
        name = "procedure.alias" if pack.has_text("procedure.alias") else "procedure.name"
        return pack.text(name, lang()), tr("form.dense_lead")

    def switches(self) -> tuple[QWidget, ...]:
        return (*super().switches(), face_switch(self.face, self.choose_face))

    def made_form(self, filing: Filing) -> WholeForm:
        answers = dict(filing.draft.answers)
        form = WholeForm(filing.pack, answers, lambda: self.today, self.around.icons, self.around.look)
        form.built.connect(self.offer_people)
        for built in form.forms:
            self.offer_people(built)
        form.grown.connect(self._order_tabs)
        self.whole = form
        return form

    def fill(self, filing: Filing) -> None:
        self._reached = self.current_step(filing)
        self._worked_at = self.current_step(filing)
        super().fill(filing)
        self.main_column.addWidget(law_card(filing.pack, self.around.icons))
        bar = self._scroll.verticalScrollBar()
        bar.valueChanged.connect(self._follow)
        bar.rangeChanged.connect(self._hold_soon)
        bar.actionTriggered.connect(self._let_go)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    def wants_room(self) -> bool:
        return True

    def asides(self, filing: Filing) -> list[QWidget]:
        del filing
        return []

    def place_steps(self, steps: StepList, middle: QWidget) -> None:
        """Beside what scrolls, not in it."""
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidgetResizable(True)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(24, 28, 0, 12)
        column.addWidget(steps)
        area.setWidget(holder)
        area.setFixedWidth(steps.width() + 24 + 14)
        self._steps_area = area
        self._outside.insertWidget(0, area)
        self.body.setContentsMargins(24, 28, 32, 32)
        self.add(middle)

    def open_step(self, step: Step) -> None:
        if step.place == "form":
            self._scroll_to(step.id, focus=True)
        else:
            super().open_step(step)

    def choose_face(self, face: str) -> None:
        """At the step where one worked: the switch is at the top, and so is the eye when it is pressed."""
        self._here = self._worked_at or self._here
        super().choose_face(face)

    def reached(self, filing: Filing) -> str:
        return super().reached(filing) if self._reached is None else self._reached

    def told_saved(self, draft: Draft) -> None:
        super().told_saved(draft)
        if self.whole is not None:
            self._filing = replace(self._filing, draft=draft)
            self._mark()

    def begin_at(self, wanted: str) -> None:
        if self.whole is None:
            return
        field = self.whole.field_at(wanted) if wanted else None
        if field is not None:
            form = next(one for one in self.whole.forms if field in one.fields.values())
            form.show_all_faults()
            self._jump(wanted)
            self._held = field
            self._hold_soon()
        elif self._here != self.whole.shown()[0][0]:
            self._scroll_to(self._here, focus=False)

    def walk(self, by: int) -> None:
        if self.whole is not None and by > 0:
            last, _ = self.whole.shown()[-1]
            self._autosave.keep(self.whole.answers, last)
        self.leave()
        self.go_beside([], -1 if by < 0 else 0)

    def _edited(self) -> None:
        if self.whole is None:
            return
        self._held = None
        self._here = self._worked_at = self.whole.edited_step or self._here
        ids = [name for name, _ in self.whole.shown()]
        behind = ids.index(self._here) + 1
        if self._reached in ids[:behind]:
            self._reached = ids[behind] if behind < len(ids) else ""
        super()._edited()

    def _next(self) -> None:
        super()._next()
        self._reached = ""
        self._mark()

    def _order_tabs(self) -> None:
        if self.whole is not None:
            self.whole.order_tabs(*self.ends)

    def _fit(self) -> None:
        super()._fit()
        if self._steps_area is not None and self.steps is not None:
            self._steps_area.setVisible(not self.steps.isHidden())

    def _scroll_to(self, name: str, *, focus: bool) -> None:
        """To the top of the window, where it stays while what is above gets its height."""
        section = self.whole.section(name) if self.whole is not None else None
        if section is None:
            return
        stops = [one for one in stops_of(section) if one.isVisibleTo(section) and one.isEnabledTo(section)]
        if focus and stops:
            stops[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self._held = section
        self._hold_soon()

    def _hold_soon(self, *_range: object) -> None:
        """Once the layout has moved what it will move."""
        if self._held is not None:
            QTimer.singleShot(0, self, self._hold)

    def _hold(self) -> None:
        if self._held is not None:
            top = self._held.mapTo(self._inside, QPoint(0, 0)).y()
            self._scroll.verticalScrollBar().setValue(top - self.around.look.px(16))

    def _let_go(self, *_moved: object) -> None:
        """The person scrolls."""
        self._held = None

    def _follow(self, *_moved: object) -> None:
        """The list says which step one is reading."""
        if not isValid(self) or self.whole is None:
            return
        focused = QApplication.focusWidget()
        if self._held is not None and focused is not None and not self._held.isAncestorOf(focused):
            self._held = None
        here = self._read_now()
        if here and here != self._here:
            self._here = here
            self._mark()

    def _read_now(self) -> str:
        """The step with the cursor if that is to be seen, else the one that the eye is on."""
        shown = self.whole.shown() if self.whole is not None else []
        view = self._scroll.viewport()
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused) and not focused.visibleRegion().isEmpty():
            inside = [name for name, section in shown if section.isAncestorOf(focused)]
            if inside:
                return inside[0]
        eye = round(view.height() * EYE)
        above = [name for name, section in shown if section.mapTo(self, QPoint(0, 0)).y() <= eye]
        return above[-1] if above else ""

    def _mark(self) -> None:
        if self.steps is None:
            return
        steps = self.all_steps(self._filing)
        self.steps.mark(steps)
        self.show_step_number(steps)
        if self._steps_area is not None:
            self._steps_area.ensureWidgetVisible(self.steps.entry(self._here), 0, 40)
