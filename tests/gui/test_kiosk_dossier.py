"""A dossier at a kiosk: its papers go to a stick or the printer, its questions are asked in the page."""

from collections.abc import Iterator

import pytest
from pypdfium2 import PdfDocument
from PySide6.QtWidgets import QAbstractButton, QApplication
from shiboken6 import isValid

from desktop.domain.submission import Kind, State
from tests.contract.practice.office import Running
from tests.gui.birth import CODE
from tests.gui.dialogs import NoDialogs
from tests.gui.kiosk import Hall
from tests.gui.prepared import is_confirmed, queued
from tests.screenshots.drafts import filled_draft

pytestmark = [pytest.mark.usefixtures("portal"), pytest.mark.timeout(300)]


@pytest.fixture(autouse=True)
def dialogs(qapp: QApplication) -> Iterator[NoDialogs]:
    watching = NoDialogs(qapp)
    yield watching
    qapp.removeEventFilter(watching)
    watching.deleteLater()
    assert watching.seen == []


def goes(there: Hall, name: str, key: str = "", step: str = "") -> None:
    assert there.kiosk.visit is not None
    there.kiosk.visit.navigator.go(name, key, step)


def received(there: Hall, portal: Running) -> str:
    """A dossier that the office has taken in, on its page."""
    there.person.presses("kioskFile")
    there.person.sees("allProcedures")
    services = there.visit.services
    submission = queued(services)
    services.signing_in.as_user("tam", portal.token)
    assert there.kiosk.visit is not None
    there.kiosk.visit.timer.run_now()
    there.person.waits(lambda: services.outbox.item(submission).state is State.RECEIPTED, "it was not sent")
    portal.act(submission, "receive")
    services.tracking.refresh()
    goes(there, "dossier", submission)
    there.person.sees("turnCard")
    return submission


def test_the_acceptance_slip_goes_on_the_stick_and_to_the_printer(there: Hall, portal: Running) -> None:
    received(there, portal)
    person = there.person
    person.presses("acceptanceSlip")
    person.presses("stick_0")
    person.reads("Đã lưu tệp.")
    [file] = there.stick.iterdir()
    assert file.name.startswith("giay-tiep-nhan-")
    assert file.read_bytes().startswith(b"%PDF")
    (there.folder / "tray").mkdir()
    person.presses("acceptanceSlip")
    person.presses("printPaper")
    person.reads("Đã gửi sang máy in.")
    with PdfDocument(there.folder / "tray" / "sheets.pdf") as sheets:
        assert len(sheets) >= 1


def test_who_withdraws_is_asked_why_in_the_page(there: Hall, portal: Running) -> None:
    submission = received(there, portal)
    person = there.person
    assert "withdrawWhy" not in person.names()
    person.presses("withdraw")
    person.presses("withdrawNow")
    person.reads("Xin ghi lý do.")
    person.types(person.line("withdrawWhy"), "Tôi nộp nhầm xã")
    person.presses("keepDossier")
    assert "withdrawWhy" not in person.names()
    person.presses("withdraw")
    assert person.line("withdrawWhy").property("text") == ""
    person.types(person.line("withdrawWhy"), "Tôi nộp nhầm xã")
    portal.act(submission, "process")
    there.visit.services.tracking.refresh()  # what the portal tells meanwhile takes no half a sentence away
    person.presses("withdrawNow")
    person.reads("Cơ quan đồng ý thì hồ sơ mới được rút.")
    services = there.visit.services
    person.waits(lambda: is_confirmed(services, submission, Kind.WITHDRAWAL), "the portal was not asked")


def test_who_stays_finds_a_page_that_was_drawn_anew_meanwhile(there: Hall, portal: Running) -> None:
    submission = received(there, portal)
    before = there.person.sees("refresh")
    before.setFocus()
    there.passes(95)
    there.person.sees("stillThere")
    portal.act(submission, "process")
    there.visit.services.tracking.refresh()
    there.person.waits(lambda: not isValid(before), "the page was not drawn anew")
    there.person.presses("stillThere")
    there.person.sees("turnCard")


@pytest.mark.long
@pytest.mark.timeout(900)
def test_no_button_of_a_visit_opens_a_dialog(there: Hall, portal: Running) -> None:
    """Every button of every page that a visit has, pressed once; the watch over dialogs looks on."""
    (there.stick / "don.pdf").write_bytes(b"%PDF-1.7")
    (there.folder / "tray").mkdir()
    dossier = received(there, portal)
    services = there.visit.services
    printed = services.drafting.start(CODE).id
    waits, draft = queued(services), filled_draft(services)
    places = [
        ("home", "", ""), ("search", "", ""), ("sheet", CODE, ""), ("guide", "", ""), ("filing_for", printed, ""),
        ("form", draft, ""), ("papers", draft, ""), ("check", draft, ""), ("paper_way", draft, ""),
        ("dossiers", "", ""), ("dossier", dossier, ""), ("sent", waits, ""), ("sent", dossier, ""),
        ("talk", dossier, ""), ("result", dossier, ""), ("waiting", "", ""), ("lookup", "", ""), ("end", "", ""),
    ]  # fmt: skip
    pressed = sum(presses_everything(there, *place) for place in places)
    assert pressed > 60


def presses_everything(there: Hall, *place: str) -> int:
    goes(there, *place)
    settles(there)
    names = buttons(there)
    for name in names:
        goes(there, *place)
        settles(there)
        if name in buttons(there):
            there.person.presses(name)
            settles(there)
        if "cancelStick" in there.person.names():
            there.person.presses("cancelStick")
    return len(names)


def settles(there: Hall) -> None:
    visit = there.kiosk.visit
    assert visit is not None
    there.person.waits(lambda: not visit.store.waiting)


def buttons(there: Hall) -> list[str]:
    """What can be pressed in the page, but for the end."""
    page = there.kiosk.window.page
    assert page is not None
    found = [one for one in page.findChildren(QAbstractButton) if one.isVisible() and one.isEnabled()]
    return sorted({one.objectName() for one in found} - {"", "finish"})
