"""A clock that is wrong by years, or jumps while things are under way, loses nothing and takes no right away."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.dossier import Status
from desktop.domain.fee import Payment, PaymentState
from desktop.domain.submission import State
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.portal import Line
from tests.fakes.world import World
from tests.unit.services.portal_side import NOTICE, draft_certificate, next_id, payment, received, supplement, told

A = AnswerClass
YEARS = timedelta(days=3650)
JUMPS = pytest.mark.parametrize("jump", [YEARS, -YEARS], ids=["ahead", "back"])


@pytest.fixture
def world() -> World:
    made = World()
    made.sign_in()
    return made


@JUMPS
def test_late_is_what_the_portal_calls_late(world: World, jump: timedelta) -> None:
    submission = told(world, due_at=world.clock.now() + timedelta(days=1))
    world.clock.at += jump
    world.portal_time.heard(-jump)
    assert not world.tracking.status(submission.id).is_overdue
    world.wait(days=2)
    assert world.tracking.status(submission.id).is_overdue


@pytest.mark.parametrize(("seconds", "is_off"), [(0, False), (119, False), (-119, False), (121, True), (-121, True)])
def test_two_minutes_are_the_lines_doing(world: World, seconds: int, is_off: bool) -> None:
    world.portal_time.heard(timedelta(seconds=seconds))
    assert world.portal_time.is_off is is_off
    assert (world.portal_time.now() == world.clock.now()) is not is_off


@JUMPS
def test_a_token_is_as_good_as_the_portal_says(world: World, jump: timedelta) -> None:
    submission = world.queued()
    world.portal.tokens.clear()
    world.clock.at += jump
    assert world.outbox.send_due().sent == (submission.id,)
    assert world.identity.refreshed == 1


@JUMPS
def test_what_waits_for_its_next_try_is_tried(world: World, jump: timedelta) -> None:
    submission = world.queued()
    world.portal.says("put", Answer(A.WAIT, "http-503", retry_after=1e9, wrote=True))
    world.outbox.send_due()
    assert world.item(submission.id).next_try_at is not None
    world.clock.at += jump
    assert world.outbox.send_due().sent == (submission.id,)


@JUMPS
def test_a_lease_of_a_process_that_died_ends(world: World, jump: timedelta) -> None:
    submission = world.queued()
    with world.vault() as uow:
        uow.outbox.claim("a process that died", world.clock.now(), world.clock.now() + timedelta(minutes=5), skip=())
        uow.commit()
    assert world.outbox.send_due().sent == ()
    world.clock.at += jump
    assert world.outbox.send_due().sent == (submission.id,)


@JUMPS
def test_an_answer_is_sent_whatever_the_clock_says_of_its_deadline(world: World, jump: timedelta) -> None:
    submission = told(world, supplement=supplement(world), confirmation=draft_certificate(world))
    world.clock.at += jump
    world.answering.confirm(submission.id, wrong=None)
    world.answering.answer_supplement(submission.id, answers={"/con/ho_ten": "Lò Văn Bão"}, papers={})
    assert len(world.outbox.send_due().sent) == 2


@JUMPS
def test_a_lost_reply_is_asked_for_across_a_jump(world: World, jump: timedelta) -> None:
    submission = world.queued()
    world.portal.says("put", Line.LOST_REPLY)
    world.portal.says("ask", Answer(A.WAIT, "silence", wrote=True))
    world.outbox.send_due()
    world.clock.at += jump
    assert world.outbox.send_due().sent == (submission.id,)
    assert len(world.portal.created) == 1
    assert world.item(submission.id).state is State.RECEIPTED


def test_who_was_refused_by_a_clock_years_ahead_may_ask_back_again(world: World) -> None:
    submission = told(world)
    world.clock.at += YEARS
    first = world.answering.withdraw(submission.id, "Khai nhầm")
    world.outbox.send_due()
    world.clock.at -= YEARS
    received(world, submission, status=Status.PROCESSING)
    world.tracking.refresh()
    again = world.answering.withdraw(submission.id, "Khai nhầm, xin xét lại")
    assert first is not None
    assert again is not None
    assert world.item(first.id).state is State.RECEIPTED
    assert again.id != first.id


def test_a_try_by_a_clock_years_ahead_does_not_hide_the_one_that_is_open(world: World) -> None:
    submission = told(world, fee_notices=(NOTICE,))
    payment(world, submission, pid := next_id(world))
    first = world.paying.open_payment(submission.id)
    assert isinstance(first, Payment)
    late, tables = "ffffffff-0000-7000-8000-000000000001", world.vault.tables  # of the year 10889
    tables.items[late] = replace(tables.items.pop(pid), id=late)
    tables.payments.pop(pid)
    with world.vault() as uow:
        uow.dossiers.save_payment(replace(first, id=late, state=PaymentState.EXPIRED, qr=None))
        uow.commit()
    payment(world, submission, next_id(world))
    opened = world.paying.open_payment(submission.id)
    assert isinstance(opened, Payment)
    assert (opened.state, opened.qr is None) == (PaymentState.OPEN, False)
    assert world.paying.look(submission.id) == opened
