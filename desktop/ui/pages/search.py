"""What the search box found, without accents: procedures, one's own dossiers, and an officer's people."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.domain.by_hand import HandFiling
from desktop.domain.dossier import ResultRecord
from desktop.domain.draft import Draft
from desktop.domain.followed import FollowedDossier
from desktop.domain.submission import Submission
from desktop.services.remembering import serves_neighbours
from desktop.services.residents import Resident
from desktop.services.slip_reading import code_in, looks_like_code
from desktop.ui.desk import Desk
from desktop.ui.pages.followed_card import followed_card
from desktop.ui.pages.hand_words import filed_words
from desktop.ui.pages.page import Page
from desktop.ui.pages.people import empty
from desktop.ui.pages.resident_words import second_line
from desktop.ui.pages.standing import Standing, standings
from desktop.ui.pages.titles import draft_title
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import CardButton, button, chip, picture, text
from desktop.ui.words import breakable, lang, tr
from forms.fold import fold
from forms.pack import ProcedurePack

AT_ONCE = 20
"""Dossiers that are shown; more when they are asked for."""
MOST_PEOPLE = 10
"""Of whoever has a common name the page of people shows all."""


@dataclass(frozen=True, slots=True)
class _Found:
    """`people` are nobody but on an officer's machine; `has_more` = not all dossiers that have the words are here."""

    people: Sequence[Resident]
    drafts: Sequence[Draft]
    sent: Sequence[Standing]
    by_hand: Sequence[tuple[HandFiling, Draft]]
    followed: Sequence[FollowedDossier]
    results: Sequence[tuple[Submission, ResultRecord]]
    has_more: bool


