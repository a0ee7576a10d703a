"""A dossier begun for a resident: what is known stands in the dense form, and the officer is who submits."""

import pytest

from desktop.domain.draft import FilingFor, Relation, Submitter
from desktop.services.duplicating import pointers_of_answers
from desktop.ui.form_entry.field import Field
from desktop.ui.pages.dense import DensePage
from tests.gui.officer import OFFICER, VI_DU, keeps, sits_down
from tests.gui.person import Person

BEGUN = [
    ("1.001193", ("/nguoi_yeu_cau", "/me"), 10),
    ("1.000894", (), 5),
    ("1.000656", ("/nguoi_yeu_cau",), 5),
    ("1.004873", ("/nguoi_yeu_cau", "/nguoi_duoc_cap"), 13),
    ("1.014027", ("/nguoi_yeu_cau",), 9),
]
"""Birth, marriage, death, marital status, pension: where the resident stands, and how many fields are not typed."""


@pytest.mark.parametrize(("code", "blocks", "known"), BEGUN, ids=[code for code, _, _ in BEGUN])
def test_what_is_known_is_not_typed_again(person: Person, code: str, blocks: tuple[str, ...], known: int) -> None:
    services = sits_down(person)
    keeps(services, VI_DU)
    person.program.navigator.go("resident", "vi-du")
    person.presses(f"begin_{code}")
    for pointer in blocks[1:]:
        person.ticks(f"block{pointer}")
    if blocks:
        person.presses("beginNow")
    person.waits(lambda: isinstance(person.program.window.page, DensePage), "not on one page")
    (draft,) = services.drafting.open()
    pointers = list(pointers_of_answers(dict(draft.answers)))
    assert len(pointers) == known, pointers
    page = person.program.window.page
    assert isinstance(page, DensePage)
    person.waits(lambda: page.whole is not None, "no form")
    assert page.whole is not None
    page.whole.build_all()
    shown = {one.objectName(): one.control.value() for one in page.findChildren(Field) if one.objectName() in pointers}
    assert {pointer for pointer in pointers if shown.get(pointer)} == set(pointers), "it does not stand in the form"
    assert (draft.filing_for, draft.submitter) == (FilingFor.OTHER, Submitter(Relation.OFFICER, *OFFICER))
    assert draft.answers.get("noi_dang_ky", draft.answers.get("noi_nop")) == "14848"


def test_the_mother_who_asks_is_said_to_be_the_mother(person: Person) -> None:
    services = sits_down(person)
    keeps(services, VI_DU)
    draft = services.serving.begin("1.001193", "vi-du", ["/nguoi_yeu_cau", "/me"])
    assert draft.answers["nguoi_yeu_cau"]["quan_he"] == "me"
    own = services.serving.begin("1.004873", "vi-du", ["/nguoi_yeu_cau", "/nguoi_duoc_cap"])
    assert own.answers["nguoi_yeu_cau"]["quan_he"] == "ban_than"


def test_the_officer_is_asked_once(person: Person) -> None:
    services = sits_down(person, known=False)
    keeps(services, VI_DU)
    person.program.navigator.go("resident", "vi-du")
    person.presses("begin_1.000894")
    person.writes("officerName", OFFICER[0])
    person.writes("officerNumber", "123")
    person.presses("beginNow")
    person.reads("Số định danh gồm 12 chữ số")
    assert services.drafting.open() == ()
    person.writes("officerNumber", OFFICER[1])
    person.presses("beginNow")
    person.sees("/ben_nu/ho_ten")
    assert services.serving.officer() == Submitter(Relation.OFFICER, *OFFICER)
    person.program.navigator.go("resident", "vi-du")
    person.presses("begin_1.000894")
    person.waits(lambda: len(services.drafting.open()) == 2, "asked again")


def test_the_papers_page_then_asks_for_the_consent(person: Person) -> None:
    services = sits_down(person)
    keeps(services, VI_DU)
    draft = services.serving.begin("1.004873", "vi-du")
    person.program.navigator.go("papers", draft.id)
    person.sees("slot_CONSENT")
    person.sees("printConsent")


def test_any_other_procedure_is_found_by_its_name(person: Person) -> None:
    services = sits_down(person)
    keeps(services, VI_DU)
    person.program.navigator.go("resident", "vi-du")
    person.types(person.sees("findProcedure"), "may cay")
    person.sees("noProcedure")
    person.types(person.sees("findProcedure"), "khai tu")
    person.sees("begin_1.000656")
