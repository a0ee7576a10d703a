"""A clock that is wrong by years, or jumps while things are under way, loses nothing and takes no right away."""

from datetime import timedelta

import pytest

from desktop.domain.submission import State
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.portal import Line
from tests.fakes.world import World
from tests.unit.services.portal_side import draft_certificate, supplement, told

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
