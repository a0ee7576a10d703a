"""One dossier: whose move it is first, then where it is, fee, what to bring, results and the way out."""

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.dossier import WITHDRAWN, Dossier, Status, Turn
from desktop.domain.submission import Mode
from desktop.services.due_dates import days_of
from desktop.services.tracking import StatusView
from desktop.ui.desk import Desk
from desktop.ui.outbox_timer import OutboxTimer
from desktop.ui.pages.acceptance_out import AcceptanceOut
from desktop.ui.pages.consent_card import ConsentCard
from desktop.ui.pages.fee_receipts_card import FeeReceiptsCard
from desktop.ui.pages.fee_words import is_dropped, over_words, warnings
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.pages.retention_card import WorkingPapersCard
from desktop.ui.pages.standing import has_ended_here
from desktop.ui.pages.states import state_name, status_words, told_when
from desktop.ui.pages.stuck_card import stuck_card
from desktop.ui.pages.talk_card import talk_card
from desktop.ui.pages.timeline import timeline
from desktop.ui.pages.twin_notice import twin_notice
from desktop.ui.pages.use_for_real import use_for_real
from desktop.ui.pages.whose_move import move_of
from desktop.ui.pages.withdrawing import WithdrawCard
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import Folding, Spread, flow, stack
from desktop.ui.widgets.basic import button, card, chip, column, picture, row, text
from desktop.ui.words import lang, money, tr
from forms.units import unit_address

_SAID_NO = (Status.REFUSED, Status.STOPPED)


@dataclass(frozen=True, slots=True)
class DossierOut:
    """What is saved from the page: the due day for a calendar, the enquiry about what is stuck."""

    calendar: PaperOut
    enquiry: PaperOut


