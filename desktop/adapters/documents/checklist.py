"""The list of papers to prepare, to be ticked by hand."""

from desktop import messages
from forms.pack import Answers, ProcedurePack, Slot
from forms.slots import open_slots


def draw_checklist(pack: ProcedurePack, data: Answers | None = None, *, lang: str = "vi") -> bytes:
    """What these answers need (*data* None: every paper that any case may need), and what to bring."""
    from desktop.adapters.documents import fonts, sheet
    from desktop.adapters.documents.form_line import Box, FormLine, Words

    slots = pack.slots if data is None else open_slots(pack, data)
    story = [
        sheet.text(messages.say("document.checklist.title", lang), sheet.style(fonts.BOLD, 15, "center")),
        sheet.text(pack.text("procedure.name", lang), sheet.style(fonts.BOLD, 14, "center", spaceAfter=12)),
    ]
    help_style = sheet.style(fonts.ITALIC, 12, "left", leftIndent=20)
    for slot in slots:
        name = pack.text(f"slot.{slot.code}.name", lang)
        story.append(FormLine([Box(ticked=False), Words(f"  {name} – {_count(slot, data, lang)}")], sheet.BODY))
        if pack.has_text(f"slot.{slot.code}.description"):
            story.append(sheet.text(pack.text(f"slot.{slot.code}.description", lang), help_style))
    bring = _numbered(pack, "procedure.bring", lang)
    if bring:
        story.append(
            sheet.text(messages.say("document.checklist.bring", lang), sheet.style(fonts.BOLD, spaceBefore=10))
        )
        story += [FormLine([Box(ticked=False), Words(f"  {line}")], sheet.BODY) for line in bring]
    return sheet.printed(story, title=f"{messages.say('document.checklist.title', lang)} – {pack.name}")


def _count(slot: Slot, data: Answers | None, lang: str) -> str:
    parts = []
    if slot.originals:
        parts.append(messages.say("document.checklist.originals", lang, count=slot.originals))
    if slot.copies:
        parts.append(messages.say("document.checklist.copies", lang, count=slot.copies))
    parts.append(messages.say(f"document.checklist.{'submit' if slot.submit else 'present'}", lang))
    if not slot.required or (data is None and slot.condition is not None):
        parts.append(messages.say("document.checklist.if-it-applies", lang))
    return ", ".join(parts)


def _numbered(pack: ProcedurePack, prefix: str, lang: str) -> list[str]:
    lines: list[str] = []
    while pack.has_text(key := f"{prefix}.{len(lines) + 1}"):
        lines.append(pack.text(key, lang))
    return lines
