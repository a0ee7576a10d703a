"""What stands in the way of one dossier holds up no other, and a portal that asks to wait is left alone."""

from dataclasses import replace

import pytest

from desktop.domain.dossier import Status
from desktop.domain.errors import Refusal, StillWaiting
from desktop.domain.events import DossierChanged
from desktop.domain.submission import State
from desktop.services.hurdles import MOST
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.world import World
from tests.unit.services.portal_side import received, told

A = AnswerClass
BROKEN = Answer(A.WAIT, "internal", wrote=True)
FORBIDDEN = Answer(A.FIX, "not-allowed", wrote=True)


@pytest.fixture
def world() -> World:
    return World()


def test_one_dossier_that_cannot_be_read_holds_up_no_other_and_is_read_next_time(world: World) -> None:
    first, second = told(world), told(world)
    cursors = dict(world.vault.tables.cursors)
    received(world, first, status=Status.FINISHED)
    received(world, second, status=Status.FINISHED)
    world.portal.says("dossier", BROKEN)
    with pytest.raises(StillWaiting) as waiting:
        world.tracking.refresh()
    assert waiting.value.code == "portal.busy"
    assert world.events[-1] == DossierChanged(second.id)
    assert world.vault.tables.cursors == cursors
    assert world.tracking.refresh() == (first.id,)
    assert world.vault.tables.cursors != cursors


def test_who_is_signed_out_meanwhile_keeps_what_was_read_before(world: World) -> None:
    first, second = world.sent(), world.sent()
    for one in (first, second):
        received(world, one)
    world.identity.trouble = Answer(A.LOGIN, "invalid_grant", wrote=True)
    world.portal.says("dossier", None, Answer(A.LOGIN, "invalid_token", wrote=True))
    with pytest.raises(StillWaiting) as waiting:
        world.tracking.refresh()
    assert waiting.value.code.startswith("sign-in.")
    assert list(world.vault.tables.dossiers) == [first.id]


def test_a_portal_that_can_tell_of_none_is_left_in_peace(world: World) -> None:
    for _ in range(2 * MOST):
        received(world, world.sent())
    world.portal.calls.clear()
    for _ in range(2 * MOST):
        world.portal.says("dossier", BROKEN)
    with pytest.raises(StillWaiting):
        world.tracking.refresh()
    assert [name for name, _ in world.portal.calls].count("dossier") == MOST + 1


def test_what_was_read_before_a_portal_is_left_in_peace_is_kept(world: World) -> None:
    first, *others = [world.sent() for _ in range(2 + MOST)]
    for one in (first, *others):
        received(world, one)
    world.portal.says("dossier", None, *[BROKEN] * (MOST + 1))
    with pytest.raises(StillWaiting):
        world.tracking.refresh()
    assert list(world.vault.tables.dossiers) == [first.id]
    assert not world.vault.tables.cursors


def test_what_cannot_be_read_comes_last_and_keeps_no_news_of_others_for_itself(world: World) -> None:
    bad = [told(world) for _ in range(MOST + 1)]
    good = told(world)
    for one in (*bad, good):
        received(world, one, status=Status.FINISHED)
    for before in ([], [None]):
        world.portal.says("dossier", *before, *[BROKEN] * len(bad))
        with pytest.raises(StillWaiting):
            world.tracking.refresh()
    assert world.vault.tables.dossiers[good.id].status is Status.FINISHED


def test_what_the_portal_refuses_to_tell_stops_nothing_and_is_asked_for_after_a_day(world: World) -> None:
    bad = [told(world) for _ in range(2 * MOST)]
    good = told(world)
    for one in (*bad, good):
        received(world, one, status=Status.FINISHED)
    world.portal.says("dossier", *[FORBIDDEN] * len(bad))
    with pytest.raises(Refusal) as refused:
        world.tracking.refresh()
    assert (refused.value.code, refused.value.parameters) == ("portal.refused", {"reason": "not-allowed"})
    assert world.vault.tables.dossiers[good.id].status is Status.FINISHED
    assert world.tracking.refresh() == (), "the cursor has gone on"
    world.wait(hours=25)
    assert set(world.tracking.refresh()) == {one.id for one in bad}


