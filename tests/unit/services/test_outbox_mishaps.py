"""The outbox: crashes, two processes, cancelling, uploads that vanish, papers that change."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.errors import HosoError, Refusal, StillWaiting
from desktop.domain.submission import Kind, OutboxItem, State
from desktop.services.outbox import SendReport
from desktop.services.ports import Answer, AnswerClass
from forms.catalogue import Catalogue
from tests.fakes.portal import OFFLINE, Line
from tests.fakes.world import World

S, A = State, AnswerClass


@pytest.fixture
def world() -> World:
    made = World()
    made.sign_in()
    return made


def test_a_crash_while_it_was_put_is_unknown_and_asked(world: World) -> None:
    submission = world.queued()

    def dies(name: str, _about: str) -> None:
        if name == "put":
            raise KeyboardInterrupt

    world.portal.before_call = dies
    with pytest.raises(KeyboardInterrupt):
        world.outbox.send_due()
    world.portal.before_call = world._watch
    item = world.vault.tables.items[submission.id]
    world.vault.tables.items[submission.id] = replace(
        item, lease_owner="dead", lease_until=world.clock.now() + timedelta(minutes=5)
    )
    assert item.state is S.SUBMITTING
    other = world.outbox_of("another process")
    world.portal.calls.clear()
    assert other.send_due().sent == ()
    world.wait()
    assert other.send_due().sent == (submission.id,)
    assert [name for name, _ in world.portal.calls] == ["health", "health", "ask", "put"]


def test_two_processes_never_work_on_one_item(world: World) -> None:
    submission = world.queued()
    other = world.outbox_of("another process")
    seen: list[SendReport] = []

    def meddle(name: str, _about: str) -> None:
        if name == "put":
            world.portal.before_call = world._watch
            seen.append(other.send_due())

    world.portal.before_call = meddle
    assert world.outbox.send_due().sent == (submission.id,)
    assert seen[0].sent == ()
    assert len(world.portal.created) == 1


def test_who_has_lost_the_lease_writes_nothing(world: World) -> None:
    """A laptop that slept through its lease wakes while another process is at work."""
    submission = world.queued()
    taken: list[OutboxItem] = []

    def taken_over(name: str, _about: str) -> None:
        if name == "put":
            items = world.vault.tables.items
            items[submission.id] = replace(items[submission.id], lease_owner="another process")
            taken.append(items[submission.id])

    world.portal.before_call = taken_over
    world.outbox.send_due()
    assert taken == [world.item(submission.id)]


def test_cancelled_while_its_papers_go_up_it_is_not_put(world: World) -> None:
    submission = world.queued()

    def cancel(name: str, _about: str) -> None:
        if name == "upload":
            world.portal.before_call = world._watch
            world.outbox.cancel(submission.id)

    world.portal.before_call = cancel
    world.outbox.send_due()
    assert world.item(submission.id).state is S.WITHDRAWN
    assert not world.portal.created


def test_cancelled_after_a_try_the_late_copy_finds_a_tombstone(world: World) -> None:
    submission = world.queued()
    world.portal.says("put", Line.LATE_REQUEST)
    world.outbox.send_due()
    assert world.outbox.cancel(submission.id).state is S.WITHDRAWING
    world.outbox.send_due()
    world.portal.deliver_late()
    assert world.item(submission.id).state is S.WITHDRAWN
    assert not world.portal.created


def test_cancelled_after_an_office_took_it_the_receipt_is_fetched(world: World) -> None:
    submission = world.queued()
    world.portal.says("put", Line.LOST_REPLY)
    world.portal.says("ask", OFFLINE)
    world.outbox.send_due()
    world.outbox.cancel(submission.id)
    world.portal.accepted.add(submission.id)
    world.portal.says("ask", OFFLINE)
    assert world.outbox.send_due().sent == ()
    item = world.item(submission.id)
    assert (item.state, item.receipt) == (S.RETRY_WAIT, None)
    world.wait()
    assert world.outbox.send_due().sent == (submission.id,)
    assert (world.item(submission.id).reason, world.item(submission.id).receipt is None) == ("already-accepted", False)


def test_cancelled_where_the_office_took_another_version_it_ends(world: World) -> None:
    submission = world.queued()
    other = Answer(A.CONFLICT, "fingerprint-mismatch", wrote=True)
    world.portal.says("put", other)
    world.outbox.send_due()
    assert world.item(submission.id).state is S.CONFLICT
    world.outbox.cancel(submission.id)
    world.portal.says("withdraw", Answer(A.FIX, "already-accepted", wrote=True))
    world.portal.says("ask", other)
    world.outbox.send_due()
    assert (world.item(submission.id).state, world.item(submission.id).reason) == (S.WITHDRAWN, "cancelled")


def test_an_upload_that_the_portal_forgot_gets_a_new_id_before_its_post(world: World) -> None:
    submission = world.queued()
    first = Answer(A.GONE, "upload-expired", wrote=True)
    world.portal.says("upload", first, Line.LOST_REPLY)
    world.outbox.send_due()
    (upload,) = world.vault.tables.uploads.values()
    assert (upload.generation, upload.complete) == (2, False)
    assert world.portal.calls[-1] == ("upload", upload.upload_id)
    world.wait()
    assert world.outbox.send_due().sent == (submission.id,)


def test_uploads_that_vanish_before_the_put_go_up_again(world: World) -> None:
    submission = world.queued()
    world.portal.says("put", Answer(A.UPLOADS, "uploads-incomplete", body={}, wrote=True))
    assert world.outbox.send_due().sent == (submission.id,)
    assert [name for name, _ in world.portal.calls] == ["health", "upload", "put", "upload", "put"]


def test_uploads_that_are_never_complete_end_the_pass(world: World) -> None:
    item_id = world.queued().id
    world.portal.says("put", *[Answer(A.UPLOADS, "uploads-incomplete", body={}, wrote=True)] * 9)
    world.outbox.send_due()
    assert (world.item(item_id).state, world.item(item_id).resume_state) == (S.RETRY_WAIT, S.UPLOADING)


@pytest.mark.parametrize("damage", ["changed", "gone"])
def test_a_paper_that_is_not_what_was_frozen_is_not_sent(world: World, damage: str) -> None:
    submission = world.queued()
    ((digest, content),) = world.papers.held.items()
    if damage == "gone":
        del world.papers.held[digest]
    else:
        world.papers.held[digest] = b""
    assert world.outbox.send_due().needs_person == (submission.id,)
    assert world.item(submission.id).state is S.QUARANTINED
    with pytest.raises(Refusal, match=r"paper\.changed"):
        world.outbox.retry(submission.id)
    world.papers.held[digest] = content
    world.outbox.retry(submission.id)
    assert world.outbox.send_due().sent == (submission.id,)


def test_a_procedure_that_ended_while_it_waited_needs_its_new_form_and_nothing_is_sent(world: World) -> None:
    pack = world.catalogue.get("1.001193")
    world.catalogue = Catalogue.of([replace(pack, procedure={**pack.procedure, "status": "replaced"})])
    submission = world.queued()
    world.outbox.send_due()
    item = world.item(submission.id)
    assert (item.state, item.reason, item.started) == (S.NEEDS_FORM_UPGRADE, "form-version-retired", False)
    assert [name for name, _ in world.portal.calls] == ["health"]
    assert world.finalising.correct(submission.id).answers == world.drafting.get(submission.draft).answers


def test_a_paused_item_is_left_alone(world: World) -> None:
    submission = world.queued()
    world.outbox.pause(submission.id)
    assert world.outbox.send_due() == SendReport()
    world.outbox.unpause(submission.id)
    assert world.outbox.send_due().sent == (submission.id,)


def test_try_now_does_not_wait_for_the_back_off(world: World) -> None:
    submission = world.queued()
    world.portal.says("upload", Answer(A.WAIT, "http-503", retry_after=600))
    world.outbox.send_due()
    world.outbox.retry(submission.id)
    assert world.outbox.send_due().sent == (submission.id,)


@pytest.mark.parametrize(
    ("answer", "error", "code"),
    [
        (Answer(A.FIX, "invalid", wrote=True), Refusal, "outbox.needs-person"),
        (Answer(A.LOGIN, "invalid_token", wrote=True), StillWaiting, "sign-in.needed"),
    ],
)
def test_try_now_is_refused_where_it_would_change_nothing(
    world: World, answer: Answer, error: type[HosoError], code: str
) -> None:
    submission = world.queued()
    world.portal.says("put", answer, answer)
    world.outbox.send_due()
    with pytest.raises(error) as refused:
        world.outbox.retry(submission.id)
    assert refused.value.code == code


def test_ids_may_be_shortened(world: World) -> None:
    submission = world.queued()
    assert world.outbox.resolve(submission.id[:8]) == submission.id
    for prefix in (submission.id[:7], "ffffffff", ""):
        with pytest.raises(Refusal) as refused:
            world.outbox.resolve(prefix)
        assert refused.value.code == "id.unknown"


def test_a_confirmation_goes_ahead_of_everything(world: World) -> None:
    first, second = world.sent(), world.queued()
    world.queued()
    item = replace(world.item(second.id), id="c" * 36, kind=Kind.CONFIRMATION, submission=first.id)
    world.vault.tables.items[item.id] = item
    world.portal.calls.clear()
    world.outbox.send_due()
    assert next(about for name, about in world.portal.calls if name == "put") == item.id
