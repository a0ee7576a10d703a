"""*Hồ sơ của tôi*: drafts, waiting and dossiers in one list; what needs the person comes first."""

from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.by_hand import HandFiling
from desktop.domain.dossier import Dossier
from desktop.domain.draft import Draft
from desktop.domain.events import UploadProgressed
from desktop.domain.followed import FollowedDossier
from desktop.services.reading_round import LOOK_AGAIN
from desktop.ui.desk import Desk
from desktop.ui.pages.followed_card import followed_card
from desktop.ui.pages.hand_words import due_words, filed_words, status_chip
from desktop.ui.pages.officer_ways import OfficerWays
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.pages.people import empty
from desktop.ui.pages.standing import Standing, has_ended_here, standings, unheard_of
from desktop.ui.pages.states import status_words
from desktop.ui.pages.titles import draft_title
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import Folding, flow
from desktop.ui.widgets.basic import CardButton, button, chip, picture, text
from desktop.ui.words import ago, breakable, tr
from forms.units import is_unit, unit_address

AT_ONCE = 20
"""Cards that are built; more when they are asked for. Whoever looks for one of thousands searches."""


@dataclass(frozen=True, slots=True)
class _List:
    drafts: tuple[Draft, ...]
    sent: tuple[Standing, ...]
    by_hand: tuple[tuple[HandFiling, Draft], ...]
    followed: tuple[FollowedDossier, ...]
    left: int
    has_days: bool