class SearchPage(Page):
    """Cards `found_<code or id>`; buttons `allPeople`, `moreFound` where more are found than are shown."""

    def __init__(self, around: Surroundings, desk: Desk, query: str) -> None:
        super().__init__(around, "page", (tr("search.crumb"),))
        self._desk = desk
        self._query = query
        self._is_empty = True
        self._asked_for = AT_ONCE
        self.headline(tr("search.title", query=breakable(query)) if query else tr("search.all"))
        self._rows = QVBoxLayout()
        self._rows.setSpacing(12)
        self._into = self._rows
        self._told = QVBoxLayout()
        self._told.setSpacing(12)
        self.add(self._rows, self._told)
        self.body.addStretch(1)
        if looks_like_code(query):
            title = tr("search.look_up", code=code_in(query))
            self._add("lookUpCode", title, tr("search.look_up_second"), "search", "lookup", code_in(query) or "")
        for sector, packs in _by_sector(desk.catalogue.search(query), grouped=not query):
            if sector:
                self._rows.addWidget(text(sector, "section"))
            for pack in packs:
                name = pack.text("procedure.name", lang())
                second = tr("sheet.code" if pack.has_form else "search.sheet_only", code=pack.code)
                self._add(f"found_{pack.code}", name, second, "file-text", "sheet", pack.code)
        self._into = self._told
        if query:
            self._load()

    def _load(self) -> None:
        self.ask(self.around.store, self._read, self._show)

    def _read(self) -> _Found:
        wanted = fold(self._query)
        drafts = [
            draft for draft in self._desk.drafting.open() if wanted in fold(draft_title(self._desk.catalogue, draft))
        ]
        found = self._desk.tracking.listing.found(wanted, self._asked_for + 1)
        known = sorted(standings(found[: self._asked_for]), key=lambda one: one.order)
        sent = [one for one in known if wanted in fold(f"{one.submission.title} {one.code}")]
        by_hand = [
            (filing, draft)
            for filing, draft in self._desk.filing_by_hand.all()
            if wanted
            in fold(f"{draft_title(self._desk.catalogue, draft)} {filing.code or ''} {filing.post_number or ''}")
        ]
        followed = [one for one in self._desk.following.all() if wanted in fold(f"{one.title} {one.code}")]
        results = [
            (one.submission, result)
            for one in known
            for result in (one.dossier.results if one.dossier else ())
            if result.kept and wanted in fold(f"{result.name} {one.code} {one.submission.title}")
        ]
        has_more = len(found) > len(known)
        return _Found(self._people(wanted), drafts, sent, by_hand, followed, results, has_more)

    def _people(self, wanted: str) -> list[Resident]:
        if not serves_neighbours(self._desk.open_unit):
            return []
        return [one for one in self._desk.residents.all() if one.answers_to(wanted)]

    def _show(self, found: _Found) -> None:
        empty(self._told)
        self._show_people(found.people)
        for elsewhere in found.followed:
            self._put(followed_card(self.around, elsewhere))
        for draft in found.drafts:
            second = tr("home.saved_at", when=self.when(draft.saved_at))
            self._add(
                f"found_{draft.id}", draft_title(self._desk.catalogue, draft), second, "file-pen-line", "form", draft.id
            )
        for standing in found.sent:
            self._add_sent(standing)
        for filing, draft in found.by_hand:
            title, second = draft_title(self._desk.catalogue, draft), f"{tr('by_hand.mark')} · {filed_words(filing)}"
            self._add(f"found_{filing.id}", title, second, "pencil", "by_hand", filing.id)
        replaced = {result.replaces for _, result in found.results}
        for one, result in sorted(found.results, key=lambda found: found[1].rid in replaced):
            second = tr("search.result", title=one.title)
            if result.rid in replaced:
                second = f"{second} · {tr('result.replaced')}"
            self._add(f"found_{result.rid}", result.name, second, "file-check", "result", one.id)
        if found.has_more:
            self._put(flow(button(tr("search.more"), "moreFound", self._show_more)))
        if self._is_empty:
            self._put(text(tr("search.nothing"), "lead", name="nothingFound"))
            ask = button(tr("home.guide"), "openGuide", lambda: self.around.navigator.go("guide"))
            self._put(flow(ask))

    def _show_more(self) -> None:
        self._asked_for += AT_ONCE
        self._load()

    def _show_people(self, people: Sequence[Resident]) -> None:
        for one in people[:MOST_PEOPLE]:
            key = one.person.id
            self._add(f"found_{key}", one.person.name, second_line(one.person), "circle-user-round", "resident", key)
        if people[MOST_PEOPLE:]:
            words = tr("search.all_people", n=len(people))
            go = self.around.navigator.go
            self._put(flow(button(words, "allPeople", lambda: go("people", self._query))))

    def _add_sent(self, one: Standing) -> None:
        """With how it stands, as in the list of dossiers."""
        second = tr("dossiers.finalised", when=self.when(one.submission.finalised_at))
        place, key = "dossier" if one.dossier else "sent", one.submission.id
        face = self._add(f"found_{key}", one.submission.title, second, "folder-open", place, key)
        state, tone = one.chip(self._desk.tracking.portal_time.now())
        face.beside.addWidget(chip(state, tone, name=f"stands_{key}"))
        face.setAccessibleDescription(f"{state}. {second}")

    def _add(self, name: str, title: str, second: str, icon: str, place: str, key: str) -> CardButton:
        face = CardButton(name, title, second, picture=picture(self.around.icons, icon, "accent", 26))
        face.clicked.connect(lambda: self.around.navigator.go(place, key))
        self._put(face)
        return face

    def _put(self, widget: QWidget) -> None:
        self._is_empty = False
        self._into.addWidget(widget)


def _by_sector(packs: Sequence[ProcedurePack], *, grouped: bool) -> list[tuple[str, list[ProcedurePack]]]:
    """Sectors by their names, that of the most asked first; one nameless sector for what a search found."""
    sectors: dict[str, list[ProcedurePack]] = {}
    for pack in packs:
        sectors.setdefault(pack.text("procedure.sector", lang()) if grouped else "", []).append(pack)
    return list(sectors.items())
