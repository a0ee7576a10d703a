"""*Bạn muốn làm gì?*: the commonest procedures, what waits for the person, what was begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from desktop.domain.by_hand import HandFiling, HandStatus, Printing, Way
from desktop.domain.dossier import Turn
from desktop.domain.draft import Draft
from desktop.domain.followed import FollowedDossier
from desktop.domain.submission import FINAL, NEEDS_PERSON, Kind, OutboxItem, Submission, is_in_doubt
from desktop.ui.desk import Desk
from desktop.ui.pages.backup_card import BackupReminder
from desktop.ui.pages.due_soon import DueSoon
from desktop.ui.pages.followed_card import second_line
from desktop.ui.pages.followed_words import chip_words
from desktop.ui.pages.hand_words import due_words, filed_words, status_chip
from desktop.ui.pages.page import Page
from desktop.ui.pages.recovery_card import remind_of_card
from desktop.ui.pages.standing import standings
from desktop.ui.pages.states import state_name, state_tone, state_words
from desktop.ui.pages.titles import draft_title, plain_name
from desktop.ui.pages.whose_move import Move
from desktop.ui.recovery import Interrupted
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import CardGrid, Folding, flow, stack
from desktop.ui.widgets.basic import CardButton, button, card, chip, column, picture, row, text
from desktop.ui.words import lang, tr
from forms.pack import ProcedurePack

COMMONEST = 9
AT_ONCE = 20
"""Rows of a kind; all of them have a page of their own."""
_ICONS = {
    "1.001193": "baby", "1.000894": "heart-handshake", "1.000656": "flower-2", "1.004873": "file-check",
    "2.000635": "copy-check", "1.014027": "hand-coins", "1.003622": "party-popper", "1.008901": "library",
    "2.000794": "volleyball",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Desktop:
    drafts: Sequence[Draft]
    moves: Sequence[Move]
    unsent: Sequence[tuple[Submission, OutboxItem]]
    asked: Sequence[tuple[Draft, Printing]]
    by_hand: Sequence[tuple[HandFiling, Draft]]
    followed: Sequence[FollowedDossier]
    more: tuple[str, ...]


class HomePage(Page):
    """A draft certificate stands over all else, row `move_<id>`; then cards `procedure_<code>`.

    Buttons `openGuide`, `allProcedures`; rows `resume_`, `move_`, `filed_` and `hand_<id>`.
    """

    def __init__(self, around: Surroundings, desk: Desk, interrupted: Interrupted) -> None:
        super().__init__(around, "page", (tr("home.crumb"),))
        self._desk = desk
        self._interrupted = interrupted
        self._is_asked = False
        self.headline(tr("home.title"))
        if around.sticks is None:  # a kiosk has nothing to lose: everything goes with the visit
            self.add(BackupReminder(self, desk))
        commonest = [pack for pack in desk.catalogue.all() if pack.has_form][:COMMONEST]
        self._drafts_to_see = QVBoxLayout()
        self._drafts_to_see.setSpacing(12)
        self.add(self._drafts_to_see)
        cards: list[QWidget] = [self._procedure_card(pack) for pack in commonest]
        self.add(CardGrid(cards, least=around.look.px(236)))
        self.add(flow(*self._other_ways()))
        self.add(DueSoon(self, desk))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.add(self._rows)
        self.body.addStretch(1)
        if around.sticks is None:  # a kiosk keeps nothing and sends nothing afterwards
            self.add(self._how_it_works())
            remind_of_card(self, desk)
        around.events.published.connect(self._load)
        self._load()

    def _procedure_card(self, pack: ProcedurePack) -> QWidget:
        icon = picture(self.around.icons, _ICONS.get(pack.code, "file-text"), "accent", 28)
        face = CardButton(f"procedure_{pack.code}", plain_name(pack), pack.text("procedure.name", lang()), picture=icon)
        face.clicked.connect(lambda: self.around.navigator.go("sheet", pack.code))
        return face

    def _other_ways(self) -> list[QWidget]:
        go, icons = self.around.navigator.go, self.around.icons
        ask = button(tr("home.guide"), "openGuide", lambda: go("guide"), icon="circle-help", icons=icons)
        every = button(tr("home.all"), "allProcedures", lambda: go("search"), icon="list-checks", icons=icons)
        return [ask, every]

    def _how_it_works(self) -> QWidget:
        steps = [
            ("file-pen-line", tr("how.fill"), tr("how.fill_second")),
            ("send", tr("how.send"), tr("how.send_second")),
            ("stamp", tr("how.follow"), tr("how.follow_second")),
        ]
        columns: list[QWidget] = []
        for icon, title, second in steps:
            mark = picture(self.around.icons, icon, "muted", 22)
            inside = row(mark, stack(text(title, "label"), text(second, "help"), gap=2), gap=14)
            inside.setAlignment(mark, Qt.AlignmentFlag.AlignTop)
            inside.setStretch(1, 1)
            holder = QWidget()
            holder.setLayout(inside)
            columns.append(holder)
        return CardGrid(columns, least=self.around.look.px(236))

    def _load(self, _event: object = None) -> None:
        self.ask(self.around.store, self._read, self._show)

    def _read(self) -> _Desktop:
        moves, unsent = self._moves(), self._unsent()
        by_hand = [one for one in self._desk.filing_by_hand.all() if self._waits(one[0])]
        asked = self._desk.filing_by_hand.open_questions()
        today = self.around.today()
        followed = [one for one in self._desk.following.all() if one.needs_person(today)]
        many = {"dossiers": len(moves), "waiting": len(unsent)}
        more = tuple(place for place, found in many.items() if found > AT_ONCE)
        return _Desktop(self._desk.drafting.open(), moves[:AT_ONCE], unsent[:AT_ONCE], asked, by_hand, followed, more)

    def _moves(self) -> list[Move]:
        """What waits for the person and what presses most first; one more than are shown at once."""
        yours = standings(self._desk.tracking.listing.listed(0, AT_ONCE + 1, Turn.YOURS))
        return [one.move for one in yours if one.move is not None]

    def _unsent(self) -> list[tuple[Submission, OutboxItem]]:
        """What was finalised and is not at the portal, the last finalised first."""
        items = {
            item.submission: item
            for item in self._desk.outbox.items()
            if item.submission and item.kind is Kind.DOSSIER and item.state not in FINAL
        }
        with self._desk.open_unit() as uow:
            known = uow.submissions.some(items.keys())
        unsent = [(one, items[one.id]) for one in known.values()]
        return sorted(unsent, key=lambda one: one[0].finalised_at, reverse=True)

    def _waits(self, filing: HandFiling) -> bool:
        """Whether what the person wrote down about it asks something of them."""
        today = self.around.today()
        return filing.status is HandStatus.SUPPLEMENT or filing.is_overdue(today)

    def _ask_to_go_on(self, drafts: Sequence[Draft]) -> None:
        """The draft that the last run left open, asked with its date."""
        left = next((draft for draft in drafts if draft.id == self._interrupted.draft), None)
        if left is None or self._is_asked:
            return
        self._is_asked = True
        resume = button(tr("recover.resume"), "resumeInterrupted", lambda: self._open("form", left.id), role="primary")
        later = button(tr("recover.later"), "leaveInterrupted", self._let_go)
        second = tr("recover.second", when=self.when(left.saved_at))
        self.offer(tr("recover.title", name=draft_title(self._desk.catalogue, left)), second, flow(later, resume))

    def _let_go(self) -> None:
        self._interrupted.let_go()
        self.unsay()

    def _show(self, found: _Desktop) -> None:
        self._ask_to_go_on(found.drafts)
        _empty(self._rows)
        _empty(self._drafts_to_see)
        certificates = [move for move in found.moves if move.is_certificate]
        for move in certificates:
            self._drafts_to_see.addWidget(self._move_row(move))
        moves = found.moves[len(certificates) :]
        if moves or found.unsent or found.asked or found.by_hand or found.followed:
            self._rows.addWidget(text(tr("home.waiting_for_you"), "section"))
        for move in moves:
            self._rows.addWidget(self._move_row(move))
        for draft, printing in found.asked:
            self._rows.addWidget(self._question_row(draft, printing))
        for filing, draft in found.by_hand:
            self._rows.addWidget(self._hand_row(filing, draft))
        for one in found.followed:
            self._rows.addWidget(self._followed_row(one))
        for submission, item in found.unsent:
            self._rows.addWidget(self._unsent_row(submission, item))
        for place in found.more:
            go = partial(self.around.navigator.go, place)
            self._rows.addWidget(flow(button(tr(f"home.more_{place}"), f"more_{place}", go)))
        self._show_drafts(found.drafts)

    def _show_drafts(self, drafts: Sequence[Draft]) -> None:
        if drafts:
            self._rows.addWidget(text(tr("home.continue"), "section"))
        for draft in drafts:
            self._rows.addWidget(self._draft_row(draft))

    def _move_row(self, move: Move) -> QFrame:
        act = button(tr("home.look_now"), f"move_{move.submission}", lambda: self._open(move.place, move.submission))
        state = chip(move.remaining(self._desk.tracking.portal_time.now()) or tr("home.your_move"), "warn")
        return self._row("file-pen-line", "warn", move.title, move.second, state, act)

    def _question_row(self, draft: Draft, printing: Printing) -> QFrame:
        act = button(tr("home.answer"), f"filed_{draft.id}", lambda: self._open("paper_way", draft.id))
        title = tr("home.hand_question", name=draft_title(self._desk.catalogue, draft))
        key = "home.copied_at" if printing.way is Way.ONLINE else "home.printed_at"
        second = tr(key, when=self.when(printing.printed_at))
        return self._row("printer", "muted", title, second, chip(tr("home.not_filed"), "warn"), act)

    def _hand_row(self, filing: HandFiling, draft: Draft) -> QFrame:
        act = button(tr("word.open"), f"hand_{filing.id}", lambda: self._open("by_hand", filing.id))
        today = self.around.today()
        words, tone = status_chip(filing, today)
        second = " · ".join([tr("by_hand.mark"), filed_words(filing), due_words(filing, today)])
        return self._row("pencil", "muted", draft_title(self._desk.catalogue, draft), second, chip(words, tone), act)

    def _followed_row(self, one: FollowedDossier) -> QFrame:
        act = button(tr("word.open"), f"followed_{one.id}", lambda: self._open("followed", one.id))
        words, tone = chip_words(one, self.around.today())
        return self._row("map-pin", "muted", one.title, second_line(self.around, one), chip(words, tone), act)

    def _unsent_row(self, submission: Submission, item: OutboxItem) -> QFrame:
        act = button(tr("word.open"), f"unsent_{submission.id}", lambda: self._open("sent", submission.id))
        sends_itself = tr("home.sends_itself", when=self.when(submission.finalised_at))
        needs_person = item.state in NEEDS_PERSON
        second = state_words(item, self.around.now()) if needs_person else sends_itself
        words = state_name(item) if needs_person or is_in_doubt(item) else tr("home.not_sent")
        state = chip(words, state_tone(item))
        return self._row("cloud-off", "muted", submission.title, second, state, act)

    def _draft_row(self, draft: Draft) -> QFrame:
        act = button(tr("home.resume"), f"resume_{draft.id}", lambda: self._open("form", draft.id))
        second = tr("home.saved_at", when=self.when(draft.saved_at))
        title = draft_title(self._desk.catalogue, draft)
        return self._row("file-pen-line", "muted", title, second, chip(tr("home.draft"), "neutral"), act)

    def _open(self, place: str, key: str) -> None:
        self.around.navigator.go(place, key)

    def _row(self, icon: str, token: str, title: str, second: str, state: QWidget, act: QWidget) -> QFrame:
        act.setAccessibleName(f"{title}: {second}")
        words = QWidget()
        mark = picture(self.around.icons, icon, token, 26)
        inside = row(mark, column(text(title, "label"), text(second, "second"), gap=2), gap=16)
        inside.setStretch(1, 1)
        words.setLayout(inside)
        return card(Folding(words, state, act, least=self.around.look.px(280)))


def _empty(layout: QVBoxLayout) -> None:
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.deleteLater()
