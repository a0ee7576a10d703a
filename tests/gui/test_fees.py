"""Fees: paid at the counter, or not owed."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from desktop import assembly
from desktop.domain.dossier import WITHDRAWN, Status
from desktop.domain.events import DossierChanged
from desktop.domain.fee import PaymentState
from desktop.domain.submission import Kind
from tests.e2e.oracle import audit
from tests.gui.person import Person
from tests.gui.prepared import entered, is_confirmed, left_in_peace, owing, received, services_of
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


@pytest.fixture
def code(person: Person) -> tuple[str, assembly.Services]:
    """A code is open and the network is gone."""
    dossier, _, services = owing(person)
    person.presses("payQr")
    person.sees("qrCode")
    person.program.switch.turn(False)
    person.waits(lambda: person.program.network.waiting == 0, "a round is still under way")
    return dossier, services


def forgotten(services: assembly.Services, dossier: str, **left: Any) -> None:
    """The portal was put back to before the try, of which *left* is left here; money may have gone."""
    with services.open_unit() as uow:
        copy = uow.dossiers.get(dossier)
        [one] = uow.dossiers.payments(dossier)
        assert copy is not None
        doubtful = tuple(notice.after_look(one, is_forgotten=True) for notice in copy.fee_notices)
        uow.dossiers.upsert(replace(copy, fee_notices=doubtful))
        uow.dossiers.save_payment(replace(one, **left))
        uow.commit()
    services.tracking.publish(DossierChanged(dossier))


@pytest.mark.timeout(120)
def test_a_code_goes_when_its_time_is_over_also_from_an_open_page(
    person: Person, code: tuple[str, assembly.Services]
) -> None:
    dossier, services = code
    with services.open_unit() as uow:
        [one] = uow.dossiers.payments(dossier)
        ends = services.tracking.portal_time.now() + timedelta(seconds=2)
        uow.dossiers.save_payment(replace(one, expires_at=ends))
        uow.commit()
    person.program.navigator.go("dossier", dossier)
    person.sees("whoseMove")
    person.program.navigator.go("fee", dossier)
    person.sees("qrCode")
    person.waits(lambda: "qrCode" not in person.names(), "the code outlives its time")
    person.reads("Mã đã hết hạn")
    person.reads("Đừng trả theo mã này nữa.")
    assert "payQr" not in person.names(), "the portal is asked first"
    person.program.switch.turn(True)
    person.presses("askBank")
    person.sees("qrCode")  # the portal knows better: it is good until tomorrow


@pytest.mark.timeout(120)
def test_who_may_have_paid_what_the_portal_forgot_sees_no_code_unasked(
    person: Person, code: tuple[str, assembly.Services]
) -> None:
    dossier, services = code
    forgotten(services, dossier)
    person.program.navigator.go("dossier", dossier)
    person.waits(lambda: person.told("whoseMove") == "Đến lượt bạn: xem lại khoản phí", "it asks for money")
    assert "pay" not in person.names()
    person.presses("nextMove")
    person.sees("forgottenFee")
    person.reads("Đã chuyển tiền rồi thì đừng trả nữa")
    assert not {"payQr", "payCounter", "qrCode"} & set(person.names())
    person.presses("notSentYet")
    person.sees("qrCode")
    person.sees("forgottenFee")


@pytest.mark.timeout(120)
def test_who_opened_a_code_before_any_doubt_has_not_said_that_nothing_was_sent(
    person: Person, code: tuple[str, assembly.Services]
) -> None:
    dossier, services = code
    forgotten(services, dossier)
    person.sees("notSentYet")
    assert "qrCode" not in person.names(), "who has paid with the first code is shown another one"


@pytest.mark.timeout(120)
def test_asking_the_portal_does_not_say_that_nothing_was_sent(
    person: Person, code: tuple[str, assembly.Services]
) -> None:
    dossier, services = code
    forgotten(services, dossier, qr=None)
    person.reads("Đang hỏi lại cổng về lần trả này – đừng nộp lại")
    person.program.switch.turn(True)
    person.presses("askBank")
    person.waits(lambda: bool({"notSentYet", "qrCode"} & set(person.names())), "the portal does not answer")
    assert "qrCode" not in person.names(), "who only asked is shown a code"


@pytest.mark.timeout(120)
def test_what_was_said_of_one_code_does_not_hold_for_the_next(
    person: Person, code: tuple[str, assembly.Services]
) -> None:
    dossier, services = code
    with services.open_unit() as uow:
        [before] = uow.dossiers.payments(dossier)
    forgotten(services, dossier)
    person.presses("notSentYet")
    person.sees("qrCode")
    forgotten(services, dossier, qr=None)
    person.reads("Đang hỏi lại cổng về lần trả này – đừng nộp lại")
    forgotten(services, dossier, qr=before.qr)
    person.sees("notSentYet")
    assert "qrCode" not in person.names(), "money may have gone with the code that was shown in between"


@pytest.mark.timeout(120)
def test_what_was_owed_for_a_dossier_that_is_over_is_owed_no_more(
    person: Person, code: tuple[str, assembly.Services]
) -> None:
    dossier, services = code
    with services.open_unit() as uow:
        copy = uow.dossiers.get(dossier)
        [one] = uow.dossiers.payments(dossier)
        assert copy is not None
        uow.dossiers.upsert(replace(copy, status=Status.STOPPED, final=True, reason=WITHDRAWN))
        uow.dossiers.save_payment(replace(one, qr=None, state=PaymentState.EXPIRED))
        uow.commit()
    for place in ("dossier", "fee"):
        person.program.navigator.go(place, dossier)
        person.waits(lambda: "feeOver" in person.names(), "it is not said that nothing is to be paid")
        assert "Đừng trả theo mã đã mở" in person.told("feeOver")
        assert not {"pay", "payQr", "payCounter", "qrCode", "feeWhen"} & set(person.names())
        assert not {"Phải nộp", "Chưa trả"} & set(person.words())
        assert not any(words.startswith("Hạn nộp") for words in person.words())
