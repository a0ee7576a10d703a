"""Fees: paid at the counter, or not owed."""

import pytest

from desktop.domain.submission import Kind
from tests.e2e.oracle import audit
from tests.gui.person import Person
from tests.gui.prepared import entered, is_confirmed, left_in_peace, received, services_of
from tests.screenshots.drafts import filled_draft


@pytest.mark.timeout(120)
def test_a_fee_is_paid_at_the_counter(person: Person) -> None:
    services = entered(person)
    dossier, office = received(person)
    for action in ("receive", "process", "ask_confirmation"):
        office.act(dossier, action)
    services.tracking.refresh()
    person.program.navigator.go("dossier", dossier)
    person.presses("nextMove")
    person.sees("draftPage1")
    person.presses("allCorrect")
    person.waits(lambda: is_confirmed(services, dossier, Kind.CONFIRMATION), "the draft is not confirmed")
    office.act(dossier, "ask_payment")
    services.tracking.refresh()
    person.program.navigator.go("fee", dossier)
    person.sees("payCounter")
    left_in_peace(person)
    person.presses("payCounter")
    person.sees("counterTold")
    person.program.navigator.go("dossier", dossier)
    person.waits(lambda: person.told("whoseMove") == "Đến lượt bạn: nộp tại quầy", "it asks for the other way")
    assert "pay" not in person.names(), "no code while it is to be paid at the counter"
    person.waits(lambda: is_confirmed(services, dossier, Kind.PAYMENT), "the portal does not know")
    office.act(dossier, "pay", note="00123")
    office.act(dossier, "finish")
    services.tracking.refresh()
    person.program.navigator.go("result", dossier)
    person.sees("result_1")
    assert [kept.verdict.chain for kept in services.results.kept(dossier)] == ["practice", "practice"]
    assert audit(office.url, office.token) == {"dossiers": [dossier], "tombstones": [], "faults": []}


@pytest.mark.timeout(120)
def test_who_is_exempt_owes_nothing(person: Person) -> None:
    services = entered(person)
    draft = filled_draft(services)
    person.program.navigator.go("check", draft)
    person.waits(lambda: person.told("feeTotal") == "16.000 đ", "the fee of two copies")
    person.picks_from("exemption", "ho_ngheo")
    person.waits(lambda: person.told("feeTotal") == "0 đ", "a poor household pays nothing")
    person.presses("edit_papers")
    person.sees("slot_TP01")
    assert services_of(person).drafting.get(draft).exemption == "ho_ngheo"
