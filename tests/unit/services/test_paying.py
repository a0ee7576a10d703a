"""A try to pay is opened once, and what is shown is what was signed."""

from dataclasses import replace
from typing import Any

import pytest

from desktop.domain.dossier import Status, Turn
from desktop.domain.errors import Refusal
from desktop.domain.fee import FeeAttempt, Payment, PaymentState
from desktop.domain.submission import Kind, OutboxItem, State, Submission
from desktop.services.paying import skeleton
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.portal import OFFLINE, Line
from tests.fakes.world import World
from tests.unit.services.portal_side import MEMO, NOTICE, next_id, payment, qr, received, refusal_code, told

A = AnswerClass


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def owed(world: World) -> Submission:
    return told(world, fee_notices=(NOTICE,))


def test_a_payment_is_opened_and_its_code_shown(world: World, owed: Submission) -> None:
    payment(world, owed, next_id(world))
    opened = world.paying.open_payment(owed.id)
    assert isinstance(opened, Payment)
    assert (opened.amount, opened.state, opened.qr) == (16_000, PaymentState.OPEN, qr(16_000, MEMO))
    assert world.item(opened.id).state is State.RECEIPTED


def test_a_second_click_shows_the_same_try(world: World, owed: Submission) -> None:
    payment(world, owed, next_id(world))
    first = world.paying.open_payment(owed.id)
    assert world.paying.open_payment(owed.id) == first
    assert len([item for item in world.portal.held.values() if item.kind is Kind.PAYMENT]) == 1
    assert refusal_code(lambda: world.paying.open_payment(owed.id, method="cash")) == "pay.attempt-open"


def test_a_lost_reply_does_not_open_a_second_one(world: World, owed: Submission) -> None:
    pid = next_id(world)
    payment(world, owed, pid)
    world.portal.says("put", Line.LOST_REPLY)
    world.portal.says("ask", OFFLINE)
    assert refusal_code(lambda: world.paying.open_payment(owed.id)) == "pay.waiting"
    opened = world.paying.open_payment(owed.id)
    assert isinstance(opened, Payment)
    assert opened.id == pid
    assert [item_id for item_id, _ in world.portal.created].count(pid) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"qr": qr(160_000, MEMO)},
        {"qr": qr(16_000, "H56.148.45-261123-0002")},
        {"qr": qr(16_000, MEMO, account="0000000008")},
        {"beneficiary": None},
        {"amount": 160_000, "qr": qr(160_000, MEMO)},
    ],
)
def test_a_code_that_differs_from_the_signed_notice_is_not_shown(
    world: World, owed: Submission, other: dict[str, Any]
) -> None:
    payment(world, owed, next_id(world), **other)
    assert refusal_code(lambda: world.paying.open_payment(owed.id)) == "fee.qr-differs"
    assert all(row.qr is None for row in world.vault.tables.payments.values())


def test_a_damaged_code_is_not_shown(world: World, owed: Submission) -> None:
    payment(world, owed, next_id(world), qr=qr(16_000, MEMO)[:-1] + "0")
    assert refusal_code(lambda: world.paying.open_payment(owed.id)) == "fee.qr-damaged"


def test_banks_may_strip_dots_and_dashes() -> None:
    assert skeleton("H56.01.02-261122-0007") == skeleton("h5601022611220007") == "H5601022611220007"


@pytest.mark.parametrize("how", ["switched off", "no route", "login page"])
def test_offline_a_code_is_refused_and_nothing_is_queued(world: World, owed: Submission, how: str) -> None:
    world.is_offline = how == "switched off"
    if how != "switched off":
        world.portal.says("health", OFFLINE if how == "no route" else Answer(A.NOT_THE_PORTAL, "portal.captive"))
    assert refusal_code(lambda: world.paying.open_payment(owed.id)) == "pay.needs-network"
    assert not world.vault.tables.payments


def test_cash_is_queued_offline(world: World, owed: Submission) -> None:
    world.is_offline = True
    item = world.paying.open_payment(owed.id, method="cash")
    assert isinstance(item, OutboxItem)
    assert item.state is State.QUEUED
    world.is_offline = False
    assert world.outbox.send_due().sent == (item.id,)


def test_only_the_portal_says_that_it_is_paid(world: World, owed: Submission) -> None:
    pid = next_id(world)
    payment(world, owed, pid)
    world.paying.open_payment(owed.id)
    payment(world, owed, pid, state=PaymentState.PENDING)
    seen = world.paying.look(owed.id)
    assert seen is not None
    assert seen.state is PaymentState.PENDING
    payment(world, owed, pid, state=PaymentState.PAID, fee_receipt="rid-9")
    world.portal.says("refresh", OFFLINE)
    assert world.paying.look(owed.id) == seen
    paid = world.paying.look(owed.id)
    assert paid is not None
    assert (paid.state, paid.fee_receipt) == (PaymentState.PAID, "rid-9")
    world.portal.calls.clear()
    assert world.paying.look(owed.id) == paid
    assert world.portal.calls == []