class DossierPage(Page):
    """Button `nextMove` is the one thing to do; `refresh`, `acceptanceSlip`, `pay`, `withdraw`, `saveCalendar` too."""

    rail = "dossiers"

    def __init__(self, around: Surroundings, desk: Desk, submission: str, timer: OutboxTimer, out: DossierOut) -> None:
        super().__init__(around, "page", (tr("rail.dossiers"), tr("dossier.crumb")))
        self._desk = desk
        self._submission = submission
        self._has_looked = False
        self._has_days = False
        self._slip = AcceptanceOut(self, desk, submission)
        self._out = out
        self._frame = QFrame()
        self._withdrawing = WithdrawCard(self, desk, submission, timer)  # beside what is drawn anew meanwhile
        self.add(self._frame, self._withdrawing)
        self.body.addStretch(1)
        around.events.published.connect(self._load)
        self._load()

    def _load(self, _event: object = None) -> None:
        self.ask(self.around.store, self._read, self._show)

    def _read(self) -> tuple[StatusView, bool]:
        """How it stands, and whether there is a day for a calendar."""
        with self._desk.open_unit() as uow:
            has_days = bool(days_of(uow, self._submission))
        return self._desk.tracking.status(self._submission), has_days

    def _show(self, read: tuple[StatusView, bool]) -> None:
        status, self._has_days = read
        dossier = status.dossier
        frame = QFrame()
        frame.setLayout(self._told(status, dossier) if dossier is not None else self._untold(status))
        self.body.replaceWidget(self._frame, frame)
        self._frame.deleteLater()
        self._frame = frame

    def _untold(self, status: StatusView) -> QVBoxLayout:
        """The portal has told nothing of it yet, which may itself be the trouble."""
        late = [stuck_card(self, status, status.stuck, self._out.enquiry)] if status.stuck is not None else []
        return column(*late, text(tr("sent.portal_nothing"), "lead"))

    def _told(self, status: StatusView, dossier: Dossier) -> QVBoxLayout:
        px = self.around.look.px
        late = [stuck_card(self, status, status.stuck, self._out.enquiry)] if status.stuck is not None else []
        main = stack(*late, card(text(tr("dossier.where"), "section"), *timeline(self.around, status), gap=14))
        aside = stack(*self._asides(status, dossier))
        as_of = text(told_when(dossier, self.around.now()), "second", name="asOf")
        twins = [twin_notice(self, status.twins)] if status.twins else []
        parts = [self._head(status, dossier), stack(self._turn_card(status, dossier), as_of, gap=6), *twins]
        whole = Spread(main, aside, least=px(720), aside_width=px(290))
        return column(*parts, whole, self._actions(status, dossier), gap=18)

    def _head(self, status: StatusView, dossier: Dossier) -> QWidget:
        code = tr("dossier.code", code=dossier.code) if dossier.code else tr("dossier.no_code")
        where = unit_address(status.submission.unit) if status.submission.unit else ""
        words = column(
            text(status.submission.title, "title", name="pageTitle"),
            text(" · ".join(part for part in (code, where) if part), "lead", name="dossierCode"),
            gap=2,
        )
        inside = row(words)
        inside.setStretch(0, 1)
        if dossier.due_at is not None and dossier.turn is Turn.OFFICE:
            state = ("dossier.overdue", "error") if status.is_overdue else ("dossier.on_time", "ok")
            inside.addWidget(chip(tr(state[0]), state[1], name="dueChip"))
        holder = QWidget()
        holder.setLayout(inside)
        return holder

    def _turn_card(self, status: StatusView, dossier: Dossier) -> QFrame:
        submission = status.submission
        move = move_of(submission, status.left) if status.turn is Turn.YOURS else None
        if move is None:
            icon, token, title, second = _nothing_to_do(status, dossier)
            inside = row(picture(self.around.icons, icon, token, 30), _two(title, second), gap=18)
            inside.setStretch(1, 1)
            return card(inside, name="turnCard")
        second = ". ".join(
            part for part in (move.remaining(self._desk.tracking.portal_time.now()), move.second) if part
        )
        act = button(
            move.action, "nextMove", lambda: self.around.navigator.go(move.place, submission.id), role="primary"
        )
        title = f"{tr('dossier.your_turn')}: {move.action[:1].lower()}{move.action[1:]}"
        inside = row(picture(self.around.icons, "hand", "warn", 30), _two(title, second), gap=18)
        inside.setStretch(1, 1)
        words = QWidget()
        words.setLayout(inside)
        return card(Folding(words, act, least=self.around.look.px(300)), name="turnCard")

    def _asides(self, status: StatusView, dossier: Dossier) -> list[QWidget]:
        self._consent = ConsentCard(self, self._desk, self._submission)
        if not self._has_looked:
            self._has_looked = True
            self._consent.look()
        cards: list[QWidget] = [self._consent]
        if dossier.fee_notices:
            cards.append(self._fee_card(dossier))
            cards.append(FeeReceiptsCard(self, self._desk, self._submission))
        if dossier.results:
            look = button(
                tr("dossier.see_results"),
                "results",
                lambda: self._go("result"),
                icon="file-check",
                icons=self.around.icons,
            )
            names = [text(result.name) for result in dossier.results]
            cards.append(card(text(tr("dossier.results"), "section"), *names, row(look, None)))
        if "message" in dossier.allowed_actions:
            cards.append(talk_card(self.around, dossier))
        cards.append(WorkingPapersCard(self, self._desk, self._submission))
        pack = self._desk.catalogue.get(status.submission.procedure, status.submission.version)
        bring = [pack.text(key, lang()) for key in pack.procedure.get("bring", [])]
        if bring:
            cards.append(card(text(tr("sheet.bring"), "section"), *[text(f"• {words}") for words in bring]))
        return cards

    def _fee_card(self, dossier: Dossier) -> QFrame:
        lines: list[QWidget] = [*warnings(self, dossier)]
        for fee in dossier.fee_notices:
            if fee.is_open and fee.is_unproven:
                continue  # said above; nothing of it is to be paid
            lines += [_pair(item.name, money(item.amount)) for item in fee.items]
            lines.append(_pair(tr("check.total"), money(fee.total)))
            if not (is_dropped(dossier, fee) and fee.told_as == "open"):
                lines.append(chip(tr(f"fee.state.{fee.told_as}"), "ok" if fee.told_as == "paid" else "warn"))
            if over := over_words(dossier, fee):
                lines.append(text(over, "help", name="feeOver"))
        if dossier.open_fee is not None and not dossier.open_fee.is_for_counter:
            pay = button(tr("fee.by_qr"), "pay", lambda: self._go("fee"), icon="qr-code", icons=self.around.icons)
            lines += [pay, text(tr("fee.or_counter"), "help")]
        return card(text(tr("check.fee"), "section"), *lines, gap=10)

    def _actions(self, status: StatusView, dossier: Dossier) -> QWidget:
        actions: list[QWidget] = [
            button(tr("dossier.refresh"), "refresh", self._refresh, icon="refresh-cw", icons=self.around.icons),
            button(tr("dossier.three_things"), "sentPage", lambda: self._go("sent")),
            button(
                tr("duplicate.begin"), "duplicate", lambda: self._go("duplicate"), icon="copy", icons=self.around.icons
            ),
        ]
        if (slip := self._slip.button(dossier)) is not None:
            actions.append(slip)
        if status.submission.mode is Mode.PRACTICE:
            actions.append(use_for_real(self, self._desk, self._submission))
        if self._has_days:
            save = lambda: self._out.calendar.save(self, self._submission)  # noqa: E731 one call, for this dossier
            actions.append(button(tr("calendar.save"), "saveCalendar", save, icon="calendar", icons=self.around.icons))
        may_ask = not dossier.final and dossier.status is not Status.WITHDRAW_REQUESTED
        if "withdraw" in dossier.allowed_actions or may_ask:
            actions.append(button(tr("dossier.withdraw"), "withdraw", self._withdrawing.open))
        return flow(*actions)

    def _go(self, place: str) -> None:
        self.around.navigator.go(place, self._submission)

    def _refresh(self) -> None:
        self.unsay()
        self._has_looked = False
        self.ask(self.around.network, self._desk.tracking.refresh, self._load)


