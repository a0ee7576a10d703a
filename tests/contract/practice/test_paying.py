"""What becomes of money: twice, too late, told twice, at the counter while a code was open; and it goes back."""

from typing import Any

import pytest

from tests.contract.practice.office import Citizen, Filing, Running, new_id
from tests.contract.practice.test_office import in_work, owing, pay, slug


def attempts(citizen: Citizen, filing: Filing) -> dict[str, Any]:
    (notice,) = citizen.dossier(filing)["fee_notices"]
    return {one["pid"]: one for one in notice["payments"]}


def refused(portal: Running, filing: Filing, action: str, **needs: Any) -> str:
    headers = {"Authorization": f"Bearer {portal.token}"}
    address = f"/practice/v1/dossiers/{filing.id}/actions"
    return slug(portal.call("POST", address, json={"action": action, **needs}, headers=headers))


def test_money_that_comes_twice_goes_back(portal: Running, citizen: Citizen) -> None:
    filing, notice = owing(portal, citizen)
    pid = new_id()
    pay(citizen, filing, notice, pid)
    portal.act(filing.id, "pay", payment=pid, note="GD 1")
    portal.act(filing.id, "pay", payment=pid, note="GD 1")
    assert attempts(citizen, filing)[pid]["refunds"] == [], "the bank told the same transfer twice"
    assert refused(portal, filing, "refund") == "not-open"
    seq = citizen.dossier(filing)["seq"]
    portal.act(filing.id, "pay", payment=pid, note="GD 2")
    [owed] = attempts(citizen, filing)[pid]["refunds"]
    assert (owed["amount"], owed["paid_back_at"]) == (16000, None)
    assert citizen.dossier(filing)["seq"] > seq, "who follows it must hear of the money"
    portal.act(filing.id, "refund")
    seen = attempts(citizen, filing)[pid]
    assert seen["state"] == "paid", "what was owed stays paid"
    assert seen["refunds"][0]["paid_back_at"] is not None
    assert citizen.dossier(filing)["status"]["code"] == 4


def test_money_after_the_time_of_a_code_is_booked_and_goes_back(portal: Running, citizen: Citizen) -> None:
    filing, notice = owing(portal, citizen)
    first, second = new_id(), new_id()
    pay(citizen, filing, notice, first)
    portal.admin("PUT", "/clock", {"offset_s": 2 * 86400})
    try:
        portal.act(filing.id, "pay", payment=first)
        assert attempts(citizen, filing)[first]["state"] == "expired"
        assert pay(citizen, filing, notice, second).status_code == 201
        portal.act(filing.id, "pay", payment=second)
        portal.act(filing.id, "refund")
        seen = attempts(citizen, filing)
        assert {pid: one["state"] for pid, one in seen.items()} == {first: "refunded", second: "paid"}
        assert [back["amount"] for back in seen[first]["refunds"]] == [16000]
    finally:
        portal.admin("PUT", "/clock", {})


def test_the_bank_may_be_at_it_or_fail(portal: Running, citizen: Citizen) -> None:
    filing, notice = owing(portal, citizen)
    first, second = new_id(), new_id()
    pay(citizen, filing, notice, first)
    portal.act(filing.id, "bank_pending", payment=first)
    assert slug(pay(citizen, filing, notice, second)) == "attempt-open"
    asked = citizen.call("POST", f"/dossiers/{filing.id}/payments/{first}:refresh").json()
    assert asked["state"] == "pending"
    portal.act(filing.id, "bank_failed", payment=first)
    assert refused(portal, filing, "bank_pending", payment=first) == "not-open"
    assert pay(citizen, filing, notice, second).status_code == 201


def test_cash_makes_an_open_code_void(portal: Running, citizen: Citizen) -> None:
    filing, notice = owing(portal, citizen)
    pid = new_id()
    pay(citizen, filing, notice, pid)
    portal.act(filing.id, "pay", note="BL 0002")
    seen = attempts(citizen, filing)
    [cash] = [one for one in seen.values() if one["method"] == "cash"]
    assert (seen[pid]["state"], seen[pid]["fee_receipt"], cash["state"]) == ("expired", None, "paid")
    portal.act(filing.id, "pay", payment=pid)
    assert [back["amount"] for back in attempts(citizen, filing)[pid]["refunds"]] == [16000]


@pytest.mark.parametrize(("until", "when"), [((), "before"), (("receive", "process"), "before"), (None, "after")])
def test_a_notice_says_when_it_is_owed(
    portal: Running, citizen: Citizen, until: tuple[str, ...] | None, when: str
) -> None:
    filing = in_work(portal, citizen) if until is None else citizen.file()
    for action in ("finish",) if until is None else until:
        portal.act(filing.id, action)
    portal.act(filing.id, "ask_payment")
    assert citizen.dossier(filing)["fee_notices"][0]["when"] == when


def test_a_fee_receipt_is_named_with_its_digest(portal: Running, citizen: Citizen) -> None:
    filing, notice = owing(portal, citizen)
    pid = new_id()
    pay(citizen, filing, notice, pid)
    assert attempts(citizen, filing)[pid]["fee_receipt"] is None
    portal.act(filing.id, "pay", payment=pid)
    named = attempts(citizen, filing)[pid]["fee_receipt"]
    held = citizen.call("GET", f"/results/{named['rid']}/content")
    assert named["kind"] == "fee_receipt"
    assert (named["size"], named["signed"]) == (len(held.content), True)
