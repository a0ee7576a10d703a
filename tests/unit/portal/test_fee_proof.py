"""What the portal signed about a fee counts, never what is said beside it."""

from collections.abc import Iterator
from typing import Any

import pytest

from desktop.domain.fee import Payment, PaymentState
from desktop.services.ports import PortalTrouble
from tests.unit.portal import made
from tests.unit.portal.scripted import Scripted, reply, scripted

PAYMENT = Payment(made.OTHER, made.DOSSIER, "notice-1", "vietqr", PaymentState.OPEN, 0)
BENEFICIARY = {"bin": "999999", "account": "0000000007", "name": "PRACTICE"}
SIGNED_FEE = {"dossier": made.DOSSIER, "notice": "notice-1", "amount": 16000, "beneficiary": BENEFICIARY, "memo": "H56"}


@pytest.fixture
def portal() -> Iterator[Scripted]:
    with scripted() as server:
        yield server


def paid(**changed: Any) -> dict[str, Any]:
    return {"state": "paid", "amount": 1, "memo": "X", "qr": "0002", "fee_receipt": "rid-1", **changed}


def test_payment_shows_what_was_signed_not_what_was_said(portal: Scripted) -> None:
    portal.script = lambda _: reply(200, paid(sig=made.signed(SIGNED_FEE)))
    client = made.client(portal.url)
    looked, asked_bank = (client.payment(PAYMENT, "token", ask_bank=ask) for ask in (False, True))
    assert looked == asked_bank
    assert (looked.amount, looked.memo, looked.beneficiary) == (16000, "H56", "999999/0000000007")
    assert (looked.state, looked.qr, looked.fee_receipt) == (PaymentState.PAID, "0002", "rid-1")
    address = f"/api/v1/dossiers/{made.DOSSIER}/payments/{made.OTHER}"
    assert [(a.method, a.path) for a in portal.asked] == [("GET", address), ("POST", f"{address}:refresh")]


def test_payment_with_a_foreign_signature_is_refused(portal: Scripted) -> None:
    for sig in (made.signed(SIGNED_FEE, made.OTHER_KEY), made.signed({**SIGNED_FEE, "notice": "notice-2"}), None):
        portal.script = lambda _, sig=sig: reply(200, paid(sig=sig))  # type: ignore[misc]
        with pytest.raises(PortalTrouble) as trouble:
            made.client(portal.url).payment(PAYMENT, "token", ask_bank=False)
        assert trouble.value.answer.code == "fee.bad-signature"


def notice_told(**changed: Any) -> dict[str, Any]:
    told = {"notice": "notice-1", "total": 16000, "when": "after", "state": "open", "sig": made.signed(SIGNED_FEE)}
    return {"id": made.DOSSIER, "seq": 1, "status": {"code": 6}, "fee_notices": [{**told, **changed}]}


def test_a_notice_is_proved_by_its_own_signature(portal: Scripted) -> None:
    portal.script = lambda _: reply(200, notice_told())
    dossier = made.client(portal.url).dossier(made.DOSSIER, "token")
    assert dossier.open_fee is dossier.fee_notices[0]
    assert dossier.unproven_fee is None


@pytest.mark.parametrize(
    "changed",
    [
        {"total": 160_000},
        {"sig": None},
        {"sig": made.signed(SIGNED_FEE, made.OTHER_KEY)},
        {"sig": made.signed({**SIGNED_FEE, "notice": "notice-2"})},
        {"sig": made.signed({**SIGNED_FEE, "dossier": made.OTHER})},
        {"sig": made.signed({**SIGNED_FEE, "beneficiary": None})},
    ],
)
def test_a_notice_that_is_not_proved_is_not_to_be_paid(portal: Scripted, changed: dict[str, Any]) -> None:
    portal.script = lambda _: reply(200, notice_told(**changed))
    dossier = made.client(portal.url).dossier(made.DOSSIER, "token")
    assert dossier.open_fee is None
    assert dossier.unproven_fee is dossier.fee_notices[0]
