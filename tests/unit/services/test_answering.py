"""Answers to the office are frozen, queued and sent once, under the portal's own id."""

import json

import pytest

from desktop.domain.dossier import Status
from desktop.domain.submission import Kind, State, Submission
from desktop.services.ports import Answer, AnswerClass
from forms.answers import fingerprint
from tests.fakes.portal import OFFLINE, Line
from tests.fakes.world import World
from tests.unit.services.portal_side import (
    CID,
    DRAFT_SHA,
    SID,
    draft_certificate,
    received,
    refusal_code,
    supplement,
    told,
)

NAME = {"/con/ho_ten": "Lò Văn Bão"}
REFUSED = Answer(AnswerClass.FIX, "invalid", wrote=True)


@pytest.fixture
def world() -> World:
    return World()


def test_a_supplement_holds_only_what_was_asked_for(world: World) -> None:
    submission = told(world, supplement=supplement(world))
    papers = {"TP01": [("ro-hon.pdf", b"%PDF ro hon")]}
    item = world.answering.answer_supplement(submission.id, answers=NAME, papers=papers)
    body = json.loads(item.body)
    assert (item.id, item.kind, item.state) == (SID, Kind.SUPPLEMENT, State.QUEUED)
    assert {key: body[key] for key in ("v", "dossier", "supplement", "data")} == {
        "v": 1,
        "dossier": submission.id,
        "supplement": SID,
        "data": NAME,
    }
    assert body["attachments"][0]["sha256"] in world.papers.held
    assert item.fingerprint == fingerprint(body)
    assert (item.account, item.portal_id) == ("mai", world.portal.profile.portal_id)
    (upload,) = (row for (of, _, _), row in world.vault.tables.uploads.items() if of == SID)
    assert upload.sha256 == body["attachments"][0]["sha256"], "a paper is named before it waits"
    assert world.outbox.send_due().sent == (SID,)
    assert body["attachments"][0]["sha256"] in world.portal.uploads.values()


@pytest.mark.parametrize(
    ("answers", "papers", "code"),
    [
        ({}, {}, "answer.empty"),
        ({}, {"TP01": []}, "answer.empty"),
        ({"/me/ho_ten": "Hà Thị Nết"}, {}, "answer.field-closed"),
        (NAME, {"TP04": [("a.pdf", b"%PDF")]}, "answer.slot-closed"),
        ({"/con/ho_ten": "Lò 7"}, {}, "answer.faults"),
        ({"/con/ho_ten": ""}, {}, "answer.faults"),
        ({}, {"TP01": [("a.exe", b"MZ")]}, "paper.not-allowed-type"),
    ],
)
def test_what_was_not_asked_for_or_is_wrong_is_refused_here(
    world: World, answers: dict[str, str], papers: dict[str, list[tuple[str, bytes]]], code: str
) -> None:
    submission = told(world, supplement=supplement(world))
    assert (
        refusal_code(lambda: world.answering.answer_supplement(submission.id, answers=answers, papers=papers)) == code
    )
    assert SID not in world.vault.tables.items


def test_without_a_request_there_is_nothing_to_answer(world: World) -> None:
    submission = told(world)
    assert (
        refusal_code(lambda: world.answering.answer_supplement(submission.id, answers=NAME, papers={}))
        == "answer.none-open"
    )
    assert refusal_code(lambda: world.answering.confirm(submission.id, wrong=None)) == "confirm.not-open"


def test_the_same_answer_twice_is_one_item_and_another_is_refused(world: World) -> None:
    submission = told(world, supplement=supplement(world))
    first = world.answering.answer_supplement(submission.id, answers=NAME, papers={})
    assert world.answering.answer_supplement(submission.id, answers=NAME, papers={}) == first
    other = {"/con/ho_ten": "Lò Văn Bảo"}
    assert (
        refusal_code(lambda: world.answering.answer_supplement(submission.id, answers=other, papers={}))
        == "answer.given"
    )
    world.outbox.cancel(SID)
    assert world.answering.answer_supplement(submission.id, answers=other, papers={}).state is State.QUEUED


