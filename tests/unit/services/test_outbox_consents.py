"""A consent goes before its dossier, ends with it, and goes there again where a portal lost it."""

import pytest

from desktop.domain.errors import Refusal
from desktop.domain.submission import State
from desktop.services.outbox import SendReport
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.portal import OFFLINE, Line
from tests.fakes.world import World

S, A = State, AnswerClass


@pytest.fixture
def world() -> World:
    made = World()
    made.sign_in()
    return made


@pytest.mark.parametrize("way", ["cancel", "withdraw", "correct"])
def test_a_consent_that_did_not_go_out_ends_with_its_dossier(world: World, way: str) -> None:
    """It names the applicant: nobody needs to hear of who files nothing."""
    submission = world.queued(for_another=True)
    if way == "cancel":
        world.outbox.cancel(submission.id)
    elif way == "withdraw":
        world.answering.withdraw(submission.id, "Khai nhầm")
    else:
        world.finalising.correct(submission.id)
    assert world.outbox.send_due() == SendReport()
    assert world.portal.created == []


def test_a_consent_in_doubt_that_was_taken_back_is_not_put_again(world: World) -> None:
    submission = world.queued(for_another=True)
    consent = submission.consent or ""
    world.portal.says("put", Line.LOST_REQUEST)
    world.portal.says("ask", OFFLINE)
    world.outbox.send_due()
    assert world.item(consent).resume_state is S.UNKNOWN
    world.outbox.cancel(submission.id)
    world.wait()
    world.outbox.send_due()
    assert world.item(consent).state is S.WITHDRAWN
    assert world.portal.created == []


def test_a_consent_that_the_portal_forgot_goes_there_again_and_then_its_dossier(world: World) -> None:
    submission = world.queued(for_another=True)
    consent = world.item(submission.id).depends_on or ""

    def forgets(name: str, about: str) -> None:
        if (name, about) == ("put", submission.id):
            world.portal.held.pop(consent)

    world.portal.before_call = forgets
    world.portal.refuse[submission.id] = Answer(AnswerClass.FIX, "consent-required", wrote=True)
    world.outbox.send_due()
    assert world.item(consent).state is State.UPLOADING
    assert (world.item(submission.id).state, world.item(submission.id).reason) == (State.RETRY_WAIT, "portal.forgot")
    world.portal.refuse.clear()
    world.portal.before_call = lambda _name, _about: None
    world.wait()
    world.outbox.send_due()
    assert {world.item(consent).state, world.item(submission.id).state} == {State.RECEIPTED}


def test_a_consent_that_the_portal_holds_and_does_not_take_needs_a_person(world: World) -> None:
    submission = world.queued(for_another=True)
    world.portal.refuse[submission.id] = Answer(AnswerClass.FIX, "consent-required", wrote=True)
    world.outbox.send_due()
    assert (world.item(submission.id).state, world.item(submission.id).reason) == (State.NEEDS_FIX, "consent-required")


def test_a_consent_is_not_taken_from_under_its_dossier(world: World) -> None:
    submission = world.queued(for_another=True)
    consent = world.item(submission.id).depends_on or ""
    with pytest.raises(Refusal, match=r"outbox\.cancel-the-dossier"):
        world.outbox.cancel(consent)
    world.outbox.send_due()
    assert world.item(submission.id).state is State.RECEIPTED