def test_what_is_refused_again_and_again_is_not_asked_for_each_minute(world: World) -> None:
    submission = world.sent()
    received(world, submission)
    for _ in range(5):
        world.portal.says("dossier", FORBIDDEN)
        with pytest.raises(Refusal):
            world.tracking.refresh()
    world.portal.calls.clear()
    assert world.tracking.refresh_by_itself() == ()
    assert "dossier" not in [name for name, _ in world.portal.calls]
    assert world.tracking.refresh() == (submission.id,), "a person who asks is not held up"


@pytest.mark.parametrize("call", ["changes", "dossier", "ask"])
def test_a_portal_that_asks_to_wait_is_left_alone_so_long(world: World, call: str) -> None:
    first, second = told(world, allowed_actions=("message",)), told(world)
    world.talking.write(first.id, "Bao giờ có?")
    world.outbox.send_due()
    for one in (first, second):
        received(world, one, status=Status.FINISHED)
    world.portal.says(call, Answer(A.WAIT, "rate-limited", retry_after=600, wrote=True))
    world.portal.calls.clear()
    with pytest.raises(StillWaiting) as waiting:
        world.tracking.refresh_by_itself()
    assert (waiting.value.code, waiting.value.parameters) == ("portal.busy", {"minutes": 10})
    assert ("dossier", second.id) not in world.portal.calls
    world.portal.calls.clear()
    world.wait(minutes=9)
    with pytest.raises(StillWaiting) as waiting:
        world.tracking.refresh_by_itself()
    assert (waiting.value.code, world.portal.calls) == ("portal.busy", [])
    world.wait(minutes=3)
    assert set(world.tracking.refresh_by_itself()) == {first.id, second.id}


def test_who_asks_is_not_held_up_by_a_wait_and_ends_it(world: World) -> None:
    submission = told(world)
    received(world, submission)
    world.portal.says("changes", Answer(A.WAIT, "http-503", retry_after=10**8, wrote=True))
    with pytest.raises(StillWaiting) as waiting:
        world.tracking.refresh()
    assert waiting.value.parameters == {"minutes": 60}, "nobody is left alone for years"
    assert world.tracking.refresh() == (submission.id,)
    assert world.tracking.refresh_by_itself() == ()


@pytest.mark.parametrize("kind", [AnswerClass.UNKNOWN_ID, AnswerClass.GONE])
def test_a_history_that_is_not_there_today_is_no_forgotten_dossier(world: World, kind: AnswerClass) -> None:
    submission = told(world)
    received(world, submission, status=Status.FINISHED)
    world.portal.says("history", Answer(kind, "http-404", wrote=True))
    with pytest.raises(StillWaiting):
        world.tracking.refresh()
    assert world.item(submission.id).state is State.RECEIPTED
    world.wait()
    world.tracking.refresh()
    dossier = world.tracking.status(submission.id).dossier
    assert dossier is not None
    assert dossier.status is Status.FINISHED


def test_what_another_program_read_meanwhile_is_not_taken_for_a_restored_portal(world: World) -> None:
    submission = told(world)
    older = received(world, submission)
    newer = replace(older, seq=older.seq + 1, status=Status.FINISHED)

    def meanwhile(name: str, _about: str) -> None:
        if name == "history":
            world.portal.before_call = world._watch
            with world.vault() as uow:
                uow.dossiers.upsert(newer)
                uow.commit()

    world.portal.before_call = meanwhile
    world.tracking.refresh()
    assert world.item(submission.id).state is State.RECEIPTED
    stored = world.tracking.status(submission.id).dossier
    assert stored is not None
    assert (stored.seq, stored.status) == (newer.seq, Status.FINISHED)