def test_an_answer_that_came_too_late_needs_a_person(world: World) -> None:
    submission = told(world, supplement=supplement(world))
    world.answering.answer_supplement(submission.id, answers=NAME, papers={})
    world.portal.says("put", Answer(AnswerClass.GONE, "deadline-passed", wrote=True))
    assert world.outbox.send_due().needs_person == (SID,)
    assert (world.item(SID).state, world.item(SID).reason) == (State.NEEDS_FIX, "deadline-passed")


@pytest.mark.parametrize(
    ("wrong", "answer", "fields"),
    [
        (None, "correct", []),
        ({"/con/ho_ten": "Lò Văn Bảo"}, "wrong", [{"pointer": "/con/ho_ten", "should_be": "Lò Văn Bảo"}]),
    ],
)
def test_a_confirmation_names_the_draft_that_was_seen(
    world: World, wrong: dict[str, str] | None, answer: str, fields: list[dict[str, str]]
) -> None:
    submission = told(world, confirmation=draft_certificate(world))
    item = world.answering.confirm(submission.id, wrong=wrong)
    assert (item.id, item.kind) == (CID, Kind.CONFIRMATION)
    assert json.loads(item.body) == {"answer": answer, "fields": fields, "draft_sha256": DRAFT_SHA}
    world.portal.says("put", Line.LOST_REPLY)
    assert world.outbox.send_due().sent == (CID,)
    assert [item_id for item_id, _ in world.portal.created].count(CID) == 1


def test_nothing_wrong_is_no_answer(world: World) -> None:
    submission = told(world, confirmation=draft_certificate(world))
    assert refusal_code(lambda: world.answering.confirm(submission.id, wrong={})) == "confirm.nothing-wrong"


def test_taking_back_what_was_never_tried_asks_nobody(world: World) -> None:
    world.sign_in()
    submission = world.queued(for_another=True)
    assert world.answering.withdraw(submission.id, "nhầm") is None
    assert {item.state for item in world.vault.tables.items.values()} == {State.WITHDRAWN}
    world.outbox.send_due()
    assert [name for name, _ in world.portal.calls] == ["health"]
    assert world.answering.withdraw(submission.id, "nhầm") is None


def test_taking_back_what_was_tried_asks_the_portal(world: World) -> None:
    world.sign_in()
    submission = world.queued()
    world.portal.says("put", Line.LOST_REPLY)
    world.portal.says("ask", OFFLINE)
    world.outbox.send_due()
    item = world.answering.withdraw(submission.id, "nhầm")
    assert item is not None
    assert item.state is State.WITHDRAWING
    assert world.answering.withdraw(submission.id, "nhầm") == world.item(submission.id)
    world.outbox.send_due()
    assert world.item(submission.id).state is State.WITHDRAWN
    assert submission.id in world.portal.tombstones


def test_what_was_received_is_asked_back_by_one_request(world: World) -> None:
    submission = told(world)
    item = world.answering.withdraw(submission.id, "Gia đình đổi ý")
    assert item is not None
    assert (item.kind, json.loads(item.body)) == (Kind.WITHDRAWAL, {"reason": "Gia đình đổi ý"})
    assert world.answering.withdraw(submission.id, "lần hai") == item
    assert world.outbox.send_due().sent == (item.id,)
    assert world.item(submission.id).state is State.RECEIPTED


def asked_back(world: World) -> Submission:
    """A dossier whose office was asked to let it go, and refused."""
    submission = told(world)
    world.answering.withdraw(submission.id, "Gia đình đổi ý")
    world.outbox.send_due()
    world.clock.forward(minutes=1)
    received(world, submission, status=Status.WITHDRAW_REQUESTED)
    world.tracking.refresh()
    return submission


def test_while_the_office_has_not_decided_it_is_not_asked_again(world: World) -> None:
    submission = told(world)
    first = world.answering.withdraw(submission.id, "Gia đình đổi ý")
    world.outbox.send_due()
    again = world.answering.withdraw(submission.id, "lần hai")
    assert first is not None
    assert again == world.item(first.id), "nothing was heard of it since the portal took it"
    world.clock.forward(minutes=1)
    received(world, submission, status=Status.WITHDRAW_REQUESTED)
    world.tracking.refresh()
    assert world.answering.withdraw(submission.id, "lần ba") == again


