"""A portal that was put back to an old state gets again what it lost, once, and nothing that is over."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.dossier import WITHDRAWN, Dossier, HistoryRow, ResultRecord, Status
from desktop.domain.errors import StillWaiting
from desktop.domain.submission import Kind, OutboxItem, State, Submission
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.world import World
from tests.unit.services.portal_side import CID, SID, draft_certificate, received, supplement, told

RID = "019300aa-0000-7000-8000-0000000000aa"
BROKEN = Answer(AnswerClass.WAIT, "internal", wrote=True)


@pytest.fixture
def world() -> World:
    return World()


def test_an_answer_that_was_lost_goes_again_though_the_numbers_have_caught_up(world: World) -> None:
    submission = _answered(world)
    world.portal.held.pop(SID)
    received(world, submission)
    assert world.tracking.refresh() == (submission.id,)
    assert world.outbox.send_due().sent == (SID,)
    assert SID in world.portal.held


def test_an_answer_that_the_portal_has_is_not_put_twice_while_its_copy_still_asks(world: World) -> None:
    submission = _answered(world)
    received(world, submission)
    world.tracking.refresh()
    assert world.item(SID).state is State.RECEIPTED
    assert world.outbox.send_due().sent == ()


def test_a_lost_confirmation_goes_again_and_one_that_is_answered_there_does_not(world: World) -> None:
    submission = told(world, confirmation=draft_certificate(world))
    world.answering.confirm(submission.id, wrong=None)
    world.outbox.send_due()
    world.portal.held.pop(CID)
    received(world, submission, confirmation=replace(draft_certificate(world), answered=True))
    world.tracking.refresh()
    assert world.item(CID).state is State.RECEIPTED
    received(world, submission, confirmation=draft_certificate(world))
    world.tracking.refresh()
    assert world.outbox.send_due().sent == (CID,)


def test_whether_an_answer_was_lost_is_asked_again_when_the_line_failed(world: World) -> None:
    submission = _answered(world)
    world.portal.held.pop(SID)
    received(world, submission)
    world.portal.says("ask", BROKEN)
    with pytest.raises(StillWaiting):
        world.tracking.refresh()
    world.tracking.refresh()
    assert world.outbox.send_due().sent == (SID,)


def test_a_message_that_the_portal_no_longer_lists_is_written_again(world: World) -> None:
    submission = told(world, allowed_actions=("message",))
    item = _sent(world, world.talking.write(submission.id, "Bao giờ có?"))
    world.portal.held.pop(item.id)
    received(world, submission)
    world.tracking.refresh()
    assert world.outbox.send_due().sent == (item.id,)


def test_thanks_go_again_while_the_result_is_listed_and_a_rating_where_it_is_offered(world: World) -> None:
    there = ResultRecord(RID, "Giấy khai sinh", "application/pdf", 3, "ab" * 32, signed=True, issued_at=None, kept=True)
    submission = told(world, status=Status.RETURNED, results=(there,), allowed_actions=("rating", "acknowledge"))
    world.vault.tables.dossiers[submission.id] = replace(
        world.vault.tables.dossiers[submission.id], results=(there,)
    )  # fmt: skip
    rating = _sent(world, world.talking.rate(submission.id, 5))
    thanks = _sent(world, world.talking.acknowledge(submission.id, RID))
    for lost in (rating, thanks):
        world.portal.held.pop(lost.id)
    received(world, submission, allowed_actions=())
    world.tracking.refresh()
    assert world.outbox.send_due().sent == (thanks.id,)
    received(world, submission, allowed_actions=("rating",))
    world.tracking.refresh()
    assert world.outbox.send_due().sent == (rating.id,)


def test_with_a_dossier_goes_again_what_was_said_about_it(world: World) -> None:
    submission = told(world, status=Status.REGISTERED, allowed_actions=("message", "withdraw"))
    item = _sent(world, world.talking.write(submission.id, "Bao giờ có?"))
    request = _sent(world, world.answering.withdraw(submission.id, "nộp nhầm"))
    _restored(world)
    world.tracking.refresh()
    sent = world.outbox.send_due().sent
    assert (sent[0], set(sent)) == (submission.id, {submission.id, item.id, request.id})


def test_a_withdrawal_that_the_office_refused_does_not_go_again(world: World) -> None:
    submission = told(world, allowed_actions=("withdraw",))
    request = _sent(world, world.answering.withdraw(submission.id, "nộp nhầm"))
    asked = HistoryRow(2, world.clock.now(), "", "", "", "Xin rút", Status.WITHDRAW_REQUESTED)
    received(world, submission, history=(asked,))
    world.tracking.refresh()
    world.portal.held.pop(request.id)
    received(world, submission)
    world.tracking.refresh()
    assert world.item(request.id).state is State.RECEIPTED
    _restored(world)
    world.wait(days=2)
    world.tracking.refresh()
    assert world.outbox.send_due().sent == (submission.id,)
    assert world.item(request.id).state is State.RECEIPTED


def test_in_a_second_life_an_answer_that_was_lost_goes_again(world: World) -> None:
    submission = told(world, seq=7)
    _restored(world)
    world.wait(days=2)
    world.tracking.refresh()
    world.outbox.send_due()
    received(world, submission, seq=1, supplement=supplement(world))
    world.tracking.refresh()
    world.answering.answer_supplement(submission.id, answers={"/con/ho_ten": "Lò Văn Bão"}, papers={})
    world.outbox.send_due()
    world.portal.held.pop(SID)
    received(world, submission, seq=1)
    world.tracking.refresh()
    assert world.outbox.send_due().sent == (SID,)


def test_what_the_office_let_go_is_never_filed_anew(world: World) -> None:
    submission = told(world, status=Status.STOPPED, final=True, reason=WITHDRAWN)
    _restored(world)
    world.portal.says("changes", Answer(AnswerClass.GONE, "cursor-expired", wrote=True))
    assert world.tracking.refresh() == ()
    assert world.item(submission.id).state is State.RECEIPTED
    assert world.outbox.send_due().sent == ()


def test_the_request_to_let_go_goes_again_and_not_the_dossier_where_that_was_granted(world: World) -> None:
    submission = told(world, allowed_actions=("withdraw",))
    request = _sent(world, world.answering.withdraw(submission.id, "nộp nhầm"))
    received(world, submission, seq=9, status=Status.STOPPED, final=True, reason=WITHDRAWN, allowed_actions=())
    world.tracking.refresh()
    world.portal.held.pop(request.id)
    before = Dossier(submission.id, 3, None, Status.PROCESSING, "", allowed_actions=("withdraw",))
    world.portal.show(before)
    world.tracking.refresh()
    assert world.outbox.send_due().sent == (request.id,)


def test_a_second_life_is_believed_whatever_the_clock_says(world: World) -> None:
    submission = told(world, seq=7)
    world.clock.forward(days=-300)
    world.portal.show(replace(world.portal.records[submission.id], seq=5))
    world.tracking.refresh()
    world.outbox.send_due()
    world.portal.show(replace(world.portal.records[submission.id], seq=5))
    world.tracking.refresh()
    assert world.item(submission.id).state is State.RECEIPTED
    assert world.vault.tables.dossiers[submission.id].seq == 5


def test_a_copy_from_the_future_is_read_again(world: World) -> None:
    world.wait(days=300)
    submission = told(world)
    world.clock.forward(days=-300)
    received(world, submission, status=Status.FINISHED)
    world.portal.log.clear()
    assert world.tracking.refresh() == (submission.id,)


def test_once_something_was_forgotten_no_later_page_moves_the_cursor(world: World) -> None:
    first, second = told(world), told(world)
    world.portal.page = 1
    world.portal.records.pop(first.id)
    world.portal.held.pop(first.id)
    world.portal.log += [(first.id, None), (second.id, None)]
    assert world.tracking.refresh() == (first.id,)
    assert not world.vault.tables.cursors


def _answered(world: World) -> Submission:
    submission = told(world, seq=7, supplement=supplement(world))
    world.answering.answer_supplement(submission.id, answers={"/con/ho_ten": "Lò Văn Bão"}, papers={})
    world.outbox.send_due()
    return submission


def _sent(world: World, item: OutboxItem | None) -> OutboxItem:
    assert item is not None
    assert item.kind is not Kind.DOSSIER
    world.outbox.send_due()
    assert world.item(item.id).state is State.RECEIPTED
    world.wait(seconds=timedelta(minutes=1).total_seconds())
    return item


def _restored(world: World) -> None:
    """The portal was put back to before all of it."""
    for memory in (world.portal.held, world.portal.records, world.portal.uploads):
        memory.clear()
    world.wait(days=2)
