"""The end of a visit: what is unsent is said aloud and offered to take along; then nothing is left here."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.domain.draft import Draft
from desktop.domain.submission import FINAL, OutboxItem, is_in_doubt
from desktop.ui.desk import Desk
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.pages.titles import draft_title
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import Folding, flow, stack
from desktop.ui.widgets.basic import button, card, chip, column, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import breakable, tr


@dataclass(frozen=True, slots=True)
class Unsent:
    """What would go with the visit: drafts, and titles of finalised dossiers whose receipt has not come."""

    drafts: tuple[Draft, ...]
    waiting: tuple[tuple[str, OutboxItem], ...]

    @property
    def number(self) -> int:
        """How many things."""
        return len(self.drafts) + len(self.waiting)


def unsent_of(desk: Desk) -> Unsent:
    """Read from the store, each dossier once."""
    open_items = [item for item in desk.outbox.items() if item.state not in FINAL]
    with desk.open_unit() as uow:
        titles = {item.submission: uow.submissions.get(item.submission).title for item in open_items if item.submission}
    first = {item.submission or item.id: item for item in reversed(open_items)}
    waiting = tuple((titles.get(item.submission or "", ""), item) for item in first.values())
    return Unsent(tuple(desk.drafting.open()), waiting)


@dataclass(frozen=True, slots=True)
class Farewell:
    """What the end page does: copy everything to a path (its recovery code), draw a draft's form, drop it all."""

    copy: Callable[[str], str]
    form: PaperOut
    file_name: str
    finish: Callable[[], None]


class KioskEndPage(Page):
    """Notice `notSent`; rows with `form_<draft>`; buttons `copyToStick`, `finish`, `goOn`; then code `recoveryCode`."""

    def __init__(self, around: Surroundings, desk: Desk, farewell: Farewell) -> None:
        super().__init__(around, "page", (tr("end.title"),))
        self._desk = desk
        self._farewell = farewell
        self.shows_code = False
        self._place = stack()
        self.add(self._place)
        self.body.addStretch(1)
        around.events.published.connect(self._load)
        self._load()

    def _load(self, _event: object = None) -> None:
        self.ask(self.around.store, lambda: unsent_of(self._desk), self._show)

    def _show(self, unsent: Unsent) -> None:
        if self.shows_code:  # somebody is writing it down, and it is shown once
            return
        go_on = button(tr("end.go_on"), "goOn", lambda: self.around.navigator.go("home"))
        if not unsent.number:
            finish = self._finish("end.finish", role="primary")
            self._put(text(tr("end.title"), "title"), text(tr("end.nothing"), "lead"), flow(finish, go_on))
            return
        icon = button(tr("end.copy"), "copyToStick", self._copy, role="primary", icon="usb", icons=self.around.icons)
        told = notice(self.around.icons, "warn", tr("end.not_sent", n=unsent.number), tr("end.not_sent_help"),
                      name="notSent")  # fmt: skip
        rows = [self._draft_row(draft) for draft in unsent.drafts]
        rows += [self._waiting_row(title, item) for title, item in unsent.waiting]
        self._put(
            text(tr("end.title"), "title"), told, *rows,
            text(tr("end.copy_help"), "help"), flow(icon, go_on, self._finish("end.drop")),
        )  # fmt: skip

    def _draft_row(self, draft: Draft) -> QWidget:
        title = draft_title(self._desk.catalogue, draft)
        out = button(tr("end.form"), f"form_{draft.id}", lambda: self._farewell.form.save(self, draft.id))
        out.setAccessibleName(f"{tr('end.form')}: {title}")
        words = stack(text(title, "label"), gap=2)
        return card(Folding(words, chip(tr("home.draft"), "neutral"), out, least=self.around.look.px(280)))

    def _waiting_row(self, title: str, item: OutboxItem) -> QWidget:
        doubt = is_in_doubt(item)
        words = stack(text(title, "label"), text(tr("end.doubt" if doubt else "end.unsent"), "second"), gap=2)
        state = chip(tr("end.doubt_chip" if doubt else "end.unsent_chip"), "warn")
        return card(Folding(words, state, least=self.around.look.px(280)))

    def _copy(self) -> None:
        if self.around.sticks is not None:
            self.around.sticks.save(self, self._farewell.file_name, self._carry)

    def _carry(self, path: str) -> None:
        self.say("plain", tr("end.copying"))
        self.ask(self.around.store, lambda: self._farewell.copy(path), lambda code: self._copied(path, code))

    def _copied(self, path: str, code: str) -> None:
        self.unsay()
        self.shows_code = True
        shown = text(breakable(code), "code", name="recoveryCode")
        shown.setAccessibleName(code)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)  # a clipboard is the next person's too
        steps = [text(f"{number}. {tr(f'end.step{number}')}") for number in (1, 2, 3)]
        told = card(text(tr("end.code"), "section"), shown, text(tr("end.code_help")), gap=14)
        finish = self._finish("end.code_kept", role="primary")
        name = Path(path).name
        self._put(text(tr("end.copied", name=name), "title", name="copied"), told, card(*steps), flow(finish))

    def _finish(self, key: str, *, role: str = "second") -> QWidget:
        return button(tr(key), "finish", self._farewell.finish, role=role)

    def _put(self, *things: QWidget) -> None:
        layout = self._place.layout()
        if layout is None:
            return
        while (item := layout.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        holder = QWidget()
        holder.setLayout(column(*things, gap=16))
        layout.addWidget(holder)
