"""Every page opens and names its inputs; a fee is paid at the counter."""

from typing import Any

import pytest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPushButton

from desktop.domain.submission import Kind
from desktop.ui.form_entry.steps import categories
from tests.e2e.oracle import audit
from tests.gui.birth import STORY
from tests.gui.person import Person
from tests.gui.prepared import entered, filled_draft, is_confirmed, received, services_of


def places(draft: str, steps: list[str]) -> list[tuple[str, str, str]]:
    plain = [("home", "", ""), ("sheet", STORY["procedure"], ""), ("search", "khai sinh", ""), ("settings", "", "")]
    lists = [("waiting", "", ""), ("dossiers", "", ""), ("filing_for", draft, ""), ("papers", draft, "")]
    return [*plain, *lists, ("check", draft, ""), *[("form", draft, step) for step in steps]]


@pytest.mark.timeout(120)
def test_every_page_opens_and_names_its_inputs(person: Person) -> None:
    services = entered(person)
    draft = filled_draft(services)
    pack = services.catalogue.get(STORY["procedure"])
    steps = [name for name, _ in categories(pack, STORY["answers"])]
    nameless = []
    for place in places(draft, steps):
        person.program.navigator.go(*place)
        person.sees("pageTitle")
        inputs: list[Any] = [
            *person.program.window.findChildren(QLineEdit),
            *person.program.window.findChildren(QComboBox),
        ]
        nameless += [(place, one.objectName()) for one in inputs if one.isVisible() and not one.accessibleName()]
        buttons = person.program.window.findChildren(QPushButton)
        nameless += [
            (place, one.objectName()) for one in buttons if one.isVisible() and not (one.text() or one.accessibleName())
        ]
    assert nameless == []


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
    person.presses("payCounter")
    person.sees("counterTold")
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
