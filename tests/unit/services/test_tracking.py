"""What the portal says is stored as it says it; what it forgets is offered again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.dossier import Status, Step, Turn
from desktop.domain.errors import StillWaiting
from desktop.domain.events import DossierChanged
from desktop.domain.submission import State
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.portal import OFFLINE
from tests.fakes.world import World
from tests.unit.services.portal_side import NOTICE, SID, draft_certificate, received, supplement, told

A = AnswerClass


@pytest.fixture
def world() -> World:
    return World()


def test_changes_are_read_once_and_kept_with_their_history(world: World) -> None:
    submission = world.sent()
    record = received(world, submission)
    assert world.tracking.refresh() == (submission.id,)
    stored = world.vault.tables.dossiers[submission.id]
    assert (stored.seq, stored.history, stored.refreshed_at) == (record.seq, record.history, world.clock.now())
    assert world.events[-1] == DossierChanged(submission.id)
    world.portal.calls.clear()
    assert world.tracking.refresh() == ()
    assert [name for name, _ in world.portal.calls] == ["changes"]


def test_repeated_hints_change_nothing(world: World) -> None:
    submission = told(world)
    world.portal.log.append((submission.id, None))
    events = len(world.events)
    assert world.tracking.refresh() == ()
    assert len(world.events) == events


def test_a_lower_number_is_a_portal_that_was_restored_and_is_offered_what_it_lost(world: World) -> None:
    submission = told(world, seq=7, supplement=supplement(world))
    world.answering.answer_supplement(submission.id, answers={"/con/ho_ten": "Lò Văn Bão"}, papers={})
    world.outbox.send_due()
    del world.portal.held[SID]
    world.portal.created.clear()
    world.portal.show(replace(world.portal.records[submission.id], seq=5))
    world.wait()
    assert world.tracking.refresh() == (submission.id,)
    assert world.vault.tables.dossiers[submission.id].seq == 0, "whatever is told next is believed"
    assert set(world.outbox.send_due().sent) == {submission.id, SID}
    assert world.portal.created == [(SID, world.item(SID).fingerprint)]
    assert [name for name, _ in world.portal.calls].count("upload") == 1
    world.portal.log.append((submission.id, None))
    assert world.tracking.refresh() == (submission.id,)
    assert world.vault.tables.dossiers[submission.id].seq == 5


def test_an_answer_whose_question_is_gone_is_not_given_again(world: World) -> None:
    submission = told(world, seq=7, supplement=supplement(world))
    world.answering.answer_supplement(submission.id, answers={"/con/ho_ten": "Lò Văn Bão"}, papers={})
    world.outbox.send_due()
    del world.portal.held[SID]
    world.portal.show(replace(world.portal.records[submission.id], seq=5, supplement=None))
    world.tracking.refresh()
    assert world.item(SID).state is State.RECEIPTED


def test_a_status_that_goes_back_is_taken_as_the_portal_says_it(world: World) -> None:
    submission = told(world, status=Status.FINISHED)
    received(world, submission, status=Status.PROCESSING)
    assert world.tracking.refresh() == (submission.id,)
    assert world.vault.tables.dossiers[submission.id].status is Status.PROCESSING


def test_the_cursor_is_saved_with_the_rows_or_not_at_all(world: World) -> None:
    submission = world.sent()
    received(world, submission)
    world.portal.says("history", OFFLINE)
    with pytest.raises(StillWaiting) as waiting:
        world.tracking.refresh()
    assert waiting.value.code == "portal.offline"
    assert not world.vault.tables.cursors
    assert world.tracking.refresh() == (submission.id,)
    assert list(world.vault.tables.cursors.values()) == ["1"]


def test_a_cursor_that_has_expired_means_everything_anew(world: World) -> None:
    submission = told(world)
    received(world, submission, status=Status.FINISHED)
    world.portal.says("changes", Answer(A.GONE, "cursor-expired", wrote=True))
    assert world.tracking.refresh() == (submission.id,)
    assert world.vault.tables.dossiers[submission.id].status is Status.FINISHED


def test_with_an_expired_cursor_what_the_delta_no_longer_lists_is_read_too(world: World) -> None:
    submission = told(world)
    received(world, submission, status=Status.FINISHED)
    world.portal.log.clear()
    world.portal.says("changes", Answer(A.GONE, "cursor-expired", wrote=True))
    assert world.tracking.refresh() == (submission.id,)
    assert world.vault.tables.dossiers[submission.id].status is Status.FINISHED


def test_a_portal_that_was_restored_gets_the_same_bytes_under_the_same_id(world: World) -> None:
    submission = told(world)
    portal = world.portal
    for memory in (portal.held, portal.records, portal.uploads):
        memory.clear()
    portal.created.clear()
    world.wait(days=2)
    assert world.tracking.refresh() == (submission.id,)
    assert (world.item(submission.id).state, world.item(submission.id).reason) == (State.UPLOADING, "portal.forgot")
    assert world.item(submission.id).receipt is not None
    assert world.outbox.send_due().sent == (submission.id,)
    assert portal.created == [(submission.id, submission.fingerprint)]
    received(world, submission, seq=1)
    assert world.tracking.refresh() == (submission.id,)
    assert world.vault.tables.dossiers[submission.id].seq == 1


def test_what_a_restored_portal_tells_behind_the_cursor_is_heard_at_once(world: World) -> None:
    older = told(world)
    world.wait(hours=20)
    newer = told(world)
    for memory in (world.portal.held, world.portal.records):
        memory.pop(older.id)
    world.portal.log.clear()
    world.wait(hours=5)
    assert world.tracking.refresh() == (older.id,)
    received(world, newer, status=Status.FINISHED)
    world.tracking.refresh()
    assert world.vault.tables.dossiers[newer.id].status is Status.FINISHED


def test_with_the_dossier_its_consent_is_offered_again(world: World) -> None:
    world.sign_in()
    submission = world.queued(for_another=True)
    world.outbox.send_due()
    world.portal.held.clear()
    world.tracking.refresh()
    assert world.outbox.send_due().sent == (submission.consent, submission.id)


def test_a_tombstone_closes_what_is_known(world: World) -> None:
    submission = told(world)
    world.portal.log.append((submission.id, "withdrawn"))
    assert world.tracking.refresh() == (submission.id,)
    stored = world.vault.tables.dossiers[submission.id]
    assert (stored.final, stored.turn) == (True, Turn.NOBODY)


def test_what_another_computer_took_back_asks_for_nothing_any_more(world: World) -> None:
    paid = replace(NOTICE, notice="notice-0", state="paid")
    asked = {"supplement": supplement(world), "confirmation": draft_certificate(world), "fee_notices": (paid, NOTICE)}
    submission = told(world, **asked)
    assert world.tracking.status(submission.id).turn is Turn.YOURS
    world.wait()
    world.portal.log.append((submission.id, "withdrawn"))
    world.tracking.refresh()
    stored = world.vault.tables.dossiers[submission.id]
    assert world.tracking.status(submission.id).turn is Turn.NOBODY
    assert (stored.supplement, stored.confirmation, stored.fee_notices) == (None, None, (paid,))
    assert (stored.told_as, stored.refreshed_at) == ("withdrawn", world.clock.now())


def test_what_is_over_asks_for_nothing_whatever_the_portal_still_lists(world: World) -> None:
    submission = told(world, final=True, status=Status.REFUSED, supplement=supplement(world), fee_notices=(NOTICE,))
    assert world.tracking.status(submission.id).turn is Turn.NOBODY
    assert world.vault.tables.dossiers[submission.id].supplement is None


@pytest.mark.parametrize("tombstone", ["", "0000", "{id} "])
def test_a_tombstone_of_what_is_not_here_stops_nothing(world: World, tombstone: str) -> None:
    submission = world.sent()
    received(world, submission)
    world.portal.log.append((tombstone.format(id=submission.id), "withdrawn"))
    assert world.tracking.refresh() == (submission.id,)
    assert not world.vault.tables.dossiers[submission.id].final


def test_what_another_computer_took_back_before_it_was_read_here_is_shown_as_ended(world: World) -> None:
    submission = world.sent()
    world.portal.log += [(submission.id, "withdrawn"), ("somebody-elses", "withdrawn")]
    assert world.tracking.refresh() == (submission.id,)
    stored = world.vault.tables.dossiers[submission.id]
    assert (stored.status, stored.final, stored.turn) == (Status.STOPPED, True, Turn.NOBODY)
    assert list(world.vault.tables.dossiers) == [submission.id]


def test_dossiers_of_others_are_not_read(world: World) -> None:
    submission = told(world)
    world.portal.log.append(("somebody-elses", None))
    world.sign_in("nam")
    received(world, submission)
    world.portal.calls.clear()
    assert world.tracking.refresh() == ()
    assert [name for name, _ in world.portal.calls] == ["changes"]


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (OFFLINE, "portal.offline"),
        (Answer(A.NOT_THE_PORTAL, "portal.captive"), "portal.captive"),
        (Answer(A.WAIT, "http-503"), "portal.busy"),
    ],
)
def test_when_the_portal_cannot_be_read_that_is_said(world: World, answer: Answer, code: str) -> None:
    world.sign_in()
    world.portal.says("changes", answer)
    with pytest.raises(StillWaiting) as waiting:
        world.tracking.refresh()
    assert waiting.value.code == code


def test_without_a_person_nothing_is_read(world: World) -> None:
    with pytest.raises(StillWaiting) as waiting:
        world.tracking.refresh()
    assert waiting.value.code == "sign-in.needed"


def test_a_token_that_has_ended_is_renewed_for_reading_too(world: World) -> None:
    submission = world.sent()
    received(world, submission)
    world.portal.tokens.clear()
    assert world.tracking.refresh() == (submission.id,)
    assert world.identity.refreshed == 1


def test_the_view_says_whose_move_it_is(world: World) -> None:
    world.sign_in()
    submission = world.queued()
    assert world.tracking.status(submission.id).turn is Turn.PROGRAM
    world.outbox.send_due()
    assert world.tracking.status(submission.id).turn is Turn.OFFICE
    received(world, submission, supplement=supplement(world))
    world.tracking.refresh()
    assert world.tracking.status(submission.id).turn is Turn.YOURS
    world.answering.answer_supplement(submission.id, answers={"/con/ho_ten": "Lò Văn Bão"}, papers={})
    assert world.tracking.status(submission.id).turn is Turn.PROGRAM
    world.outbox.send_due()
    assert world.tracking.status(submission.id).turn is Turn.OFFICE
    received(world, submission, supplement=None, fee_notices=(NOTICE,))
    world.tracking.refresh()
    assert world.tracking.status(submission.id).turn is Turn.YOURS


def test_who_has_asked_to_withdraw_is_asked_for_nothing_meanwhile(world: World) -> None:
    submission = told(world, fee_notices=(NOTICE,))
    assert world.tracking.status(submission.id).turn is Turn.YOURS
    world.answering.withdraw(submission.id, "nộp nhầm")
    assert world.tracking.status(submission.id).turn is Turn.PROGRAM


def test_what_was_taken_back_before_it_went_out_is_nobodys_move(world: World) -> None:
    submission = world.queued()
    world.outbox.cancel(submission.id)
    assert world.tracking.status(submission.id).turn is Turn.NOBODY


def test_what_was_refused_is_your_move(world: World) -> None:
    submission = told(world, supplement=supplement(world))
    world.answering.answer_supplement(submission.id, answers={"/con/ho_ten": "Lò Văn Bão"}, papers={})
    world.portal.refuse[SID] = Answer(A.FIX, "invalid", wrote=True)
    world.outbox.send_due()
    assert world.tracking.status(submission.id).turn is Turn.YOURS


def test_late_and_stuck_are_told_against_the_portals_own_dates(world: World) -> None:
    now = world.clock.now()
    step = Step("Thẩm định", "Lê Thị Hoa", "14845", since=now, due=now + timedelta(hours=8))
    submission = told(world, step=step, due_at=now + timedelta(days=1))
    view = world.tracking.status(submission.id)
    assert (view.is_overdue, view.stuck) == (False, None)
    world.wait(hours=9)
    view = world.tracking.status(submission.id)
    assert not view.is_overdue
    assert view.stuck is not None
    assert (view.stuck.unit, view.stuck.handler) == ("14845", "Lê Thị Hoa")
    world.wait(hours=16)
    assert world.tracking.status(submission.id).is_overdue
    assert world.tracking.listing.listed(0, 1)[0].submission.id == submission.id
