"""Filing on paper over the real store: asked, recorded, corrected; and never taken for something that was sent."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop.adapters.database.vault import Vault, open_vault
from desktop.domain.agreed import PapersGone
from desktop.domain.by_hand import HandStatus, Way
from desktop.domain.errors import HosoError
from desktop.domain.submission import Mode
from desktop.services.filing_by_hand import FilingByHand, Slip
from tests.fakes.world import World
from tests.integration.services.stored_world import stored_world

TODAY = date(2026, 11, 23)
SLIP = Slip(Way.POST, date(2026, 11, 20), " H56.14845-261120-0007 ", date(2026, 11, 27), "EB 123 456 789 VN")


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with open_vault(tmp_path / "home", bytes(range(32))) as opened:
        yield opened


@pytest.fixture
def world(vault: Vault) -> World:
    return stored_world(vault)


@pytest.fixture
def by_hand(world: World) -> FilingByHand:
    return FilingByHand(open_unit=world.vault, clock=world.clock, new_id=world.new_id, publish=world.events.append)


def refused(code: str) -> Any:
    return pytest.raises(HosoError, match=f"^{code}$")


def questions(by_hand: FilingByHand) -> list[str]:
    return [draft.id for draft, _ in by_hand.open_questions()]


def test_who_printed_is_asked_until_they_say(world: World, by_hand: FilingByHand) -> None:
    draft = world.draft()
    assert questions(by_hand) == []
    by_hand.printed(draft.id, Way.COUNTER)
    assert questions(by_hand) == [draft.id]
    by_hand.not_yet(draft.id)
    assert questions(by_hand) == []
    world.wait(hours=25)
    assert questions(by_hand) == [draft.id], "a day later it is asked again"
    by_hand.printed(draft.id, Way.POST)
    printing = by_hand.printing(draft.id)
    assert printing is not None
    assert printing.way is Way.POST
    by_hand.record(draft.id, Slip(Way.POST, TODAY))
    assert questions(by_hand) == []


def test_nobody_is_asked_about_what_is_in_the_bin_or_sent(world: World, by_hand: FilingByHand) -> None:
    binned, sent = world.draft(), world.draft()
    for draft in (binned, sent):
        by_hand.printed(draft.id, Way.COUNTER)
    world.drafting.discard(binned.id)
    world.finalising.submit(sent.id, pledge=True, mode=Mode.PRACTICE)
    assert questions(by_hand) == []
    by_hand.not_yet("nobody")


def test_what_was_recorded_is_what_the_slip_says(world: World, by_hand: FilingByHand) -> None:
    draft = world.draft()
    filing = by_hand.record(draft.id, SLIP)
    assert (filing.code, filing.post_number) == ("H56.14845-261120-0007", "EB 123 456 789 VN")
    assert (filing.status, filing.needs_person) == (HandStatus.WAITING, False)
    assert not filing.is_overdue(date(2026, 11, 27))
    assert filing.is_overdue(date(2026, 11, 28))
    [(listed, of)] = by_hand.all()
    assert listed == filing
    assert (of.id, of.answers, of.finalised_as) == (draft.id, draft.answers, filing.id)
    assert by_hand.get(filing.id) == (listed, of)
    assert world.drafting.open() == ()


def test_it_is_corrected_by_hand(world: World, by_hand: FilingByHand) -> None:
    filing = by_hand.record(world.draft().id, SLIP)
    world.wait()
    changed = by_hand.change(filing.id, Slip(Way.COUNTER, TODAY, "", None, "lạc", HandStatus.RESULT))
    assert by_hand.get(filing.id)[0] == changed
    assert (changed.code, changed.due_on, changed.post_number) == (None, None, None)
    assert changed.needs_person
    assert (changed.recorded_at, changed.changed_at) == (filing.recorded_at, world.clock.now())


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (Slip(Way.COUNTER, date(2026, 11, 24)), r"by-hand\.future"),
        (Slip(Way.COUNTER, TODAY, due_on=date(2026, 11, 22)), r"by-hand\.due"),
    ],
)
def test_days_that_cannot_be_are_refused_and_nothing_is_kept(
    world: World, by_hand: FilingByHand, slip: Slip, code: str
) -> None:
    draft = world.draft()
    with refused(code):
        by_hand.record(draft.id, slip)
    assert by_hand.all() == ()
    assert world.drafting.get(draft.id) == draft
    filing = by_hand.record(draft.id, SLIP)
    with refused(code):
        by_hand.change(filing.id, slip)


def test_what_was_filed_is_frozen_and_never_sent(world: World, by_hand: FilingByHand) -> None:
    draft = world.draft()
    by_hand.record(draft.id, SLIP)
    [paper] = world.attaching.of_draft(draft.id)
    for change in (
        lambda: world.drafting.save(draft.id, {}),
        lambda: world.drafting.discard(draft.id),
        lambda: world.attaching.attach(draft.id, "TP08", "them.pdf", b"%PDF them"),
        lambda: world.attaching.detach(draft.id, paper.id),
        lambda: world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE),
        lambda: world.finalising.finalise(draft.id, pledge=True, mode=Mode.PRACTICE),
        lambda: by_hand.record(draft.id, SLIP),
        lambda: by_hand.printed(draft.id, Way.COUNTER),
    ):
        with refused(r"draft\.filed-by-hand"):
            change()
    assert world.outbox.items() == ()
    assert world.tracking.listing.count() == 0, "the portal's list knows nothing of it"
    assert world.outbox.send_due().sent == ()


def test_what_is_to_be_sent_is_not_recorded_as_filed(world: World, by_hand: FilingByHand) -> None:
    submission = world.queued()
    with refused(r"draft\.finalised"):
        by_hand.record(submission.draft, SLIP)
    assert world.outbox.item(submission.id).state == "queued"
    reopened = world.finalising.reopen(submission.id)
    assert by_hand.record(reopened.id, SLIP).draft == reopened.id


def test_what_lies_in_the_bin_is_not_recorded(world: World, by_hand: FilingByHand) -> None:
    draft = world.draft()
    world.drafting.discard(draft.id)
    with refused(r"draft\.discarded"):
        by_hand.record(draft.id, SLIP)


def test_it_is_taken_back_and_goes_on_as_the_draft_it_was(world: World, by_hand: FilingByHand) -> None:
    draft = world.draft()
    by_hand.printed(draft.id, Way.COUNTER)
    filing = by_hand.record(draft.id, SLIP)
    assert by_hand.take_back(filing.id).finalised_as is None
    assert by_hand.all() == ()
    assert questions(by_hand) == [draft.id]
    assert world.drafting.save(draft.id, {"con": {}}).answers == {"con": {}}
    with refused(r"id\.unknown"):
        by_hand.get(filing.id)


def test_it_is_copied_with_its_papers_and_stays(world: World, by_hand: FilingByHand) -> None:
    draft = world.draft(for_another=True)
    filing = by_hand.record(draft.id, SLIP)
    copied = by_hand.copy(filing.id)
    assert copied.id != draft.id
    assert (copied.answers, copied.finalised_as) == (draft.answers, None)
    there = [(paper.slot, paper.sha256) for paper in world.attaching.of_draft(copied.id)]
    assert there == [(paper.slot, paper.sha256) for paper in world.attaching.of_draft(draft.id)]
    assert by_hand.get(filing.id)[1].finalised_as == filing.id


def test_what_was_typed_in_practice_is_used_for_real(world: World, by_hand: FilingByHand, vault: Vault) -> None:
    practised = world.draft(for_another=True)
    submission = world.finalising.submit(practised.id, pledge=True, mode=Mode.PRACTICE)
    queued = world.outbox.items()
    real = by_hand.use_for_real(submission.id)
    with world.vault() as uow:
        old, papers = uow.drafts.get(practised.id), uow.attachments.of_draft(practised.id)
        copied = uow.attachments.of_draft(real.id)
    for name in ("procedure", "version", "answers", "filing_for", "submitter", "exemption", "title"):
        assert getattr(real, name) == getattr(old, name)
    assert (real.finalised_as, old.finalised_as) == (None, submission.id)
    assert papers
    assert [(one.slot, one.n, one.name, one.sha256) for one in copied] == [
        (one.slot, one.n, one.name, one.sha256) for one in papers
    ]
    assert all(vault.papers.is_intact(one.sha256) for one in copied)
    assert {one.id for one in copied}.isdisjoint(one.id for one in papers)
    filing = by_hand.record(real.id, Slip(Way.ONLINE, TODAY, "H56.14845-261123-0009"))
    assert by_hand.get(filing.id)[0].way is Way.ONLINE
    assert world.outbox.items() == queued, "what was filed by hand is in no queue"


def test_only_what_was_practised_becomes_real(world: World, by_hand: FilingByHand) -> None:
    submission = world.finalising.submit(world.draft().id, pledge=True, mode=Mode.LIVE)
    with refused(r"real\.not-practice"):
        by_hand.use_for_real(submission.id)


def test_papers_that_are_gone_do_not_come_along(world: World, by_hand: FilingByHand) -> None:
    draft = world.draft()
    submission = world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    with world.vault() as uow:
        uow.agreed.save_gone(PapersGone(draft.id, world.clock.now()))
        uow.commit()
    with world.vault() as uow:
        assert uow.attachments.of_draft(by_hand.use_for_real(submission.id).id) == ()
