"""What the pages of one filing share: the step list, the column beside it, help and law at the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.attachment import Attachment
from desktop.domain.carried import CarriedDraft
from desktop.domain.draft import Draft
from desktop.services.migrating import Review
from desktop.ui.desk import Desk
from desktop.ui.form_entry.steps import Step, categories, form_states, label_of
from desktop.ui.pages.newer_form import newer_form_notice, notes_card
from desktop.ui.pages.page import Page
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import Spread, stack
from desktop.ui.widgets.basic import text
from desktop.ui.widgets.step_list import StepList
from desktop.ui.words import clock_time, lang, tr
from forms.answers import complete
from forms.pack import ProcedurePack
from forms.slots import missing_slots

STEPS_HIDDEN_BELOW = 640
MOST_WITH_TABLE = 1500


@dataclass(frozen=True, slots=True)
class Filing:
    """A draft with its pack and papers, as read from the store; what a newer form would make of it, and its origin."""

    draft: Draft
    pack: ProcedurePack
    papers: tuple[Attachment, ...]
    newer: Review | None = None
    origin: CarriedDraft | None = None


class FilingPage(Page):
    """Reads its draft, then calls `fill`; subclasses put their things into `main` and `aside`."""

    place = "form"

    def __init__(self, around: Surroundings, desk: Desk, draft_id: str, step: str = "") -> None:
        super().__init__(around, "page", (tr("home.crumb"),))
        self.desk = desk
        self.draft_id = draft_id
        self.step = step
        self.main = QWidget()
        self.main_column = QVBoxLayout(self.main)
        self.main_column.setContentsMargins(0, 0, 0, 0)
        self.main_column.setSpacing(18)
        self.steps: StepList | None = None
        self._step_line = text("", "second", name="stepLine")
        self.ask(around.store, self._read, self._show)

    @property
    def today(self) -> date:
        """The day in Vietnam."""
        return self.around.today()

    def fill(self, filing: Filing) -> None:
        """Build the page for what was read."""
        raise NotImplementedError

    def asides(self, filing: Filing) -> list[QWidget]:
        """What stands at the right."""
        del filing
        return []

    def wants_room(self) -> bool:
        """Whether there is something wide in the main column: then nothing stands at its right."""
        return False

    def current_step(self, filing: Filing) -> str:
        """The id of the step that is shown."""
        del filing
        return self.place

    def reached(self, filing: Filing) -> str:
        """The first step that nobody was asked yet; "" when all were."""
        if self.place == "filing_for":
            return filing.draft.step or categories(filing.pack, dict(filing.draft.answers))[0][0]
        return self.current_step(filing) if self.place == "form" else ""

    def open_step(self, step: Step) -> None:
        """Go to another step."""
        self.around.navigator.go(step.place, self.draft_id, step.id if step.place == "form" else "")

    def told_saved(self, draft: Draft) -> None:
        """Show when the draft was saved."""
        if self.steps is not None:
            self.steps.saved.setText(tr("form.saved", time=clock_time(draft.saved_at)))

    def all_steps(self, filing: Filing) -> tuple[Step, ...]:
        """Every step with its state, the current one marked."""
        here = self.current_step(filing)
        draft, pack = filing.draft, filing.pack
        answers = dict(draft.answers)
        states = form_states(pack, answers, self.reached(filing), self.today)
        form = [
            Step("form", name, label_of(pack, category, lang()), states[name])
            for name, category in categories(pack, answers)
        ]
        who = Step("filing_for", "filing_for", tr("filing_for.step"), "done" if draft.filing_for else "todo")
        lacking = missing_slots(
            pack, complete(pack, answers, today=self.today), [paper.slot for paper in filing.papers]
        )
        papers_state = "todo" if self.place in ("filing_for", "form") else "problem" if lacking else "done"
        ends = (Step("papers", "papers", tr("papers.step"), papers_state), Step("check", "check", tr("check.step")))
        return tuple(
            Step(step.place, step.id, step.label, "here" if step.id == here else step.state)
            for step in (who, *form, *ends)
        )

    def show_step_number(self, steps: Sequence[Step]) -> None:
        """*Bước 2 trong 8*, where there is no room for the list."""
        number = next((n for n, step in enumerate(steps, 1) if step.state == "here"), 1)
        self._step_line.setText(tr("form.step_of", n=number, of=len(steps)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.steps is not None:
            narrow = self.width() < self.around.look.px(STEPS_HIDDEN_BELOW)
            self.steps.setVisible(not narrow)
            self._step_line.setVisible(narrow)

    def _read(self) -> Filing:
        draft = self.desk.drafting.get(self.draft_id)
        return Filing(
            draft,
            self.desk.catalogue.get(draft.procedure, draft.version),
            self.desk.attaching.of_draft(draft.id),
            self.desk.migrating.review(draft.id),
            self.desk.migrating.origin(draft.id),
        )

    def _show(self, filing: Filing) -> None:
        pack = filing.pack
        steps = self.all_steps(filing)
        self.show_step_number(steps)
        name = pack.text("procedure.name", lang())
        self.recrumb(tr("home.crumb"), name)
        self.steps = StepList(self.around, name, tr("sheet.code", code=pack.code), steps, self.open_step)
        self.told_saved(filing.draft)
        self.main_column.insertWidget(0, self._step_line)
        self.fill(filing)
        self.main_column.addStretch(1)
        if filing.newer is not None:
            self.body.insertWidget(0, newer_form_notice(self.around, filing.newer))
        asides = self.asides(filing)
        if filing.origin is not None and filing.origin.notes:
            asides = [*asides, notes_card(self.desk.catalogue, filing.draft, filing.origin)]
        px = self.around.look.px
        least = px(690)
        if self.wants_room():
            least = 1 << 20
            self._inside.setMaximumWidth(px(MOST_WITH_TABLE) + 80)
        middle = Spread(self.main, stack(*asides), least=least, aside_width=px(230)) if asides else self.main
        self.place_steps(self.steps, middle)
        self.body.addStretch(1)
        self._fit()

    def place_steps(self, steps: StepList, middle: QWidget) -> None:
        """The list beside the column."""
        beside = QHBoxLayout()
        beside.setSpacing(28)
        beside.addWidget(steps)
        beside.addWidget(middle, 1)
        self.add(beside)
