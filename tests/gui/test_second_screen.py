"""The resident's own screen: only what is to be sent, agreed to or not, and gone as soon as the officer leaves."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import BinaryIO

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop import assembly
from desktop.cli.demo_papers import consent_paper
from desktop.domain.attachment import CONSENT_SLOT
from desktop.domain.draft import FilingFor, Relation, Submitter
from desktop.services.vault_ports import PaperStore
from desktop.ui.second_screen import other_screen
from tests.gui.birth import CODE, STORY
from tests.gui.officer import OFFICER, VI_DU, keeps, sits_down
from tests.gui.person import Person
from tests.gui.walking import CHECKS
from tests.screenshots.drafts import filled_draft

ANOTHER = {**VI_DU, "ho_ten": "Ngân Văn Khác", "so_dinh_danh": "038099000001", "dien_thoai": "0987000111"}
NAME = STORY["answers"]["con"]["ho_ten"]


@pytest.fixture
def desk(person: Person) -> tuple[Person, assembly.Services, str]:
    """A birth that can be sent, at the check page; somebody else is known, too."""
    services = sits_down(person)
    keeps(services, ANOTHER, "khac")
    draft = filled_draft(services)
    services.drafting.file_for(draft, FilingFor.OTHER, Submitter(Relation.OFFICER, *OFFICER))
    person.program.navigator.go("check", draft)
    person.sees("allGood")
    person.sees("seenState")
    return person, services, draft


Desk = tuple[Person, assembly.Services, str]


def second() -> QWidget:
    return screens()[0]


def is_open() -> bool:
    return bool(screens())


def screens() -> list[QWidget]:
    return [one for one in QApplication.topLevelWidgets() if one.objectName() == "residentScreen" and one.isVisible()]


def words_of(window: QWidget) -> Iterator[str]:
    for one in window.findChildren(QWidget):
        yield from (one.accessibleName(), one.accessibleDescription(), one.toolTip())
        if isinstance(one, QLabel):
            yield one.text()


def test_it_shows_what_is_sent_and_nobody_else(desk: Desk) -> None:
    person, _services, _draft = desk
    person.reads("Người dân chưa xem")
    person.presses("openSecond")
    person.sees("residentAgrees")
    told = " ".join(words_of(second()))
    for wanted in (NAME, STORY["answers"]["me"]["so_dinh_danh"], OFFICER[0], "xã Mường Lát", "Giấy chứng sinh"):
        assert wanted in told, wanted
    assert second().findChild(QLabel, "residentPaper") is not None, "the paper is not pictured"
    for hidden in (ANOTHER["ho_ten"], ANOTHER["so_dinh_danh"], ANOTHER["dien_thoai"]):
        assert hidden not in told
    assert second().findChild(QWidget, "rail") is None


@dataclass
class Reads:
    """The real papers, and which of them were read."""

    papers: PaperStore
    read: list[str] = field(default_factory=list)

    def open(self, digest: str) -> AbstractContextManager[BinaryIO]:
        self.read.append(digest)
        return self.papers.open(digest)


def test_no_paper_is_read_before_the_screen_is_open(desk: Desk) -> None:
    person, services, draft = desk
    reads = Reads(services.vault.papers)
    services.attaching._papers = reads  # type: ignore[assignment]
    person.program.navigator.go("form", draft, "con")
    person.sees("/con/ho_ten")
    person.program.navigator.go("check", draft)
    person.sees("allGood")
    person.sees("seenState")
    assert reads.read == []
    person.presses("openSecond")
    person.sees("residentPaper")
    papers = {paper.slot: paper.sha256 for paper in services.attaching.of_draft(draft)}
    assert reads.read == [papers["TP01"]], "only what is sent is read, once"


def test_agreed_is_kept_until_an_answer_changes(desk: Desk) -> None:
    person, services, draft = desk
    person.presses("openSecond")
    person.presses("residentAgrees")
    person.sees("residentAgreed")
    person.reads("Người dân đã xem và đồng ý lúc")
    with services.open_unit() as uow:
        assert uow.agreed.seen(draft) is not None
    assert services.agreeing.of_draft(draft).holds
    person.program.navigator.go("form", draft, "con")
    person.sees("residentWaits")
    person.writes("/con/ho_ten", "Lò Văn Bão")
    person.program.navigator.go("check", draft)
    person.reads("nhưng sau đó có thay đổi")
    person.sees("residentChanged")
    person.sees("residentAgrees")
    assert services.agreeing.of_draft(draft).is_void
    services.drafting.merge(draft, {"con": {"ho_ten": NAME}})
    assert services.agreeing.of_draft(draft).holds, "just this was agreed to"


def test_a_paper_that_changes_voids_it_and_the_consent_does_not(desk: Desk) -> None:
    person, services, draft = desk
    person.presses("openSecond")
    person.presses("residentAgrees")
    person.sees("residentAgreed")
    papers = {paper.slot: paper for paper in services.attaching.of_draft(draft)}
    services.attaching.detach(draft, papers[CONSENT_SLOT].id)
    services.attaching.attach(draft, CONSENT_SLOT, "ky.pdf", consent_paper(["Tôi đồng ý, đã ký."]))
    assert services.agreeing.of_draft(draft).holds
    services.attaching.detach(draft, papers["TP01"].id)
    assert services.agreeing.of_draft(draft).is_void


def test_a_line_that_is_wrong_is_marked_and_opened(desk: Desk) -> None:
    person, _services, draft = desk
    person.presses("openSecond")
    person.presses("residentDiffers")
    person.presses("wrong/me/ho_ten")
    person.sees("/me/ho_ten")
    person.reads("Người dân nói chỗ này chưa đúng")
    person.sees("residentWaits")
    field = person.sees("/me/ho_ten")
    person.waits(lambda: field.isAncestorOf(person.program.window.focusWidget()), "the cursor is elsewhere")
    person.program.navigator.go("check", draft)
    person.sees("saidWrong")
    person.presses("residentAgrees")
    person.waits(lambda: "saidWrong" not in person.names(), "it is still marked")


@pytest.mark.parametrize("how", ["another page", "another draft", "close", "lock", "end"])
def test_it_is_blank_at_once(desk: Desk, how: str) -> None:
    person, services, draft = desk
    other = services.drafting.start(CODE).id
    person.presses("openSecond")
    person.sees("residentAgrees")
    window = second()
    if how == "another page":
        person.program.navigator.go("people")
    elif how == "another draft":
        person.program.navigator.go("form", other)
    elif how == "close":
        window.close()
    elif how == "lock":
        person.program.window.show_alone(QWidget())
    else:
        person.program.window.hide()
    assert not is_open(), how
    assert NAME not in " ".join(words_of(window)), "what was shown is gone, not only hidden"
    assert services.drafting.get(draft).finalised_as is None


def test_sending_unseen_only_asks(desk: Desk) -> None:
    person, services, draft = desk
    person.ticks("pledge")
    person.presses("send")
    person.reads("Người dân chưa xem bản này")
    assert services.drafting.get(draft).finalised_as is None
    person.presses("sendUnseen")
    person.sees("onThisMachine")
    assert services.drafting.get(draft).finalised_as is not None


def test_who_has_agreed_is_not_asked_about_again(desk: Desk) -> None:
    person, services, draft = desk
    person.presses("openSecond")
    person.presses("residentAgrees")
    person.sees("residentAgreed")
    person.ticks("pledge")
    person.presses("send")
    person.sees("onThisMachine")
    assert services.drafting.get(draft).finalised_as is not None
    assert not is_open()


def test_it_is_for_everybody(desk: Desk) -> None:
    person, _services, _draft = desk
    person.presses("openSecond")
    person.sees("residentAgrees")
    wrong = {name: found for name, check in CHECKS.items() if (found := check(second()))}
    person.presses("residentDiffers")
    person.sees("nothingWrong")
    person.waits(lambda: second().findChild(QWidget, "nothingWrong") is not None)
    wrong |= {f"{name} while choosing": found for name, check in CHECKS.items() if (found := check(second()))}
    assert wrong == {}


def test_the_other_screen_is_the_one_the_program_is_not_on() -> None:
    class Named:
        def __init__(self, name: str) -> None:
            self._name = name

        def name(self) -> str:
            return self._name

    here, there = Named("HDMI-1"), Named("VGA-1")
    assert other_screen(here, [here]) is None  # type: ignore[list-item, arg-type]
    assert other_screen(here, [here, there]) is there  # type: ignore[list-item, arg-type, comparison-overlap]
