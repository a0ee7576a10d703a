"""Pages about a dossier that the office has: messages, where it is stuck, and the same filed again."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from desktop import assembly
from desktop.app.program import Program
from desktop.cli.demo_office import DemoOffice
from tests.screenshots.drafts import filled_draft
from tests.screenshots.hands import look_at
from tests.screenshots.scene import Scene

MONTH = timedelta(days=30)


def scenes_of(program: Program, services: assembly.Services, office: DemoOffice, dossier: str) -> Iterator[Scene]:
    """While the office has it; what is told here of a month ago is told anew with the office's next act."""
    services.talking.write(dossier, "Bao giờ tôi được lấy giấy khai sinh cho cháu?")
    services.outbox.send_due()
    office.act(dossier, "reply", text="Chiều thứ Sáu tuần này bà đến nhé, nhớ mang theo bản chính Giấy chứng sinh.")
    services.tracking.refresh()
    services.talking.write(dossier, "Vâng, chiều thứ Sáu tôi đến.")
    yield Scene("talk", ("talk", dossier))
    a_month_ago(services, dossier)
    yield Scene("dossier_stuck", ("dossier", dossier))
    yield Scene("talk_enquiry", ("talk", dossier, "enquiry"), (lambda: look_at(program.window, "messageText"),))
    services.outbox.send_due()
    again = filled_draft(services)
    yield Scene("check_same", ("check", again))
    services.drafting.discard(again)


def a_month_ago(services: assembly.Services, dossier: str) -> None:
    """What the portal told is a month old: its clock does not go back, so the stored copy does."""
    with services.open_unit() as uow:
        told = uow.dossiers.get(dossier)
        assert told is not None
        assert told.step is not None
        assert told.due_at is not None
        step = replace(told.step, due=told.due_at - MONTH)
        uow.dossiers.upsert(replace(told, step=step, due_at=told.due_at - MONTH))
        uow.commit()
