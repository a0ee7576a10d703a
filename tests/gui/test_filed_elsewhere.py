"""A person with nothing but a slip: looks a dossier up, follows it, writes down what the office said."""

import base64
import json
from io import BytesIO
from pathlib import Path

import pytest
import segno
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop.adapters.ids import SystemClock
from desktop.cli.demo_office import DemoOffice
from desktop.domain.errors import StillWaiting
from desktop.domain.followed import ToldBy
from desktop.services.local_day import today
from desktop.ui.pages.acceptance_out import AcceptanceOut
from desktop.ui.pages.lookup import LookupPage
from tests.gui.conftest import Start
from tests.gui.person import Person
from tests.gui.prepared import entered, received, services_of

ELSEWHERE = "H56.148.45-261123-0099"


def asks(person: Person, code: str, last4: str) -> None:
    person.writes("code", code)
    person.writes("last4", last4)
    person.presses("lookUp")


def of_the_family(person: Person) -> tuple[str, str, DemoOffice]:
    """What the family filed: its submission, its code, and its office."""
    entered(person)
    submission, office = received(person)
    services = services_of(person)
    person.waits(lambda: services.tracking.status(submission).dossier is not None, "the portal told nothing")
    dossier = services.tracking.status(submission).dossier
    assert dossier is not None
    assert dossier.code is not None
    return submission, dossier.code, office


def neighbour(start: Start, tmp_path: Path) -> Person:
    """Another home at the same practice portal."""
    person = start(home=tmp_path / "neighbour", offline=False)
    entered(person)
    return person


def digits(office: DemoOffice, submission: str) -> str:
    [held] = [row for row in office.ledger()["dossiers"] if row["id"] == submission]
    return str(json.loads(base64.b64decode(held["manifest"]))["applicant"]["id_no"])[-4:]


def test_a_neighbour_follows_from_the_dossiers_page_to_the_result(start: Start, tmp_path: Path) -> None:
    submission, code, office = of_the_family(start())
    last4 = digits(office, submission)
    person = neighbour(start, tmp_path)
    person.presses("rail_dossiers")
    person.sees("empty")
    person.presses("addElsewhere")
    asks(person, code, last4)
    assert person.told("whoseMove") == "Đến lượt cơ quan"
    assert code in person.told("lookedUpCode")
    person.presses("followThis")
    person.sees("toldStatus")
    assert code in person.told("followedCode")
    office.act(submission, "receive")
    office.act(submission, "process")
    office.act(submission, "finish")
    person.presses("askAgain")
    person.reads("Đến lượt bạn: nhận kết quả")
    person.program.navigator.go("home")
    [one] = services_of(person).following.all()
    person.presses(f"followed_{one.id}")
    person.sees("askAgain")
    office.act(submission, "return")
    person.presses("askAgain")
    person.reads("Không ai phải làm gì nữa")


def said_no(person: Person) -> list[str]:
    return [words for words in person.words() if "[lookup." in words]


def test_wrong_digits_are_told_and_nothing_is_kept(start: Start, tmp_path: Path) -> None:
    submission, code, office = of_the_family(start())
    last4 = digits(office, submission)
    person = neighbour(start, tmp_path)
    person.program.navigator.go("lookup")
    asks(person, code, "0000" if last4 != "0000" else "1111")
    person.sees("followByHand")
    first = said_no(person)
    person.program.navigator.go("lookup")
    asks(person, code[:-4] + "9999", last4)
    person.sees("followByHand")
    assert first == said_no(person) != []
    assert services_of(person).following.all() == ()


def test_offline_it_is_followed_by_hand_and_notes_are_the_persons(person: Person) -> None:
    services = entered(person)
    person.searches(ELSEWHERE.lower())
    person.presses("lookUpCode")
    assert isinstance(line := person.line("code"), QLineEdit)
    assert line.text() == ELSEWHERE
    person.writes("last4", "038190001234")
    assert person.line("last4").property("text") == "1234"
    person.presses("lookUp")
    person.presses("followByHand")
    person.sees("untold")
    person.writes("title", "Khai sinh cháu Bảo")
    person.chooses("ownStatus", "supplement")
    person.dates("ownDueOn", "2026-11-02")
    person.presses("saveNotes")
    person.reads("Đã lưu ghi chú của bạn.")
    [one] = services.following.all()
    assert (one.title, one.told_by) == ("Khai sinh cháu Bảo", ToldBy.PERSON)
    assert person.told("whoseMove") == "Đến lượt bạn: bổ sung giấy tờ"
    person.program.navigator.go("home")
    person.reads("Khai sinh cháu Bảo")
    person.program.navigator.go("dossiers")
    person.reads("Nộp ở nơi khác")
    person.presses(f"followed_{one.id}")
    assert one.is_overdue(today(SystemClock()))
    person.presses("askAgain")
    person.reads("Chưa có mạng hoặc không tới được cổng, nên chưa tra cứu được.")
    person.presses("stopFollowing")
    person.waits(lambda: services.following.all() == (), "it is still followed")
    person.presses("undoStop")
    person.sees("saveNotes")
    assert services.following.all() == (one,)


