"""Sent?: three things kept apart: on this machine, the portal has it, the office has taken it in."""

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.submission import Mode, OutboxItem, is_in_doubt
from desktop.services.ports import Account
from desktop.services.tracking import StatusView
from desktop.ui.desk import Desk, SignIn
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.consent_card import ConsentCard
from desktop.ui.pages.correcting import begin_correction, can_be_corrected
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.pages.sign_in_box import SignInBox
from desktop.ui.pages.states import state_words
from desktop.ui.pages.use_for_real import use_for_real
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, card, column, picture, row, text
from desktop.ui.widgets.notice import notice
from desktop.ui.widgets.truth_line import somebody_signed_in
from desktop.ui.words import day, tr


@dataclass(frozen=True, slots=True)
class Sending:
    """What sending needs: the round to start and the way to sign in."""

    timer: OutboxTimer
    sign_in: SignIn


class SentPage(Page):
    """Rows `onThisMachine`, `atPortal`, `atOffice`; buttons `signIn`, `tryNow`, `openDossier`, `proofSlip`."""

    rail = "dossiers"

    def __init__(self, around: Surroundings, desk: Desk, submission: str, sending: Sending, slip: PaperOut) -> None:
        super().__init__(around, "page", (tr("rail.dossiers"), tr("sent.crumb")))
        self._desk = desk
        self._submission = submission
        self._sending = sending
        self._slip = slip
        self._is_signed_in = True
        self._box = SignInBox(self, desk, sending.sign_in, self._signed_in)
        self._frame = QFrame()
        self.add(self._frame)
        self.body.addStretch(1)
        around.events.published.connect(self._load)
        sending.timer.passed.connect(self._load)
        self._load()
        sending.timer.hurry()

    def _load(self, _event: object = None) -> None:
        self.ask(self.around.store, self._read, self._show)

    def _read(self) -> tuple[StatusView, bool]:
        with self._desk.open_unit() as uow:
            is_signed_in = somebody_signed_in(uow)
        return self._desk.tracking.status(self._submission), is_signed_in

    def _show(self, found: tuple[StatusView, bool]) -> None:
        status, self._is_signed_in = found
        item, dossier = status.item, status.dossier
        received = item.receipted_at is not None
        taken_in = dossier is not None and dossier.received_at is not None
        unsent = "sent.title_unknown" if is_in_doubt(item) else "sent.title_waiting"
        title = "sent.title_taken_in" if taken_in else "sent.title_received" if received else unsent
        rows = [
            self._row("onThisMachine", "ok", tr("sent.here"), self._here(status)),
            self._row("atPortal", "ok" if received else "todo", tr("sent.portal"), self._portal(item)),
            self._row("atOffice", "ok" if taken_in else "todo", tr("sent.office"), self._office(status)),
        ]
        parts: list[QWidget] = [
            text(tr(title), "title", name="pageTitle"),
            text(status.submission.title, "lead"),
            card(*rows, gap=16),
            ConsentCard(self, self._desk, self._submission),
            text(tr("sent.explain"), "help"),
        ]
        if status.submission.mode is Mode.PRACTICE:
            parts.append(notice(self.around.icons, "practice", tr("check.practice")))
        frame = QFrame()
        frame.setLayout(column(*parts, flow(*self._actions(item, status.submission.mode, received=received)), gap=18))
        self.body.replaceWidget(self._frame, frame)
        self._frame.deleteLater()
        self._frame = frame

    def _actions(self, item: OutboxItem, mode: Mode, *, received: bool) -> list[QWidget]:
        key = self._submission
        buttons: list[QWidget] = []
        if can_be_corrected(item):
            fix = button(
                tr("waiting.correct"), "correct", lambda: begin_correction(self, self._desk, key), role="primary"
            )
            return [fix, button(tr("sent.home"), "goHome", lambda: self.around.navigator.go("home"))]
        if not received and not self._is_signed_in:
            buttons.append(button(tr("sent.sign_in"), "signIn", self._sign_in, role="primary"))
        elif not received:
            buttons.append(button(tr("waiting.try_now"), "tryNow", lambda: self._retry(item)))
        if received:
            buttons.append(
                button(
                    tr("sent.follow"), "openDossier", lambda: self.around.navigator.go("dossier", key), role="primary"
                )
            )
            buttons.append(
                button(
                    tr("sent.slip"),
                    "proofSlip",
                    lambda: self._slip.save(self, key),
                    icon="printer",
                    icons=self.around.icons,
                )
            )
        if mode is Mode.PRACTICE:
            buttons.append(use_for_real(self, self._desk, key))
        buttons.append(button(tr("sent.home"), "goHome", lambda: self.around.navigator.go("home")))
        return buttons

    def _here(self, status: StatusView) -> str:
        one = status.submission
        return tr("sent.here_second", when=self.when(one.finalised_at), digest=one.fingerprint[7:23])

    def _portal(self, item: OutboxItem) -> str:
        if item.receipted_at is not None:
            return tr("sent.portal_second", when=self.when(item.receipted_at))
        return state_words(item, self.around.now())

    def _office(self, status: StatusView) -> str:
        dossier = status.dossier
        if dossier is None or dossier.received_at is None:
            return tr("sent.office_not_yet")
        due = tr("sent.due", day=day(dossier.due_at)) if dossier.due_at else ""
        return tr("sent.office_second", when=self.when(dossier.received_at), code=dossier.code or "–", due=due)

    def _row(self, name: str, state: str, title: str, second: str) -> QFrame:
        icon, token = ("circle-check", "ok") if state == "ok" else ("circle", "muted")
        words = column(text(title, "label"), text(second, "help", name=f"{name}Words"), gap=2)
        inside = row(picture(self.around.icons, icon, token, 26), words, gap=16)
        inside.setStretch(1, 1)
        frame = QFrame()
        frame.setObjectName(name)
        frame.setLayout(inside)
        return frame

    def _sign_in(self) -> None:
        """In the browser; a kiosk has a page of its own for it."""
        self._box.begin()

    def _signed_in(self, account: Account) -> None:
        self.say("ok", tr("sent.signed_in", name=account.name))
        self._sending.timer.run_now()

    def _retry(self, item: OutboxItem) -> None:
        self.ask(
            self.around.store, lambda: self._desk.outbox.retry(item.id), lambda _none: self._sending.timer.run_now()
        )
