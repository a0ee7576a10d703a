"""*Bạn nộp cho ai?* where only an organisation can be the applicant."""

from desktop.domain.attachment import CONSENT_SLOT
from desktop.domain.draft import FilingFor, Relation
from desktop.ui.pages.submitter_card import OF_AN_ORGANISATION
from desktop.ui.words import tr
from tests.gui.person import Person
from tests.gui.prepared import entered, services_of

FESTIVAL = "1.003622"


def begins(person: Person) -> None:
    entered(person)
    person.searches("le hoi")
    person.presses(f"found_{FESTIVAL}")
    person.presses("fillOnline")
    person.sees("for_organisation")


def test_the_organisation_is_chosen_already_and_nothing_else_is_offered(person: Person) -> None:
    begins(person)
    assert person.sees("for_organisation").property("checked")
    assert not {"for_self", "for_other", "relation"} & set(person.names())
    steps = [name for name in person.names() if name.startswith("step_")]
    assert len(steps) > 4
    blamed = [name for name in steps if person.sees(name).accessibleName().endswith(tr("step.problem"))]
    assert blamed == [], "nothing was asked yet"
    person.reads("Thủ tục này do tổ chức đứng tên")


def test_who_signs_for_it_is_typed_once_and_needs_no_letter(person: Person) -> None:
    begins(person)
    person.sees("addConsent")
    person.chooses("role", "self")
    assert "addConsent" not in person.names()
    person.writes("name", "Lò Văn Dương")
    person.writes("idNo", "038068000321")
    person.presses("next")
    person.sees("/le_hoi/ten")
    [draft] = services_of(person).drafting.open()
    assert draft.filing_for is FilingFor.ORGANISATION
    assert draft.submitter is not None
    assert draft.submitter.relation is Relation.SELF
    signer = {"ho_ten": "Lò Văn Dương", "so_dinh_danh": "038068000321"}
    assert draft.answers["nguoi_dai_dien"] == signer


def test_who_was_sent_by_it_gives_a_letter_and_is_not_its_representative(person: Person) -> None:
    begins(person)
    person.chooses("role", "proxy")
    person.reads("Giấy giới thiệu hoặc ủy quyền của tổ chức")
    person.presses("next")
    assert person.told("erroridNo")
    person.writes("name", "Lò Văn Tâm")
    person.writes("idNo", "038204003456")
    person.presses("next")
    person.sees("/le_hoi/ten")
    [draft] = services_of(person).drafting.open()
    assert "nguoi_dai_dien" not in draft.answers
    assert CONSENT_SLOT in services_of(person).drafting.check(draft.id).missing_slots


def test_a_relative_is_nobody_in_an_organisation() -> None:
    assert Relation.RELATIVE not in OF_AN_ORGANISATION
