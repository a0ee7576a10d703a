"""A form of lists in the window itself: filled, saved, told wrong, mended, and read again before it is sent."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop import assembly
from tests.gui.club import NAMES, TEXTS, UI, club, members
from tests.gui.person import Person
from tests.gui.prepared import entered
from tests.gui.walking import CHECKS
from tests.screenshots.camera import Walker

CODE = "9.999999"
LAYOUT = {
    "type": "Categorization",
    "elements": [{"type": "Category", "i18n": "step.clb", "label": "Câu lạc bộ", "elements": UI["elements"]}],
}


@pytest.fixture
def services(person: Person) -> Iterator[assembly.Services]:
    """The program with the club among its procedures."""
    services = entered(person)
    birth = services.catalogue.get("1.001193")
    sheet = {**birth.procedure, "code": CODE, "dossier": {}, "certificate": [], "slots": []}
    words = {lang: {**birth.texts[lang], **TEXTS} for lang in birth.texts}
    services.catalogue._packs[CODE, 1] = replace(
        club(), code=CODE, procedure={**sheet, "fees": {"items": [], "exemptions": []}}, ui=LAYOUT, texts=words
    )
    yield services
    del services.catalogue._packs[CODE, 1]


def test_a_list_is_filled_saved_told_wrong_and_mended(person: Person, services: assembly.Services) -> None:
    draft = services.drafting.start(CODE).id
    person.program.navigator.go("form", draft, "clb")
    for name in (NAMES[0], "3"):
        person.presses("hoi_vien.add")
        here = QApplication.focusWidget()
        assert isinstance(here, QLineEdit)
        person.types(here, name)
        person.leaves(here)
    person.waits(
        lambda: (
            [row.get("ho_ten") for row in services.drafting.get(draft).answers.get("hoi_vien", [])] == [NAMES[0], "3"]
        ),
        "the rows are not saved",
    )
    person.presses("next")
    person.presses("fault/hoi_vien/1/ho_ten")
    assert QApplication.focusWidget() is person.line("/hoi_vien/1/ho_ten")
    person.writes("/hoi_vien/1/ho_ten", NAMES[1])
    assert "error/hoi_vien/1/ho_ten" not in person.names()
    for place in (0, 1):
        person.dates(f"/hoi_vien/{place}/nam_sinh", "1990")
    person.presses("next")
    person.waits(lambda: "errorSummary" not in person.names(), "something is wrong still")


def test_the_check_page_reads_the_rows_and_leads_back_to_them(person: Person, services: assembly.Services) -> None:
    answers = {**members(3), "mon": ["vo", "co_tuong"]}
    answers["hoi_vien"][1]["ho_ten"] = "3"
    draft = services.drafting.start(CODE, answers=answers).id
    person.program.navigator.go("check", draft)
    person.reads(f"Họ và tên: {NAMES[0]} · Ngày sinh: 1970 · Vai trò: Hội viên")
    person.reads("Võ cổ truyền, Cờ tướng")
    person.presses("edit/hoi_vien")
    person.waits(lambda: QApplication.focusWidget() is person.line("/hoi_vien/0/ho_ten"), "the cursor is elsewhere")
    person.program.navigator.go("check", draft)
    person.presses("fix/hoi_vien/1/ho_ten")
    person.waits(lambda: QApplication.focusWidget() is person.line("/hoi_vien/1/ho_ten"), "the cursor is elsewhere")


@pytest.mark.timeout(120)
def test_its_pages_are_whole_in_large_text_on_a_small_screen(person: Person, services: assembly.Services) -> None:
    answers = {**members(4), "tai_san": [{"ten": "Bóng số 5", "gia": 1_500_000}, {"gia": 1}], "mon": ["vo"]}
    answers["hoi_vien"][1] = {"ho_ten": "3", "vai_tro": "huan_luyen"}
    draft = services.drafting.start(CODE, answers=answers).id
    window = person.program.window
    faults = []
    for width, height, scale in ((1280, 800, "1.0"), (1024, 600, "2.0")):
        window.resize(width, height)
        person.program.choices["textSize"] = scale
        person.program._rebuild()
        for place in ("form", "check"):
            person.program.navigator.go(place, draft, "clb" if place == "form" else "")
            if place == "form":
                person.presses("next")
                person.sees("errorSummary")
            else:
                person.sees("edit/hoi_vien")
            Walker(person.program).settle()
            for name, check in CHECKS.items():
                if name != "too_small" or scale == "1.0":
                    faults += [f"{place} {scale} {name}: {one}" for one in check(window)]
    assert not faults, "\n".join(faults)
