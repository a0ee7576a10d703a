"""The administrator: the first start, the door, the settings, the only way out."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from desktop import assembly
from tests.gui.birth import CODE
from tests.gui.conftest import OpenHall
from tests.gui.kiosk import ADMIN, NAME, Hall, begins_a_birth


def types(there: Hall, name: str, words: str) -> None:
    there.person.types(there.person.sees(name), words, telex=False)


def test_the_first_start_asks_once(open_hall: OpenHall, tmp_path: Path) -> None:
    there = open_hall(ready=False)
    person = there.person
    for name, words, code in (
        ("kioskName", "", "kiosk.no-name"),
        ("kioskName", NAME, "kiosk.too-short"),
        ("newPassphrase", ADMIN, "kiosk.not-alike"),
    ):
        types(there, name, words)
        person.presses("keepKiosk")
        person.reads(code)
    types(there, "samePassphrase", ADMIN)
    person.picks("kioskCommune", "muong lat")
    person.presses("keepKiosk")
    person.sees("kioskFile")
    person.reads(NAME)
    kept = assembly.kiosk_settings(tmp_path / "kiosk")
    assert kept is not None
    assert (kept.name, kept.commune, kept.portal) == (NAME, "14845", "")
    assert ADMIN not in (tmp_path / "kiosk" / "kiosk.json").read_text("utf-8")
    again = open_hall()
    again.person.sees("kioskFile")


def test_nobody_closes_the_window_but_the_administrator(there: Hall) -> None:
    window, person = there.kiosk.window, there.person
    assert not window.close()
    assert window.isVisible()
    person.presses("kioskLeave")
    types(there, "adminPassphrase", "đoán mò")
    person.presses("openAdmin")
    person.reads("kiosk.wrong-passphrase")
    assert not window.close()
    types(there, "adminPassphrase", ADMIN)
    person.presses("openAdmin")
    person.presses("quitKiosk")
    person.waits(lambda: not window.isVisible(), "the kiosk did not close")


def test_wrong_tries_slow_down_even_the_right_one(there: Hall) -> None:
    there.person.presses("kioskLeave")
    for _ in range(3):
        types(there, "adminPassphrase", "đoán mò")
        there.person.presses("openAdmin")
        there.person.reads("kiosk.wrong-passphrase")
        there.person.waits(lambda: bool(there.person.sees("openAdmin").isEnabled()))
    types(there, "adminPassphrase", ADMIN)
    there.person.presses("openAdmin")
    there.person.reads("kiosk.too-soon")
    there.clock[0] += 3
    types(there, "adminPassphrase", ADMIN)
    there.person.presses("openAdmin")
    there.person.sees("quitKiosk")


def test_an_open_door_falls_shut(there: Hall) -> None:
    there.person.presses("kioskLeave")
    types(there, "adminPassphrase", ADMIN)
    there.person.presses("openAdmin")
    there.person.sees("quitKiosk")
    there.walks_away()
    assert "quitKiosk" not in there.person.names()


def test_settings_and_wallet_are_nowhere_in_a_visit(there: Hall) -> None:
    there.person.presses("kioskPaper")
    there.person.sees("kioskEnd")
    assert there.kiosk.visit is not None
    for place in ("settings", "wallet", "people", "batch", "import"):
        there.kiosk.visit.navigator.go(place)
        there.person.sees("allProcedures")
    assert not [name for name in there.person.names() if name.startswith("rail_")]


def test_nobody_is_reminded_of_a_backup(there: Hall) -> None:
    there.person.presses("kioskFile")
    there.person.sees("allProcedures")
    services = there.visit.services
    draft = services.drafting.start(CODE)
    with services.open_unit() as uow:  # as if the machine's clock had been wrong when the visit began
        uow.drafts.save(replace(draft, saved_at=draft.saved_at - timedelta(days=40)))
        uow.commit()
    assert services.upkeep.keeping.is_due()
    there.person.presses("kioskHome")
    there.person.sees(f"resume_{draft.id}")
    assert "goBackUp" not in there.person.names()


def test_the_language_changes_before_and_within_a_visit(there: Hall) -> None:
    there.person.presses("kioskLanguage")
    there.person.reads("What would you like to do?")
    there.person.presses("kioskLanguage")
    there.person.reads("Mời bạn chọn việc")
    begins_a_birth(there)
    there.person.presses("switchLanguage")
    there.person.waits(lambda: there.kiosk.words.lang == "en", "the language did not change")
    there.person.sees("/nguoi_yeu_cau/ho_ten")
    there.walks_away(loses=True)
    there.person.reads("Mời bạn chọn việc")


def test_whoever_comes_next_is_spoken_to_in_vietnamese(there: Hall) -> None:
    """Somebody chose English and went away, from the start page or from the administrator's door."""
    for leaves_from in ("kioskFile", "kioskLeave"):
        there.person.presses("kioskLanguage")
        there.person.reads("What would you like to do?")
        if leaves_from == "kioskLeave":
            there.person.presses("kioskLeave")
            there.person.sees("adminPassphrase")
        there.walks_away()
        there.person.reads("Mời bạn chọn việc")
