"""Nobody is asked to mend what was right only because a portal that was put back forgot what it is about."""

from dataclasses import replace

import pytest

from desktop.domain.dossier import WITHDRAWN, Status
from desktop.domain.submission import Kind, OutboxItem, State, Submission
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.world import World
from tests.unit.services.portal_side import SID, received, supplement, told

NOT_FOUND = Answer(AnswerClass.FIX, "not-found", wrote=True)
KINDS = (Kind.WITHDRAWAL, Kind.MESSAGE)


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_about_a_forgotten_dossier_waits_until_that_is_there_again(world: World, kind: Kind) -> None:
    submission = told(world, allowed_actions=("message", "withdraw"))
    item = _written(world, submission, kind)
    _forgets(world)
    world.outbox.send_due()
    assert (world.item(item.id).state, world.item(item.id).reason) == (State.RETRY_WAIT, "portal.forgot")
    world.wait()
    report = world.outbox.send_due()
    assert {submission.id, item.id} <= world.portal.held.keys()
    assert report.needs_person == ()
    assert world.item(submission.id).receipt is not None
    assert world.portal.created.count((submission.id, submission.fingerprint)) == 2


def test_the_dossier_goes_first_and_the_answer_only_behind_it(world: World) -> None:
    submission = told(world, supplement=supplement(world))
    world.answering.answer_supplement(submission.id, answers={"/con/ho_ten": "Lò Văn Bão"}, papers={})
    _forgets(world)
    world.portal.refuse[submission.id] = Answer(AnswerClass.WAIT, "internal", wrote=True)
    world.outbox.send_due()
    world.wait()
    world.portal.calls.clear()
    world.outbox.send_due()
    assert ("put", SID) not in world.portal.calls
    assert world.item(SID).state is State.RETRY_WAIT


def test_what_was_said_before_goes_again_with_the_dossier(world: World) -> None:
    submission = told(world, allowed_actions=("message",))
    first = _written(world, submission, Kind.MESSAGE)
    world.outbox.send_due()
    second = _written(world, submission, Kind.MESSAGE)
    _forgets(world)
    world.outbox.send_due()
    world.wait()
    world.outbox.send_due()
    assert {first.id, second.id, submission.id} <= world.portal.held.keys()


@pytest.mark.parametrize("kind", KINDS)
def test_where_the_portal_has_the_dossier_its_no_stands(world: World, kind: Kind) -> None:
    submission = told(world, allowed_actions=("message", "withdraw"))
    item = _written(world, submission, kind)
    world.portal.refuse[item.id] = NOT_FOUND
    world.outbox.send_due()
    assert (world.item(item.id).state, world.item(item.id).reason) == (State.NEEDS_FIX, "not-found")
    assert world.item(submission.id).state is State.RECEIPTED


@pytest.mark.parametrize("kind", KINDS)
def test_what_waits_for_a_forgotten_dossier_ends_with_it_when_that_is_taken_back(world: World, kind: Kind) -> None:
    submission = told(world, allowed_actions=("message", "withdraw"))
    item = _written(world, submission, kind)
    _forgets(world)
    world.portal.says("upload", Answer(AnswerClass.WAIT, "internal", wrote=True))
    world.outbox.send_due()
    world.outbox.cancel(submission.id)
    world.wait()
    world.outbox.send_due()
    assert world.item(submission.id).state is State.WITHDRAWN
    assert (world.item(item.id).state, world.item(item.id).next_try_at) == (State.WITHDRAWN, None)
    assert world.outbox.items() == ()


def test_what_went_again_beside_a_dossier_that_is_taken_back_ends_with_it(world: World) -> None:
    submission = told(world, allowed_actions=("message", "withdraw"))
    item = _written(world, submission, Kind.WITHDRAWAL)
    world.outbox.send_due()
    _forgets(world)
    world.wait(days=2)
    world.tracking.refresh()
    assert world.item(item.id).state is State.UPLOADING
    world.outbox.cancel(submission.id)
    world.outbox.send_due()
    assert world.outbox.items() == ()
    assert world.item(item.id).state is State.WITHDRAWN


def test_any_other_no_asks_nothing_more(world: World) -> None:
    submission = told(world, allowed_actions=("message",))
    item = _written(world, submission, Kind.MESSAGE)
    world.portal.refuse[item.id] = Answer(AnswerClass.FIX, "not-open", wrote=True)
    world.outbox.send_due()
    assert world.item(item.id).state is State.NEEDS_FIX
    assert not [about for name, about in world.portal.calls if name == "ask"]


@pytest.mark.parametrize(
    ("said", "state", "reason"),
    [
        (Answer(AnswerClass.WAIT, "internal", wrote=True), State.RETRY_WAIT, "internal"),
        (Answer(AnswerClass.NOT_REACHED, "network.refused"), State.RETRY_WAIT, "offline"),
        (Answer(AnswerClass.TOO_OLD, "client-too-old", wrote=True), State.RETRY_WAIT, "client-too-old"),
    ],
)
def test_while_the_portal_does_not_say_whether_it_has_the_dossier_the_item_waits(
    world: World, said: Answer, state: State, reason: str
) -> None:
    submission = told(world, allowed_actions=("message",))
    item = _written(world, submission, Kind.MESSAGE)
    _forgets(world)
    world.portal.says("ask", said)
    world.outbox.send_due()
    assert (world.item(item.id).state, world.item(item.id).reason) == (state, reason)
    assert world.item(submission.id).state is State.RECEIPTED
    for _ in range(2):
        world.wait()
        world.outbox.send_due()
    assert {submission.id, item.id} <= world.portal.held.keys()


def test_what_the_office_let_go_is_not_filed_anew_for_a_word_about_it(world: World) -> None:
    submission = told(world, allowed_actions=("message",))
    item = _written(world, submission, Kind.MESSAGE)
    received(world, submission, seq=9, status=Status.STOPPED, final=True, reason=WITHDRAWN, allowed_actions=())
    world.tracking.refresh()
    _forgets(world)
    world.outbox.send_due()
    assert world.item(item.id).state is State.NEEDS_FIX
    assert world.item(submission.id).state is State.RECEIPTED


def test_a_dossier_that_another_portal_has_is_not_offered_to_this_one(world: World) -> None:
    submission = told(world, allowed_actions=("message",))
    item = _written(world, submission, Kind.MESSAGE)
    dossier = world.item(submission.id)
    world.vault.tables.items[submission.id] = replace(dossier, portal_id="practice-00000002")
    _forgets(world)
    world.outbox.send_due()
    assert world.item(item.id).state is State.NEEDS_FIX
    assert world.item(submission.id).state is State.RECEIPTED


def _written(world: World, submission: Submission, kind: Kind) -> OutboxItem:
    """One thing to say that is not sent yet."""
    world.wait(minutes=1)
    if kind is Kind.WITHDRAWAL:
        item = world.answering.withdraw(submission.id, "nộp nhầm")
    else:
        item = world.talking.write(submission.id, f"Bao giờ có? {len(world.vault.tables.items)}")
    assert item is not None
    return item


def _forgets(world: World) -> None:
    """The portal was put back to before the dossier came."""
    for memory in (world.portal.held, world.portal.records, world.portal.uploads):
        memory.clear()
