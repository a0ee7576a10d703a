"""A past dossier as the beginning of a new one: what comes along, what does not, which papers may be used again."""

from PySide6.QtWidgets import QCheckBox, QFrame, QWidget

from desktop.domain.attachment import Attachment
from desktop.domain.draft import Draft
from desktop.services.duplicating import Duplicate
from desktop.ui.desk import Desk
from desktop.ui.form_entry.steps import categories, label_of
from desktop.ui.pages.answer_lines import AnswerLine, answer_sections, field_label
from desktop.ui.pages.page import Page
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, card, text
from desktop.ui.widgets.notice import notice
from desktop.ui.widgets.word_wrap import WordWrap
from desktop.ui.words import lang, size, tr
from forms.pack import ProcedurePack
from forms.pointers import dotted


class DuplicatePage(Page):
    """Ticks `paper_<id>`; button `startDuplicate`; nothing is written before it is pressed."""

    rail = "dossiers"

    def __init__(self, around: Surroundings, desk: Desk, submission: str) -> None:
        super().__init__(around, "page", (tr("rail.dossiers"), tr("duplicate.crumb")))
        self._desk = desk
        self._submission = submission
        self._papers: dict[str, QCheckBox] = {}
        self.ask(around.store, lambda: desk.duplicating.look(submission), self._show)

    def _show(self, found: Duplicate) -> None:
        self.headline(tr("duplicate.title"), tr("duplicate.lead", name=found.pack.text("procedure.name", lang())))
        if found.is_other_version:
            words = tr("duplicate.other_version", old=found.old_version, new=found.pack.version)
            self.add(notice(self.around.icons, "warn", words, name="otherVersion"))
        self.add(self._taken(found), self._left_out(found))
        if found.papers:
            self.add(self._offered(found))
        start = button(tr("duplicate.start"), "startDuplicate", self._start, role="primary")
        back = button(tr("word.back"), "back", lambda: self.around.navigator.go("dossiers"))
        self.add(flow(back, start))
        self.body.addStretch(1)

    def _taken(self, found: Duplicate) -> QFrame:
        lines: list[QWidget] = []
        for _name, title, answers in answer_sections(found.pack, found.answers, lang()):
            if answers:
                lines.append(text(title, "label"))
                lines.extend(_words(line) for line in answers)
        return card(text(tr("duplicate.taken"), "section"), *lines, name="taken", gap=4)

    def _left_out(self, found: Duplicate) -> QFrame:
        names = dict.fromkeys(_called(found.pack, pointer) for pointer in found.left_out)
        words = [text(f"• {name}") for name in names] or [text(tr("duplicate.nothing_left_out"), "help")]
        return card(text(tr("duplicate.left_out"), "section"), *words, name="leftOut", gap=4)

    def _offered(self, found: Duplicate) -> QFrame:
        for paper in found.papers:
            self._papers[paper.id] = self._tick(found, paper)
        return card(text(tr("duplicate.papers"), "section"), text(tr("duplicate.papers_help"), "help"),
                    *self._papers.values(), name="offered")  # fmt: skip

    def _tick(self, found: Duplicate, paper: Attachment) -> QCheckBox:
        slot = found.pack.text(f"slot.{paper.slot}.name", lang())
        words = tr("duplicate.paper", name=paper.name, size=size(paper.size), slot=slot)
        box = QCheckBox(words)
        box.setObjectName(f"paper_{paper.id}")
        box.setAccessibleName(words)
        box.setChecked(True)
        WordWrap(box)
        return box

    def _start(self) -> None:
        wanted = frozenset(name for name, box in self._papers.items() if box.isChecked())
        self.ask(
            self.around.store, lambda: self._desk.duplicating.start(self._submission, wanted), self._begin
        )  # fmt: skip

    def _begin(self, draft: Draft) -> None:
        self.around.navigator.go("filing_for", draft.id)


def _words(line: AnswerLine) -> QWidget:
    """An answer in one line; a list with a line for each of its rows."""
    rows = "".join(f"\n  {row.label}: {row.words}" for row in line.rows)
    return text(f"{line.label}: {line.words}{rows}", "second")


def _called(pack: ProcedurePack, pointer: str) -> str:
    """A block by the step or group of its name, else by its first field's label."""
    rows, star, _column = pointer.partition("/*")
    if star:
        return f"{field_label(pack, rows, lang())} – {field_label(pack, pointer, lang())}"
    name = dotted(pointer)
    last = name.rpartition(".")[2]
    steps = {step: label_of(pack, category, lang()) for step, category in categories(pack, {})}
    if name in steps:
        return steps[name]
    for key in (f"group.{name}.label", f"group.{last}.label"):
        if pack.has_text(key):
            return pack.text(key, lang())
    label = field_label(pack, pointer, lang())
    return label if label != last else steps.get(last, steps.get(name.partition(".")[0], label))
