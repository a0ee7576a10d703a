"""The sheet of a procedure (level 1): what it is, what to prepare, fee, time, law, and the ways on."""

from dataclasses import dataclass

from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.draft import Draft
from desktop.ui.desk import Desk
from desktop.ui.pages.entrance import HOME_COMMUNE
from desktop.ui.pages.help_cards import basis_lines
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.surroundings import Surroundings
from desktop.ui.widgets.arrangement import Spread, flow, stack
from desktop.ui.widgets.basic import button, card, chip, column, picture, row, text
from desktop.ui.widgets.notice import notice
from desktop.ui.words import lang, tr
from forms.answers import put
from forms.guide import guides_to
from forms.pack import ProcedurePack, Slot
from forms.slots import open_slots


@dataclass(frozen=True, slots=True)
class SheetPapers:
    """What can be printed of a procedure without answers: the blank form, and the list of papers to prepare."""

    blank: PaperOut
    checklist: PaperOut


class SheetPage(Page):
    """Buttons `fillOnline`, `printBlank` (where there is a form), `printChecklist` and `askGuide`."""

    def __init__(self, around: Surroundings, desk: Desk, code: str, papers: SheetPapers) -> None:
        self._pack = pack = desk.catalogue.get(code)
        super().__init__(around, "page", (tr("home.crumb"), pack.text("procedure.name", lang())))
        self._desk = desk
        self._papers_out = papers
        self.add(
            column(
                text(pack.text("procedure.name", lang()), "title", name="pageTitle"),
                text(tr("sheet.code_level", code=pack.code, level=self._text("level")), "second"),
                gap=4,
            )
        )
        self.add(text(self._text("summary"), "lead"))
        for words in self._warnings():
            self.add(notice(around.icons, "warn", words, name="sheetNotice"))
        self.add(flow(*self._ways_on()))
        px = around.look.px
        self.add(Spread(stack(*self._main_cards()), stack(*self._side_cards()), least=px(760), aside_width=px(300)))
        self.body.addStretch(1)

    def _warnings(self) -> list[str]:
        """A procedure that is no more, and one that can only be read about here."""
        pack = self._pack
        replaced = [tr("sheet.replaced")] if not pack.is_in_force else []
        return replaced + ([] if pack.has_form else [tr("sheet.not_fillable")])

    def _ways_on(self) -> list[QWidget]:
        code, icons = self._pack.code, self.around.icons
        role = "second" if self._pack.has_form else "primary"
        listed = button(
            tr("sheet.print_checklist"), "printChecklist", lambda: self._papers_out.checklist.save(self, code),
            role=role, icon="list-checks", icons=icons,
        )  # fmt: skip
        ways: list[QWidget] = [listed]
        if self._pack.has_form:
            fill = button(tr("sheet.fill"), "fillOnline", self._start, role="primary")
            blank = button(
                tr("sheet.print_blank"), "printBlank", lambda: self._papers_out.blank.save(self, code),
                icon="printer", icons=icons,
            )  # fmt: skip
            ways = [fill, blank, listed]
        topics = guides_to(code)
        if topics:
            name = topics[0].id if len(topics) == 1 else ""
            ask = button(
                tr("sheet.ask_guide"), "askGuide", lambda: self.around.navigator.go("guide", name), role="link"
            )
            ways.append(ask)
        return ways

    def _main_cards(self) -> list[QWidget]:
        always = [slot for slot in open_slots(self._pack, {}) if slot.required or self._pack.has_form]
        others = [slot for slot in self._pack.slots if slot not in always]
        papers = card(text(tr("sheet.papers"), "section"), *[self._slot(slot) for slot in always], gap=12)
        inside = papers.layout()
        if others and inside is not None:
            inside.addWidget(text(tr("sheet.papers_by_case"), "label"))
            for slot in others:
                inside.addWidget(self._slot(slot))
        keys = self._pack.procedure.get("steps", [])
        steps = [text(f"{number}. {self._pack.text(key, lang())}") for number, key in enumerate(keys, 1)]
        return [papers, card(text(tr("sheet.steps"), "section"), *steps), self._law()]

    def _side_cards(self) -> list[QWidget]:
        facts = [
            (tr(f"sheet.{key}"), self._text(key))
            for key in ("audience", "time_limit", "fee", "agency", "result", "deadline")
        ]
        cards: list[QWidget] = [
            card(*[_fact(label, words) for label, words in facts if words], gap=14),
            self._listed("sheet.bring", self._pack.procedure.get("bring", [])),
        ]
        doubts = [self._pack.text(key, lang()) for key in self._pack.procedure.get("unverified", [])]
        if doubts:
            head = row(picture(self.around.icons, "triangle-alert", "warn", 20), text(tr("sheet.unverified"), "label"))
            cards.append(card(head, *[text(words, "help") for words in doubts], name="unverified"))
        return cards

    def _slot(self, slot: Slot) -> QWidget:
        key = f"slot.{slot.code}"
        words = column(text(self._pack.text(f"{key}.name", lang()), "label"), gap=2)
        if self._pack.has_text(f"{key}.when"):
            case = self._pack.text(f"{key}.when", lang())
            words.addWidget(text(case[0].upper() + case[1:], "help"))
        if self._pack.has_text(f"{key}.description"):
            words.addWidget(text(self._pack.text(f"{key}.description", lang()), "help"))
        if count := _count(slot):
            words.addWidget(text(count, "help"))
        inside = row(picture(self.around.icons, "file-text", "muted", 22), words, gap=12)
        inside.setStretch(1, 1)
        if not slot.submit:
            inside.addWidget(chip(tr("sheet.present_only"), "neutral"))
        holder = QWidget()
        holder.setLayout(inside)
        return holder

    def _listed(self, title: str, keys: list[str]) -> QFrame:
        return card(text(tr(title), "label"), *[text(f"• {self._pack.text(key, lang())}", "help") for key in keys])

    def _law(self) -> QFrame:
        rows = self._pack.procedure.get("legal_basis", [])
        head = row(picture(self.around.icons, "scale", "muted", 20), text(tr("sheet.law"), "section"))
        lines = [line for basis in rows for line in basis_lines(basis, self.around.icons)]
        return card(head, text(tr("sheet.law_help"), "help"), *lines, gap=4, name="sheetLaw")

    def _text(self, name: str) -> str:
        key = f"procedure.{name}"
        return self._pack.text(key, lang()) if self._pack.has_text(key) else ""

    def _start(self) -> None:
        self.ask(self.around.store, self._started, self._opened)

    def _started(self) -> Draft:
        """A new draft, the home commune filled in as its office."""
        with self._desk.open_unit() as uow:
            commune = uow.settings.get(HOME_COMMUNE)
        pointer = self._pack.procedure.get("dossier", {}).get("unit", "")
        answers = put({}, pointer, commune) if pointer and commune else {}
        return self._desk.drafting.start(self._pack.code, answers=answers)

    def _opened(self, draft: Draft) -> None:
        self.around.navigator.go("filing_for", draft.id)


def _count(slot: Slot) -> str:
    """`1 bản chính, 2 bản sao`; "" for what is only shown."""
    parts = [tr("sheet.originals", n=slot.originals)] if slot.originals else []
    return ", ".join([*parts, *([tr("sheet.copies", n=slot.copies)] if slot.copies else [])])


def _fact(label: str, words: str) -> QWidget:
    holder = QWidget()
    holder.setLayout(column(text(label, "help"), text(words), gap=2))
    return holder


def pack_fee(pack: ProcedurePack, code: str) -> str:
    """The words for a line of the fee."""
    return pack.text(f"fee.{code}", lang()) if pack.has_text(f"fee.{code}") else code
