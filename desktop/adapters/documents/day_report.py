"""The day's report on paper: numbers by procedure and by person, every line of the day, and what still waits."""

from collections.abc import Callable, Sequence
from typing import Any

from desktop import messages
from desktop.adapters.documents.practice_mark import practice_mark
from desktop.services.day_book import Act, Day
from forms.deadlines import ICT

Say = Callable[..., str]
_SMALL = 10.0


def draw_day_report(day: Day, waiting: Sequence[tuple[str, str]], *, lang: str = "vi") -> bytes:
    """The report as PDF; *waiting* are (what, why) in words. Names and masked numbers only."""
    from desktop.adapters.documents import fonts, sheet

    def say(code: str, **parameters: object) -> str:
        return messages.say(f"day.{code}", lang, **parameters)

    watermark = messages.say("document.practice", "vi")
    title = say("title", day=f"{day.day:%d/%m/%Y}")
    bold = sheet.style(fonts.BOLD, 15, "center", spaceAfter=4)
    story: list[Any] = [sheet.text(title, bold)]
    if day.is_practice:
        story.append(sheet.text(watermark, bold))
    story.append(sheet.text(say("note"), sheet.style(fonts.ITALIC, 11, "center", spaceAfter=8)))
    story += _section(say("by-procedure"), _by_procedure(day, say), [5.2, *[1.2] * len(Act)])
    story += _section(say("by-person"), _by_person(day, say), [3.4, *[1.2] * len(Act)])
    story += _section(say("lines"), _lines(day, say), [1.1, 2, 4, 3.2, 2.6])
    story += _section(say("waiting"), [(say("what"), say("why")), *waiting], [4, 4])
    return sheet.printed(story, title=title, mark=practice_mark(watermark) if day.is_practice else None)


def _by_procedure(day: Day, say: Say) -> list[tuple[str, ...]]:
    rows = [(name, *_counts(day, code)) for code, name in day.procedures]
    return [(say("procedure"), *_acts(say)), *rows, (say("sum"), *_counts(day))]


def _by_person(day: Day, say: Say) -> list[tuple[str, ...]]:
    rows = [
        (f"{name} {number}".strip() or "–", *(str(_of(day, name, number, act) or "–") for act in Act))
        for name, number in day.people
    ]
    return [(say("person"), *_acts(say)), *rows]


def _of(day: Day, name: str, number: str, act: Act) -> int:
    return sum(one.act is act and (one.person, one.number) == (name, number) for one in day.happenings)


def _counts(day: Day, procedure: str = "") -> tuple[str, ...]:
    return tuple(str(day.count(act, procedure) or "–") for act in Act)


def _acts(say: Say) -> tuple[str, ...]:
    return tuple(say(f"act.{act.value}") for act in Act)


def _lines(day: Day, say: Say) -> list[tuple[str, ...]]:
    heads = tuple(say(name) for name in ("time", "act", "procedure", "person", "code"))
    return [heads, *(_line(one, say) for one in day.happenings)]


def _line(one: Any, say: Say) -> tuple[str, ...]:
    whom = " – ".join(part for part in (f"{one.person} {one.number}".strip(), one.subject) if part)
    return (f"{one.at.astimezone(ICT):%H:%M}", say(f"act.{one.act.value}"), one.title, whom or "–", one.code or "–")


def _section(title: str, rows: Sequence[tuple[str, ...]], shares: Sequence[float]) -> list[Any]:
    """A heading and its table; one sentence where the table would have heads only."""
    from reportlab.platypus import Table

    from desktop.adapters.documents import fonts, sheet

    head = sheet.text(title, sheet.style(fonts.BOLD, 12.5, "left", spaceBefore=10, spaceAfter=4, keepWithNext=True))
    if len(rows) == 1:
        return [head, sheet.text("–", sheet.style(align="left"))]
    bold, plain = (sheet.style(face, _SMALL, "left", spaceAfter=0) for face in (fonts.BOLD, fonts.REGULAR))
    cells = [[sheet.text(cell, plain if place else bold) for cell in row] for place, row in enumerate(rows)]
    widths = [sheet.WIDTH * share / sum(shares) for share in shares]
    table = Table(cells, colWidths=widths, repeatRows=1)
    table.setStyle(
        [
            ("GRID", (0, 0), (-1, -1), 0.5, "black"),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 3),
            ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ]
    )
    return [head, table]