def test_notes_that_are_being_written_survive_the_portals_word(person: Person) -> None:
    services = entered(person)
    one = services.following.follow(ELSEWHERE, "1234")
    person.program.navigator.go("followed", one.id)
    person.types(person.line("title"), "Khai sinh")
    services.following.change(one.id, title="khác", status=None, due_on=None)
    person.waits(lambda: person.told("pageTitle") == "khác", "the page was not told")
    assert person.line("title").property("text") == "Khai sinh"
    assert person.line("title").hasFocus()


def test_a_picture_of_the_slip_is_read(person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    entered(person)
    out = BytesIO()
    segno.make(f"https://tra-cuu.example/?ma={ELSEWHERE}").save(out, kind="png", scale=4)
    picture = tmp_path / "giay-hen.png"
    picture.write_bytes(out.getvalue())
    monkeypatch.setattr(LookupPage, "choose_file", staticmethod(lambda *_args: (str(picture), "")))
    person.program.navigator.go("lookup")
    person.presses("readSlip")
    person.waits(lambda: person.line("code").property("text") == ELSEWHERE, "the code was not read")
    assert person.line("last4").hasFocus()
    picture.write_bytes(b"no picture")
    person.presses("readSlip")
    person.reads("Không thấy mã vuông (QR) hay mã vạch nào trong ảnh.")


def test_a_scanner_gun_types_and_goes_on(person: Person) -> None:
    entered(person)
    person.program.navigator.go("lookup")
    line = person.line("code")
    person.types(line, f"https://tra-cuu.example/ho-so/{ELSEWHERE}", telex=False)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert line.property("text") == ELSEWHERE
    assert person.line("last4").hasFocus()
    card = "038190001234||Lò Văn Tâm|01011990|Nam|bản Lát, xã Mường Lát|01012021"
    person.writes("last4", card)
    assert person.line("last4").property("text") == "1234"


def test_what_is_missing_is_said_at_its_field(person: Person) -> None:
    entered(person)
    person.program.navigator.go("lookup")
    person.presses("lookUp")
    assert person.line("code").hasFocus()
    person.reads("Hãy gõ mã hồ sơ.")
    person.writes("code", "BN-118")
    person.reads("Mã này không giống mã hồ sơ thường gặp.")
    person.writes("last4", "12a")
    person.presses("lookUp")
    person.reads("Hãy gõ đúng bốn chữ số.")
    spoken = QAccessible.queryAccessibleInterface(person.line("last4")).text(QAccessible.Text.Description)
    assert "bốn chữ số" in spoken


def test_whose_own_it_is_leads_there(person: Person) -> None:
    submission, code, office = of_the_family(person)
    person.program.navigator.go("lookup")
    asks(person, code, digits(office, submission))
    person.presses("followThis")
    person.presses("openKnown")
    person.sees("turnCard")
    assert person.program.navigator.here.name == "dossier"


def test_at_a_kiosk_nothing_is_kept_and_nothing_stays(person: Person) -> None:
    services = entered(person)
    page = LookupPage(person.program.around, services, keep=False)
    person.program.window.show_page(page)
    assert "readSlip" not in person.names()
    asks(person, ELSEWHERE, "1234")
    person.reads("Chưa có mạng hoặc không tới được cổng, nên chưa tra cứu được.")
    assert "followByHand" not in person.names()
    page.leave()
    assert [person.line(name).property("text") for name in ("code", "last4")] == ["", ""]
    assert not [line for line in page.findChildren(QLineEdit) if line.isUndoAvailable()]
    assert services.following.all() == ()


def test_the_acceptance_slip_is_saved_and_leads_a_neighbour_there(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission, code, office = of_the_family(person)
    out = tmp_path / "giay-hen.pdf"
    monkeypatch.setattr(AcceptanceOut, "where", staticmethod(lambda _page, _name: str(out)))
    person.program.navigator.go("dossier", submission)
    person.sees("refresh")
    assert "acceptanceSlip" not in person.names()
    services = services_of(person)
    with pytest.raises(StillWaiting) as error:
        services.acceptance.fetch(submission)
    assert error.value.code == "acceptance.not-yet"
    office.act(submission, "receive")
    person.presses("refresh")
    person.presses("acceptanceSlip")
    person.waits(out.exists, "nothing was saved")
    assert services.slip_reading.picture(out.read_bytes()) == code
