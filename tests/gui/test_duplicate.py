"""A past dossier as the beginning of a new one, from the list and from its page."""

from dataclasses import replace

from desktop.cli.demo_papers import birth_paper
from desktop.domain.submission import Mode
from desktop.services import local_day
from forms.catalogue import Catalogue
from tests.gui.birth import APPLICANT, CHILD, CODE, MARRIAGE, MOTHER
from tests.gui.person import Person
from tests.gui.prepared import entered, queued, received, services_of
from tests.screenshots.drafts import filled_draft


def test_the_page_says_what_comes_along_and_what_is_to_be_filled_in(person: Person) -> None:
    services = entered(person)
    submission = queued(services)
    person.program.navigator.go("dossiers")
    person.presses(f"duplicate_{submission}")
    person.sees("taken")
    person.reads(APPLICANT["so_dinh_danh"])
    person.reads("• Trẻ được khai sinh")
    assert not any(CHILD["ho_ten"] in words for words in person.words())
    assert services.drafting.open() == (), "looking writes nothing"
    person.presses("startDuplicate")
    person.sees("for_self")
    (draft,) = services.drafting.open()
    assert draft.answers["me"] == MOTHER
    assert "con" not in draft.answers


def test_a_reusable_paper_is_offered_and_may_be_left(person: Person) -> None:
    services = entered(person)
    draft = filled_draft(services)
    card = services.attaching.attach(draft, "TP07", "can-cuoc.jpg", birth_paper(["Căn cước"]), convert=True)
    submission = services.finalising.submit(draft, pledge=True, mode=Mode.PRACTICE).id
    for tick, slots in ((False, []), (True, ["TP07"])):
        person.program.navigator.go("duplicate", submission)
        person.sees(f"paper_{card.id}")
        person.reads("Giấy tờ dùng lại được")
        if not tick:
            person.clicks(f"paper_{card.id}")
        person.presses("startDuplicate")
        person.sees("for_self")
        newest = services.drafting.open()[0]
        assert [paper.slot for paper in services.attaching.of_draft(newest.id)] == slots


def test_a_form_that_was_drawn_anew_is_said_to_be(person: Person) -> None:
    services = entered(person)
    submission = queued(services)
    first = services.catalogue.get(CODE)
    inner = {name: schema for name, schema in first.schema["properties"].items() if name != "ket_hon"}
    second = replace(first, version=first.version + 1, schema={**first.schema, "properties": inner})
    both = Catalogue.of([*services.catalogue.all(), second])
    newer = replace(services.duplicating, catalogue=both)
    person.program.services = replace(services, catalogue=both, duplicating=newer)
    person.program.navigator.go("duplicate", submission)
    person.sees("otherVersion")
    person.reads("Mẫu tờ khai đã đổi (bản 1 sang bản 2)")
    assert not any(MARRIAGE["quyen_so"] in words for words in person.words())


def test_a_dossier_that_the_portal_has_is_begun_from_again(person: Person) -> None:
    entered(person)
    submission, _ = received(person)
    services_of(person).tracking.refresh()
    person.program.navigator.go("dossier", submission)
    person.presses("duplicate")
    person.presses("startDuplicate")
    person.sees("for_self")
    assert services_of(person).drafting.open()[0].answers["me"] == MOTHER


def test_who_files_the_same_child_again_is_told_before_sending(person: Person) -> None:
    services = entered(person)
    earlier = queued(services)
    person.program.navigator.go("check", filled_draft(services))
    person.sees("sameBefore")
    person.reads(f"Có vẻ việc này đã nộp hôm nay ({local_day.today(services.clock):%d/%m/%Y})")
    person.presses("seeEarlier")
    person.waits(lambda: person.program.navigator.here.key == earlier, "another page was opened")
