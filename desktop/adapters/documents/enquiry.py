"""*Đơn đề nghị trả lời*: one page to the office that has a dossier which does not move."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from desktop import messages
from desktop.adapters.documents.dots import DOTS
from desktop.domain.enquiry import Enquiry
from forms.deadlines import ICT


def draw_enquiry(enquiry: Enquiry) -> bytes:
    """One A4 page in Vietnamese, to be signed by hand; the same enquiry, the same bytes."""
    from desktop.adapters.documents import fonts, letter, sheet

    plain = sheet.style(align="justify", spaceAfter=6)
    title = sheet.style(fonts.BOLD, 14, "center", spaceBefore=12, spaceAfter=2)
    story = [
        *letter.nation(),
        sheet.text(_say("title"), title),
        sheet.text(_say("about"), sheet.style(fonts.ITALIC, 12, "center", spaceAfter=10)),
        sheet.text(_say("to", office=enquiry.office or DOTS), sheet.style(fonts.BOLD, align="center", spaceAfter=10)),
        *[sheet.text(words, plain) for words in (*_who(enquiry), *_what(enquiry), _say("asks"))],
        _signature(enquiry),
        sheet.text(_say("ours"), sheet.style(fonts.ITALIC, sheet.SMALL, "left", spaceBefore=10, spaceAfter=0)),
    ]
    return sheet.printed(story, title=f"{_say('title')} – {enquiry.procedure}")


def message_words(enquiry: Enquiry) -> str:
    """The same in short, to be written to the office as a message."""
    return " ".join([*_what(enquiry), _say("asks")])


def _who(enquiry: Enquiry) -> Iterator[str]:
    yield _say("name", name=enquiry.name)
    yield _say("identity", number=enquiry.id_no or DOTS)
    yield _say("address", address=enquiry.address or DOTS)
    yield _say("phone", phone=enquiry.phone or DOTS)


def _what(enquiry: Enquiry) -> Iterator[str]:
    late = enquiry.stuck
    yield _say("procedure", procedure=enquiry.procedure, code=enquiry.procedure_code)
    yield _say("dossier", code=enquiry.code or DOTS, submitted=_day(enquiry.submitted_at))
    if enquiry.received_at is not None:
        yield _say("received", day=_day(enquiry.received_at))
    if enquiry.due_at is not None:
        yield _say("due", day=_day(enquiry.due_at))
    yield _say(f"why.{late.why}", limit=_day(late.limit), days=late.days)
    if late.step:
        yield _say("where", step=late.step, handler=f" ({late.handler})" if late.handler else "")


def _signature(enquiry: Enquiry) -> Any:
    from reportlab.platypus import KeepTogether, Spacer, Table

    from desktop.adapters.documents import fonts, sheet

    centred = sheet.style(fonts.ITALIC, 12, "center", spaceAfter=0)
    bold = sheet.style(fonts.BOLD, 12.5, "center", spaceAfter=0)
    right = [
        sheet.text(_say("dated"), centred),
        sheet.text(_say("signs"), bold),
        sheet.text(_say("signs-how"), centred),
        Spacer(1, 60),
        sheet.text(enquiry.name, bold),
    ]
    return KeepTogether([Spacer(1, 8), Table([["", right]], colWidths=[sheet.WIDTH * 0.45, sheet.WIDTH * 0.55])])


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(ICT):%d/%m/%Y}"


def _say(code: str, /, **parameters: object) -> str:
    return messages.say(f"document.enquiry.{code}", "vi", **parameters)
