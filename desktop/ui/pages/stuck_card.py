"""The stuck radar on a dossier's page: where it stands, whom to call, and the enquiry that is drafted."""

from PySide6.QtWidgets import QFrame, QWidget

from desktop.domain.stuck import Stuck, Why
from desktop.services.tracking import StatusView
from desktop.ui.pages.page import Page
from desktop.ui.pages.papers_out import PaperOut
from desktop.ui.pages.timeline import unit_words
from desktop.ui.widgets.arrangement import flow
from desktop.ui.widgets.basic import button, card, picture, row, text
from desktop.ui.words import day_and_time, tr
from forms.offices import office_of


def stuck_card(page: Page, status: StatusView, late: Stuck, enquiry: PaperOut) -> QFrame:
    """Label `stuckWhy`, buttons `saveEnquiry` and, where one may write to the office, `writeEnquiry`."""
    around, submission = page.around, status.submission
    heading = row(picture(around.icons, "triangle-alert", "warn", 24), text(tr("stuck.title"), "section"))
    heading.setStretch(1, 1)
    limit = day_and_time(late.limit, around.now())
    lines: list[QWidget] = [text(tr(f"stuck.{late.why}", limit=limit, days=late.days), name="stuckWhy")]
    if late.why is Why.NOT_TAKEN_IN and not late.is_theirs:
        lines.append(text(tr("stuck.unverified_rule"), "help"))
    where = " · ".join(part for part in (late.step, late.handler or "", unit_words(late.unit)) if part)
    if where:
        lines.append(text(tr("stuck.where", where=where)))
    lines += _whom_to_call(late.unit or submission.unit)
    save = lambda: enquiry.save(page, submission.id)  # noqa: E731 one call, for this dossier
    acts = [button(tr("stuck.print"), "saveEnquiry", save, icon="printer", icons=around.icons)]
    if status.dossier is not None and "message" in status.dossier.allowed_actions:
        write = lambda: around.navigator.go("talk", submission.id, "enquiry")  # noqa: E731
        acts.append(button(tr("stuck.write"), "writeEnquiry", write, icon="send", icons=around.icons))
    return card(heading, *lines, flow(*acts), name="stuckCard", gap=10)


def _whom_to_call(unit: str | None) -> list[QWidget]:
    office = office_of(unit)
    if office is None:
        return []
    call = tr("stuck.call", office=office.centre, phone=office.phone) if office.phone else ""
    return [text(call or tr("stuck.no_phone", office=office.centre))]
