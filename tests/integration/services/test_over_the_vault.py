"""What the fakes promise, the real store does too: the same services over SQLCipher."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from desktop.adapters.database.vault import open_vault
from desktop.domain.dossier import Turn
from desktop.domain.fee import Payment
from desktop.domain.submission import Mode, State
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.portal import OFFLINE, Line
from tests.fakes.world import World
from tests.integration.services.stored_world import stored_world
from tests.unit.services.portal_side import (
    CID,
    NOTICE,
    SID,
    draft_certificate,
    payment,
    received,
    result,
    supplement,
)

CERTIFICATE = b"%PDF giay khai sinh"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with open_vault(tmp_path / "home", bytes(range(32))) as vault:
        made = stored_world(vault)
        made.sign_in()
        yield made


def test_a_dossier_from_draft_to_kept_result(world: World) -> None:
    submission = world.queued(for_another=True)
    world.portal.says("put", Line.LOST_REPLY)
    assert world.outbox.send_due().sent == (submission.consent, submission.id)
    received(world, submission, supplement=supplement(world))
    assert world.tracking.refresh() == (submission.id,)
    papers = {"TP01": [("ro-hon.pdf", b"%PDF ro hon")]}
    world.answering.answer_supplement(submission.id, answers={"/con/ho_ten": "Lò Văn Bão"}, papers=papers)
    assert world.outbox.send_due().sent == (SID,)
    received(world, submission, supplement=None, confirmation=draft_certificate(world))
    world.tracking.refresh()
    world.answering.confirm(submission.id, wrong=None)
    assert world.outbox.send_due().sent == (CID,)
    received(world, submission, confirmation=None, fee_notices=(NOTICE,))
    world.tracking.refresh()
    pid = f"{len(world.new_id.made) + 1:08x}-0000-7000-8000-{len(world.new_id.made) + 1:012x}"
    payment(world, submission, pid)
    opened = world.paying.open_payment(submission.id)
    assert isinstance(opened, Payment)
    assert world.paying.look(submission.id) == opened
    world.portal.contents["rid-1"] = CERTIFICATE
    digest = sha256(CERTIFICATE).hexdigest()
    paid = replace(NOTICE, state="paid")
    received(world, submission, fee_notices=(paid,), results=(result(CERTIFICATE, digest),))
    world.tracking.refresh()
    (kept,) = world.results.download(submission.id)
    assert (kept.sha256, world.results.kept(submission.id)) == (digest, (kept,))
    received(world, submission, final=True)
    world.tracking.refresh()
    view = world.tracking.status(submission.id)
    assert (view.turn, len(view.payments), world.results.read(digest)) == (Turn.NOBODY, 1, CERTIFICATE)


@pytest.mark.parametrize("for_another", [False, True])
def test_reopened_and_sent_again(world: World, for_another: bool) -> None:
    submission = world.queued(for_another=for_another)
    draft = world.finalising.reopen(submission.id)
    world.drafting.merge(draft.id, {"con": {"ho_ten": "Lò Văn Bão"}})
    again = world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    world.outbox.send_due()
    assert world.item(again.id).state is State.RECEIPTED


def test_reopened_after_its_consent_went_out(world: World) -> None:
    submission = world.queued(for_another=True)
    world.outbox.pause(submission.id)
    world.outbox.send_due()
    draft = world.finalising.reopen(submission.id)
    again = world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    world.outbox.send_due()
    assert world.item(again.id).state is State.RECEIPTED


def test_refused_taken_back_and_corrected(world: World) -> None:
    submission = world.queued()
    world.portal.refuse[submission.id] = Answer(AnswerClass.FIX, "invalid", wrote=True)
    world.outbox.send_due()
    world.outbox.cancel(submission.id)
    world.outbox.send_due()
    draft = world.finalising.correct(submission.id)
    again = world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    assert world.outbox.send_due().sent == (again.id,)


def test_every_pause_and_return_is_allowed_by_the_store(world: World) -> None:
    submission = world.queued()
    for call, answer in (
        ("upload", Answer(AnswerClass.WAIT, "http-503")),
        ("upload", Answer(AnswerClass.GONE, "upload-expired")),
        ("put", OFFLINE),
        ("ask", Answer(AnswerClass.WAIT, "http-503")),
        ("put", Answer(AnswerClass.UPLOADS, "uploads-incomplete", wrote=True)),
    ):
        world.portal.says(call, answer)
        world.outbox.send_due()
        world.wait()
    assert world.outbox.send_due().waiting == ()
    assert world.item(submission.id).state is State.RECEIPTED
    assert len(world.portal.created) == 1


def test_forgotten_by_the_portal_and_offered_again(world: World) -> None:
    submission = world.queued()
    world.outbox.send_due()
    received(world, submission, seq=9)
    world.tracking.refresh()
    world.portal.held.clear()
    world.portal.records.clear()
    world.wait(days=2)
    world.tracking.refresh()
    assert world.outbox.send_due().sent == (submission.id,)
    received(world, submission, seq=1)
    assert world.tracking.refresh() == (submission.id,)


def test_cancelled_before_and_after_a_try(world: World) -> None:
    first, second = world.queued(), world.queued()
    world.outbox.cancel(first.id)
    world.portal.says("put", Line.LATE_REQUEST)
    world.outbox.send_due()
    world.outbox.cancel(second.id)
    world.outbox.send_due()
    assert {world.item(first.id).state, world.item(second.id).state} == {State.WITHDRAWN}
