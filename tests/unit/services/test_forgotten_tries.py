"""A portal that was put back to before a try gets it again, and nobody who may have paid is asked to pay (fault 23)."""

from dataclasses import replace

import pytest

from desktop.domain.dossier import Turn
from desktop.domain.fee import FeeAttempt, FeeNotice, Payment, PaymentState
from desktop.domain.submission import State, Submission
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.world import World
from tests.unit.services.portal_side import MEMO, NOTICE, next_id, payment, qr, received, refusal_code, told


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def owed(world: World) -> Submission:
    return told(world, fee_notices=(NOTICE,))


def opened(world: World, owed: Submission, state: PaymentState = PaymentState.OPEN) -> str:
    pid = next_id(world)
    payment(world, owed, pid)
    world.paying.open_payment(owed.id)
    payment(world, owed, pid, state=state)
    world.paying.look(owed.id)
    return pid


def forget(world: World, pid: str) -> Payment:
    """The portal is put back to before this try."""
    del world.portal.held[pid]
    world.portal.created.clear()
    return world.portal.payments.pop(pid)


def notice_of(world: World, owed: Submission) -> FeeNotice:
    return world.vault.tables.dossiers[owed.id].fee_notices[-1]


@pytest.mark.parametrize("ask_bank", [True, False])
def test_a_forgotten_try_goes_there_again_under_the_same_id(world: World, owed: Submission, *, ask_bank: bool) -> None:
    pid = opened(world, owed)
    told_before = forget(world, pid)
    seen = world.paying.look(owed.id, ask_bank=ask_bank)
    assert seen is not None
    assert (seen.id, seen.qr) == (pid, None), "its code is void"
    assert (world.item(pid).state, world.item(pid).reason) == (State.UPLOADING, "portal.forgot")
    assert world.paying.look(owed.id) == seen
    world.portal.payments[pid] = told_before
    assert world.outbox.send_due().sent == (pid,)
    assert world.portal.created == [(pid, world.item(pid).fingerprint)]
    again = world.paying.look(owed.id)
    assert again is not None
    assert (again.id, again.qr) == (pid, qr(16_000, MEMO))


def test_a_round_finds_it_and_another_click_opens_no_second_one(world: World, owed: Submission) -> None:
    pid = opened(world, owed)
    told_before = forget(world, pid)
    world.paying.reconcile()
    assert world.item(pid).state is State.UPLOADING
    world.portal.payments[pid] = told_before
    assert refusal_code(lambda: world.paying.open_payment(owed.id, method="cash")) == "pay.attempt-open"
    again = world.paying.open_payment(owed.id)
    assert isinstance(again, Payment)
    assert again.id == pid
    assert world.portal.created == [(pid, world.item(pid).fingerprint)]


def test_who_may_have_paid_is_asked_to_look_and_not_to_pay(world: World, owed: Submission) -> None:
    pid = opened(world, owed)
    told_before = forget(world, pid)
    world.paying.reconcile()
    world.portal.payments[pid] = told_before
    world.outbox.send_due()
    for state in (PaymentState.OPEN, PaymentState.EXPIRED):
        payment(world, owed, pid, state=state)
        world.paying.look(owed.id)
        attempts = (FeeAttempt(pid, "vietqr", state),)
        received(world, owed, fee_notices=(replace(NOTICE, attempts=attempts),))
        world.tracking.refresh()
        view = world.tracking.status(owed.id)
        assert view.dossier is not None
        assert view.dossier.open_fee is None
        assert view.dossier.doubtful_fee is not None
        assert view.turn is Turn.YOURS
    payment(world, owed, pid, state=PaymentState.PAID)
    world.vault.tables.payments[pid] = replace(world.vault.tables.payments[pid], state=PaymentState.OPEN)
    world.paying.look(owed.id)
    assert not notice_of(world, owed).is_in_doubt


