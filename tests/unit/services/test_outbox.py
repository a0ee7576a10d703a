"""The outbox: exactly once, nothing held up, nothing believed without proof."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.events import ConnectionChanged
from desktop.domain.submission import Mode, State
from desktop.services.outbox import SendReport
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.portal import CAPTIVE, OFFLINE, PROFILE, Line
from tests.fakes.world import SCAN, World

S, A = State, AnswerClass


@pytest.fixture
def world() -> World:
    made = World()
    made.sign_in()
    return made


def test_a_dossier_goes_out_once_with_its_papers(world: World) -> None:
    submission = world.queued()
    assert world.outbox.send_due() == SendReport(sent=(submission.id,))
    item = world.item(submission.id)
    assert (item.state, item.receipt) == (S.RECEIPTED, f"receipt of {item.id}")
    assert (item.account, item.portal_id, item.lease_owner) == ("mai", PROFILE.portal_id, None)
    assert list(world.portal.uploads.values()) == list(world.papers.held)
    assert world.outbox.send_due() == SendReport()
    assert world.portal.created == [(submission.id, submission.fingerprint)]


def test_the_same_bytes_in_two_places_are_two_papers_of_one_dossier(world: World) -> None:
    draft = world.draft()
    world.attaching.attach(draft.id, "TP01", "mat-sau.pdf", SCAN)
    submission = world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    world.outbox.send_due()
    assert world.portal.created == [(submission.id, submission.fingerprint)]
    assert len(world.papers.held) == 1
    assert list(world.portal.uploads.values()) == 2 * list(world.papers.held)


def test_a_lost_reply_is_asked_for_and_never_put_twice(world: World) -> None:
    submission = world.queued()
    world.portal.says("put", Line.LOST_REPLY)
    assert world.outbox.send_due().sent == (submission.id,)
    assert [name for name, _ in world.portal.calls] == ["health", "upload", "put", "ask"]


def test_a_lost_request_is_put_again_only_after_the_portal_said_that_it_never_came(world: World) -> None:
    submission = world.queued()
    world.portal.says("put", Line.LATE_REQUEST)
    assert world.outbox.send_due().waiting == (submission.id,)
    world.portal.deliver_late()
    world.wait()
    assert world.outbox.send_due().sent == (submission.id,)
    assert [name for name, _ in world.portal.calls].count("put") == 1
    assert len(world.portal.created) == 1


def test_a_request_that_a_middle_box_doubles_is_one_dossier(world: World) -> None:
    submission = world.queued()
    world.portal.says("put", Line.TWICE)
    assert world.outbox.send_due().sent == (submission.id,)
    assert len(world.portal.created) == 1


def test_a_login_page_with_200_after_the_request_leaves_it_unknown(world: World) -> None:
    item_id = world.queued().id
    world.portal.says("put", CAPTIVE)
    world.portal.says("ask", CAPTIVE)
    world.portal.says("health", Answer(A.OK), CAPTIVE)
    world.outbox.send_due()
    item = world.item(item_id)
    assert (item.state, item.resume_state, item.reason) == (S.RETRY_WAIT, S.UNKNOWN, "captive")
    assert item.attempts == 0
    assert world.outbox.connection == "captive"
    world.outbox.send_due()
    assert world.item(item_id).state is S.RECEIPTED


def test_each_try_is_written_down_as_failed_before_it_is_made(world: World) -> None:
    item_id = world.queued().id
    world.portal.says("put", Line.LOST_REPLY)
    world.outbox.send_due()
    tries = world.outbox.attempts(item_id)
    assert [(row.number, row.outcome, row.code) for row in tries] == [(1, "wait", "network.cut"), (2, "ok", None)]


def test_consent_goes_before_its_dossier_and_a_refused_one_holds_it_back(world: World) -> None:
    submission = world.queued(for_another=True)
    consent = submission.consent or ""
    world.portal.refuse[consent] = Answer(A.FIX, "invalid", body={"errors": []}, wrote=True)
    report = world.outbox.send_due()
    assert set(report.needs_person) == {consent, submission.id}
    assert report.waiting == ()
    assert world.item(submission.id).state is S.QUEUED
    assert not world.portal.created


def test_one_bad_item_never_holds_up_another(world: World) -> None:
    bad, good = world.queued(), world.queued()
    world.portal.refuse[bad.id] = Answer(A.FIX, "invalid", body={"errors": [{"pointer": "/x"}]}, wrote=True)
    report = world.outbox.send_due()
    assert (report.sent, report.needs_person) == ((good.id,), (bad.id,))
    assert '"pointer"' in (world.item(bad.id).problem or "")


def test_a_busy_portal_is_not_asked_before_its_time_and_the_others_go_on(world: World) -> None:
    first = world.queued()
    world.wait(seconds=1)
    second = world.queued()
    world.portal.says("put", Answer(A.WAIT, "http-503", retry_after=600, wrote=True))
    assert world.outbox.send_due().sent == (second.id,)
    item = world.item(first.id)
    assert (item.state, item.resume_state) == (S.RETRY_WAIT, S.UNKNOWN)
    assert item.next_try_at == world.clock.now() + timedelta(seconds=630)
    world.wait(seconds=629)
    assert world.outbox.send_due().sent == ()
    world.wait(seconds=2)
    assert world.outbox.send_due().sent == (first.id,)


def test_a_portal_that_is_always_busy_is_asked_less_and_less(world: World) -> None:
    item_id = world.queued().id
    waits = []
    for _ in range(6):
        world.portal.says("upload", Answer(A.WAIT, "http-500", wrote=True))
        world.outbox.send_due()
        waits.append(((world.item(item_id).next_try_at or world.clock.now()) - world.clock.now()).total_seconds())
        world.wait()
    assert waits == [1, 2, 4, 8, 16, 32]


def test_offline_nothing_is_tried_and_nothing_is_lost(world: World) -> None:
    ids = {world.queued().id, world.queued().id}
    world.is_offline = True
    assert set(world.outbox.send_due().waiting) == ids
    world.is_offline = False
    world.portal.says("health", OFFLINE)
    assert set(world.outbox.send_due().waiting) == ids
    assert {world.item(item).state for item in ids} == {S.QUEUED}
    assert [name for name, _ in world.portal.calls] == ["health"]
    assert world.events[-1] == ConnectionChanged("offline")
    assert set(world.outbox.send_due().sent) == ids
    assert world.outbox.connection == "online"


def test_when_the_line_goes_in_the_middle_the_rest_waits_and_comes_at_once_when_it_is_back(world: World) -> None:
    first = world.queued()
    world.wait(seconds=1)
    second = world.queued()
    world.portal.says("put", OFFLINE)
    world.portal.says("health", Answer(A.OK), OFFLINE)
    world.outbox.send_due()
    assert (world.item(first.id).reason, world.item(first.id).attempts) == ("offline", 0)
    assert world.item(second.id).state is S.QUEUED
    assert set(world.outbox.send_due().sent) == {first.id, second.id}


def test_a_person_who_is_signed_out_waits_alone(world: World) -> None:
    mine = world.queued()
    world.portal.says("put", Line.LOST_REQUEST)
    world.outbox.send_due()
    world.sign_in("nam")
    other = world.queued()
    world.portal.tokens = {token: user for token, user in world.portal.tokens.items() if user != "mai"}
    world.identity.trouble = Answer(A.LOGIN, "invalid_grant")
    world.wait(minutes=5)
    report = world.outbox.send_due()
    assert (report.sent, report.needs_person) == ((other.id,), (mine.id,))
    assert (world.item(mine.id).state, world.item(mine.id).resume_state) == (S.NEEDS_LOGIN, S.UNKNOWN)
    assert world.portal.by[other.id] == "nam"
    world.identity.trouble = None
    world.sign_in("mai")
    assert world.outbox.send_due().sent == (mine.id,)
    assert world.portal.by[mine.id] == "mai"


def test_a_token_that_ends_while_sending_is_renewed(world: World) -> None:
    submission = world.queued()
    world.portal.tokens.clear()
    assert world.outbox.send_due().sent == (submission.id,)
    assert world.identity.refreshed == 1
    assert [name for name, _ in world.portal.calls] == ["health", "upload", "upload", "put"]


def test_without_a_person_nothing_is_tried() -> None:
    world = World()
    submission = world.queued()
    assert world.outbox.send_due() == SendReport(needs_person=(submission.id,))
    assert world.item(submission.id).account is None


def test_practice_never_goes_to_a_live_portal_and_a_pinned_item_to_no_other(world: World) -> None:
    submission = world.queued()
    world.portal.profile = replace(PROFILE, mode="live")
    assert world.outbox.send_due() == SendReport(needs_person=(submission.id,))
    world.portal.profile = PROFILE
    world.portal.says("put", Line.LOST_REQUEST)
    world.outbox.send_due()
    world.wait()
    world.portal.profile = replace(PROFILE, portal_id="practice-00000002")
    world.sign_in()
    assert world.outbox.send_due() == SendReport(needs_person=(submission.id,))
    assert not world.portal.created


def test_a_live_item_is_not_practised_with(world: World) -> None:
    draft = world.draft()
    submission = world.finalising.submit(draft.id, pledge=True, mode=Mode.LIVE)
    assert world.outbox.send_due() == SendReport(needs_person=(submission.id,))
