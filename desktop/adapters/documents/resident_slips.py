"""One slip for each resident with all their dossiers of a day: what the portal holds, and how to follow it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from desktop import messages
from desktop.adapters.documents.practice_mark import practice_mark
from desktop.adapters.documents.receipt_code import receipt_codes
from forms.deadlines import ICT

Say = Callable[..., str]
NAME = 16
_PADDINGS = ("LEFTPADDING", "TOPPADDING", "BOTTOMPADDING")


@dataclass(frozen=True, slots=True)
class SlipDossier:
    """One dossier; `receipt` is the portal's verified JWS, None as long as there is none: then it is not sent."""

    procedure: str
    subject: str
    code: str | None
    unit: str
    submitter: str = ""
    receipt: str | None = None
    received_at: datetime | None = None
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ResidentSlip:
    """Everything of one resident."""

    name: str
    dossiers: tuple[SlipDossier, ...]


def draw_resident_slips(slips: Sequence[ResidentSlip], day: str, *, is_practice: bool, lang: str = "vi") -> bytes:
    """A new page for each resident; ValueError when a receipt is no compact JWS."""
    from reportlab.platypus import PageBreak

    from desktop.adapters.documents import sheet

    def say(code: str, **parameters: object) -> str:
        return messages.say(f"document.residents.{code}", lang, **parameters)

    title = messages.say("document.slip.title", lang)
    watermark = messages.say("document.practice", "vi")
    story: list[Any] = []
    for place, slip in enumerate(slips):
        story += [PageBreak()] if place else []
        story += _head(title, watermark if is_practice else "", say("day", name=slip.name, day=day))
        story += _body(slip, say)
    mark = practice_mark(watermark) if is_practice else None
    return sheet.printed(story, title=f"{title} – {watermark}" if is_practice else title, mark=mark)


def _head(title: str, watermark: str, line: str) -> list[Any]:
    from desktop.adapters.documents import fonts, sheet

    bold = sheet.style(fonts.BOLD, 14, "center", spaceAfter=3)
    parts = [sheet.text(title, bold)]
    if watermark:
        parts.append(sheet.text(watermark, bold))
    return [*parts, sheet.text(line, sheet.style(fonts.BOLD, NAME, "left", spaceBefore=10, spaceAfter=6))]


def _body(slip: ResidentSlip, say: Say) -> list[Any]:
    from desktop.adapters.documents import fonts, sheet

    held = [one for one in slip.dossiers if one.receipt is not None]
    unsent = [one for one in slip.dossiers if one.receipt is None]
    head = sheet.style(fonts.BOLD, 13, "left", spaceBefore=8, spaceAfter=4, keepWithNext=True)
    story: list[Any] = []
    if held:
        story.append(sheet.text(say("held", n=len(held)), head))
        for one in held:
            story += _held(one, say)
    if unsent:
        story.append(sheet.text(say("unsent", n=len(unsent)), head))
        lines = [say("unsent-line", title=_title(one)) for one in unsent]
        story += [sheet.text(line, sheet.style(align="left", spaceAfter=3)) for line in lines]
    if held:
        story.append(sheet.text(say("follow"), head))
        small = sheet.style(size=12, align="left", spaceAfter=3)
        story += [sheet.text(say(f"follow-{step}"), small) for step in ("code", "where", "paper")]
    return story


def _held(one: SlipDossier, say: Say) -> list[Any]:
    """Words at the left, what a telephone or this program can check at the right."""
    from reportlab.platypus import KeepTogether, Table

    from desktop.adapters.documents import fonts, sheet
    from desktop.adapters.documents.code_row import GAP, LARGEST, CodeRow

    plain = sheet.style(size=12, align="left", spaceAfter=2)
    facts = {
        "code": one.code or say("no-code"),
        "unit": one.unit,
        "received": _moment(one.received_at),
        "due": f"{one.due_at.astimezone(ICT):%d/%m/%Y}" if one.due_at else say("no-due"),
        "submitter": one.submitter,
    }
    words = [sheet.text(_title(one), sheet.style(fonts.BOLD, 12.5, "left", spaceAfter=2))]
    words += [sheet.text(f"{say(f'fact-{name}')}: {value}", plain) for name, value in facts.items() if value]
    codes = receipt_codes(one.receipt or "")
    if len(codes) > 1:
        return [KeepTogether([*words, CodeRow(codes)])]
    row = Table([[words, CodeRow(codes)]], colWidths=[sheet.WIDTH - LARGEST - GAP, LARGEST + GAP])
    row.setStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *((side, (0, 0), (-1, -1), 0) for side in _PADDINGS)])
    return [row]


def _title(one: SlipDossier) -> str:
    return f"{one.procedure} – {one.subject}" if one.subject else one.procedure


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(ICT):%H:%M, %d/%m/%Y}" if moment else ""