def test_a_bank_that_was_at_it_is_not_undone(world: World, owed: Submission) -> None:
    pid = opened(world, owed, PaymentState.PENDING)
    told_before = forget(world, pid)
    world.paying.look(owed.id)
    world.portal.payments[pid] = replace(told_before, state=PaymentState.OPEN)
    world.outbox.send_due()
    seen = world.paying.look(owed.id)
    assert seen is not None
    assert (seen.state, seen.qr) == (PaymentState.PENDING, None)
    received(world, owed, fee_notices=(replace(NOTICE, attempts=(FeeAttempt(pid, "vietqr", PaymentState.OPEN),)),))
    world.tracking.refresh()
    assert notice_of(world, owed).is_under_way
    assert notice_of(world, owed).is_in_doubt


@pytest.mark.parametrize("attempts", [(), (FeeAttempt("its own", "vietqr", PaymentState.OPEN),)])
def test_what_was_paid_is_not_asked_for_again(world: World, owed: Submission, attempts: tuple[FeeAttempt, ...]) -> None:
    pid = opened(world, owed, PaymentState.PAID)
    listed = tuple(replace(one, id=pid) for one in attempts)
    received(world, owed, fee_notices=(replace(NOTICE, attempts=listed),))
    world.tracking.refresh()
    view = world.tracking.status(owed.id)
    assert view.dossier is not None
    assert view.dossier.open_fee is None
    assert view.dossier.doubtful_fee is not None
    assert refusal_code(lambda: world.paying.open_payment(owed.id)) == "pay.forgotten"
    paid = replace(NOTICE, state="paid", attempts=(FeeAttempt(pid, "vietqr", PaymentState.PAID),))
    received(world, owed, fee_notices=(paid,))
    world.tracking.refresh()
    assert notice_of(world, owed) == paid


def test_a_notice_that_was_forgotten_with_its_money_stays_to_be_seen(world: World, owed: Submission) -> None:
    opened(world, owed, PaymentState.PENDING)
    received(world, owed, fee_notices=())
    world.tracking.refresh()
    assert [(one.notice, one.state) for one in world.vault.tables.dossiers[owed.id].fee_notices] == [
        (NOTICE.notice, "forgotten")
    ]
    assert refusal_code(lambda: world.paying.open_payment(owed.id)) == "fee.none-open"


def test_it_waits_for_a_dossier_that_was_forgotten_too(world: World, owed: Submission) -> None:
    pid = opened(world, owed)
    forget(world, pid)
    del world.portal.records[owed.id], world.portal.held[owed.id]
    seen = world.paying.look(owed.id)
    assert seen is not None
    assert (seen.state, seen.qr) == (PaymentState.OPEN, None)
    assert world.item(pid).state is State.RECEIPTED, "the portal would refuse it: the dossier goes first"
    received(world, owed, fee_notices=())
    assert world.paying.look(owed.id) == replace(seen, state=PaymentState.FAILED), "its notice is gone"
    assert world.item(pid).state is State.RECEIPTED


def test_a_portal_that_does_not_know_now_and_does_when_asked_has_not_forgotten(world: World, owed: Submission) -> None:
    pid = opened(world, owed)
    before = world.vault.tables.payments[pid]
    world.portal.says("refresh", Answer(AnswerClass.FIX, "not-found", wrote=True))
    assert refusal_code(lambda: world.paying.look(owed.id)) == "portal.refused"
    world.portal.says("refresh", Answer(AnswerClass.FIX, "not-found", wrote=True))
    world.portal.says("ask", Answer(AnswerClass.WAIT, "http-503", wrote=True))
    assert refusal_code(lambda: world.paying.look(owed.id)) == "portal.refused"
    assert world.vault.tables.payments[pid] == before
    assert world.item(pid).state is State.RECEIPTED


def test_cash_that_was_announced_is_announced_again_without_a_doubt(world: World, owed: Submission) -> None:
    pid = next_id(world)
    world.paying.open_payment(owed.id, method="cash")
    world.outbox.send_due()
    payment(world, owed, pid, method="cash", qr=None)
    world.paying.reconcile()
    forget(world, pid)
    world.wait()
    world.paying.reconcile()
    assert world.outbox.send_due().sent == (pid,)
    assert not notice_of(world, owed).is_in_doubt
