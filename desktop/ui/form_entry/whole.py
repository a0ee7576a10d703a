"""A whole form on one page: every step under the one before, built one after the other while one already types."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.form_entry.checking import Checking
from desktop.ui.form_entry.field import Field
from desktop.ui.form_entry.step import Fault, StepForm
from desktop.ui.form_entry.steps import categories, label_of
from desktop.ui.icons import Icons
from desktop.ui.theme import Look
from desktop.ui.widgets.basic import text
from desktop.ui.widgets.pile import Pile
from desktop.ui.words import lang
from forms.pack import Answers, ProcedurePack
from forms.rules import Element, is_shown

GAP = 26


class Section(QWidget):
    """One step with its title; its form is made when it is first shown."""

    def __init__(self, category: Element, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.category = category
        self.title = title
        self.form: StepForm | None = None
        self.is_asked = False
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(10)


class WholeForm(Pile):
    """Tells `edited` when an answer changed, `built` with each form, `grown` when all that is shown has been built."""

    edited = Signal()
    built = Signal(object)
    grown = Signal()

    def __init__(
        self, pack: ProcedurePack, answers: Answers, today: Callable[[], date], icons: Icons, look: Look
    ) -> None:
        super().__init__(gap=GAP)
        self.answers = answers
        self.edited_step = ""
        self._pack = pack
        self._today = today
        self._checking = Checking(pack, today)
        self._icons = icons
        self._look = look
        self._is_whole = False
        self._is_in_order = True
        self._sections = [Section(one, label_of(pack, one, lang()), self) for one in _all_categories(pack)]
        for section in self._sections:
            self.put(section)
        self._next = QTimer(self, interval=0)
        self._next.timeout.connect(self._build_next)
        self._ask()
        self._build_next()
        self._ask()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The first step is there: on with the others."""
        super().paintEvent(event)
        if not self._is_whole:
            self._next.start()

    @property
    def forms(self) -> list[StepForm]:
        """Those that are built, hidden or not, in order."""
        return [section.form for section in self._sections if section.form is not None]

    @property
    def fields(self) -> dict[str, Field]:
        """All fields that are built."""
        return {pointer: field for form in self.forms for pointer, field in form.fields.items()}

    def shown(self) -> list[tuple[str, Section]]:
        """(id, section) of every step that the answers show, in order."""
        names = [name for name, _ in categories(self._pack, self.answers)]
        return list(zip(names, (one for one in self._sections if one.is_asked), strict=True))

    def build_all(self) -> None:
        """Do not wait for what is still to come."""
        while self._unbuilt():
            self._build_next()

    def section(self, name: str) -> Section | None:
        """The section of a step, with all the others: what is built later would push it away."""
        self.build_all()
        return dict(self.shown()).get(name)

    def show_all_faults(self) -> list[Fault]:
        """Check every visible field of every step; what is wrong, in order, then what is doubtful."""
        self.build_all()
        found = [
            replace(fault, place=section.title)
            for _, section in self.shown()
            if section.form is not None
            for fault in section.form.show_all_faults()
        ]
        return sorted(found, key=lambda fault: fault.is_doubt)

    def field_at(self, pointer: str) -> Field | None:
        """The field of *pointer*, or the one it lies in or that lies in it."""
        self.build_all()
        return next((field for form in self.forms if (field := form.field_at(pointer)) is not None), None)

    def reached(self, pointer: str) -> QWidget | None:
        """Where the cursor goes for *pointer*; a row that is not shown is brought to the light."""
        self.build_all()
        return next((found for form in self.forms if (found := form.reached(pointer)) is not None), None)

    def order_tabs(self, *after: QWidget) -> None:
        """Tab goes through the sections in their order and then to *after*, whatever was built last."""
        stops = [one for section in self._sections for one in stops_of(section)]
        if self._is_in_order:  # a thousand turns of the ring take a second
            stops = stops[-1:]
        for before, following in pairwise([*stops, *after]):
            QWidget.setTabOrder(before, following)

    def _unbuilt(self) -> list[Section]:
        return [one for one in self._sections if one.form is None and one.is_asked]

    def _build_next(self) -> None:
        waiting = self._unbuilt()
        if waiting:
            self._is_in_order = self._is_in_order and not self._is_whole
            self._build(waiting[0])
        if len(waiting) < 2:
            self._next.stop()
            self._is_whole = True
            self._ask()
            self.grown.emit()

    def _build(self, section: Section) -> None:
        if section.title:
            section.column.addWidget(text(section.title, "step"))
        lead = f"{section.category.get('i18n', '')}.description"
        if self._pack.has_text(lead):
            section.column.addWidget(text(self._pack.text(lead, lang()), "lead"))
        form = StepForm(
            self._pack, section.category, self.answers, self._today, self._icons, self._look,
            dense=True, parent=section,
        )  # fmt: skip
        form.checking = self._checking
        section.form = form
        form.edited.connect(lambda: self._edited(section))
        form.laid.connect(lambda: self._lay_in_others(form))
        form.checked.connect(lambda: self._check_others(form))
        section.column.addWidget(form)
        if form.answers != self.answers:  # defaults of the step
            self._edited(section)
        self.built.emit(form)

    def _edited(self, section: Section) -> None:
        if section.form is None:
            return
        self._share(section.form)
        self.edited_step = next((name for name, one in self.shown() if one is section), self.edited_step)
        self.edited.emit()

    def _share(self, source: StepForm) -> None:
        """A rule of one step may look at an answer of another."""
        self.answers = source.answers
        for form in self.forms:
            if form is not source:
                form.take(self.answers)
        self._ask()
        if self._unbuilt():
            self._next.start()

    def _ask(self) -> None:
        """Show the steps that the answers ask for; the first at once, the others together when they are built."""
        first = True
        for section in self._sections:
            section.is_asked = is_shown(section.category, self.answers)
            shown = section.is_asked and section.form is not None and (first or self._is_whole)
            first = first and not section.is_asked
            if shown == section.isHidden():
                section.setVisible(shown)

    def _lay_in_others(self, source: StepForm) -> None:
        """A family is filled in from one step and stands in three."""
        for form in self.forms:
            if form is not source:
                form.show_answers(self.answers)

    def _check_others(self, source: StepForm) -> None:
        """What is wrong in one step may be wrong because of an answer in another."""
        for form in self.forms:
            if form is not source:
                form.show_faults()


def _all_categories(pack: ProcedurePack) -> list[Element]:
    if pack.ui.get("type") != "Categorization":
        return [category for _, category in categories(pack, {})]
    return list(pack.ui.get("elements", []))


def stops_of(section: Section) -> Iterator[QWidget]:
    """Where Tab may stop, in order."""
    for one in section.findChildren(QWidget):
        is_stop = one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.focusProxy() is None
        if is_stop and one.window() is section.window():  # not the list of a drop-down
            yield one
