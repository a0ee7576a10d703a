"""An officer's day in the window: cards scanned, dossiers begun, typed with their faults, mended, sent in a batch."""

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication, QCheckBox, QWidget
from reportlab.pdfgen.canvas import Canvas

from desktop import assembly
from desktop.cli.demo_office import DemoOffice
from desktop.domain.attachment import CONSENT_SLOT
from desktop.ui.pages.dense import DensePage
from desktop.ui.pages.people import PeoplePage
from tests.gui.birth import STORY, Papers
from tests.gui.officer import shoots
from tests.gui.officers_cast import BIRTH, DEATH, MARITAL, MARRIAGE, PENSION, Case, leaves
from tests.gui.officers_form import all_typed, fills, types_answer
from tests.gui.person import Effort, Person

STANDS = {
    BIRTH: ("/nguoi_yeu_cau", "/me"),
    MARRIAGE: (),
    DEATH: ("/nguoi_yeu_cau",),
    MARITAL: ("/nguoi_yeu_cau", "/nguoi_duoc_cap"),
    PENSION: ("/nguoi_yeu_cau",),
}
"""Where in the form the officer says that the resident stands; where there is one place only, nothing is asked."""
NEEDED = {BIRTH: ("TP01",), DEATH: ("TP01",)}
"""Papers beside the consent."""
IN_THE_DIALOG = 2
"""Clicks that no test makes: the file, and *Open*."""


@dataclass
class Day:
    """What came of it; by draft: what the form cost with mending, what all the rest cost, what typing all would."""

    person: Person
    services: assembly.Services
    papers: Papers
    cases: dict[str, Case] = field(default_factory=dict)
    form: dict[str, Effort] = field(default_factory=dict)
    around: dict[str, Effort] = field(default_factory=dict)
    typed: dict[str, Effort] = field(default_factory=dict)
    shared: Effort = field(default_factory=Effort)
    slips: Path = Path()
    report: Path = Path()

    def works_through(self, cases: list[Case]) -> None:
        """Everybody, one after the other."""
        for case in cases:
            self.person.effort = effort = Effort()
            draft = self.begins(case)
            self.cases[draft], self.around[draft] = case, effort
            self.types(draft, case)
            self.attaches(draft, case)
            self.person.effort = self.shared

    def begins(self, case: Case) -> str:
        """The gun opens or makes the resident; then *Hồ sơ mới*. Its draft."""
        person = self.person
        person.presses("rail_people")
        person.waits(lambda: isinstance(person.program.window.page, PeoplePage), "not at the people")
        person.sees("findResident")
        person.effort.clicks += 1  # the trigger
        shoots(person, case.resident.card)
        person.waits(lambda: "pageTitle" in person.names() and person.told("pageTitle") == case.resident.name)
        person.presses(f"begin_{case.code}")
        for pointer in STANDS[case.code][1:]:
            person.ticks(f"block{pointer}")
        if STANDS[case.code]:
            person.presses("beginNow")
        self._dense()
        return str(person.program.navigator.here.key)

    def types(self, draft: str, case: Case) -> None:
        """What is not known yet, with the faults of this case in it."""
        page = self._dense()
        assert page.whole is not None
        wanted = dict(leaves(case.answers))
        wrong = {name: case.faults.get(name, value) for name, value in wanted.items()}
        self.person.effort = self.form[draft] = Effort()
        cost = fills(self.person, page.whole, {name: value for name, value in wrong.items() if value is not None})
        assert self.form[draft] == cost, "both sides are not counted alike"
        assert all(page.whole.fields[name].isVisible() for name in case.faults), case.faults
        self.typed[draft] = all_typed(self.services.catalogue.get(case.code), page.whole, wanted)

    def attaches(self, draft: str, case: Case) -> None:
        """The scanned papers and the signed consent."""
        person = self.person
        person.effort = self.around[draft]
        person.presses("step_papers")
        for slot in (*NEEDED.get(case.code, ()), CONSENT_SLOT):
            self.papers.lies_ready(f"{slot}.pdf", scanned(f"{slot} {case.code}", f"{case.resident.number} {draft}"))
            person.presses(f"choose_{slot}")
            person.effort.clicks += IN_THE_DIALOG
            person.sees(f"remove_{slot}_1")

    def mends_all(self) -> None:
        """The list of *Gửi loạt*: every fault leads to its field, and back."""
        person = self.person
        person.presses("rail_dossiers")
        person.presses("go_batch")
        person.presses("checkAll")
        for draft, case in self.cases.items():
            person.effort = self.form[draft]
            for pointer in case.faults:
                self._mends(draft, pointer, dict(leaves(case.answers))[pointer])
        person.effort = self.shared

    def _mends(self, draft: str, pointer: str, value: Any) -> None:
        person, fix = self.person, f"fix_{draft}{pointer}"
        person.program.window.activateWindow()  # as a click does; lists under lines leave it inactive offscreen
        person.presses(fix)
        page = self._dense()
        assert page.whole is not None
        mended = page.whole.fields[pointer]
        person.waits(lambda: _holds_focus(mended), f"the cursor is not in {pointer}")
        types_answer(person, mended, value)
        person.presses("backToBatch")
        person.sees("checkAll")
        person.waits(lambda: fix not in person.names(), f"{pointer} is still at fault")

    def sends_all(self) -> None:
        """One pledge for all, and every one is received."""
        person, services, count = self.person, self.services, len(self.cases)
        tick = person.sees("pledgeAll")
        assert isinstance(tick, QCheckBox)
        person.waits(lambda: f"{count} hồ sơ" in tick.text().replace("\n", " "), "not all are ready")
        person.ticks("pledgeAll")
        person.presses("sendAll")
        person.waits(lambda: len(services.many.batching.round.sent) == count, "not all were submitted")
        office = DemoOffice.at(services)
        person.program.switch.turn(True)
        services.signing_in.as_user(STORY["user"], office.token)
        assert person.program.timer is not None
        person.program.timer.run_now()
        person.reads(f"{count}/{count}")

    def closes(self) -> None:
        """The slips for the residents and the report of the day."""
        person = self.person
        self.slips = self.papers.lies_ready("phieu.pdf")
        person.presses("slips")
        person.waits(self.slips.exists, "no slips")
        person.presses("goDay")
        self.report = self.papers.lies_ready("bao-cao.pdf")
        person.presses("report_pdf")
        person.waits(self.report.exists, "no report")

    def _dense(self) -> DensePage:
        """The form on one page, all of it."""
        person = self.person

        def is_there() -> bool:
            page = person.program.window.page
            return isinstance(page, DensePage) and page.whole is not None and page.whole.isVisible()

        person.waits(is_there, "the form is not on one page")
        page = person.program.window.page
        assert isinstance(page, DensePage)
        assert page.whole is not None
        page.whole.build_all()
        person.waits(lambda: not person.program.store.waiting, "something is still read")
        return page


def scanned(title: str, words: str) -> bytes:
    """A small page as a PDF."""
    out = BytesIO()
    canvas = Canvas(out)
    for line in range(12):
        canvas.drawString(72, 760 - 24 * line, f"{title} {words}")
    canvas.save()
    return out.getvalue()


def _holds_focus(mended: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is mended or mended.isAncestorOf(focused))
