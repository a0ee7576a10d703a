"""What is said to the office joins the queue behind its dossier, and arrives once."""

import json
from dataclasses import replace

import pytest

from desktop.domain.dossier import Message, ResultRecord, Status
from desktop.domain.errors import HosoError
from desktop.domain.receipt import proves
from desktop.domain.submission import Kind, State
from desktop.services.ports import Answer, AnswerClass
from desktop.services.talking import LONGEST
from tests.fakes.portal import OFFLINE, Line, receipt_for
from tests.fakes.world import World
from tests.unit.services.portal_side import received, told

RID = "019300aa-0000-7000-8000-0000000000aa"


@pytest.fixture
def world() -> World:
    return World()


def code_of(call: object) -> str:
    with pytest.raises(HosoError) as refused:
        call()  # type: ignore[operator]
    return refused.value.code


def result(*, kept: bool) -> ResultRecord:
    return ResultRecord(RID, "Giấy khai sinh", "application/pdf", 3, "ab" * 32, signed=True, issued_at=None, kept=kept)


def test_a_message_written_offline_arrives_once_though_its_reply_is_lost(world: World) -> None:
    submission = told(world)
    item = world.talking.write(submission.id, "  Bao giờ có kết quả? ")
    assert json.loads(item.body) == {"text": "Bao giờ có kết quả?"}
    assert [(one.text, one.item) for one in world.talking.conversation(submission.id)] == [
        ("Bao giờ có kết quả?", item.id)
    ]
    world.portal.says("put", Line.LOST_REPLY)
    world.outbox.send_due()
    world.wait()
    world.outbox.send_due()
    assert world.item(item.id).state is State.RECEIPTED
    assert [made for made in world.portal.created if made[0] == item.id] == [(item.id, item.fingerprint)]


@pytest.mark.parametrize("way", ["cancelled", "taken back here", "taken back there", "corrected"])
def test_what_was_to_be_said_about_a_dossier_ends_with_it(world: World, way: str) -> None:
    world.sign_in()
    submission = world.queued()
    item = world.talking.write(submission.id, "Bao giờ có kết quả?")
    if way == "cancelled":
        world.outbox.cancel(submission.id)
    elif way == "taken back here":
        assert world.answering.withdraw(submission.id, "Khai nhầm") is None
    elif way == "corrected":
        world.finalising.correct(submission.id)
    else:
        world.portal.says("put", Line.LOST_REPLY)
        world.portal.says("ask", OFFLINE)
        world.outbox.send_due()
        world.outbox.cancel(submission.id)
        assert world.item(item.id).state is State.QUEUED
        world.outbox.send_due()
    assert world.item(submission.id).state is State.WITHDRAWN
    assert world.item(item.id).state is State.WITHDRAWN


@pytest.mark.parametrize("is_in_doubt", [False, True])
def test_what_is_said_of_a_dossier_that_was_taken_back_elsewhere_ends(world: World, is_in_doubt: bool) -> None:
    submission = told(world)
    item = world.talking.write(submission.id, "Bao giờ có kết quả?")
    taken_back = Answer(AnswerClass.GONE, "withdrawn", wrote=True)
    if is_in_doubt:
        world.portal.says("put", Line.LOST_REPLY)
        world.portal.says("ask", OFFLINE)
        world.outbox.send_due()
        world.wait()
        world.portal.says("ask", taken_back)
    else:
        world.portal.says("put", taken_back)
    assert world.outbox.send_due().needs_person == ()
    ended = world.item(item.id)
    assert (ended.state, ended.reason) == (State.WITHDRAWN, "withdrawn")
    assert world.talking.conversation(submission.id) == ()


def test_what_the_portal_lists_is_not_shown_twice(world: World) -> None:
    submission = told(world)
    item = world.talking.write(submission.id, "Bao giờ có?")
    world.outbox.send_due()
    [waiting] = world.talking.conversation(submission.id)
    assert (waiting.text, waiting.item) == ("Bao giờ có?", None)
    now = world.clock.now()
    both = (Message(item.id, now, True, "Mai", "Bao giờ có?"), Message("m2", now, False, "Phạm Văn Đức", "Ngày mai."))
    received(world, submission, messages=both, allowed_actions=("message",))
    world.tracking.refresh()
    assert [(one.text, one.is_ours) for one in world.talking.conversation(submission.id)] == [
        ("Bao giờ có?", True),
        ("Ngày mai.", False),
    ]


def test_what_cannot_be_a_message_is_refused(world: World) -> None:
    submission = told(world)
    assert code_of(lambda: world.talking.write(submission.id, " \n ")) == "message.empty"
    assert code_of(lambda: world.talking.write(submission.id, "a" * (LONGEST + 1))) == "message.too-long"
    world.talking.write(submission.id, "a" * LONGEST)


def test_a_message_to_a_dossier_that_is_not_there_yet_waits_behind_it(world: World) -> None:
    world.sign_in()
    submission = world.queued()
    item = world.talking.write(submission.id, "Tôi nộp đã đủ chưa?")
    assert world.outbox.send_due().sent == (submission.id, item.id)


def test_one_is_rated_once_and_only_when_the_office_has_answered(world: World) -> None:
    submission = told(world)
    assert code_of(lambda: world.talking.rate(submission.id, 5)) == "rating.not-yet"
    received(world, submission, status=Status.RETURNED, final=True, allowed_actions=("rating",))
    world.tracking.refresh()
    assert code_of(lambda: world.talking.rate(submission.id, 6)) == "rating.out-of-range"
    item = world.talking.rate(submission.id, 4, "Nhanh")
    assert world.outbox.send_due().sent == (item.id,)
    assert json.loads(world.portal.held[item.id].body) == {"stars": 4, "text": "Nhanh"}
    assert code_of(lambda: world.talking.rate(submission.id, 1)) == "rating.given"


def test_a_receipt_for_another_dossiers_rating_proves_nothing(world: World) -> None:
    submission = told(world, status=Status.RETURNED, allowed_actions=("rating",))
    item = world.talking.rate(submission.id, 3)
    receipt = receipt_for(item)
    assert proves(receipt, item)
    assert not proves(replace(receipt, claims={**receipt.claims, "item": "another"}), item)


def test_only_a_result_that_is_kept_is_acknowledged_and_once(world: World) -> None:
    submission = told(world, results=(result(kept=False),), status=Status.FINISHED)
    assert code_of(lambda: world.talking.acknowledge(submission.id, "none")) == "id.unknown"
    assert code_of(lambda: world.talking.acknowledge(submission.id, RID)) == "result.not-kept"
    with world.vault() as uow:
        dossier = uow.dossiers.get(submission.id)
        assert dossier is not None
        uow.dossiers.upsert(replace(dossier, results=(result(kept=True),)))
        uow.commit()
    first = world.talking.acknowledge(submission.id, RID)
    assert (first.id, first.kind) == (RID, Kind.ACKNOWLEDGEMENT)
    assert world.talking.acknowledge(submission.id, RID) == first
    assert world.outbox.send_due().sent == (RID,)
    assert world.talking.acknowledged(submission.id) == {RID}
