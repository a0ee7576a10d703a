"""What the pages share that answer a question of the office: they read status and pack, and queue an answer."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.dossier import Dossier
from desktop.domain.submission import FINAL, NEEDS_PERSON, Kind, OutboxItem
from desktop.services.draft_reading import agreed_answers, with_changes
from desktop.services.tracking import StatusView
from desktop.services.turns import answered
from desktop.ui.desk import Desk
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.page import Page
from desktop.ui.pages.whose_move import held_up
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button
from desktop.ui.words import lang, tr
from forms.pack import Answers, ProcedurePack


@dataclass(frozen=True, slots=True)
class Asked:
    """The dossier that is asked about, with the answers that were sent; `answered` are questions that need no more.

    `failed` are questions whose answer cannot be sent as it is, so that they stand again; it is among the answers.
    """

    status: StatusView
    dossier: Dossier
    pack: ProcedurePack
    answers: Answers
    answered: frozenset[str]
    failed: frozenset[str]
    waiting: frozenset[Kind]
    """Kinds of what was said and is not there yet."""


class AnsweringPage(Page):
    """Reads what is asked, then calls `fill`; `queued` is called with the outbox item. Its answers are of `kind`."""

    rail = "dossiers"
    kind: Kind

    def __init__(self, around: Surroundings, desk: Desk, submission: str, timer: OutboxTimer, crumb: str) -> None:
        super().__init__(around, "page", (tr("rail.dossiers"), crumb))
        self.desk = desk
        self.submission = submission
        self.timer = timer
        self.inside = QVBoxLayout()
        self.inside.setSpacing(16)
        self.add(self.inside)
        self.body.addStretch(1)
        self.ask(around.store, self.read, self.show_asked)

    def read(self) -> Asked | None:
        """What is asked; None when the portal has no such dossier."""
        status = self.desk.tracking.status(self.submission)
        if status.dossier is None:
            return None
        pack = self.desk.catalogue.get(status.submission.procedure, status.submission.version)
        with self.desk.open_unit() as uow:
            items = uow.outbox.of_submission(self.submission)
        given = answered(items)
        failed = [item for item in items if item.state in NEEDS_PERSON and item.id not in given]
        answers = agreed_answers(items)
        for item in failed:
            if item.kind is Kind.SUPPLEMENT:
                answers = with_changes(answers, item)
        waiting = frozenset(item.kind for item in items if item.state not in FINAL)
        return Asked(status, status.dossier, pack, answers, given, frozenset(item.id for item in failed), waiting)

    def show_asked(self, asked: Asked | None) -> None:
        """Build the page, or say that nothing is asked and why."""
        if asked is not None and self.fill(asked):
            return
        held = [item for item in asked.status.left.held if item.kind is self.kind] if asked is not None else []
        if asked is not None and held:
            move = held_up(asked.status.submission, held[0])
            go = button(move.action, "nextMove", lambda: self.around.navigator.go(move.place, move.submission))
            self.offer(tr(f"asked.{move.place}"), "", go)
            return
        waits = asked is not None and self.kind in asked.waiting
        self.say("plain", tr("asked.waits" if waits else "asked.nothing"), name="nothingAsked")

    def fill(self, asked: Asked) -> bool:
        """Build the page; whether there was anything to ask."""
        raise NotImplementedError

    def say_if_failed(self, asked: Asked, question: str) -> None:
        """An answer was given and cannot be sent as it is, so that the question stands again."""
        if question in asked.failed:
            self.say("warn", tr("asked.failed"), name="failedBefore")

    def buttons(self, *actions: QWidget) -> QWidget:
        """The row of buttons at the end, the way back first."""
        return flow(button(tr("word.back"), "back", self._leave_for_dossier), *actions)

    def queue(self, answer: Callable[[], OutboxItem]) -> None:
        """Queue an answer and send it as soon as there is a network."""
        self.ask(self.around.store, answer, self._queued)

    def _queued(self, _item: OutboxItem) -> None:
        self.timer.hurry()
        self._leave_for_dossier()

    def _leave_for_dossier(self) -> None:
        self.around.navigator.go("dossier", self.submission)


def said(pack: ProcedurePack, key: str, otherwise: str) -> str:
    """A text of the pack, or *otherwise*."""
    return pack.text(key, lang()) if pack.has_text(key) else otherwise
