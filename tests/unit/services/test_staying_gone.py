"""What the portal has taken back is taken back anew where that portal was put back to before it did."""

import pytest

from desktop.domain.dossier import Status, Turn
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
    submission = _forgotten_and_taken_back(world)
    world.portal.tombstones.clear()
    received(world, submission)
    world.portal.log.clear()
    world.wait(hours=25)
    world.tracking.refresh()
    assert world.portal.tombstones == {submission.id}


def test_however_many_pages_there_are_it_is_asked_about_once(world: World) -> None:
    submission = _forgotten_and_taken_back(world)
    world.portal.says("withdraw", *[Answer(AnswerClass.FIX, "not-allowed", wrote=True)] * 4)
    received(world, submission)
    world.portal.log[-1:] = [(f"somebody-elses-{number}", None) for number in range(3)]
    world.portal.page = 1
    world.portal.calls.clear()
    world.tracking.refresh()
    assert [name for name, _ in world.portal.calls].count("withdraw") == 1


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
    assert set(world.tracking.refresh()) == {submission.id, other.id}


def test_what_an_office_has_taken_in_meanwhile_is_shown_as_the_offices(world: World) -> None:
    submission = _taken_back(world)
    world.portal.tombstones.clear()
    world.portal.accepted.add(submission.id)
    received(world, submission)
    world.tracking.refresh()
    view = world.tracking.status(submission.id)
    assert view.dossier is not None
    assert (view.turn, view.dossier.told_as) == (Turn.OFFICE, "processing")
    world.portal.calls.clear()
    received(world, submission, status=Status.FINISHED)
    assert world.tracking.refresh() == (submission.id,), "its news are still heard"
    assert world.tracking.refresh() == ()
    assert "withdraw" not in [name for name, _ in world.portal.calls], "within a day it would say the same"
    world.wait(hours=25)
    world.portal.accepted.clear()
    world.tracking.refresh()
    assert world.portal.tombstones == {submission.id}
    assert world.tracking.status(submission.id).turn is Turn.NOBODY


def test_what_is_gone_again_is_asked_about_no_more(world: World) -> None:
    submission = _forgotten_and_taken_back(world)
    world.wait(hours=25)
    assert world.tracking.refresh() == (submission.id,)
    stored = world.vault.tables.dossiers[submission.id]
    assert (stored.told_as, world.tracking.status(submission.id).turn) == ("withdrawn", Turn.NOBODY)
    world.portal.calls.clear()
    world.wait(hours=50)
    world.tracking.refresh()
    assert "withdraw" not in [name for name, _ in world.portal.calls]


def test_what_was_taken_back_before_the_portal_had_it_again_is_nobodys(world: World) -> None:
    submission = _forgotten_and_taken_back(world)
    assert world.tracking.status(submission.id).turn is Turn.NOBODY


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


def _forgotten_and_taken_back(world: World) -> Submission:
    """Told of once, forgotten by the portal, and taken back before it was put there again."""
    submission = told(world)
    world.portal.records.clear()
    world.wait(hours=25)
    world.tracking.refresh()
    world.outbox.cancel(submission.id)
    world.outbox.send_due()
    assert world.item(submission.id).state is State.WITHDRAWN
    return submission