def test_after_the_office_refused_it_is_asked_again(world: World) -> None:
    submission = asked_back(world)
    received(world, submission, status=Status.PROCESSING)
    world.clock.forward(minutes=1)
    world.tracking.refresh()
    again = world.answering.withdraw(submission.id, "Cháu về quê ngoại ở")
    assert again is not None
    assert (again.state, json.loads(again.body)) == (State.QUEUED, {"reason": "Cháu về quê ngoại ở"})
    assert world.outbox.send_due().sent == (again.id,)


def test_a_request_to_take_back_that_the_portal_refused_is_no_longer_in_the_way(world: World) -> None:
    submission = told(world)
    first = world.answering.withdraw(submission.id, "Gia đình đổi ý")
    assert first is not None
    world.portal.says("put", REFUSED)
    world.outbox.send_due()
    again = world.answering.withdraw(submission.id, "Gia đình đổi ý")
    assert again is not None
    assert again.id != first.id
    assert world.item(first.id).state is State.WITHDRAWN
    assert world.outbox.send_due().sent == (again.id,)


@pytest.mark.parametrize("is_taken_back", [False, True], ids=["as it stands", "taken back first"])
def test_an_answer_that_the_portal_refused_is_given_anew_under_the_same_request(
    world: World, is_taken_back: bool
) -> None:
    submission = told(world, supplement=supplement(world))
    papers = {"TP01": [("ro-hon.pdf", b"%PDF ro hon")]}
    world.answering.answer_supplement(submission.id, answers=NAME, papers=papers)
    world.portal.says("put", REFUSED)
    assert world.outbox.send_due().needs_person == (SID,)
    if is_taken_back:
        world.outbox.cancel(SID)
    corrected = {"/con/ho_ten": "Lò Văn Bảo"}
    item = world.answering.answer_supplement(submission.id, answers=corrected, papers=papers)
    assert (item.id, item.state, item.started) == (SID, State.QUEUED, False)
    assert (item.account, item.portal_id) == ("mai", world.portal.profile.portal_id)
    assert json.loads(item.body)["data"] == corrected
    assert [one.code for one in world.outbox.attempts(SID)] == ["invalid"], "what happened is still told"
    assert world.outbox.send_due().sent == (SID,)
    assert [key for key, _ in world.portal.created].count(SID) == 1


def test_a_word_on_the_draft_that_the_portal_refused_is_given_anew(world: World) -> None:
    submission = told(world, confirmation=draft_certificate(world))
    world.answering.confirm(submission.id, wrong={"/con/ho_ten": "Lò Văn Bảo"})
    world.portal.says("put", REFUSED)
    world.outbox.send_due()
    item = world.answering.confirm(submission.id, wrong=None)
    assert (item.id, json.loads(item.body)["answer"]) == (CID, "correct")
    assert world.outbox.send_due().sent == (CID,)


def test_an_answer_that_may_still_arrive_is_not_replaced(world: World) -> None:
    submission = told(world, supplement=supplement(world))
    world.answering.answer_supplement(submission.id, answers=NAME, papers={})
    world.portal.says("put", Answer(AnswerClass.LOGIN, "invalid_token", wrote=True))
    world.outbox.send_due()
    other = {"/con/ho_ten": "Lò Văn Bảo"}
    assert (
        refusal_code(lambda: world.answering.answer_supplement(submission.id, answers=other, papers={}))
        == "answer.given"
    )


@pytest.mark.parametrize("wrong", [{"/con/ho_ten": "Lò 7"}, {"/con/ho_ten": ""}, {"/con": "x"}])
def test_what_is_said_to_be_right_must_be_an_answer(world: World, wrong: dict[str, str]) -> None:
    submission = told(world, confirmation=draft_certificate(world))
    assert refusal_code(lambda: world.answering.confirm(submission.id, wrong=wrong)) == "answer.faults"
    assert CID not in world.vault.tables.items


def test_an_answer_beside_another_one_at_the_portal_can_be_let_go(world: World) -> None:
    """Another computer has answered the same: ours was never stored, and must not press for ever."""
    submission = told(world, supplement=supplement(world))
    world.answering.answer_supplement(submission.id, answers=NAME, papers={})
    world.portal.says("put", Answer(AnswerClass.CONFLICT, "fingerprint-mismatch", wrote=True))
    world.outbox.send_due()
    assert world.item(SID).state is State.CONFLICT
    assert world.outbox.cancel(SID).state is State.WITHDRAWN
