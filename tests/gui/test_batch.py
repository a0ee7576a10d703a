"""An officer's batch before the window: checked, every fault mended where it is, back to the list, pledged, sent."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QWidget

from desktop import assembly
from desktop.cli.demo_office import DemoOffice
from desktop.domain.submission import Mode, State
from desktop.services.batching import Outcome
from desktop.services.remembering import USE
from tests.e2e.oracle import audit
from tests.gui.birth import STORY
from tests.gui.person import Person
from tests.gui.prepared import entered
from tests.integration.services.many import MARITAL, marital, number

SEEDED = ("/nguoi_duoc_cap/ngay_sinh", "/nguoi_duoc_cap/so_dinh_danh", "/nguoi_yeu_cau/ho_ten")


def officer(person: Person) -> assembly.Services:
    """A machine that serves neighbours."""
    services = entered(person)
    person.program._keep(USE, "neighbours")
    return services


def faulty(services: assembly.Services, of: int) -> str:
    """A draft with three seeded faults: a day that does not exist, a number too short, no name."""
    answers = marital(of)
    answers["nguoi_duoc_cap"] |= {"ngay_sinh": "1990-11-31", "so_dinh_danh": "0382"}
    answers["nguoi_yeu_cau"]["ho_ten"] = ""
    return services.drafting.start(MARITAL, answers=answers).id


def opens(person: Person) -> None:
    person.presses("rail_dossiers")
    person.presses("go_batch")
    person.sees("checkAll")


def is_in_sight(widget: QWidget) -> bool:
    return not widget.visibleRegion().isEmpty()


def mends(person: Person, draft: str, of: int, pointer: str) -> None:
    """Goes to the field, finds the cursor in it, mends it and comes back to this draft in the list."""
    person.presses(f"fix_{draft}{pointer}")
    field = person.sees(pointer)
    person.waits(lambda: has_focus(field), f"the cursor is not in {pointer}")
    person.waits(lambda: is_in_sight(field), f"{pointer} is not in sight")
    if pointer.endswith("ngay_sinh"):
        person.dates(pointer, str(marital(of)["nguoi_duoc_cap"]["ngay_sinh"]))
    else:
        person.writes(pointer, number(of) if pointer.endswith("danh") else "Hà Văn Dũng")
    person.program.window.activateWindow()  # a list of names under a line leaves the offscreen window inactive
    person.presses("backToBatch")
    person.waits(lambda: f"fix_{draft}{pointer}" not in person.names(), f"{pointer} is still at fault")


def has_focus(field: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is field or field.isAncestorOf(focused))


def stands_at(person: Person, draft: str) -> None:
    """The list is where one left it: with the cursor at what is left of this draft, in sight."""

    def is_there() -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and draft in focused.objectName() and is_in_sight(focused)

    person.waits(is_there, "the list is not where it was")


@pytest.mark.timeout(180)
def test_every_fault_leads_to_its_field_and_back(person: Person, tmp_path: Path) -> None:
    services = officer(person)
    ready = [services.drafting.start(MARITAL, answers=marital(of)).id for of in range(3)]
    wrong = [faulty(services, of) for of in (7, 8)]
    opens(person)
    person.presses("checkAll")
    for draft, of in zip(wrong, (7, 8), strict=True):
        for pointer in SEEDED:
            mends(person, draft, of, pointer)
            stands_at(person, draft)
    assert person.told(f"state_{wrong[0]}") == person.told(f"state_{ready[0]}")
    sends(person, services, len(ready) + len(wrong))
    adds_up(services, tmp_path)


def sends(person: Person, services: assembly.Services, count: int) -> None:
    """One tick that names them all, then the network."""
    tick = person.sees("pledgeAll")
    assert isinstance(tick, QCheckBox)
    assert f"{count} hồ sơ" in tick.text().replace("\n", " ")
    assert tick.text().count("Hà") == count
    button = person.sees("sendAll")
    assert isinstance(button, QAbstractButton)
    assert not button.isEnabled()
    person.ticks("pledgeAll")
    person.presses("sendAll")
    person.waits(lambda: len(services.many.batching.round.sent) == count, "not all were submitted")
    person.reads(f"0/{count}")
    office = DemoOffice.at(services)
    person.program.switch.turn(True)
    services.signing_in.as_user(STORY["user"], office.token)
    assert person.program.timer is not None
    person.program.timer.run_now()
    person.reads(f"{count}/{count}")
    states = [services.outbox.item(one).state for one in services.many.batching.round.sent]
    assert states == [State.RECEIPTED] * count


def adds_up(services: assembly.Services, tmp_path: Path) -> None:
    office = DemoOffice.at(services)
    found = audit(office.url, office.token)
    assert found["faults"] == []
    assert sorted(found["dossiers"]) == sorted(services.many.batching.round.sent)
    assert tmp_path.is_dir()


def test_only_what_is_ticked_is_checked_and_another_tick_takes_the_pledge_away(person: Person) -> None:
    services = officer(person)
    one, two = (services.drafting.start(MARITAL, answers=marital(of)).id for of in range(2))
    opens(person)
    person.clicks(f"pick_{one}")
    person.presses("checkAll")
    person.ticks("pledgeAll")
    assert person.told(f"state_{one}") != person.told(f"state_{two}")
    assert set(services.many.batching.round.checked) == {two}
    person.clicks(f"pick_{one}")
    tick = person.sees("pledgeAll")
    assert not _is_on(tick), "a pledge for one is not a pledge for two"
    person.presses("checkAll")
    person.waits(lambda: "2 hồ sơ" in _text(person.sees("pledgeAll")), "the pledge does not name both")
    assert not _is_on(person.sees("pledgeAll"))


def _text(widget: QWidget) -> str:
    return widget.text().replace("\n", " ") if isinstance(widget, QCheckBox | QLabel) else ""


def _is_on(widget: QWidget) -> bool:
    return isinstance(widget, QCheckBox) and widget.isChecked()


def test_on_a_familys_machine_nothing_of_it_is_offered(person: Person) -> None:
    entered(person)
    person.presses("rail_dossiers")
    person.sees("empty")
    assert "go_batch" not in person.names()


def test_a_list_that_could_not_be_read_is_read_again(person: Person) -> None:
    services = officer(person)
    ready = services.drafting.start(MARITAL, answers=marital(1)).id
    other = services.drafting.start(MARITAL, answers=marital(2)).id
    batching = services.many.batching
    made = batching.submit(batching.check(other), mode=Mode.PRACTICE).submission
    assert made is not None
    batching.round.outcomes[other] = Outcome(other, replace(made, id="gone"))
    person.presses("rail_dossiers")
    person.presses("go_batch")
    person.reads("Chưa đọc lại được danh sách")
    assert f"pick_{ready}" not in person.names()
    batching.round.outcomes[other] = Outcome(other, made)
    person.presses("readAgain")
    person.sees(f"pick_{ready}")
    person.sees(f"standing_{made.id}")
    assert "readAgain" not in person.names()
