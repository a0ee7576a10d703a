"""*Mẫu này đã đổi*: what the newest form would make of a draft, read before the person decides."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.carried import CarriedDraft
from desktop.domain.draft import Draft
from desktop.services.migrating import Review
from desktop.ui.desk import Desk
from desktop.ui.form_entry.kinds import shown_value
from desktop.ui.form_entry.steps import categories, label_of, step_of
from desktop.ui.pages.answer_lines import field_label
from desktop.ui.pages.page import Page
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, card, column, picture, row, text
from desktop.ui.widgets.clauses import Clauses
from desktop.ui.widgets.notice import notice
from desktop.ui.words import lang, tr
from forms.catalogue import Catalogue
from forms.law import clauses
from forms.migration import Change, Note, Reason, Wanted
from forms.pack import Json, ProcedurePack
from forms.schema_paths import subschema
from forms.validation import FieldError, error_text


def newer_form_notice(around: Surroundings, review: Review) -> QFrame:
    """The line over a draft whose form has changed; nothing happens before the person has read what would."""
    go = around.navigator.go
    name = review.draft.id
    if review.made is not None:
        made = review.made.id
        act = button(tr("newer.open_made"), "openNewForm", lambda: go("form", made))
        return notice(around.icons, "plain", tr("newer.made"), tr("newer.made_second"), name="newerForm", action=act)
    act = button(tr("newer.look"), "seeNewForm", lambda: go("newer_form", name))
    words = tr("newer.second_future" if _is_to_come(around, review) else "newer.second")
    return notice(around.icons, "warn", _since(around, review), words, name="newerForm", action=act)


def _since(around: Surroundings, review: Review) -> str:
    key = "newer.title_future" if _is_to_come(around, review) else "newer.title"
    return tr(key, day=f"{review.since:%d/%m/%Y}")


def _is_to_come(around: Surroundings, review: Review) -> bool:
    return review.since > around.today()


def notes_card(catalogue: Catalogue, draft: Draft, origin: CarriedDraft) -> QFrame:
    """Answers of the old form that have no place in the new one, kept for whoever needs them."""
    lines = [_note_words(catalogue, draft.procedure, note) for note in origin.notes]
    words = [text(f"{label}: {value}", "help") for label, value in lines]
    return card(text(tr("newer.notes"), "label"), *words, name="notesOfOldForm")


class NewerFormPage(Page):
    """Buttons `useNew` and `keepOld`; cards `kept`, `changed`, `wanted`, `notes`."""

    def __init__(self, around: Surroundings, desk: Desk, draft_id: str) -> None:
        super().__init__(around, "page", (tr("home.crumb"), tr("newer.crumb")))
        self._desk = desk
        self._draft_id = draft_id
        self._code = ""
        self.ask(around.store, lambda: desk.migrating.review(draft_id), self._show)

    def _show(self, review: Review | None) -> None:
        if review is None:
            self.headline(tr("newer.none"))
            self.add(flow(button(tr("newer.keep"), "keepOld", self._keep)))
            self.body.addStretch(1)
            return
        self._code = review.draft.procedure
        name = review.new.text("procedure.name", lang())
        self.headline(_since(self.around, review), tr("newer.lead", name=name))
        if _is_to_come(self.around, review):
            self.add(text(tr("newer.second_future"), "label"))
        self.add(self._kept(review), self._changed(review), self._wanted(review))
        if review.migrated.notes or review.papers_left or review.exemption_left:
            self.add(self._left(review))
        use = button(tr("newer.use"), "useNew", self._use, role="primary")
        self.add(text(tr("newer.old_stays"), "help"), flow(button(tr("newer.keep"), "keepOld", self._keep), use))
        self.body.addStretch(1)

    def _kept(self, review: Review) -> QFrame:
        pack, answers = review.new, review.migrated.answers
        titles = {name: label_of(pack, category, lang()) for name, category in categories(pack, answers)}
        placed = sorted(
            ((step_of(pack, answers, pointer), pointer) for pointer in review.migrated.kept),
            key=lambda one: list(titles).index(one[0]),
        )
        lines: list[QWidget] = []
        for step, found in groupby(placed, key=lambda one: one[0]):
            names = dict.fromkeys(field_label(pack, pointer, lang()) for _, pointer in found)
            lines.append(_two(titles[step], ", ".join(names)))
        papers = [_slot_name(pack, paper.slot) for paper in review.papers]
        if papers:
            lines.append(_two(tr("papers.step"), ", ".join(dict.fromkeys(papers))))
        head = self._head("circle-check", "ok", tr("newer.kept", n=len(review.migrated.kept) + len(papers)))
        return card(head, *lines, name="kept", gap=10)

    def _changed(self, review: Review) -> QFrame:
        lines = [self._change(review, change) for change in review.migrated.changed]
        head = self._head("pencil", "accent", tr("newer.changed", n=len(lines)))
        return card(head, *(lines or [text(tr("newer.nothing"), "help")]), name="changed", gap=12)

    def _wanted(self, review: Review) -> QFrame:
        lines = [self._want(review, wanted) for wanted in review.migrated.wanted]
        head = self._head("circle-help", "warn", tr("newer.wanted", n=len(lines)))
        return card(head, *(lines or [text(tr("newer.nothing"), "help")]), name="wanted", gap=12)

    def _left(self, review: Review) -> QFrame:
        procedure = review.draft.procedure
        lines = []
        for note in review.migrated.notes:
            label, value = _note_words(self._desk.catalogue, procedure, note)
            lines.append(self._told(label, value, [note.reason] if note.reason else []))
        lines += [
            _two(_slot_name(review.old, paper.slot), tr("newer.paper_left", name=paper.name))
            for paper in review.papers_left
        ]
        if review.exemption_left:
            ground = review.old.text(f"exemption.{review.exemption_left}", lang())
            lines.append(_two(tr("check.exempt"), tr("newer.exemption_left", ground=ground)))
        head = self._head("archive", "muted", tr("newer.left", n=len(lines)))
        return card(head, text(tr("newer.left_help"), "help"), *lines, name="notes", gap=12)

    def _change(self, review: Review, change: Change) -> QWidget:
        pack = review.new
        label = field_label(pack, change.pointer, lang())
        now = _words_of(pack, change.pointer, change.value)
        if change.was_at is None:
            words = tr("newer.filled", value=now)
        else:
            was = _words_of(review.old, change.was_at, change.was)
            words = tr("newer.same_value", value=now) if was == now else tr("newer.from_to", was=was, now=now)
            old_label = field_label(review.old, change.was_at, lang())
            label = label if old_label == label else f"{old_label} → {label}"
        return self._told(label, words, change.reasons)

    def _want(self, review: Review, wanted: Wanted) -> QWidget:
        fault = error_text(review.new, FieldError(wanted.pointer, wanted.code), lang())
        return self._told(
            field_label(review.new, wanted.pointer, lang()), fault, [wanted.reason] if wanted.reason else []
        )

    def _told(self, label: str, words: str, reasons: Sequence[Reason]) -> QWidget:
        """What becomes of an answer, then why, with the law."""
        lines: list[QWidget] = [text(words)]
        for reason in reasons:
            pack = self._desk.catalogue.get(self._code, reason.version)
            lines.append(text(pack.text(reason.key, lang()), "help"))
            if reason.law:
                lines.append(Clauses(self.around.icons, clauses(reason.law)))
        holder = QWidget()
        holder.setLayout(column(text(label, "label"), *lines, gap=2))
        return holder

    def _head(self, icon: str, token: str, words: str) -> QWidget:
        holder = QWidget()
        inside = row(picture(self.around.icons, icon, token, 24), text(words, "section"), gap=12)
        inside.setStretch(1, 1)
        holder.setLayout(inside)
        return holder

    def _use(self) -> None:
        self.ask(self.around.store, lambda: self._desk.migrating.use_newest(self._draft_id), self._used)

    def _used(self, draft: Draft) -> None:
        self.around.navigator.go("form", draft.id)

    def _keep(self) -> None:
        self.around.navigator.go("form", self._draft_id)


def _note_words(catalogue: Catalogue, procedure: str, note: Note) -> tuple[str, str]:
    pack = catalogue.get(procedure, note.version)
    return field_label(pack, note.pointer, lang()), _words_of(pack, note.pointer, note.value)


def _words_of(pack: ProcedurePack, pointer: str, value: Json) -> str:
    """An answer in words, whatever it is made of."""
    if isinstance(value, Mapping):
        return ", ".join(_words_of(pack, f"{pointer}/{name}", inner) for name, inner in value.items())
    if isinstance(value, list):
        return "; ".join(_words_of(pack, f"{pointer}/{number}", inner) for number, inner in enumerate(value))
    if value is False:
        return tr("word.no")
    return shown_value(pack, pointer, subschema(pack.schema, pointer) or {}, value, lang())


def _slot_name(pack: ProcedurePack, code: str) -> str:
    key = f"slot.{code}.name"
    return pack.text(key, lang()) if pack.has_text(key) else tr("filing_for.consent")


def _two(label: str, words: str) -> QWidget:
    holder = QWidget()
    holder.setLayout(column(text(label, "label"), text(words, "help"), gap=2))
    return holder