def _nothing_to_do(status: StatusView, dossier: Dossier) -> tuple[str, str, str, str]:
    """Icon, its token, title and sentence where there is nothing to press."""
    if status.turn is Turn.YOURS:
        return "hand", "warn", tr("dossier.your_turn"), status_words(dossier)
    if status.turn is Turn.OFFICE:
        second = tr("dossier.overdue_help") if status.is_overdue else status_words(dossier)
        return "clock", "muted", tr("dossier.office_turn"), second
    if status.turn is Turn.PROGRAM:
        return "send", "muted", tr("dossier.waits_to_send"), tr("dossier.waits_to_send_second")
    if has_ended_here(status.item, status.turn, dossier):
        return "undo-2", "muted", tr("dossier.nobodys_turn"), state_name(status.item)
    if dossier.told_as == WITHDRAWN:
        return "undo-2", "muted", tr("dossier.nobodys_turn"), status_words(dossier)
    reason = f". {tr('dossier.reason', reason=dossier.reason)}" if dossier.reason else ""
    icon, token = ("circle-x", "error") if dossier.status in _SAID_NO else ("circle-check", "ok")
    return icon, token, tr("dossier.nobodys_turn"), f"{status_words(dossier)}{reason}"


def _two(title: str, second: str) -> QWidget:
    holder = QWidget()
    holder.setLayout(column(text(title, "section", name="whoseMove"), text(second, "lead"), gap=2))
    return holder


def _pair(label: str, value: str) -> QWidget:
    holder = QWidget()
    inside = row(text(label, "lead"), text(value, "label", wrap=False))
    inside.setStretch(0, 1)
    holder.setLayout(inside)
    return holder
