"""What comes due: on the home page, saved to a calendar from three pages, and what the settings say of it."""

from datetime import timedelta
from pathlib import Path

import icalendar
import pytest

from desktop import assembly
from desktop.domain.by_hand import Way
from desktop.domain.dossier import DraftCertificate, SupplementRequest
from desktop.domain.events import DossierChanged, UploadProgressed
from desktop.domain.fee import FeeNotice
from desktop.services import local_day
from desktop.services.filing_by_hand import Slip
from desktop.ui.pages.due_soon import read_out
from tests.gui.birth import Papers
from tests.gui.person import Person
from tests.gui.prepared import entered, received
from tests.integration.services.vault_with_dates import LATE_IN_THE_EVENING, counted, told
from tests.screenshots.drafts import filled_draft


def goes_to_settings(person: Person) -> None:
    person.program.navigator.go("settings")
    person.waits(lambda: person.sees("autostart").isEnabled(), "the card is still reading")


def filed_by_hand(services: assembly.Services, *, days: int) -> str:
    today = local_day.today(services.clock)
    slip = Slip(Way.COUNTER, today - timedelta(days=2), due_on=today + timedelta(days=days))
    return services.filing_by_hand.record(filled_draft(services), slip).id


def saved(person: Person, papers: Papers, button: str) -> list[icalendar.Component]:
    """What stands in the file that the person saved."""
    path = papers.lies_ready(f"{button}.ics")
    path.unlink(missing_ok=True)
    person.presses(button)
    person.reads("ics")
    person.waits(path.exists, "nothing was saved")
    return icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")


def test_days_are_saved_from_the_list_and_from_each_page(person: Person, papers: Papers) -> None:
    services = entered(person)
    person.program.navigator.go("dossiers")
    person.sees("empty")
    assert "saveAllDates" not in person.names()
    filing = filed_by_hand(services, days=20)
    dossier, office = received(person)
    office.act(dossier, "receive")
    services.tracking.refresh()
    person.program.navigator.go("dossiers")
    assert len(saved(person, papers, "saveAllDates")) == 2
    person.program.navigator.go("by_hand", filing)
    [by_hand] = saved(person, papers, "saveCalendar")
    assert filing in str(by_hand["uid"])
    person.program.navigator.go("dossier", dossier)
    [told] = saved(person, papers, "saveCalendar")
    assert dossier in str(told["uid"])
    assert "H56." in str(told["summary"])


def test_only_what_is_near_stands_on_the_home_page(person: Person) -> None:
    services = entered(person)
    near, far, late = (filed_by_hand(services, days=days) for days in (0, 40, -1))
    person.program.navigator.go("home")
    person.sees(f"due_{near}")
    assert f"due_{far}" not in person.names()
    person.sees(f"hand_{late}")
    assert f"due_{late}" not in person.names(), "it stands under what waits for the person already"


def test_bytes_on_their_way_ask_for_no_days(person: Person) -> None:
    services = entered(person)
    person.program.navigator.go("home")
    store = person.program.store
    person.waits(lambda: store.waiting == 0, "it is still reading")
    asked = []
    for event in (UploadProgressed("i1", 1, 2), DossierChanged("s1")):
        with counted(services.vault) as questions:
            person.program.events(event)
            person.waits(lambda: store.waiting == 0, "it is still reading")
        asked.append(any("due_at <" in one for one in questions))
    assert asked == [False, True]


def test_what_is_asked_for_without_a_day_is_read_out_without_one(person: Person) -> None:
    services = entered(person)
    told(services.vault, 1, supplement=SupplementRequest("a1", "Thiếu", (), (("TP01", "mờ"),), None))
    told(services.vault, 2, confirmation=DraftCertificate("c1", "r1", None))
    told(services.vault, 3, fee_notices=(FeeNotice("n1", (), 16_000, "before", "open", None),))
    told(services.vault, 4, fee_notices=(FeeNotice("n2", (), 16_000, "before", "open", LATE_IN_THE_EVENING),))
    said = {one.about: read_out(services.catalogue, one) for one in services.reminding.all()}
    assert {key: said[key] for key in ("s1", "s2", "s3", "s4")} == {
        "s1": "Cần bổ sung: Làm giấy khai sinh",
        "s2": "Mời xem bản dự thảo: Làm giấy khai sinh",
        "s3": "Còn phải nộp phí: Làm giấy khai sinh",
        "s4": "Còn phải nộp phí: Làm giấy khai sinh – trước 28/11/2026",
    }


def test_opening_with_the_computer_is_off_until_it_is_ticked(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    services = entered(person)
    file = tmp_path / "config" / "autostart" / "hoso.desktop"
    goes_to_settings(person)
    assert not person.clicks("reminders").isChecked()
    person.waits(lambda: not services.reminding.is_on(), "reminders were not turned off")
    assert not file.exists()
    person.ticks("autostart")
    person.waits(file.exists, "the file was not written")
    assert "--tray" in file.read_text(encoding="utf-8")
    person.program.navigator.go("home")
    goes_to_settings(person)
    assert not person.clicks("autostart").isChecked()
    person.waits(lambda: not file.exists(), "the file is still there")


def test_where_it_cannot_be_changed_the_tick_goes_back(
    person: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").write_text("a file, no folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    entered(person)
    goes_to_settings(person)
    box = person.clicks("autostart")
    person.reads("[autostart.not-changed]")
    person.waits(lambda: not box.isChecked(), "it looks as if it were on")