def test_the_bank_is_asked_only_when_that_is_wished(world: World, owed: Submission) -> None:
    payment(world, owed, next_id(world))
    world.paying.open_payment(owed.id)
    world.portal.calls.clear()
    world.paying.look(owed.id, ask_bank=False)
    world.paying.look(owed.id)
    assert [name for name, _ in world.portal.calls] == ["payment", "refresh"]


def test_a_refused_try_may_be_followed_by_another(world: World, owed: Submission) -> None:
    world.portal.refuse[next_id(world)] = Answer(A.FIX, "attempt-open", wrote=True)
    assert refusal_code(lambda: world.paying.open_payment(owed.id)) == "pay.refused"
    payment(world, owed, next_id(world))
    assert isinstance(world.paying.open_payment(owed.id), Payment)


@pytest.mark.parametrize("state", [PaymentState.PENDING, PaymentState.EXPIRED, PaymentState.PAID])
def test_only_an_open_try_has_a_code_to_be_paid(world: World, owed: Submission, state: PaymentState) -> None:
    pid = next_id(world)
    payment(world, owed, pid)
    world.paying.open_payment(owed.id)
    payment(world, owed, pid, state=state)
    seen = world.paying.look(owed.id)
    assert seen is not None
    assert (seen.state, seen.qr) == (state, None)


def test_while_the_bank_is_at_it_no_second_try_is_opened(world: World, owed: Submission) -> None:
    pid = next_id(world)
    payment(world, owed, pid, state=PaymentState.PENDING)
    again = [world.paying.open_payment(owed.id) for _ in range(2)]
    assert {one.id for one in again} == {pid}
    assert [item.id for item in world.portal.held.values() if item.kind is Kind.PAYMENT] == [pid]


def test_what_was_heard_of_a_try_stands_beside_the_notice_at_once(world: World, owed: Submission) -> None:
    assert world.tracking.status(owed.id).turn is Turn.YOURS
    payment(world, owed, next_id(world), state=PaymentState.PENDING)
    world.paying.open_payment(owed.id)
    view = world.tracking.status(owed.id)
    assert view.dossier is not None
    assert view.dossier.open_fee is None
    assert view.turn is Turn.OFFICE, "nobody is asked to pay while the bank is at it"


@pytest.mark.parametrize("state", [PaymentState.PENDING, PaymentState.PAID])
def test_money_that_another_computer_sent_is_not_sent_again(world: World, state: PaymentState) -> None:
    elsewhere = FeeAttempt("of another computer", "vietqr", state)
    submission = told(world, fee_notices=(replace(NOTICE, attempts=(elsewhere,)),))
    assert refusal_code(lambda: world.paying.open_payment(submission.id)) == "pay.under-way"
    assert not world.vault.tables.payments


def test_a_notice_whose_signature_does_not_hold_is_not_paid(world: World) -> None:
    submission = told(world, fee_notices=(replace(NOTICE, is_unproven=True),))
    for method in ("vietqr", "cash"):
        assert refusal_code(lambda method=method: world.paying.open_payment(submission.id, method=method)) == (
            "fee.bad-signature"
        )
    assert not world.vault.tables.payments


@pytest.mark.parametrize(("status", "state"), [(Status.WITHDRAW_REQUESTED, "open"), (Status.PROCESSING, "cancelled")])
def test_there_is_no_code_for_what_is_not_owed_any_more(
    world: World, owed: Submission, status: Status, state: str
) -> None:
    payment(world, owed, next_id(world))
    opened = world.paying.open_payment(owed.id)
    assert isinstance(opened, Payment)
    assert opened.qr is not None
    received(world, owed, fee_notices=(replace(NOTICE, state=state),), status=status)
    world.tracking.refresh()
    seen = world.paying.look(owed.id)
    assert seen is not None
    assert seen.qr is None
    assert world.tracking.status(owed.id).turn is Turn.OFFICE, "nobody is asked to pay it"
    assert refusal_code(lambda: world.paying.open_payment(owed.id)) == "fee.none-open"


def test_what_was_paid_before_is_no_try_to_pay_a_new_notice(world: World, owed: Submission) -> None:
    pid = next_id(world)
    payment(world, owed, pid, state=PaymentState.PAID)
    world.paying.open_payment(owed.id)
    received(world, owed, fee_notices=(replace(NOTICE, state="paid"), replace(NOTICE, notice="notice-2")))
    world.tracking.refresh()
    assert world.paying.look(owed.id) is None
    received(world, owed, fee_notices=(replace(NOTICE, state="paid"),))
    world.tracking.refresh()
    seen = world.paying.look(owed.id)
    assert seen is not None
    assert seen.id == pid


def test_a_notice_that_was_settled_stays_when_the_portal_lists_it_no_more(world: World) -> None:
    paid = replace(NOTICE, state="paid")
    submission = told(world, fee_notices=(paid, replace(NOTICE, notice="notice-2")))
    received(world, submission, fee_notices=())
    world.tracking.refresh()
    dossier = world.tracking.status(submission.id).dossier
    assert dossier is not None
    assert dossier.fee_notices == (paid,)


def test_nothing_is_owed(world: World) -> None:
    submission = told(world)
    assert world.paying.look(submission.id) is None
    with pytest.raises(Refusal) as refused:
        world.paying.open_payment(submission.id)
    assert refused.value.code == "fee.none-open"
