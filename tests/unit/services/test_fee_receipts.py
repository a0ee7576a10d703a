"""A fee receipt is kept once it is what the portal said, and stays with its dossier."""

from dataclasses import replace
from hashlib import sha256

import pytest

from desktop.domain.errors import HosoError
from desktop.domain.events import DossierChanged
from desktop.domain.fee import FeeAttempt, FeeNotice, FeeReceipt, PaymentState
from desktop.services.ports import Answer
from tests.fakes.portal import CAPTIVE, OFFLINE
from tests.fakes.world import World
from tests.unit.services.portal_side import NOTICE, received, told

PAPER = b"%PDF bien lai"
DIGEST = sha256(PAPER).hexdigest()


def paid(digest: str = DIGEST, rid: str = "rid-9") -> FeeNotice:
    receipt = FeeReceipt(rid, "Biên lai thu phí", digest, None)
    by_office = FeeAttempt("of the office", "cash", PaymentState.PAID, receipt)
    return replace(NOTICE, state="paid", attempts=(by_office,))


@pytest.fixture
def world() -> World:
    made = World()
    made.portal.contents["rid-9"] = PAPER
    return made


def test_it_comes_by_itself_once_also_for_money_given_at_the_counter(world: World) -> None:
    submission = told(world, fee_notices=(NOTICE,))
    world.fee_receipts.fetch_missing()
    assert world.fee_receipts.kept(submission.id) == ()
    received(world, submission, fee_notices=(paid(),))
    world.tracking.refresh()
    world.events.clear()
    world.fee_receipts.fetch_missing()
    (kept,) = world.fee_receipts.kept(submission.id)
    assert (kept.rid, kept.name, kept.paper_sha256) == ("rid-9", "Biên lai thu phí", DIGEST)
    assert (kept.verdict.intact, kept.verdict.chain) == (True, "practice")
    assert world.fee_receipts.read(DIGEST) == PAPER
    assert world.events == [DossierChanged(submission.id)]
    world.portal.calls.clear()
    world.fee_receipts.fetch_missing()
    assert world.portal.calls == []


def test_it_stays_when_the_portal_names_it_no_more(world: World) -> None:
    submission = told(world, fee_notices=(paid(),))
    kept = world.fee_receipts.fetch(submission.id)
    received(world, submission, fee_notices=())
    world.tracking.refresh()
    assert world.fee_receipts.fetch(submission.id) == kept != ()


def test_bytes_that_differ_are_not_kept_and_hold_up_no_other(world: World) -> None:
    wrong = told(world, fee_notices=(paid("00" * 32),))
    right = told(world, fee_notices=(paid(),))
    with pytest.raises(HosoError) as refused:
        world.fee_receipts.fetch(wrong.id)
    assert refused.value.code == "result.digest-differs"
    assert DIGEST not in world.papers.held
    world.fee_receipts.fetch_missing()
    assert world.fee_receipts.kept(wrong.id) == ()
    assert len(world.fee_receipts.kept(right.id)) == 1


def test_what_is_wrong_with_one_does_not_keep_another_of_the_dossier_away(world: World) -> None:
    world.portal.contents["rid-10"] = PAPER
    other = replace(paid(rid="rid-10"), notice="n-2")
    submission = told(world, fee_notices=(paid("00" * 32), other))
    with pytest.raises(HosoError, match=r"result\.digest-differs"):
        world.fee_receipts.fetch(submission.id)
    assert [kept.rid for kept in world.fee_receipts.kept(submission.id)] == ["rid-10"]


def test_offline_it_waits(world: World) -> None:
    submission = told(world, fee_notices=(paid(),))
    world.portal.says("content", OFFLINE)
    with pytest.raises(HosoError) as waiting:
        world.fee_receipts.fetch(submission.id)
    assert (waiting.value.code, waiting.value.exit_code) == ("portal.offline", 3)
    assert len(world.fee_receipts.fetch(submission.id)) == 1


def test_one_that_never_comes_is_fetched_less_and_less_until_it_does(world: World) -> None:
    submission = told(world, fee_notices=(paid("00" * 32),))
    world.fee_receipts.fetch_missing()
    again = world.fee_receipts.next_try(submission.id)
    assert again is not None
    world.portal.calls.clear()
    world.fee_receipts.fetch_missing()
    assert world.portal.calls == [], "it was not due"
    waits = []
    for _ in range(11):
        world.clock.at = again
        world.fee_receipts.fetch_missing()
        again = world.fee_receipts.next_try(submission.id)
        assert again is not None
        waits.append((again - world.clock.now()).total_seconds())
    assert waits == sorted(waits)
    assert waits[-1] == 450
    received(world, submission, fee_notices=(paid(),))
    world.tracking.refresh()
    assert len(world.fee_receipts.fetch(submission.id)) == 1
    assert world.fee_receipts.next_try(submission.id) is None


@pytest.mark.parametrize("answer", [OFFLINE, CAPTIVE], ids=["offline", "captive"])
def test_what_the_line_kept_back_is_fetched_in_the_next_round(world: World, answer: Answer) -> None:
    submission = told(world, fee_notices=(paid(),))
    world.portal.says("content", answer)
    world.fee_receipts.fetch_missing()
    assert world.fee_receipts.next_try(submission.id) is None
    world.fee_receipts.fetch_missing()
    assert len(world.fee_receipts.kept(submission.id)) == 1
