"""Joins a step of a form with the people who are known: above each person block a panel, names under its name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.domain.person import Family, Person, is_same
from desktop.services.remembering import Known
from desktop.services.suggesting import (
    Suggestion,
    family_differs,
    family_suggestions,
    named_like,
    suggestions,
    with_family,
)
from desktop.ui.form_entry.card_filling import CardFilling, ReadCard
from desktop.ui.form_entry.name_list import NameList
from desktop.ui.form_entry.origin import family_words, origin
from desktop.ui.form_entry.person_panel import SHOWN, Answer, Offer, PersonPanel
from desktop.ui.form_entry.step import StepForm
from desktop.ui.icons import Icons
from desktop.ui.theme import Look
from desktop.ui.words import tr
from forms.answers import get, put
from forms.catalogue import Catalogue
from forms.fold import fold
from forms.formats import citizen_id, partial_date, person_name
from forms.pack import Answers, ProcedurePack
from forms.people import CHILD, MOTHER, PersonBlock, differing, laid, person_blocks, person_of
from forms.schema_paths import pointers_of
from forms.visibility import visible

SOON_MS = 200


class Lay(Protocol):
    """Answers with somebody in them; *over* replaces what stands there."""

    def __call__(self, answers: Answers, *, over: bool = False) -> Answers: ...


@dataclass(frozen=True, slots=True)
class Ways:
    """What the page lends: where people come from, and how one is kept and a card is read."""

    catalogue: Catalogue
    known: Known
    remember: Callable[[PersonBlock, Callable[[Person], None]], None]
    read_card: ReadCard
    icons: Icons
    look: Look


class PeopleOffers(QObject):
    """One for a step; the panels follow what is typed, a moment later."""

    def __init__(self, form: StepForm, pack: ProcedurePack, ways: Ways) -> None:
        super().__init__(form)
        self._form = form
        self._pack = pack
        self._ways = ways
        self._known = ways.known
        self._panels: list[tuple[PersonBlock, PersonPanel]] = []
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self._offer)
        for block in person_blocks(pack):
            first = next((field for pointer, field in form.fields.items() if _is_in(pointer, block)), None)
            if first is not None and (block.takes_anybody or block.key == CHILD):
                self._join(block, first)
        form.edited.connect(self._soon.start)
        self._offer()

    def _join(self, block: PersonBlock, first: QWidget) -> None:
        panel = PersonPanel(block.pointer, self._ways.icons, self._ways.look, takes_card=block.takes_anybody)
        panel.remember.clicked.connect(lambda: self._remember(block, panel))
        CardFilling(
            panel, self._ways.read_card, partial(self._lay_card, block, panel), partial(self._wants_address, block)
        )
        _place_above(first, panel)
        self._panels.append((block, panel))
        name = self._form.fields.get(block.fields["/ho_ten"])
        line = name.control.inputs()[0] if name is not None else None
        if block.takes_anybody and isinstance(line, QLineEdit):
            self._names(line, block, panel)

    def _names(self, line: QLineEdit, block: PersonBlock, panel: PersonPanel) -> None:
        def find(typed: str) -> Sequence[tuple[str, str, Suggestion]]:
            found = named_like(self._suggestions(block), typed)
            return [(one.name, f"{one.name} ({self._origin(one)})", one) for one in found]

        NameList(line, find, partial(self._take, block, panel))

    def _offer(self) -> None:
        for block, panel in self._panels:
            name = self._form.fields.get(block.fields["/ho_ten"])
            panel.setVisible(name is None or name.isVisibleTo(self._form))
            found = self._suggestions(block)
            people = [
                Offer(
                    f"person{block.pointer}_{number}",
                    one.name,
                    self._origin(one),
                    partial(self._take, block, panel, one),
                )
                for number, one in enumerate(found[:SHOWN])
            ]
            named = bool(get(self._form.answers, block.fields["/ho_ten"]))
            panel.offer([*self._families(block, panel), *people], has_more=len(found) > SHOWN, folded=named)
            panel.remember.setVisible(self._is_worth_keeping(block))

    def _families(self, block: PersonBlock, panel: PersonPanel) -> list[Offer]:
        if block.key not in (CHILD, MOTHER):
            return []
        found = family_suggestions(self._pack, self._form.answers, self._known)
        return [
            Offer(
                f"family{block.pointer}_{number}",
                *family_words(self._ways.catalogue, family),
                partial(self._take_family, panel, family),
            )
            for number, family in enumerate(found[:SHOWN])
        ]

    def _suggestions(self, block: PersonBlock) -> tuple[Suggestion, ...]:
        return suggestions(self._pack, self._form.answers, block, self._known)

    def _origin(self, suggestion: Suggestion) -> str:
        return origin(self._ways.catalogue, self._pack, suggestion)

    def _is_worth_keeping(self, block: PersonBlock) -> bool:
        """Somebody with a whole name and a number or birth date, not known yet, on a machine that keeps people."""
        said = person_of(self._form.answers, block)
        whole = person_name(str(said.get("ho_ten") or "")) and (
            citizen_id(str(said.get("so_dinh_danh") or "")) or partial_date(str(said.get("ngay_sinh") or ""))
        )
        known = any(is_same(person, said) for person in self._known.people)
        return self._known.may_keep and block.takes_anybody and bool(whole) and not known

    def _remember(self, block: PersonBlock, panel: PersonPanel) -> None:
        def kept(person: Person) -> None:
            self._known = replace(self._known, people=(person, *self._known.people))
            panel.remember.hide()
            panel.tell("ok", tr("people.remembered", name=person.name), tr("people.remembered_where"))

        self._ways.remember(block, kept)

    def _take(self, block: PersonBlock, panel: PersonPanel, one: Suggestion) -> None:
        self._lay(block, panel, one.name, dict(one.answers))

    def _lay_card(self, block: PersonBlock, panel: PersonPanel, person: Answers, note: str) -> None:
        self._lay(block, panel, str(person.get("ho_ten") or tr("card.card")), person, note)

    def _wants_address(self, block: PersonBlock, person: Answers) -> bool:
        """Whether the block would ask for an address: beside a number most do not."""
        pointer = block.fields.get("/noi_cu_tru/xa")
        after = laid(self._pack, self._form.answers, block, person)
        return pointer is not None and pointer in visible(self._pack, after)

    def _lay(self, block: PersonBlock, panel: PersonPanel, name: str, person: Answers, note: str = "") -> None:
        """Into the empty fields; where others say something else the person decides."""

        def lay(answers: Answers, *, over: bool = False) -> Answers:
            if _is_begun(get(answers, block.fields["/ho_ten"]), name):
                answers = put(answers, block.fields["/ho_ten"], None)
            return laid(self._pack, answers, block, person, over=over)

        other = [
            pointer for pointer in differing(self._pack, self._form.answers, block, person)
            if not _is_begun(get(self._form.answers, pointer), name)
        ]  # fmt: skip
        self._decide(panel, name, lay, note, [self._label(pointer) for pointer in other] if other else None)

    def _take_family(self, panel: PersonPanel, family: Family) -> None:
        def lay(answers: Answers, *, over: bool = False) -> Answers:
            return with_family(self._pack, answers, family, over=over)

        name = " – ".join(parent.name for parent in (family.mother, family.father) if parent is not None)
        self._decide(panel, name, lay, "", [] if family_differs(self._pack, self._form.answers, family) else None)

    def _decide(self, panel: PersonPanel, name: str, lay: Lay, note: str, other: Sequence[str] | None) -> None:
        """Lay at once where nothing else stands; *other* are the labels of what does."""
        if other is None:
            self._show(panel, name, lay(self._form.answers), note)
            return

        def act(*, over: bool) -> None:
            self._show(panel, name, lay(self._form.answers, over=over), note)

        empty = Answer("fillEmpty", tr("people.only_empty"), partial(act, over=False))
        over = Answer("fillOver", tr("people.over"), partial(act, over=True))
        leave = Answer("fillNot", tr("people.leave"), panel.be_quiet)
        panel.tell("warn", tr("people.other_words", name=name), ", ".join(other), (empty, over, leave))

    def _show(self, panel: PersonPanel, name: str, after: Answers, note: str) -> None:
        panel.fold()
        before = self._form.answers
        changed = [pointer for pointer in pointers_of(self._pack.schema) if get(before, pointer) != get(after, pointer)]
        self._form.put(after)
        if not changed:
            panel.tell("plain", tr("people.nothing_new", name=name), note)
            return
        undo = Answer("undoFill", tr("people.undo"), lambda: self._undo(panel, before, changed))
        panel.tell("warn" if note else "ok", tr("people.filled", n=len(changed), name=name), note, (undo,))

    def _undo(self, panel: PersonPanel, before: Answers, changed: Sequence[str]) -> None:
        answers = self._form.answers
        for pointer in changed:
            answers = put(answers, pointer, get(before, pointer))
        self._form.put(answers)
        panel.tell("plain", tr("people.undone"))

    def _label(self, pointer: str) -> str:
        field = self._form.fields.get(pointer)
        return field.label if field is not None else pointer.rpartition("/")[2]


def _is_in(pointer: str, block: PersonBlock) -> bool:
    return pointer.startswith(f"{block.pointer}/")


def _is_begun(value: object, name: str) -> bool:
    """Whether what stands there is the beginning of this name: whoever takes it has said how it goes on."""
    return isinstance(value, str) and len(value) > 1 and fold(value) in fold(name)


def _place_above(field: QWidget, panel: PersonPanel) -> None:
    """Before the first thing of the block, in whatever column it stands."""
    inside: QWidget = field
    parent = field.parentWidget()
    while parent is not None and not isinstance(parent.layout(), QVBoxLayout):
        inside, parent = parent, parent.parentWidget()
    layout = parent.layout() if parent is not None else None
    if isinstance(layout, QVBoxLayout):
        layout.insertWidget(layout.indexOf(inside), panel)
