"""What the portal has taken back is taken back anew where that portal was put back to before it did."""

import pytest

from desktop.domain.errors import StillWaiting
from desktop.domain.submission import State, Submission
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.portal import OFFLINE, Line
from tests.fakes.world import World
from tests.unit.services.portal_side import received, told


@pytest.fixture
def world() -> World:
    return World()


def test_what_was_taken_back_stays_gone_at_a_portal_that_was_restored(world: World) -> None:
    submission = _taken_back(world)
    world.portal.tombstones.clear()
    received(world, submission)
    assert world.tracking.refresh() == ()
    assert world.portal.tombstones == {submission.id}
    assert world.item(submission.id).state is State.WITHDRAWN


def test_what_was_taken_back_and_is_never_called_gone_is_asked_about_after_a_day(world: World) -> None:
    submission = told(world)
    world.portal.records.clear()
    world.wait(hours=25)
    world.tracking.refresh()
    world.outbox.cancel(submission.id)
    world.outbox.send_due()
    world.portal.tombstones.clear()
    received(world, submission)
    world.portal.log.clear()
    world.wait(hours=25)
    world.tracking.refresh()
    assert world.portal.tombstones == {submission.id}


def test_a_line_that_fails_while_it_is_taken_back_anew_keeps_the_cursor_where_it_was(world: World) -> None:
    submission = _taken_back(world)
    world.portal.tombstones.clear()
    received(world, submission)
    world.portal.says("withdraw", OFFLINE)
    with pytest.raises(StillWaiting):
        world.tracking.refresh()
    world.tracking.refresh()
    assert world.portal.tombstones == {submission.id}


def test_what_an_office_has_taken_in_meanwhile_does_not_hold_up_the_others(world: World) -> None:
    submission, other = _taken_back(world), world.sent()
    world.portal.tombstones.clear()
    world.portal.accepted.add(submission.id)
    received(world, submission)
    received(world, other)
    assert world.tracking.refresh() == (other.id,)


def test_a_portal_that_cannot_take_back_one_anew_tells_of_the_others_and_is_asked_again(world: World) -> None:
    submission, other = _taken_back(world), world.sent()
    world.portal.tombstones.clear()
    received(world, submission)
    received(world, other)
    world.portal.says("withdraw", Answer(AnswerClass.WAIT, "internal", wrote=True))
    with pytest.raises(StillWaiting):
        world.tracking.refresh()
    assert other.id in world.vault.tables.dossiers
    world.tracking.refresh()
    assert world.portal.tombstones == {submission.id}


def _taken_back(world: World) -> Submission:
    """Put with its answer lost, then taken back, which the portal has confirmed."""
    world.sign_in()
    submission = world.queued()
    world.portal.says("put", Line.LOST_REPLY)
    world.portal.says("ask", OFFLINE)
    world.outbox.send_due()
    world.outbox.cancel(submission.id)
    world.outbox.send_due()
    assert world.item(submission.id).state is State.WITHDRAWN
    return submission
