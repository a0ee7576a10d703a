"""*Gửi loạt*: the open drafts with a tick each, checked one after the other, mended, pledged for and sent."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.submission import Mode
from desktop.services.batching import Candidate, Checked, Outcome, Standing, twins
from desktop.services.ports import Account
from desktop.ui.desk import Desk
from desktop.ui.one_by_one import OneByOne
from desktop.ui.pages.batch_faults import faults_of
from desktop.ui.pages.batch_list import DraftList
from desktop.ui.pages.batch_pledge import PledgeCard
from desktop.ui.pages.batch_standing import StandingList
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.pages.sent import Sending
from desktop.ui.pages.sign_in_box import SignInBox
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, rerole, text
from desktop.ui.widgets.notice import announce, notice
from desktop.ui.widgets.truth_line import somebody_signed_in
from desktop.ui.words import told, tr

CHECKING, SENDING = "batch.checking", "batch.sending"


@dataclass(frozen=True, slots=True)
class _Read:
    candidates: tuple[Candidate, ...]
    standings: tuple[Standing, ...]
    is_signed_in: bool


class BatchPage(Page):
    """Ticks `pick_<draft>` and `pledgeAll`; buttons `checkAll`, `stop`, `fix_<draft><pointer>`, `sendAll`, `slips`."""

    rail = "dossiers"

    def __init__(self, around: Surroundings, desk: Desk, mode: Mode, sending: Sending, slips: PaperOut) -> None:
        super().__init__(around, "page", (tr("rail.dossiers"), tr("batch.title")))
        self._desk, self._mode, self._sending, self._slips = desk, mode, sending, slips
        self._round = desk.many.batching.round
        self._at, self._round.at = self._round.at, ""
        self._work: OneByOne[Checked] | OneByOne[Outcome] | None = None
        self._key = ""
        self._target: QWidget | None = None
        self._is_loading = self._load_again = False
        self.headline(tr("batch.title"), tr("batch.lead"))
        if mode is Mode.PRACTICE:
            self.add(notice(around.icons, "practice", tr("check.practice"), name="practiceSentence"))
        box = SignInBox(self, desk, sending.sign_in, self._signed_in)
        self._standing = StandingList(around, box.begin, self._print_slips)
        self._list = DraftList(around, self._round, self._turned)
        self._check_button = button(tr("batch.check"), "checkAll", self._check_picked, role="primary")
        self._stop_button = button(tr("batch.stop"), "stop", self._stop)
        self._progress = text("", "help", name="batchProgress")
        self._bar = flow(self._check_button, self._stop_button, *self._ways())
        self._faults = QVBoxLayout()
        self._faults.setSpacing(12)
        self._pledge = PledgeCard(around, self._send)
        self.add(self._standing, self._list, self._bar, self._progress, self._faults, self._pledge)
        self.body.addStretch(1)
        self._idle()
        bar = self._scroll.verticalScrollBar()
        bar.rangeChanged.connect(lambda *_range: QTimer.singleShot(0, self, self._keep_in_sight))
        bar.actionTriggered.connect(self._let_go)
        self._bar.hide()  # until it is known what there is to check
        around.events.published.connect(self._moved)
        sending.timer.passed.connect(self._moved)
        self._load()

    def leave(self) -> None:
        """Checking stops when nobody looks; what was pledged for goes on."""
        if self._work is not None and self._key == CHECKING:
            self._work.stop()

    def _ways(self) -> tuple[QPushButton, ...]:
        go = self.around.navigator.go
        return (
            button(tr("import.title"), "goImport", lambda: go("import"), role="link"),
            button(tr("day.title"), "goDay", lambda: go("day"), role="link"),
        )

    def _moved(self, _event: object = None) -> None:
        if self._round.sent and self._work is None:
            self._load()

    def _load(self) -> None:
        """Read anew; asked for while one is reading, once more afterwards."""
        if self._is_loading:
            self._load_again = True
            return
        self._is_loading = True
        self.ask(self.around.store, self._read, self._show, self._not_read)

    def _not_read(self, error: Exception) -> None:
        """What is shown stays, called what it is; the next reading is not held up by this one."""
        self._is_loading = self._load_again = False
        again = button(tr("batch.read_again"), "readAgain", self._read_again)
        self.offer(tr("batch.not_read"), told(error), flow(again))

    def _read_again(self) -> None:
        self.unsay()
        self._load()

    def _read(self) -> _Read:
        with self._desk.open_unit() as uow:
            is_signed_in = somebody_signed_in(uow)
        batching = self._desk.many.batching
        return _Read(batching.candidates(), batching.standings(self._round.sent), is_signed_in)

    def _show(self, read: _Read) -> None:
        self._is_loading = False
        self._standing.show_all(read.standings, self._round, is_signed_in=read.is_signed_in)
        if self._load_again:
            self._load_again = False
            self._load()
        if self._list.holds(read.candidates):
            return
        self._list.show_all(read.candidates)
        self._bar.show()
        self._check_button.setVisible(bool(read.candidates))
        stale = [one for one in self._list.picked() if self._is_stale(one)]
        if stale:
            self._check(stale)
        else:
            self._show_result()
            QTimer.singleShot(0, self, self._come_back)

    def _is_stale(self, one: Candidate) -> bool:
        """Checked before, and changed since: the officer was away to mend it."""
        return one.draft.id in self._round.checked and (not self._round.is_fresh(one.draft) or one.draft.id == self._at)

    def _check_picked(self) -> None:
        self._check(self._list.picked())

    def _check(self, wanted: list[Candidate]) -> None:
        self._pledge.hide()
        tasks = [partial(self._desk.many.batching.check, one.draft.id) for one in wanted]
        work = OneByOne(self.around.store, tasks, self._checked, self._all_checked, self._not_checked)
        self._begin(work, CHECKING)

    def _begin(self, work: "OneByOne[Checked] | OneByOne[Outcome]", key: str) -> None:
        self._work, self._key = work, key
        self._check_button.setEnabled(False)
        self._stop_button.show()
        self._tell()
        work.start()

    def _checked(self, one: Checked) -> None:
        self._round.checked[one.draft.id] = one
        if isValid(self):
            self._list.mark(one)
            self._tell()

    def _not_checked(self, error: Exception) -> None:
        if isValid(self):
            self.show_refusal(error)

    def _all_checked(self) -> None:
        if isValid(self):
            self._idle()
            self._show_result()
            QTimer.singleShot(0, self, self._come_back)

    def _tell(self) -> None:
        if self._work is not None:
            self._progress.setText(tr(self._key, n=self._work.done, of=self._work.of))
            self._progress.show()

    def _idle(self) -> None:
        self._work = None
        self._check_button.setEnabled(True)
        self._stop_button.hide()
        self._progress.hide()

    def _stop(self) -> None:
        if self._work is not None:
            self._work.stop()

    def _turned(self) -> None:
        """Another draft was ticked, or left out: the result is that of the others."""
        if self._work is None:
            self._show_result()

    def _show_result(self) -> None:
        """Faults of what is picked, who may be there twice, and the pledge for what is ready."""
        while (item := self._faults.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        checked = self._list.checked()
        faulty = [one for one in checked if not one.is_ready]
        for one in faulty:
            found = faults_of(self.around, one, self._go_to)
            self._faults.addWidget(found)
            found.show()  # at once: what is not shown yet takes no cursor
        ready = [one for one in checked if one.is_ready]
        for group in twins(checked):
            names = ", ".join(f"{one.candidate.whom.name} ({self.when(one.draft.created_at)})" for one in group)
            words = tr("batch.twins", names=names, n=len(group))
            self._faults.addWidget(notice(self.around.icons, "warn", words, tr("batch.twins_second"), name="twins"))
        self._pledge.offer(ready, left=len(faulty))
        rerole(self._check_button, "second" if ready else "primary")
        if checked:
            words = tr("batch.result", ready=len(ready), faulty=len(faulty))
            self._progress.setText(words)
            self._progress.show()
            announce(self, words)

    def _go_to(self, one: Checked, place: str, step: str) -> None:
        self._round.at = one.draft.id
        self.around.navigator.go(place, one.draft.id, step)

    def _come_back(self) -> None:
        """To where one went away from: its next fault, else its line."""
        here, self._at = self._at, ""
        if not here:
            return
        faults = self.findChild(QWidget, f"faultsOf_{here}")
        first = faults.findChild(QPushButton) if faults is not None else None
        self._target = first or self._list.tick_of(here)
        if self._target is not None:
            self.reveal(self._target)
            QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self, *_range: object) -> None:
        """What is above gets its height later; as long as the cursor is where it was put, it stays to be seen."""
        target = self._target
        if target is None or not isValid(target):
            return
        if QApplication.focusWidget() in (None, self):
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        if target.hasFocus():
            self._scroll.ensureWidgetVisible(target, 40, 80)

    def _let_go(self, *_moved: object) -> None:
        """The person scrolls."""
        self._target = None

    def _send(self, pledged: list[Checked]) -> None:
        """Each in its own unit: what comes between leaves some sent, the others drafts, and nothing twice."""
        tasks = [partial(self._desk.many.batching.submit, one, mode=self._mode) for one in pledged]
        work = OneByOne(self.around.store, tasks, self._submitted, self._all_submitted, self._not_checked)
        self._begin(work, SENDING)

    def _submitted(self, outcome: Outcome) -> None:
        self._round.outcomes[outcome.draft] = outcome
        if outcome.submission is not None:
            self._round.checked.pop(outcome.draft, None)
        if isValid(self):
            self._tell()

    def _all_submitted(self) -> None:
        self._sending.timer.hurry()
        if isValid(self):
            self._idle()
            self._pledge.hide()
            self._load()
            self._scroll.verticalScrollBar().setValue(0)

    def _print_slips(self) -> None:
        self._slips.save(self, self.around.today().isoformat())

    def _signed_in(self, account: Account) -> None:
        self.say("ok", tr("sent.signed_in", name=account.name))
        self._load()
        self._sending.timer.run_now()
