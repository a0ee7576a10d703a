"""The end of a visit: what is unsent is said and may be taken along on a stick, to go on elsewhere."""

from pathlib import Path

from pypdfium2 import PdfDocument

from desktop import assembly
from desktop.services.backup import Secret
from desktop.ui.pages.kiosk_end import KioskEndPage
from tests.gui import traces
from tests.gui.kiosk import WORDS, Hall, begins_a_birth, says_who_they_are
from tests.gui.prepared import queued


def restored(file: Path, code: str, home: Path) -> assembly.Services:
    key = assembly.restore_backup(file, home, lambda _ways: Secret(recovery=code))
    return assembly.open_services(home, key, link=assembly.PortalLink(home.parent / "p", offline=True))


def test_what_is_unsent_goes_home_on_a_stick(there: Hall, tmp_path: Path) -> None:
    begins_a_birth(there)
    says_who_they_are(there)
    submission = queued(there.visit.services)
    person = there.person
    person.presses("kioskEnd")
    person.reads("CHƯA gửi: 2 hồ sơ")
    person.presses("copyToStick")
    person.presses("stick_0")
    code = person.sees("recoveryCode").accessibleName()
    [file] = there.stick.iterdir()
    assert file.name.startswith("ho-so-")
    assert not any(word.encode() in file.read_bytes() for word in WORDS)
    person.presses("finish")
    there.is_at_the_start()
    services = restored(file, code, tmp_path / "at-home")
    assert services.outbox.item(submission).receipted_at is None
    assert any(WORDS[0] in str(draft.answers) for draft in services.drafting.open())
    services.close()


def test_the_code_stays_until_it_is_written_down(there: Hall) -> None:
    begins_a_birth(there)
    says_who_they_are(there)
    person = there.person
    person.presses("kioskEnd")
    person.sees("notSent")
    page = there.kiosk.window.page
    assert isinstance(page, KioskEndPage)
    page._carry(str(there.stick / "ho-so.hoso"))
    page.around.events.published.emit(None)  # while it is copied something is saved, sent or told
    code = person.sees("recoveryCode").accessibleName()
    person.waits(lambda: not page.around.store.waiting)
    person.presses("kioskEnd")
    person.waits(lambda: not page.around.store.waiting)
    assert person.sees("recoveryCode").accessibleName() == code
    person.presses("finish")
    there.is_at_the_start()
    assert traces.in_widgets((code,)) == []


def test_the_form_goes_on_the_stick_to_be_printed(there: Hall) -> None:
    begins_a_birth(there)
    says_who_they_are(there)
    person = there.person
    person.presses("kioskEnd")
    [draft] = there.visit.services.drafting.open()
    person.presses(f"form_{draft.id}")
    person.presses("stick_0")
    person.reads("Đã lưu tệp.")
    [file] = there.stick.iterdir()
    assert file.read_bytes().startswith(b"%PDF")
    person.presses("goOn")
    person.sees(f"resume_{draft.id}")


def test_the_form_is_printed_under_nobodys_name(there: Hall) -> None:
    begins_a_birth(there)
    says_who_they_are(there)
    (there.folder / "tray").mkdir()
    person = there.person
    person.presses("kioskEnd")
    [draft] = there.visit.services.drafting.open()
    person.presses(f"form_{draft.id}")
    person.presses("printPaper")
    person.reads("Đã gửi sang máy in.")
    with PdfDocument(there.folder / "tray" / "sheets.pdf") as sheets:
        assert len(sheets) == 2
        assert {words for words in sheets.get_metadata_dict().values() if words and "Qt" not in words} >= {"Hồ Sơ"}
        assert not [word for word in WORDS if word in str(sheets.get_metadata_dict())]
    assert list(there.stick.iterdir()) == []


def test_nothing_is_written_without_a_press_and_nothing_over_another(there: Hall) -> None:
    begins_a_birth(there)
    person = there.person
    person.presses("kioskEnd")
    person.presses("copyToStick")
    person.sees("stick_0")
    assert list(there.stick.iterdir()) == []
    person.presses("cancelStick")
    person.sees("notSent")
    [draft] = there.visit.services.drafting.open()
    for number in (1, 2):
        person.presses(f"form_{draft.id}")
        person.presses("stick_0")
        person.waits(lambda number=number: len(list(there.stick.iterdir())) == number)  # type: ignore[misc]


def test_who_has_nothing_unsent_ends_with_one_press(there: Hall) -> None:
    there.person.presses("kioskLookup")
    there.person.presses("kioskEnd")
    there.person.reads("Không còn gì chưa gửi")
    there.person.presses("finish")
    there.is_at_the_start()


def test_somebody_who_is_there_after_all_finds_everything(there: Hall) -> None:
    begins_a_birth(there)
    says_who_they_are(there)
    there.passes(95)
    person = there.person
    person.reads("Còn 10 giây…")
    assert "/nguoi_yeu_cau/ho_ten" not in person.names(), "whoever passes by reads nothing"
    person.presses("stillThere")
    person.sees("/nguoi_yeu_cau/ho_ten")
    there.passes(89)
    assert "stillThere" not in person.names()
    there.passes(3)
    person.sees("stillThere")