class DossiersPage(Page):
    """Cards `open_`, `hand_`, `followed_`, `draft_<id>`; buttons `addElsewhere`, `duplicate_`, `discard_<id>`.

    `moreDossiers` shows more of those that were finalised.
    """

    rail = "dossiers"

    def __init__(self, around: Surroundings, desk: Desk, calendar: PaperOut) -> None:
        super().__init__(around, "page", (tr("rail.dossiers"),))
        self._desk = desk
        self.headline(tr("rail.dossiers"))
        add = button(
            tr("dossiers.add_elsewhere"), "addElsewhere", lambda: around.navigator.go("lookup"), icon="plus",
            icons=around.icons,
        )  # fmt: skip
        self.add(flow(add))
        self.add(OfficerWays(self, desk))
        self._calendar = calendar
        self._shown = AT_ONCE
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self.add(self._rows)
        self.body.addStretch(1)
        around.events.published.connect(self._load)
        self._load()

    def _load(self, event: object = None) -> None:
        if isinstance(event, UploadProgressed):
            return  # nothing of it stands here
        self.ask(self.around.store, self._read, self._show)

    def _read(self) -> _List:
        listing = self._desk.tracking.listing
        sent = standings(listing.listed(0, self._shown))
        by_hand, followed = self._desk.filing_by_hand.all(), self._desk.following.all()
        has_days = listing.expects_days()
        left = listing.count() - len(sent)
        return _List(self._desk.drafting.open(), sent, by_hand, followed, left, has_days)

    def _show(self, found: _List) -> None:
        empty(self._rows)
        if not (found.drafts or found.sent or found.by_hand or found.followed):
            self._rows.addWidget(text(tr("dossiers.none"), "lead", name="empty"))
        if found.sent:
            self._rows.addWidget(text(tr("dossiers.sent"), "section"))
        for standing in found.sent:
            self._rows.addWidget(self._sent_card(standing))
        if found.left:
            words = tr("dossiers.more", n=min(AT_ONCE, found.left), left=found.left)
            self._rows.addWidget(flow(button(words, "moreDossiers", self._show_more)))
        if found.by_hand:
            self._rows.addWidget(text(tr("dossiers.by_hand"), "section"))
        for filing, draft in sorted(found.by_hand, key=lambda one: not one[0].needs_person):
            self._rows.addWidget(self._hand_card(filing, draft))
        self._show_followed(found.followed)
        self._offer_dates(found)
        if found.drafts:
            self._rows.addWidget(text(tr("dossiers.drafts"), "section"))
        for draft in found.drafts:
            self._rows.addWidget(self._draft_row(draft))

    def _show_more(self) -> None:
        self._shown += AT_ONCE
        self._load()

    def _offer_dates(self, found: _List) -> None:
        if found.has_days:
            save = lambda: self._calendar.save(self, "")  # noqa: E731 one call, for all of them
            icons = self.around.icons
            all_days = button(tr("calendar.save_all"), "saveAllDates", save, icon="calendar", icons=icons)
            self._rows.addWidget(flow(all_days))

    def _show_followed(self, followed: tuple[FollowedDossier, ...]) -> None:
        """What was filed elsewhere: that which waits for the person first."""
        if followed:
            self._rows.addWidget(text(tr("dossiers.elsewhere"), "section"))
        for one in sorted(followed, key=lambda one: not one.needs_person(self.around.today())):
            self._rows.addWidget(followed_card(self.around, one))

    def _sent_card(self, one: Standing) -> QWidget:
        submission, dossier, move = one.submission, one.dossier, one.move
        if dossier is None or has_ended_here(one.item, one.turn, dossier):
            second = unheard_of(one.item)[0]
        else:
            code = tr("dossier.code", code=breakable(dossier.code)) if dossier.code else tr("dossier.no_code")
            second = f"{code} · {status_words(dossier)}{self._age(dossier)}"
        state, tone = one.chip(self._desk.tracking.portal_time.now())
        if is_unit(submission.unit):
            second = f"{second} · {unit_address(submission.unit)}"
        when = tr("dossiers.finalised", when=self.when(submission.finalised_at))
        icon = picture(self.around.icons, "hand" if move else "folder-open", "warn" if move else "accent", 26)
        face = CardButton(f"open_{submission.id}", submission.title, f"{second} · {when}", picture=icon)
        if move is not None:
            face.setAccessibleDescription(f"{move.title}. {second}")
        stands = chip(state, tone, name=f"stands_{submission.id}")
        face.beside.addWidget(stands)
        place = "dossier" if dossier else "sent"
        face.clicked.connect(lambda: self.around.navigator.go(place, submission.id))
        again = button(
            tr("duplicate.begin"), f"duplicate_{submission.id}",
            lambda: self.around.navigator.go("duplicate", submission.id),
        )  # fmt: skip
        again.setAccessibleName(f"{tr('duplicate.begin')}: {submission.title}")
        return Folding(face, again, least=self.around.look.px(300) + stands.sizeHint().width(), gap=12)

    def _age(self, dossier: Dossier) -> str:
        """How old the portal's word is, where it could not be asked when it should have been."""
        told, now = dossier.refreshed_at, self.around.now()
        if told is None or dossier.final or now - told < LOOK_AGAIN:
            return ""
        return f" ({tr('dossiers.told', ago=ago(told, now))})"

    def _hand_card(self, filing: HandFiling, draft: Draft) -> QWidget:
        """What the person filed on paper: marked as their own words, with no state that a portal could have told."""
        today = self.around.today()
        state, tone = status_chip(filing, today)
        second = " · ".join([tr("by_hand.mark"), filed_words(filing), due_words(filing, today)])
        icon = picture(self.around.icons, "pencil", "muted", 26)
        face = CardButton(f"hand_{filing.id}", draft_title(self._desk.catalogue, draft), second, picture=icon)
        face.setAccessibleDescription(f"{second} · {state}")
        face.beside.addWidget(chip(state, tone))
        face.clicked.connect(lambda: self.around.navigator.go("by_hand", filing.id))
        return face

    def _draft_row(self, draft: Draft) -> QWidget:
        second = tr("home.saved_at", when=self.when(draft.saved_at))
        face = CardButton(
            f"draft_{draft.id}",
            draft_title(self._desk.catalogue, draft),
            second,
            picture=picture(self.around.icons, "file-pen-line", "muted", 26),
        )
        face.clicked.connect(lambda: self.around.navigator.go("form", draft.id))
        bin_it = button(tr("dossiers.discard"), f"discard_{draft.id}", lambda: self._discard(draft))
        bin_it.setAccessibleName(f"{tr('dossiers.discard')}: {draft_title(self._desk.catalogue, draft)}")
        return Folding(face, bin_it, least=self.around.look.px(280), gap=12)

    def _discard(self, draft: Draft) -> None:
        self.ask(self.around.store, lambda: self._desk.drafting.discard(draft.id), lambda _none: self._discarded(draft))

    def _discarded(self, draft: Draft) -> None:
        """The way back stands where the draft was taken away."""
        undo = button(tr("bin.undo"), "undoDiscard", lambda: self._undo(draft), icon="undo-2", icons=self.around.icons)
        self.offer(tr("dossiers.discarded"), draft_title(self._desk.catalogue, draft), undo)
        self._load()

    def _undo(self, draft: Draft) -> None:
        def restored(_draft: Draft) -> None:
            self.say("ok", tr("settings.restored"))
            self._load()

        self.ask(self.around.store, lambda: self._desk.drafting.restore(draft.id), restored)
