"""A club and its members in the window itself: filled, saved, told wrong, mended, read again before it is sent."""

import json
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from tests.gui.person import Person
from tests.gui.prepared import entered
from tests.gui.walking import CHECKS
from tests.screenshots.scene import LARGEST, WHOLE, Scene
from tests.screenshots.walker import Walker

CODE = "2.000794"
ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "forms" / "packs" / "culture" / CODE / "1" / "tests" / "accept-ten-members.json"


def answers() -> dict[str, Any]:
    """Those of the pack's own example, a club of ten."""
    found: dict[str, Any] = json.loads(EXAMPLE.read_text(encoding="utf-8"))["answers"]
    return found


def with_faults() -> dict[str, Any]:
    """The third name has a digit, the fourth a year to come."""
    found = answers()
    found["hoi_vien"][2]["ho_ten"] = "Thao Thị M4i"
    found["hoi_vien"][3]["nam_sinh"] = "xưa"
    return found


def is_in(person: Person, pointer: str) -> bool:
    return QApplication.focusWidget() is person.line(pointer)


def test_a_list_is_filled_saved_told_wrong_and_mended(person: Person) -> None:
    services = entered(person)
    draft = services.drafting.start(CODE).id
    person.program.navigator.go("form", draft, "hoi_vien")
    for name in ("Hà Thị Ngân", "3"):
        person.presses("hoi_vien.add")
        here = QApplication.focusWidget()
        assert isinstance(here, QLineEdit)
        person.types(here, name)
        person.leaves(here)

    def names() -> list[str]:
        return [row.get("ho_ten") for row in services.drafting.get(draft).answers.get("hoi_vien", [])]

    person.waits(lambda: names() == ["Hà Thị Ngân", "3"], "the rows are not saved")
    person.presses("next")
    person.presses("fault/hoi_vien/1/ho_ten")
    assert is_in(person, "/hoi_vien/1/ho_ten")
    person.writes("/hoi_vien/1/ho_ten", "Lò Văn Tâm")
    assert "error/hoi_vien/1/ho_ten" not in person.names()
    person.presses("remove/hoi_vien/0")
    person.waits(lambda: names() == ["Lò Văn Tâm"], "the row is still there")
    person.presses("hoi_vien.undo")
    person.waits(lambda: names() == ["Hà Thị Ngân", "Lò Văn Tâm"], "the row did not come back")


def test_the_check_page_reads_the_rows_and_leads_back_to_them(person: Person) -> None:
    draft = entered(person).drafting.start(CODE, answers=with_faults()).id
    person.program.navigator.go("check", draft)
    first = answers()["hoi_vien"][0]
    person.reads(f"{first['ho_ten']} · ")
    person.presses("edit/hoi_vien")
    person.waits(lambda: is_in(person, "/hoi_vien/2/ho_ten") or is_in(person, "/hoi_vien/0/ho_ten"), "not there")
    person.program.navigator.go("check", draft)
    person.presses("fix/hoi_vien/3/nam_sinh")
    person.waits(lambda: is_in(person, "/hoi_vien/3/nam_sinh"), "the cursor is elsewhere")
    assert person.line("/hoi_vien/3/nam_sinh").property("text") == "xưa"


@pytest.mark.timeout(240)
def test_its_pages_are_whole_in_large_text_on_a_small_screen(person: Person) -> None:
    draft = entered(person).drafting.start(CODE, answers=with_faults()).id
    walker, faults = Walker(person.program), []
    steps = ("ban_chu_nhiem", "hoi_vien", "co_so")
    scenes = [Scene(step, ("form", draft, step), (lambda: person.presses("next"),)) for step in steps[1:2]]
    scenes += [Scene(step, ("form", draft, step)) for step in steps]
    for scene in (*scenes, Scene("check", ("check", draft))):
        for variant in (WHOLE, LARGEST):
            walker.go(scene, variant)
            for name, check in CHECKS.items():
                if name != "too_small" or variant == WHOLE:
                    found = check(person.program.window)
                    faults += [f"{scene.name} {variant.name} {name}: {one}" for one in found]
    assert not faults, "\n".join(faults)
