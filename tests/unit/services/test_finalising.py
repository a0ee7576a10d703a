"""Finalising freezes everything in one unit; reopening is possible until the first try."""

import json
from dataclasses import replace
from functools import partial

import pytest

from desktop.domain.errors import StillWaiting
from desktop.domain.submission import Kind, Mode, OutboxItem, State
from desktop.services.ports import Answer, AnswerClass
from forms.answers import canonical, fingerprint
from forms.catalogue import Catalogue
from forms.manifest import check_manifest
from tests.fakes.portal import OFFLINE, Line
from tests.fakes.world import BIRTH, World
from tests.unit.services.portal_side import refusal_code

INVALID = Answer(AnswerClass.FIX, "invalid", wrote=True)


@pytest.fixture
def world() -> World:
    return World()


def _items(world: World, kind: Kind) -> list[OutboxItem]:
    return [item for item in world.vault.tables.items.values() if item.kind is kind]


def test_the_manifest_is_version_1_under_its_fingerprint(world: World) -> None:
    draft = world.draft()
    submission = world.finalising.finalise(draft.id, pledge=True, mode=Mode.PRACTICE)
    item = world.item(submission.id)
    manifest = json.loads(item.body)
    check_manifest(manifest)
    assert item.body == canonical(manifest)
    assert item.fingerprint == fingerprint(manifest) == submission.fingerprint
    assert (item.state, item.started, item.account, item.portal_id) == (State.READY, False, None, None)
    assert manifest["mode"] == "practice"
    assert manifest["as_of"] == "2026-11-23"
    assert manifest["finalised_at"] == "2026-11-23T09:00:00+07:00"
    assert manifest["unit"] == submission.unit == "14845"
    assert manifest["fee"] == {"shown": 16_000, "exemption": None}
    assert manifest["consent"] is None
    assert manifest["applicant"]["name"] == manifest["submitter"]["name"] == "Lò Thị May"
    assert manifest["submitter"]["relation"] == "self"
    (paper,) = manifest["attachments"]
    assert (paper["slot"], paper["n"], paper["sha256"]) == ("TP01", 1, *world.papers.held)
    assert world.drafting.get(draft.id).finalised_as == submission.id


def test_the_consent_is_an_item_of_its_own_that_the_dossier_depends_on(world: World) -> None:
    submission = world.queued(for_another=True)
    (consent,), dossier = _items(world, Kind.CONSENT), world.item(submission.id)
    body = json.loads(consent.body)
    assert dossier.depends_on == consent.id == submission.consent == json.loads(dossier.body)["consent"]
    assert consent.fingerprint == fingerprint(body)
    assert body["dossier"] == submission.id
    assert body["applicant"]["name"] == "Lò Thị May"
    assert body["evidence"]["kind"] == "paper"
    assert body["evidence"]["sha256"] in world.papers.held
    assert json.loads(dossier.body)["submitter"]["name"] == "Lò Văn Nam"
    assert "CONSENT" not in {paper["slot"] for paper in json.loads(dossier.body)["attachments"]}


def test_papers_of_closed_slots_stay_here_and_the_others_are_numbered_without_gaps(world: World) -> None:
    draft = world.draft()
    world.attaching.attach(draft.id, "TP01", "b.pdf", b"%PDF b")
    world.attaching.attach(draft.id, "TP02", "c.pdf", b"%PDF c")
    world.attaching.detach(draft.id, world.attaching.of_draft(draft.id)[0].id)
    submission = world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    rows = json.loads(world.item(submission.id).body)["attachments"]
    assert [(row["slot"], row["n"]) for row in rows] == [("TP01", 1)]


def test_an_exemption_is_in_the_manifest(world: World) -> None:
    draft = world.draft()
    world.drafting.set_exemption(draft.id, "ho_ngheo")
    submission = world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    assert json.loads(world.item(submission.id).body)["fee"] == {"shown": 0, "exemption": "ho_ngheo"}


def test_without_pledge_or_with_faults_nothing_is_made(world: World) -> None:
    draft = world.draft()
    assert refusal_code(lambda: world.finalising.submit(draft.id, pledge=False, mode=Mode.PRACTICE)) == "submit.pledge"
    world.drafting.merge(draft.id, {"con": {"ho_ten": "Lò 7"}})
    assert refusal_code(lambda: world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)) == "submit.faults"
    world.drafting.discard(draft.id)
    assert refusal_code(lambda: world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)) == "draft.discarded"
    assert not world.vault.tables.items
    assert not world.vault.tables.submissions


