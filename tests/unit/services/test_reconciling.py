"""What became of a try to pay is asked for without anybody asking, less and less often."""

from datetime import timedelta

import pytest

from desktop.domain.events import DossierChanged
from desktop.domain.fee import PaymentState
from desktop.domain.submission import Submission
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.portal import OFFLINE, Line
from tests.fakes.world import World
from tests.unit.services.portal_side import NOTICE, next_id, payment, refusal_code, told

A = AnswerClass


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def owed(world: World) -> Submission:
    return told(world, fee_notices=(NOTICE,))


def test_a_lost_reply_is_made_up_for_without_anybody_asking(world: World, owed: Submission) -> None:
    pid = next_id(world)
    payment(world, owed, pid)
    world.portal.says("put", Line.LOST_REPLY)
    world.portal.says("ask", OFFLINE)
    assert refusal_code(lambda: world.paying.open_payment(owed.id)) == "pay.waiting"
    payment(world, owed, pid, state=PaymentState.PAID, fee_receipt="rid-9")
    world.wait()
    world.outbox.send_due()
    world.events.clear()
    world.paying.reconcile()
    assert world.vault.tables.payments[pid].state is PaymentState.PAID
    assert world.events == [DossierChanged(owed.id)]
    world.portal.calls.clear()
    world.paying.reconcile()
    assert world.portal.calls == []


def test_one_that_cannot_be_asked_holds_up_no_other(world: World, owed: Submission) -> None:
    first = next_id(world)
    payment(world, owed, first)
    world.paying.open_payment(owed.id)
    other = told(world, fee_notices=(NOTICE,))
    second = next_id(world)
    payment(world, other, second)
    world.paying.open_payment(other.id)
    payment(world, other, second, state=PaymentState.PAID)
    world.portal.says("refresh", Answer(A.FIX, "broken", wrote=True))
    world.paying.reconcile()
    states = [world.vault.tables.payments[pid].state for pid in (first, second)]
    assert states == [PaymentState.OPEN, PaymentState.PAID]


def asked(world: World) -> int:
    return sum(name == "refresh" for name, _ in world.portal.calls)


def test_a_bank_that_takes_its_time_is_asked_less_and_less_and_a_person_asks_all_the_same(
    world: World, owed: Submission
) -> None:
    pid = next_id(world)
    payment(world, owed, pid, state=PaymentState.PENDING)
    world.paying.open_payment(owed.id)
    tried = world.vault.tables.payments[pid]
    for _ in range(12):
        world.paying.reconcile()
        next_look = world.paying.next_look(tried)
        assert next_look is not None
        before = asked(world)
        world.paying.reconcile()
        assert asked(world) == before, "it was not due"
        world.clock.at = next_look
    world.paying.reconcile()
    assert world.paying.next_look(tried) == world.clock.now() + timedelta(seconds=450), "never longer than the cap"
    before = asked(world)
    assert world.paying.look(owed.id) is not None
    assert asked(world) == before + 1


def test_a_line_that_is_down_makes_nobody_wait_longer(world: World, owed: Submission) -> None:
    pid = next_id(world)
    payment(world, owed, pid, state=PaymentState.PENDING)
    world.paying.open_payment(owed.id)
    world.portal.says("health", OFFLINE)
    world.outbox.send_due()
    for _ in range(5):
        world.paying.reconcile()
    assert asked(world) == 0
    world.outbox.send_due()
    world.paying.reconcile()
    assert asked(world) == 1


def several(world: World, owed: Submission) -> list[str]:
    """Three tries that are open, of as many dossiers; their ids in the order in which they are looked at."""
    ids = []
    for submission in (owed, told(world, fee_notices=(NOTICE,)), told(world, fee_notices=(NOTICE,))):
        ids.append(next_id(world))
        payment(world, submission, ids[-1])
        world.paying.open_payment(submission.id)
        payment(world, submission, ids[-1], state=PaymentState.PAID)
    return ids


def states(world: World) -> list[PaymentState]:
    return [world.vault.tables.payments[pid].state for pid in sorted(world.vault.tables.payments)]


@pytest.mark.parametrize(
    "answer", [Answer(A.WAIT, "http-500", wrote=True), Answer(A.NOT_THE_PORTAL, "fee.bad-signature")]
)
def test_trouble_of_one_holds_up_no_other(world: World, owed: Submission, answer: Answer) -> None:
    several(world, owed)
    world.portal.says("refresh", answer)
    world.paying.reconcile()
    assert states(world) == [PaymentState.OPEN, PaymentState.PAID, PaymentState.PAID]


def test_a_portal_that_says_when_it_wants_to_be_asked_is_asked_no_more_in_this_round(
    world: World, owed: Submission
) -> None:
    first, *_ = several(world, owed)
    world.portal.says("refresh", Answer(A.WAIT, "http-503", retry_after=60.0, wrote=True))
    before = asked(world)
    assert refusal_code(world.paying.reconcile) == "portal.busy"
    assert asked(world) == before + 1
    world.paying.reconcile()
    assert states(world) == [PaymentState.OPEN, PaymentState.PAID, PaymentState.PAID]
    assert world.paying.next_look(world.vault.tables.payments[first]) is not None


def test_a_line_that_goes_down_ends_the_round_and_makes_nobody_wait_longer(world: World, owed: Submission) -> None:
    several(world, owed)
    world.portal.says("refresh", OFFLINE)
    before = asked(world)
    assert refusal_code(world.paying.reconcile) == "portal.offline"
    assert asked(world) == before + 1
    world.paying.reconcile()
    assert states(world) == [PaymentState.PAID] * 3
