"""Spreadsheets, the residents' slips and the day's report, put together from services and adapters."""

from datetime import date

from desktop.adapters.documents.resident_slips import ResidentSlip, SlipDossier, draw_resident_slips
from desktop.assembly.services import Services
from desktop.domain.errors import Refusal
from desktop.domain.submission import Mode
from desktop.services.day_book import DossierOfDay
from desktop.services.day_table import day_table, waiting_lines
from desktop.services.sheets import Sheet, Table
from forms.fold import fold
from forms.units import is_unit, unit_address

XLSX, CSV, PDF = "xlsx", "csv", "pdf"


def read_sheet(content: bytes, encoding: str = "") -> Sheet:
    """Somebody's spreadsheet; refusals `sheet.…`."""
    from desktop.adapters.sheets.reading import read_sheet as read

    return read(content, encoding)


def write_table(table: Table, kind: str) -> bytes:
    """As `xlsx` or `csv`; Refusal `sheet.other-kind`."""
    from desktop.adapters.sheets.writing import to_csv, to_xlsx

    if kind not in (XLSX, CSV):
        raise Refusal("sheet.other-kind")
    return to_xlsx(table) if kind == XLSX else to_csv(table)


def draw_day(services: Services, day: date, kind: str, lang: str = "vi") -> bytes:
    """The day's report as `pdf`, `xlsx` or `csv`."""
    report = services.many.day_book.of(day)
    if kind != PDF:
        return write_table(day_table(report, lang), kind)
    from desktop.adapters.documents.day_report import draw_day_report

    return draw_day_report(report, waiting_lines(report, lang), lang=lang)


def draw_slips(services: Services, day: date, lang: str = "vi") -> bytes:
    """One slip for each resident of a day; Refusal `slips.none` where nothing was made ready to be sent."""
    found = services.many.day_book.finalised_on(day)
    if not found:
        raise Refusal("slips.none", day=f"{day:%d/%m/%Y}")
    groups: dict[str, list[DossierOfDay]] = {}
    for one in found:
        whom = one.whom
        groups.setdefault(whom.number or f"{fold(whom.applicant)} {whom.born}", []).append(one)
    slips = [
        ResidentSlip(group[0].whom.applicant or "–", tuple(_slip_of(services, one) for one in group))
        for group in groups.values()
    ]
    is_practice = any(one.submission.mode is Mode.PRACTICE for one in found)
    return draw_resident_slips(slips, f"{day:%d/%m/%Y}", is_practice=is_practice, lang=lang)


def _slip_of(services: Services, one: DossierOfDay) -> SlipDossier:
    from desktop.adapters.portal.receipts import verify_receipt

    receipt, code = one.item.receipt, one.dossier.code if one.dossier else None
    if receipt is not None and code is None:
        with services.open_unit() as uow:
            code = verify_receipt(receipt, uow.profiles.all()).claims.get("code")
    unit = one.submission.unit
    return SlipDossier(
        procedure=one.pack.name,
        subject=one.whom.subject,
        code=code,
        unit=unit_address(unit) if is_unit(unit) else unit,
        submitter=one.submitter,
        receipt=receipt,
        received_at=one.item.receipted_at,
        due_at=one.dossier.due_at if one.dossier else None,
    )
