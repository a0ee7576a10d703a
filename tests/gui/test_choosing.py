"""From home to the right sheet: by questions, by the list of all, and what a sheet without a form offers."""

import pytest

from desktop import assembly
from desktop.ui.pages.titles import plain_name
from forms.guide import Guide, Leaf, Path, guides
from tests.gui.birth import CODE, Papers
from tests.gui.person import Person
from tests.gui.prepared import entered, services_of
from tests.unit.documents import reading

EVERY_WAY = [(one, path) for one in guides() for path in one.paths()]


def answers(person: Person, topic: Guide, path: Path) -> None:
    """From the list of topics, one press a question."""
    person.presses(f"guide_{topic.id}")
    for number, answer in enumerate(path):
        asked = topic.answered((*path[:number], answer))[-1][0]
        person.waits(lambda asked=asked: person.told("pageTitle") == asked.ask["vi"], asked.ask["vi"])  # type: ignore[misc]
        person.presses(f"answer_{answer}")


def test_every_way_through_every_guide_ends_with_its_reason(person: Person) -> None:
    catalogue = entered(person).catalogue
    codes = {pack.code for pack in catalogue.all()}
    for topic, path in EVERY_WAY:
        leaf = topic.at(path)
        assert isinstance(leaf, Leaf)
        person.program.navigator.go("guide")
        answers(person, topic, path)
        person.waits(lambda leaf=leaf: person.told("guideWhy") == leaf.why["vi"], leaf.why["vi"])  # type: ignore[misc]
        known = leaf.procedure in codes
        assert ("openSheet" in person.names()) is known
        if known and leaf.procedure:
            assert person.told("pageTitle") == plain_name(catalogue.get(leaf.procedure))


def test_the_end_opens_the_sheet(person: Person) -> None:
    entered(person)
    person.presses("openGuide")
    answers(person, guides()[0], (0, 0, 1))
    person.presses("openSheet")
    person.reads("Mã 1.000689")


def test_one_goes_back_question_by_question_and_starts_again(person: Person) -> None:
    entered(person)
    person.presses("openGuide")
    answers(person, guides()[0], (0, 0))
    person.reads("Câu 3")
    person.presses("guideBack")
    person.reads("Câu 2")
    person.presses("guideAgain")
    person.presses("guide_birth")
    person.reads("Câu 1")
    assert "guideAgain" not in person.names()
    person.presses("guideBack")
    person.sees("guide_death")
    person.presses("guideBack")
    person.sees(f"procedure_{CODE}")


def test_it_works_without_a_mouse(person: Person) -> None:
    entered(person)
    person.presses_space_on("openGuide")
    person.presses_space_on("guide_death")
    person.presses_space_on("answer_0")
    person.presses_space_on("answer_1")
    person.presses_space_on("openSheet")
    person.reads("Mã 1.000656")


@pytest.mark.parametrize(("name", "step"), [("none", ""), ("birth", "9"), ("birth", "x.y"), ("birth", "0.0.0.0.0.0")])
def test_a_place_that_is_not_there_is_the_list_of_topics(person: Person, name: str, step: str) -> None:
    entered(person)
    person.program.navigator.go("guide", name, step)
    person.sees("guide_birth")


def test_a_sheet_that_a_guide_leads_to_asks_whether_it_is_the_right_one(person: Person) -> None:
    entered(person)
    person.program.navigator.go("sheet", "1.000656")
    person.presses("askGuide")
    person.sees("answer_0")
    person.program.navigator.go("sheet", "2.000635")
    person.presses("askGuide")
    person.sees("guide_marriage")
    person.program.navigator.go("sheet", "2.000815")
    person.reads("Mã 2.000815")
    assert "askGuide" not in person.names()


def test_all_procedures_are_listed_and_those_without_a_form_say_so(person: Person) -> None:
    catalogue = entered(person).catalogue
    person.presses("allProcedures")
    for pack in catalogue.all():
        second = person.sees(f"found_{pack.code}").accessibleDescription()
        assert ("chưa điền được ở đây" in second) is not pack.has_form


def test_who_finds_nothing_is_offered_the_questions(person: Person) -> None:
    entered(person)
    person.searches("may cay")
    person.sees("nothingFound")
    person.presses("openGuide")
    person.sees("guide_birth")


def test_home_offers_only_what_can_be_filled_in(person: Person) -> None:
    catalogue = entered(person).catalogue
    offered = {name.removeprefix("procedure_") for name in person.names() if name.startswith("procedure_")}
    assert CODE in offered
    assert all(catalogue.get(code).has_form for code in offered)


def test_a_sheet_without_a_form_cannot_be_filled_or_printed_blank(person: Person, papers: Papers) -> None:
    entered(person)
    person.searches("tro cap xa hoi hang thang")
    person.presses("found_1.001776")
    person.reads("Thủ tục này chưa điền được trên máy")
    assert {"fillOnline", "printBlank"}.isdisjoint(person.names())
    paper = papers.lies_ready("giay-to.pdf")
    person.presses("printChecklist")
    person.waits(paper.exists, "nothing was written")
    assert paper.read_bytes().startswith(b"%PDF")
    assert services_of(person).drafting.open() == ()


def test_a_procedure_whose_rules_have_changed_says_so(person: Person) -> None:
    entered(person)
    person.program.navigator.go("sheet", "1.000954")
    person.reads("Quy định về thủ tục này đã thay đổi")


def test_ones_own_list_is_in_the_set_that_is_printed_from_the_check_page(person: Person, papers: Papers) -> None:
    services = entered(person)
    draft = services.drafting.start(CODE).id
    person.program.navigator.go("check", draft)
    paper = papers.lies_ready("cua-toi.pdf")
    person.presses("printSet")
    person.waits(paper.exists, "nothing was written")
    pack, own = services.catalogue.get(CODE), dict(services.drafting.get(draft).answers)
    listed = reading.text(assembly.draw_checklist(pack, own))
    assert listed != reading.text(assembly.draw_checklist(pack)), "its own papers are not those of every case"
    assert listed in reading.text(paper.read_bytes())
