"""The list of papers to prepare, to be ticked by hand, with fee, place and time."""

from typing import Any

from desktop import messages
from desktop.adapters.documents import fonts, sheet
from desktop.adapters.documents.form_line import Box, FormLine
from forms.conditions import Term, alternatives
from forms.pack import Answers, ProcedurePack, Slot
from forms.pointers import get
from forms.slots import open_slots
from forms.units import is_unit, unit_address

BOX = 20.0
"""The width of a box with its room, in points."""
_FACTS = ("fee", "agency", "time_limit", "deadline")


def draw_checklist(pack: ProcedurePack, data: Answers | None = None, *, lang: str = "vi") -> bytes:
    """What these answers need (*data* None: every paper that any case may need), and all to know before one goes."""
    drawing = _Drawing(pack, data, lang)
    story = [
        *drawing.head(),
        *drawing.papers(),
        *drawing.by_post(),
        *drawing.facts(),
        *drawing.bring(),
        *drawing.foot(),
    ]
    return sheet.printed(story, title=f"{messages.say('document.checklist.title', lang)} – {pack.name}")


class _Drawing:
    """One list, section by section."""

    def __init__(self, pack: ProcedurePack, data: Answers | None, lang: str) -> None:
        self._pack = pack
        self._data = data
        self._lang = lang
        slots = pack.slots if data is None else open_slots(pack, data)
        self._always = [slot for slot in slots if slot.required and (data is not None or slot.condition is None)]
        self._by_case = [slot for slot in slots if slot not in self._always]

    def head(self) -> list[Any]:
        """The title, the procedure and its code."""
        level = self._pack.text("procedure.level", self._lang)
        return [
            sheet.text(self._say("title"), sheet.style(fonts.BOLD, 15, "center")),
            sheet.text(self._pack.text("procedure.name", self._lang), sheet.style(fonts.BOLD, 14, "center")),
            sheet.text(self._say("code", code=self._pack.code, level=level), sheet.style(align="center", spaceAfter=8)),
        ]

    def papers(self) -> list[Any]:
        """The form, the papers of every case, and those of some."""
        story = [self._title("papers")]
        if self._pack.has_form:
            story.append(_tick(self._say("form")))
        for slot in self._always:
            story += self._paper(slot)
        if self._by_case:
            story.append(self._title("by-case"))
        for slot in self._by_case:
            story += self._paper(slot)
        return story

    def by_post(self) -> list[Any]:
        """By post, what is only shown goes as a certified copy; nothing where one cannot file by post."""
        sheet_ = self._pack.procedure
        if "post" not in sheet_.get("filing", ()):
            return []
        shown = [slot for slot in (*self._always, *self._by_case) if not slot.submit]
        lines = [sheet.text(self._pack.text(key, self._lang), sheet.style()) for key in sheet_.get("post_filing", [])]
        ticks = [_tick(self._say("certified", name=self._name(slot))) for slot in shown]
        return [self._title("by-post"), *lines, *ticks] if lines or ticks else []

    def facts(self) -> list[Any]:
        """Fee, where, how long, until when; the office by its name where the answers know it."""
        story: list[Any] = []
        for fact in _FACTS:
            key = f"procedure.{fact}"
            if self._pack.has_text(key):
                story += [self._title(fact), sheet.text(self._pack.text(key, self._lang), sheet.style())]
            if fact == "agency" and (unit := self._unit()):
                story.append(sheet.text(self._say("unit", unit=unit_address(unit)), sheet.style(fonts.BOLD)))
        return story

    def _unit(self) -> str:
        """The commune that the answers name, "" for none."""
        pointer = self._pack.procedure.get("dossier", {}).get("unit", "")
        code = get(self._data, pointer) if self._data and pointer else None
        return code if isinstance(code, str) and is_unit(code) else ""

    def bring(self) -> list[Any]:
        """What to have along on the day of the result."""
        keys = self._pack.procedure.get("bring", [])
        return [self._title("bring"), *[_tick(self._pack.text(key, self._lang)) for key in keys]] if keys else []

    def foot(self) -> list[Any]:
        """What nobody has confirmed, and whose list this is."""
        small = sheet.style(fonts.ITALIC, sheet.SMALL, "left", spaceAfter=2)
        doubts = [self._pack.text(key, self._lang) for key in self._pack.procedure.get("unverified", [])]
        head = [self._title("unverified")] if doubts else []
        return [*head, *[sheet.text(f"– {words}", small) for words in doubts], sheet.text(self._say("ours"), small)]

    def _paper(self, slot: Slot) -> list[Any]:
        story = [_tick(f"{self._name(slot)} – {self._count(slot)}")]
        help_style = sheet.style(fonts.ITALIC, 12, "left", leftIndent=20)
        if when := self._when(slot):
            story.append(sheet.text(when, sheet.style(fonts.BOLD, 12, "left", leftIndent=20, spaceAfter=2)))
        if self._pack.has_text(key := f"slot.{slot.code}.description"):
            story.append(sheet.text(self._pack.text(key, self._lang), help_style))
        return story

    def _name(self, slot: Slot) -> str:
        return self._pack.text(f"slot.{slot.code}.name", self._lang)

    def _count(self, slot: Slot) -> str:
        parts = []
        if slot.originals:
            parts.append(self._say("originals", count=slot.originals))
        if slot.copies:
            parts.append(self._say("copies", count=slot.copies))
        return ", ".join([*parts, self._say("submit" if slot.submit else "present")])

    def _when(self, slot: Slot) -> str:
        """In which case the paper is needed: the pack's own words, else its condition put into words."""
        if slot in self._always:
            return ""
        if self._pack.has_text(key := f"slot.{slot.code}.when"):
            words = self._pack.text(key, self._lang)
            return words[0].upper() + words[1:]
        if slot.condition is None:
            return "" if self._pack.has_text(f"slot.{slot.code}.description") else self._say("if-asked")
        ways = alternatives(self._pack, slot.condition, self._lang)
        if not ways:
            return self._say("if-it-applies")
        said = [self._say("and").join(self._term(term) for term in way) for way in ways]
        return self._say("when", case=self._say("or").join(said))

    def _term(self, term: Term) -> str:
        if not term.answers:
            return self._say("ticked" if term.holds else "not-ticked", label=term.label)
        answers = self._say("or").join(f"“{answer}”" for answer in term.answers)
        return self._say("answered" if term.holds else "not-answered", label=term.label, answers=answers)

    def _title(self, key: str) -> Any:
        return sheet.text(self._say(f"section.{key}"), sheet.style(fonts.BOLD, spaceBefore=8, keepWithNext=1))

    def _say(self, key: str, **parameters: object) -> str:
        return messages.say(f"document.checklist.{key}", self._lang, **parameters)


def _tick(words: str) -> Any:
    """A box to tick and, beside it, words that keep to their side and on one page."""
    from reportlab.platypus import Table

    bare = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP", "BOTTOM")]
    cells = [[FormLine([Box(ticked=False)], sheet.BODY), sheet.text(words, sheet.style(align="left", spaceAfter=0))]]
    return Table(
        cells,
        colWidths=[BOX, sheet.WIDTH - BOX],
        spaceBefore=3,
        spaceAfter=3,
        style=[*bare, ("VALIGN", (0, 0), (-1, -1), "TOP")],
    )
