"""Every answer class in every state in which the portal is called (contract §4.4, B1)."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from desktop.domain.receipt import Receipt
from desktop.domain.submission import OutboxItem, State
from desktop.services.consequences import TABLE
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.portal import OFFLINE, Line, receipt_for
from tests.fakes.world import World

S, A = State, AnswerClass
CALLS = {S.UPLOADING: "upload", S.SUBMITTING: "put", S.UNKNOWN: "ask", S.WITHDRAWING: "withdraw"}

# what the item comes to at the end of the pass, when everything after the answer is silence
ENDS: dict[tuple[State, AnswerClass], tuple[State, State | None]] = {
    (S.UPLOADING, A.NOT_THE_PORTAL): (S.RETRY_WAIT, S.UPLOADING),
    (S.UPLOADING, A.NOT_REACHED): (S.RETRY_WAIT, S.UPLOADING),
    (S.UPLOADING, A.WAIT): (S.RETRY_WAIT, S.UPLOADING),
    (S.UPLOADING, A.LOGIN): (S.NEEDS_LOGIN, S.UPLOADING),
    (S.UPLOADING, A.FIX): (S.NEEDS_FIX, None),
    (S.UPLOADING, A.FORM_RETIRED): (S.RETRY_WAIT, S.UPLOADING),
    (S.UPLOADING, A.UPLOADS): (S.RETRY_WAIT, S.UPLOADING),
    (S.UPLOADING, A.TOO_OLD): (S.RETRY_WAIT, S.UPLOADING),
    (S.SUBMITTING, A.NOT_THE_PORTAL): (S.RETRY_WAIT, S.UNKNOWN),
    (S.SUBMITTING, A.NOT_REACHED): (S.RETRY_WAIT, S.SUBMITTING),
    (S.SUBMITTING, A.WAIT): (S.RETRY_WAIT, S.UNKNOWN),
    (S.SUBMITTING, A.LOGIN): (S.NEEDS_LOGIN, S.SUBMITTING),
    (S.SUBMITTING, A.FIX): (S.NEEDS_FIX, None),
    (S.SUBMITTING, A.FORM_RETIRED): (S.NEEDS_FORM_UPGRADE, None),
    (S.SUBMITTING, A.CONFLICT): (S.CONFLICT, None),
    (S.SUBMITTING, A.GONE): (S.WITHDRAWN, None),
    (S.SUBMITTING, A.TOO_OLD): (S.RETRY_WAIT, S.SUBMITTING),
    (S.SUBMITTING, A.UNKNOWN_ID): (S.NEEDS_FIX, None),
    (S.UNKNOWN, A.NOT_THE_PORTAL): (S.RETRY_WAIT, S.UNKNOWN),
    (S.UNKNOWN, A.NOT_REACHED): (S.RETRY_WAIT, S.UNKNOWN),
    (S.UNKNOWN, A.WAIT): (S.RETRY_WAIT, S.UNKNOWN),
    (S.UNKNOWN, A.LOGIN): (S.NEEDS_LOGIN, S.UNKNOWN),
    (S.UNKNOWN, A.FIX): (S.RETRY_WAIT, S.UNKNOWN),
    (S.UNKNOWN, A.FORM_RETIRED): (S.RETRY_WAIT, S.UNKNOWN),
    (S.UNKNOWN, A.UPLOADS): (S.RETRY_WAIT, S.UNKNOWN),
    (S.UNKNOWN, A.CONFLICT): (S.CONFLICT, None),
    (S.UNKNOWN, A.GONE): (S.WITHDRAWN, None),
    (S.UNKNOWN, A.TOO_OLD): (S.RETRY_WAIT, S.UNKNOWN),
    (S.WITHDRAWING, A.OK): (S.WITHDRAWN, None),
    (S.WITHDRAWING, A.NOT_THE_PORTAL): (S.RETRY_WAIT, S.WITHDRAWING),
    (S.WITHDRAWING, A.NOT_REACHED): (S.RETRY_WAIT, S.WITHDRAWING),
    (S.WITHDRAWING, A.WAIT): (S.RETRY_WAIT, S.WITHDRAWING),
    (S.WITHDRAWING, A.LOGIN): (S.NEEDS_LOGIN, S.WITHDRAWING),
    (S.WITHDRAWING, A.FIX): (S.RETRY_WAIT, S.WITHDRAWING),
    (S.WITHDRAWING, A.FORM_RETIRED): (S.RETRY_WAIT, S.WITHDRAWING),
    (S.WITHDRAWING, A.UPLOADS): (S.RETRY_WAIT, S.WITHDRAWING),
    (S.WITHDRAWING, A.CONFLICT): (S.RETRY_WAIT, S.WITHDRAWING),
    (S.WITHDRAWING, A.GONE): (S.WITHDRAWN, None),
    (S.WITHDRAWING, A.TOO_OLD): (S.RETRY_WAIT, S.WITHDRAWING),
    (S.WITHDRAWING, A.UNKNOWN_ID): (S.RETRY_WAIT, S.WITHDRAWING),
}


GOES_ON = {(S.UPLOADING, A.OK), (S.UNKNOWN, A.UNKNOWN_ID)}
"""Answers that lead to the next call of the same pass, and so to no consequence."""


def test_every_answer_class_has_a_consequence_in_every_state_that_calls_the_portal() -> None:
    assert set(TABLE) == {(state, kind) for state in CALLS for kind in A} - GOES_ON


@pytest.mark.parametrize(("state", "kind"), ENDS)
def test_what_an_answer_does(state: State, kind: AnswerClass) -> None:
    world = World()
    item = _in_state(world, state)
    answer = Answer(kind, "a-code", wrote=kind is not A.NOT_REACHED)
    world.portal.says(CALLS[state], answer, *([answer] if kind is A.LOGIN else []))
    if state is S.SUBMITTING:
        world.portal.says("ask", Answer(A.WAIT, "silence"))
    world.outbox.send_due()
    ended = world.item(item.id)
    assert (ended.state, ended.resume_state) == ENDS[state, kind]
    assert ended.started is (state is not S.UPLOADING)
    assert ended.receipt is None
    assert not world.portal.created
    if ended.state is S.RETRY_WAIT:
        assert ended.next_try_at is not None
        assert ended.next_try_at > world.clock.now()


@pytest.mark.parametrize(("state", "kind"), ENDS)
def test_whatever_it_was_the_dossier_arrives_once_or_waits_for_a_person(state: State, kind: AnswerClass) -> None:
    world = World()
    item = _in_state(world, state)
    world.portal.says(CALLS[state], Answer(kind, "a-code", wrote=kind is not A.NOT_REACHED))
    for _ in range(6):
        world.outbox.send_due()
        world.wait()
    ended = world.item(item.id)
    gave_up = {S.NEEDS_FIX, S.NEEDS_FORM_UPGRADE, S.CONFLICT, S.WITHDRAWN}
    assert (ended.state is S.RECEIPTED and len(world.portal.created) == 1) or ended.state in gave_up


CASES: list[tuple[str, Callable[[OutboxItem], Receipt | None]]] = [
    ("no receipt", lambda _: None),
    ("another content", lambda item: receipt_for(item, fingerprint="sha256:00")),
    ("another item", lambda item: receipt_for(replace(item, id="x"))),
    ("another kind", lambda item: receipt_for(item, kind="consent", dossier=None)),
    ("another portal", lambda item: receipt_for(item, portal_id="practice-99999999")),
    ("a paper is lost", lambda item: receipt_for(item, attachments=[])),
    ("a paper is another", lambda item: receipt_for(item, attachments=[{"slot": "TP01", "n": 1, "sha256": "00" * 32}])),
    ("another mode", lambda item: receipt_for(item, mode="live")),
]


@pytest.mark.parametrize("case", CASES, ids=[name for name, _ in CASES])
def test_a_yes_without_proof_is_not_the_portals(case: tuple[str, Callable[[OutboxItem], Receipt | None]]) -> None:
    """R4 and R8: the item stays started and is asked for, and nobody is told that it arrived."""
    world = World()
    item = _in_state(world, S.SUBMITTING)
    world.portal.says("put", Answer(A.OK, receipt=case[1](item), wrote=True))
    world.portal.says("ask", OFFLINE)
    report = world.outbox.send_due()
    ended = world.item(item.id)
    assert (ended.state, ended.resume_state, ended.started) == (S.RETRY_WAIT, S.UNKNOWN, True)
    assert report.sent == ()
    world.outbox.send_due()
    assert world.item(item.id).state is S.RECEIPTED
    assert len(world.portal.created) == 1


def test_a_receipt_for_other_content_when_asked_is_a_conflict_for_a_person() -> None:
    world = World()
    item = _in_state(world, S.UNKNOWN)
    world.portal.says("ask", Answer(A.OK, receipt=receipt_for(item, fingerprint="sha256:00"), wrote=True))
    report = world.outbox.send_due()
    assert world.item(item.id).state is S.CONFLICT
    assert report.needs_person == (item.id,)


def test_before_a_byte_was_written_a_login_page_leaves_nothing_open() -> None:
    world = World()
    item = _in_state(world, S.SUBMITTING)
    world.portal.says("put", Answer(A.NOT_THE_PORTAL, "portal.captive", wrote=False))
    world.outbox.send_due()
    ended = world.item(item.id)
    assert (ended.state, ended.reason, ended.attempts) == (S.RETRY_WAIT, "captive", 0)
    assert [name for name, _ in world.portal.calls].count("ask") == 0


def test_what_calls_itself_unreachable_after_bytes_is_uncertain() -> None:
    world = World()
    item = _in_state(world, S.SUBMITTING)
    world.portal.says("put", Answer(A.NOT_REACHED, "network.cut", wrote=True))
    world.outbox.send_due()
    assert ("ask", item.id) in world.portal.calls


def _in_state(world: World, state: State) -> OutboxItem:
    """A dossier that comes to its next call of the portal in this state."""
    world.sign_in()
    item_id = world.queued().id
    if state in (S.UNKNOWN, S.WITHDRAWING):
        world.portal.says("put", Line.LOST_REQUEST)
        world.portal.says("ask", OFFLINE)
        world.outbox.send_due()
        world.wait()
    if state is S.WITHDRAWING:
        world.outbox.cancel(item_id)
    world.portal.calls.clear()
    return replace(world.item(item_id), portal_id=world.portal.profile.portal_id)


def test_a_receipt_that_proves_nothing_is_named_and_asked_about_less_and_less() -> None:
    world = World()
    item = _in_state(world, S.SUBMITTING)
    yes = Answer(A.OK, receipt=receipt_for(item, attachments=[]), wrote=True)
    waits = []
    world.portal.says("put", yes)
    for _ in range(3):
        world.portal.says("ask", yes)
        world.outbox.send_due()
        ended = world.item(item.id)
        assert (ended.state, ended.resume_state, ended.reason) == (S.RETRY_WAIT, S.UNKNOWN, "receipt.other-papers")
        waits.append((ended.next_try_at or world.clock.now()) - world.clock.now())
        world.wait()
    assert waits == sorted(set(waits))
