"""A dossier that was filed elsewhere: whose move it is, the portal's word, and beside it what the person wrote."""

from PySide6.QtWidgets import QFrame, QWidget

from desktop import messages
from desktop.domain.errors import HosoError, Missing
from desktop.domain.events import FollowedChanged
from desktop.domain.followed import FollowedDossier
from desktop.ui.desk import Desk
from desktop.ui.pages.followed_notes import NotesForm, own_status_words
from desktop.ui.pages.followed_words import (
    chip_words,
    code_and_place,
    status_label,
    told_by,
    turn_card,
    turned,
)
from desktop.ui.pages.hand_words import as_sentence, day_words, shown_day
from desktop.ui.pages.page import Page
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow, stack
from desktop.ui.widgets.basic import button, card, chip, column, row, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import lang, tr

OFFLINE = "portal.offline"


class FollowedPage(Page):
    """Buttons `askAgain`, `saveNotes`, `stopFollowing` and then `undoStop`; fields `title`, `ownStatus`, `ownDueOn`."""

    rail = "dossiers"

    def __init__(self, around: Surroundings, desk: Desk, followed_id: str) -> None:
        super().__init__(around, "page", (tr("rail.dossiers"), tr("followed.crumb")))
        self._desk = desk
        self._id = followed_id
        self._notes: NotesForm | None = None
        self._is_gone = False
        self._told, self._own = QWidget(), QWidget()
        self.add(self._told, self._own)
        self.body.addStretch(1)
        around.events.published.connect(self._heard)
        self._load()

    def _heard(self, event: object) -> None:
        if isinstance(event, FollowedChanged) and event.followed == self._id:
            self._load()

    def _load(self) -> None:
        if not self._is_gone:
            self.ask(self.around.store, lambda: self._desk.following.get(self._id), self._show, self._not_here)

    def _not_here(self, error: Exception) -> None:
        """Followed no more: stopped elsewhere, or a way back leads here."""
        if isinstance(error, Missing):
            self.say("plain", tr("followed.gone"))
        else:
            self.show_refusal(error)

    def _show(self, one: FollowedDossier) -> None:
        """The portal's word anew; notes that are being written stay as they are."""
        if self._is_gone:
            return
        late = one.is_overdue(self.around.today())
        parts = [self._head(one), turn_card(self.around, turned(one, is_overdue=late)), self._portal_card(one)]
        self._told = self._put(self._told, stack(*parts, gap=18))
        if self._notes is None:
            self._own = self._put(self._own, stack(self._own_card(one), self._foot(), gap=18))

    def _put(self, old: QWidget, new: QWidget) -> QWidget:
        self.body.replaceWidget(old, new)
        old.deleteLater()
        return new

    def _head(self, one: FollowedDossier) -> QWidget:
        words, tone = chip_words(one, self.around.today())
        names = column(
            text(one.title, "title", name="pageTitle"), text(code_and_place(one), "lead", name="followedCode"), gap=2
        )
        inside = row(names, chip(words, tone, name="followedChip"))
        inside.setStretch(0, 1)
        holder = QWidget()
        holder.setLayout(inside)
        return holder

    def _portal_card(self, one: FollowedDossier) -> QFrame:
        """Only what a portal told; where none told anything, that is what it says."""
        facts: list[QWidget] = [text(tr("followed.portal_says"), "section")]
        if one.portal_id is not None:
            facts.append(text(status_label(one), "label", name="toldStatus"))
            if one.status_at is not None:
                facts.append(text(tr("lookup.since", when=self.when(one.status_at))))
            if one.due_on is not None and one.due_on != one.own_due_on:
                facts.append(text(as_sentence(day_words(one.due_on, self.around.today())), name="toldDue"))
        else:
            facts.append(text(tr("followed.untold_second"), name="untold"))
        if one.trouble is not None:
            facts.append(self._trouble(one))
        if one.checked_at is not None:
            facts.append(text(tr("followed.asked", when=self.when(one.checked_at)), "second", name="askedAt"))
        again = button(tr("dossier.refresh"), "askAgain", self._ask, icon="refresh-cw", icons=self.around.icons)
        return card(*facts, flow(again), gap=8)

    def _trouble(self, one: FollowedDossier) -> QFrame:
        if one.trouble == "lookup.unknown":
            words = tr("followed.forgotten" if one.portal_id is not None else "followed.unknown")
            return notice(self.around.icons, "warn", words, name="trouble")
        left = (one.ask_after - self.around.now()).total_seconds() if one.ask_after is not None else 0
        minutes = max(1, -(-int(left) // 60))
        words = messages.say(one.trouble or "", lang(), minutes=minutes)
        return notice(self.around.icons, "plain", words, name="trouble")

    def _own_card(self, one: FollowedDossier) -> QFrame:
        self._notes = NotesForm(self.around, one)
        save = button(tr("followed.save"), "saveNotes", self._save)
        parts: list[QWidget] = [text(tr("by_hand.mark"), "section"), text(tr("followed.own_help"), "help")]
        if one.noted_at is not None:
            parts.append(text(self._own_words(one), name="ownWords"))
        return card(*parts, self._notes, flow(save), gap=14)

    def _own_words(self, one: FollowedDossier) -> str:
        said = [own_status_words(one.own_status)] if one.own_status is not None else []
        if one.own_due_on is not None:
            said.append(tr("followed.own_due", day=shown_day(one.own_due_on)))
        when = tr("by_hand.changed_at", when=self.when(one.noted_at)) if one.noted_at is not None else ""
        return as_sentence(" · ".join([*said, when]))

    def _foot(self) -> QWidget:
        stop = button(tr("followed.stop"), "stopFollowing", self._stop, icon="eye-off", icons=self.around.icons)
        return flow(stop)

    def _ask(self) -> None:
        self.say("plain", tr("lookup.asking"))
        self.ask(self.around.network, lambda: self._desk.following.refresh_one(self._id), self._asked, self._not_told)

    def _asked(self, one: FollowedDossier) -> None:
        self.unsay()
        self.say("ok", tr("followed.told_now", who=told_by(one), status=status_label(one)))
        self._show(one)

    def _not_told(self, error: Exception) -> None:
        if isinstance(error, HosoError) and error.code == OFFLINE:
            self.say("plain", tr("lookup.offline"))
        else:
            self.show_refusal(error)
        self._load()

    def _save(self) -> None:
        noted = self._notes.noted() if self._notes is not None else None
        if noted is None:
            return
        change = self._desk.following.change
        self.unsay()
        self.ask(
            self.around.store,
            lambda: change(self._id, title=noted.title, status=noted.status, due_on=noted.due_on),
            self._saved,
        )

    def _saved(self, one: FollowedDossier) -> None:
        self.say("ok", tr("followed.saved"))
        self._notes = None
        self._show(one)

    def _stop(self) -> None:
        self._is_gone = True
        self.ask(self.around.store, lambda: self._desk.following.stop_following(self._id), self._stopped)

    def _stopped(self, gone: FollowedDossier) -> None:
        undo = button(tr("followed.undo"), "undoStop", lambda: self._undo(gone), icon="undo-2", icons=self.around.icons)
        self.offer(tr("followed.stopped", name=gone.title), "", undo)
        self._notes = None
        self._told, self._own = self._put(self._told, QWidget()), self._put(self._own, QWidget())

    def _undo(self, gone: FollowedDossier) -> None:
        self._is_gone = False
        self.unsay()
        self.ask(self.around.store, lambda: self._desk.following.restore(gone), lambda _none: self._load())
