"""The first page of the set that one takes along: which office, when it is open, what lies in the set."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from desktop import messages
from desktop.adapters.documents import fonts, sheet
from desktop.adapters.documents.form_line import Dots, FormLine, Words
from forms.offices import Office
from forms.pack import ProcedurePack

DOTS = 70
"""Where an address is to be written by hand."""


def draw_office_page(
    pack: ProcedurePack, office: Office | None, day: date, *, is_announced: bool = True, lang: str = "vi"
) -> bytes:
    """The page as A4 PDF; *day* is when one can go first, `is_announced` whether the year's holidays are.

    What nobody here knows is dotted and said to be unknown; nothing is guessed.
    """
    return sheet.printed(tuple(_story(pack, office, day, is_announced, lang)), title=_say("title", lang))


def _story(pack: ProcedurePack, office: Office | None, day: date, is_announced: bool, lang: str) -> Iterator[Any]:  # noqa: FBT001 - one of five facts
    small = sheet.style(fonts.ITALIC, sheet.SMALL, "left", spaceAfter=4)
    plain = sheet.style(align="left", spaceAfter=3)
    yield sheet.text(_say("title", lang), sheet.style(fonts.BOLD, 15, "center"))
    yield sheet.text(pack.text("procedure.name", lang), sheet.style(fonts.BOLD, 14, "center"))
    yield sheet.text(_say("code", lang, code=pack.code), sheet.style(align="center", spaceAfter=8))
    yield _head("where", lang)
    yield from _where(office, plain, lang)
    if office is None or office.address is None or office.phone is None:
        yield sheet.text(_say("no-address", lang), small)
    yield _head("when", lang)
    if office is not None:
        hours = ", ".join(f"{start:%H:%M}–{end:%H:%M}" for start, end in office.hours)
        yield sheet.text(_say("hours", lang, hours=hours), plain)
        if not office.is_confirmed:
            yield sheet.text(_say("hours-unverified", lang), small)
    weekday = messages.say(f"weekday.{day.isoweekday()}", lang)
    yield sheet.text(_say("first", lang, weekday=weekday, day=f"{day:%d/%m/%Y}"), plain)
    if not is_announced:
        yield sheet.text(_say("holidays-unverified", lang, year=day.year), small)
    yield _head("set", lang)
    for key in ("set.checklist", "set.form", "set.own"):
        yield sheet.text(f"– {_say(key, lang)}", plain)
    yield sheet.text(_say("ours", lang), small)


def _where(office: Office | None, plain: Any, lang: str) -> Iterator[Any]:
    if office is None:
        yield sheet.text(_say("no-office", lang), plain)
    else:
        yield sheet.text(office.centre, sheet.style(fonts.BOLD, align="left", spaceAfter=3))
        yield sheet.text(office.committee, plain)
    for key, known in (("address", office and office.address), ("phone", office and office.phone)):
        label = Words(f"{_say(key, lang)}: ", fonts.REGULAR)
        yield FormLine([label, Words(known, fonts.REGULAR) if known else Dots(DOTS)], sheet.BODY)


def _head(key: str, lang: str) -> Any:
    return sheet.text(_say(f"section.{key}", lang), sheet.style(fonts.BOLD, spaceBefore=10, keepWithNext=1))


def _say(key: str, lang: str, **parameters: object) -> str:
    return messages.say(f"document.office.{key}", lang, **parameters)