def test_a_double_click_is_one_submission(world: World) -> None:
    draft = world.draft()
    first = world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    second = world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    assert first == second
    assert len(world.vault.tables.items) == 1
    assert (
        refusal_code(lambda: world.finalising.finalise(draft.id, pledge=True, mode=Mode.PRACTICE)) == "draft.finalised"
    )


def test_enqueue_takes_the_consent_along_and_does_nothing_twice(world: World) -> None:
    draft = world.draft(for_another=True)
    submission = world.finalising.finalise(draft.id, pledge=True, mode=Mode.PRACTICE)
    assert {item.state for item in world.vault.tables.items.values()} == {State.READY}
    assert world.finalising.enqueue(submission.id).state is State.QUEUED
    world.finalising.enqueue(submission.id)
    assert {item.state for item in world.vault.tables.items.values()} == {State.QUEUED}


@pytest.mark.parametrize("for_another", [False, True])
def test_reopening_frees_the_draft_which_is_filed_again_as_the_same(world: World, for_another: bool) -> None:
    submission = world.queued(for_another=for_another)
    draft = world.finalising.reopen(submission.id)
    assert not world.vault.tables.items
    assert not world.vault.tables.submissions
    world.drafting.merge(draft.id, {"con": {"ho_ten": "Lò Văn Bão"}})
    again = world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    assert (again.id, again.fingerprint != submission.fingerprint, again.replaces) == (submission.id, True, None)


def test_after_a_try_it_is_not_reopened(world: World) -> None:
    world.sign_in()
    submission = world.queued()
    world.portal.says("put", OFFLINE)
    world.outbox.send_due()
    assert refusal_code(lambda: world.finalising.reopen(submission.id)) == "submit.started"


def test_with_its_consent_sent_it_reopens_under_a_new_id(world: World) -> None:
    world.sign_in()
    submission = world.queued(for_another=True)
    world.outbox.pause(submission.id)
    world.outbox.send_due()
    draft = world.finalising.reopen(submission.id)
    assert world.item(submission.id).state is State.WITHDRAWN
    again = world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    world.outbox.send_due()
    assert world.item(again.id).state is State.RECEIPTED
    assert again.consent != submission.consent


def test_what_was_refused_is_taken_back_before_its_corrected_copy_goes_out(world: World) -> None:
    world.sign_in()
    submission = world.queued(for_another=True)
    world.portal.refuse[submission.id] = INVALID
    world.outbox.send_due()
    with pytest.raises(StillWaiting) as waiting:
        world.finalising.correct(submission.id)
    assert waiting.value.code == "submit.withdrawing"
    world.outbox.send_due()
    assert submission.id in world.portal.tombstones
    draft = world.finalising.correct(submission.id)
    assert draft.replaces == submission.id
    assert len(world.attaching.of_draft(draft.id)) == 2
    again = world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    assert json.loads(world.item(again.id).body)["replaces"] == submission.id
    assert world.outbox.send_due().sent[-1] == again.id


def test_a_corrected_copy_waits_for_the_portals_word(world: World) -> None:
    world.sign_in()
    submission = world.queued()
    world.portal.says("put", Line.LATE_REQUEST)
    world.outbox.send_due()
    draft = world.draft()
    world.vault.tables.drafts[draft.id] = replace(draft, replaces=submission.id)
    assert (
        refusal_code(lambda: world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE))
        == "submit.replaced-open"
    )


def test_what_the_portal_holds_is_not_corrected_behind_its_back(world: World) -> None:
    submission = world.sent()
    assert refusal_code(lambda: world.finalising.correct(submission.id)) == "submit.accepted"


def test_an_unverified_code_is_practised_with_and_never_sent_for_real(world: World) -> None:
    birth = world.catalogue.get(BIRTH)
    unsure = replace(birth, procedure={**birth.procedure, "code_verified": False}, sha256="0" * 64)
    world = World()
    world.catalogue = Catalogue.of([unsure])
    draft = world.draft()
    live = partial(world.finalising.finalise, draft.id, pledge=True, mode=Mode.LIVE)
    assert refusal_code(live) == "submit.code-unverified"
    assert not world.vault.tables.items
    world.finalising.finalise(draft.id, pledge=True, mode=Mode.PRACTICE)
    assert len(world.vault.tables.items) == 1
