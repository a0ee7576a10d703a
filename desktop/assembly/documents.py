"""Papers that leave the program, and papers that are shown to it."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from desktop.adapters.ids import SystemClock
from desktop.adapters.papers.inspector import ChildInspector
from desktop.domain.errors import Refusal
from desktop.services import local_day
from desktop.services.fillable import fillable
from desktop.services.ports import PaperInspector, PortalProfile
from forms.answers import complete, get
from forms.deadlines import WorkCalendar
from forms.offices import office_of
from forms.pack import Answers, ProcedurePack


def today() -> date:
    """The day in Viet Nam."""
    return local_day.today(SystemClock())


def inspector() -> PaperInspector:
    """Looks at papers, in a child process."""
    return ChildInspector()


def draw_form(
    pack: ProcedurePack, answers: Answers, *, blank: bool = False, draft_id: str | None = None, lang: str = "vi"
) -> bytes:
    """The official paper as PDF; Refusal `procedure.no-form` for a thin sheet."""
    from desktop.adapters.documents.official_form import draw_official_form

    return draw_official_form(fillable(pack), answers, today=today(), blank=blank, draft_id=draft_id, lang=lang)


def draw_checklist(pack: ProcedurePack, answers: Answers | None = None, *, lang: str = "vi") -> bytes:
    """The list of papers to prepare as PDF: for every case, or for what these answers need."""
    from desktop.adapters.documents.checklist import draw_checklist

    data = complete(pack, answers, today=today()) if answers is not None and pack.has_form else None
    return draw_checklist(pack, data, lang=lang)


def draw_recovery_card(code: str, owner: str, *, lang: str = "vi") -> bytes:
    """The card with a vault's recovery code as PDF, dated today."""
    from desktop.adapters.documents.recovery_card import draw_recovery_card

    return draw_recovery_card(code, owner, today(), lang=lang)


def draw_set(pack: ProcedurePack, answers: Answers, *, draft_id: str | None = None, lang: str = "vi") -> bytes:
    """All that one takes along, as one PDF: the office's page, the list of papers, the official paper."""
    from desktop.adapters.documents.bound import bound
    from desktop.adapters.documents.office_page import draw_office_page

    data = complete(fillable(pack), answers, today=today())
    calendar, now = WorkCalendar.shipped(), SystemClock().now()
    office = office_of(get(data, pack.procedure["dossier"]["unit"]))
    day = office.opens_next(now, calendar) if office is not None else calendar.next_working_day(today())
    page = draw_office_page(pack, office, day, is_announced=calendar.is_confirmed(day.year), lang=lang)
    return bound(
        [page, draw_checklist(pack, answers, lang=lang), draw_form(pack, answers, draft_id=draft_id, lang=lang)]
    )


def package_note(pack: ProcedurePack, day: date) -> bytes:
    """What a hand-over package says of itself."""
    from desktop.adapters.documents import package_note

    return package_note.package_note(pack, day)


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF of ours has."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        return len(document)
    finally:
        document.close()


def read_text(pdf: bytes) -> str:
    """All the text of a PDF, page after page."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def read_codes(content: bytes) -> tuple[str, ...]:
    """The texts of all QR codes in a picture or a PDF."""
    from desktop.adapters.documents import codes

    return codes.read_codes(content)


def read_marks(content: bytes) -> tuple[str, ...]:
    """The texts of all QR codes and bars in a picture or a PDF."""
    from desktop.adapters.documents import codes

    return codes.read_codes(content, bars=True)


def code_of_our_slip(texts: Sequence[str]) -> str | None:
    """The dossier code in the codes of our proof slip; None when they are none of it, or it has none yet."""
    from desktop.adapters.documents.receipt_code import code_in_codes

    return code_in_codes(texts)


def verify_file(content: bytes, profiles: Sequence[PortalProfile]) -> dict[str, Any]:
    """A proof slip (PDF or a picture of its code) or a signed result, checked without a network."""
    from desktop.adapters.documents.receipt_code import receipt_token
    from desktop.adapters.portal.receipts import verify_receipt

    if token := receipt_token(content):
        claims = verify_receipt(token, profiles).claims
        told = (
            "mode",
            "portal_id",
            "dossier",
            "code",
            "procedure",
            "unit",
            "fingerprint",
            "received_at",
            "attachments",
        )
        shown = {name: claims.get(name) for name in told}
        return {"kind": "proof-slip", "ok": True, **shown, "signature": "EdDSA"}
    if b"/ByteRange" not in content:
        raise Refusal("verify.nothing-to-check")
    return _verified_result(content, profiles)


def _verified_result(content: bytes, profiles: Sequence[PortalProfile]) -> dict[str, Any]:
    from desktop.adapters.documents.signatures import OfflineSignatures

    verdict = OfflineSignatures().verify(content, [profile.result_ca for profile in profiles if profile.result_ca])
    return {
        "kind": "result",
        "ok": verdict.intact and verdict.covers_whole_file and verdict.chain != "unknown",
        "portal_id": None,
        "dossier": None,
        "fingerprint": None,
        "received_at": None,
        "signature": {
            "intact": verdict.intact,
            "covers_whole_file": verdict.covers_whole_file,
            "signer": verdict.signer,
            "chain": verdict.chain,
            "revocation": verdict.revocation,
        },
    }
