"""A draft whose form has changed: the person reads what would become of it, and decides."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop import assembly
from desktop.app.program import Program
from desktop.domain.draft import Draft
from forms.catalogue import Catalogue
from forms.loader import load_pack
from tests.gui.conftest import closes
from tests.gui.person import PATIENCE, Person
from tests.gui.prepared import services_of
from tests.gui.walking import CHECKS
from tests.screenshots.scene import LARGEST, LARGEST_EN, WHOLE, Scene
from tests.screenshots.walker import Walker
from tests.unit.forms import versions
from tests.unit.forms.births import PACK, birth_answers

CODE = "1.001193"
MAIL = "lo.thi.may@example.vn"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    """Everything that is shipped, and a second version of the birth form."""
    second = versions.second(tmp_path_factory.mktemp("packs"))
    others = [pack for pack in Catalogue.shipped().all() if pack.code != CODE]
    return Catalogue.of([*others, load_pack(PACK), load_pack(second)])


@pytest.fixture
def person(qapp: QApplication, qtbot: QtBot, tmp_path: Path, catalogue: Catalogue) -> Iterator[Person]:
    link = assembly.PortalLink(practice_data=tmp_path / "practice", offline=True)
    program = Program(qapp, link, str(tmp_path / "home"), catalogue=catalogue)
    program.open()
    walker = Walker(program)
    walker.enter()
    yield Person(program, lambda until: qtbot.waitUntil(until, timeout=PATIENCE))
    closes(program)


def old_draft(person: Person) -> Draft:
    answers = birth_answers(("/con/chung_sinh", "nguoi_lam_chung"), ("/nguoi_yeu_cau/email", MAIL))
    return services_of(person).drafting.start(CODE, version=1, answers=answers)


def said_in(person: Person, card: str) -> str:
    return " ".join(label.text() for label in person.sees(card).findChildren(QLabel))


def test_what_would_become_of_it_is_read_before_anything_happens(person: Person) -> None:
    draft = old_draft(person)
    person.program.navigator.go("form", draft.id, "con")
    person.reads("Mẫu này đã đổi từ 01/07/2026")
    person.presses("seeNewForm")
    assert "Dân tộc của trẻ" in said_in(person, "kept")
    changed = said_in(person, "changed")
    assert "Trạm Y tế xã Mường Lát" in changed
    assert "Nơi sinh nay ghi đúng như Giấy chứng sinh." in changed
    assert "Luật Hộ tịch" in changed
    person.presses(f"clause_{versions.LAW}")
    person.sees("closeClause")
    assert "Mẫu mới hỏi thêm nhóm máu." in said_in(person, "wanted")
    assert MAIL in said_in(person, "notes")
    assert [one.id for one in services_of(person).drafting.open()] == [draft.id]
    person.presses("keepOld")
    person.sees("seeNewForm")
    assert [one.version for one in services_of(person).drafting.open()] == [1]


def test_a_form_that_will_change_says_from_which_day(person: Person, catalogue: Catalogue) -> None:
    first, second = catalogue.get(CODE, 1), catalogue.get(CODE, 2)
    later = replace(second, migration={**(second.migration or {}), "since": "2999-01-31"})
    services = services_of(person)
    person.program.services = replace(
        services, migrating=replace(services.migrating, catalogue=Catalogue.of([first, later]))
    )
    person.program.navigator.go("form", old_draft(person).id, "con")
    person.reads("Mẫu này sẽ đổi từ 31/01/2999")
    person.reads("Nộp trước ngày đó thì dùng mẫu cũ này")
    person.presses("seeNewForm")
    assert person.told("pageTitle") == "Mẫu này sẽ đổi từ 31/01/2999"


def test_the_new_form_is_used_and_the_old_draft_stays(person: Person) -> None:
    draft = old_draft(person)
    person.program.navigator.go("newer_form", draft.id)
    person.presses("useNew")
    person.waits(lambda: len(services_of(person).drafting.open()) == 2, "no new draft")
    new = next(one for one in services_of(person).drafting.open() if one.id != draft.id)
    person.sees("notesOfOldForm")
    person.program.navigator.go("form", new.id, "con")
    person.chooses("/con/nhom_mau", "ab")
    assert MAIL in said_in(person, "notesOfOldForm")
    assert "newerForm" not in person.names()
    person.program.navigator.go("form", draft.id, "con")
    person.reads("Bạn đã có bản theo mẫu mới")
    kept = services_of(person).drafting.get(draft.id)
    assert (kept.answers, kept.version) == (draft.answers, 1)
    person.presses("openNewForm")
    person.sees("notesOfOldForm")


def test_a_draft_of_the_newest_form_says_nothing_of_it(person: Person) -> None:
    draft = services_of(person).drafting.start(CODE)
    person.program.navigator.go("form", draft.id, "con")
    person.sees("/con/nhom_mau")
    assert "newerForm" not in person.names()
    person.program.navigator.go("newer_form", draft.id)
    person.reads("Bản nháp này đã theo mẫu mới nhất.")


def test_the_pages_are_for_everybody(person: Person) -> None:
    draft, walker = old_draft(person), Walker(person.program)
    scenes = [Scene("form", ("form", draft.id, "con")), Scene("newer", ("newer_form", draft.id))]
    faults = []
    for scene in scenes:
        for variant in (WHOLE, LARGEST, LARGEST_EN):
            walker.go(scene, variant)
            for name, check in CHECKS.items():
                if name != "too_small" or variant == WHOLE:
                    faults += [f"{scene.name} {variant.name} {name}: {one}" for one in check(person.program.window)]
    assert not faults, "\n".join(faults)
