"""What leaves the vault for good, over the real store: binned drafts after 30 days, working papers after the result."""

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from sqlalchemy import event

from desktop import assembly
from desktop.adapters.database.vault import Vault, open_vault
from desktop.adapters.keys.key_file import create_key_file
from desktop.domain.dossier import Status
from desktop.domain.errors import Refusal
from desktop.domain.submission import State, Submission
from desktop.services.backup import Secret
from desktop.services.bin import Bin
from desktop.services.handing_over import HandingOver
from desktop.services.retaining import TIDY_AFTER, Retaining
from tests.fakes.world import SCAN, World
from tests.integration.services.stored_world import stored_world
from tests.unit.services.portal_side import SID, received, result, supplement, told

CERTIFICATE = b"%PDF giay khai sinh"
DIGEST = sha256(CERTIFICATE).hexdigest()
PAPER = sha256(SCAN).hexdigest()
WORDS = "chim sẻ đồng"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


@pytest.fixture
def key(home: Path) -> bytes:
    return create_key_file(home, WORDS).key


@pytest.fixture
def vault(home: Path, key: bytes) -> Iterator[Vault]:
    with open_vault(home, key) as opened:
        yield opened


@pytest.fixture
def world(vault: Vault) -> World:
    made = stored_world(vault)
    made.portal.contents["rid-1"] = CERTIFICATE
    return made


@pytest.fixture
def bin_(world: World, vault: Vault) -> Bin:
    return Bin(open_unit=vault.unit, papers=vault.papers, named=vault.named_papers, clock=world.clock)


@pytest.fixture
def retaining(world: World, vault: Vault, bin_: Bin) -> Retaining:
    return Retaining(open_unit=vault.unit, drop=bin_.drop, clock=world.clock, publish=world.events.append)


def returned(world: World) -> Submission:
    """A dossier that is over, its result kept."""
    submission = told(world, status=Status.RETURNED, final=True, results=(result(CERTIFICATE, DIGEST),))
    world.results.download(submission.id)
    return submission


def pages(vault: Vault) -> tuple[int, int]:
    with vault.papers_engine.connect() as connection:
        free = connection.exec_driver_sql("PRAGMA freelist_count").scalar_one()
        return free, connection.exec_driver_sql("SELECT count(*) FROM chunk").scalar_one()


def test_after_thirty_days_a_binned_draft_and_its_papers_are_gone(
    world: World, vault: Vault, bin_: Bin, home: Path
) -> None:
    other = world.draft()
    draft = world.drafting.start("1.001193")
    world.attaching.attach(draft.id, "TP01", "chung-sinh.pdf", SCAN)
    world.attaching.attach(draft.id, "TP01", "to-khac.pdf", b"%PDF" + bytes(300_000))
    world.drafting.discard(draft.id)
    (row,) = bin_.rows()
    assert (row.draft.id, row.days_left) == (draft.id, 30)
    world.wait(days=29, hours=23)
    assert bin_.rows()[0].days_left == 0
    assert bin_.purge().drafts == 0
    assert world.drafting.restore(draft.id).discarded_at is None
    world.drafting.discard(draft.id)
    world.wait(days=31)
    before = pages(vault)
    purged = bin_.purge()
    assert (purged.drafts, purged.papers) == (1, 1), "the paper that the other draft names stays"
    free, chunks = pages(vault)
    assert (free > before[0], chunks) == (True, before[1] - 1)
    with vault.papers_engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar_one() == 1
    assert (home / "papers.db-wal").stat().st_size == 0, "the log holds old pages"
    assert vault.papers.all() == {PAPER}
    assert world.drafting.get(other.id).id == other.id
    assert vault.check() == ()


def test_a_draft_leaves_the_bin_at_once_when_the_person_says_so(world: World, vault: Vault, bin_: Bin) -> None:
    draft = world.draft()
    with pytest.raises(Refusal, match=r"bin\.not-there"):
        bin_.remove(draft.id)
    world.drafting.discard(draft.id)
    assert bin_.remove(draft.id).papers == 1
    assert (bin_.rows(), vault.papers.all()) == ((), frozenset())


def test_a_paper_that_is_just_being_attached_is_let_be(world: World, vault: Vault, bin_: Bin) -> None:
    young = vault.papers.put(BytesIO(b"%PDF on its way"))
    assert bin_.purge().papers == 0
    world.wait(hours=20)
    assert bin_.purge().papers == 0
    named = vault.papers.put(BytesIO(b"%PDF named later"))
    world.wait(hours=20)
    assert bin_.purge().papers == 1
    assert vault.papers.all() == {named.sha256}
    assert young.sha256 not in vault.papers.all()


def test_nothing_goes_before_it_is_over(world: World, retaining: Retaining) -> None:
    submission = told(world, results=(result(CERTIFICATE, DIGEST),))
    assert not retaining.look(submission.id).may_go
    received(world, submission, status=Status.RETURNED, final=True, results=(result(CERTIFICATE, DIGEST),))
    world.tracking.refresh()
    assert not retaining.look(submission.id).may_go, "the result is not here yet"
    with pytest.raises(Refusal, match=r"papers\.still-needed"):
        retaining.let_go(submission.id)
    world.results.download(submission.id)
    assert retaining.look(submission.id).may_go


def test_papers_of_an_answer_that_still_waits_stay(world: World, retaining: Retaining) -> None:
    submission = told(world, supplement=supplement(world))
    papers = {"TP01": [("ro-hon.pdf", b"%PDF ro hon")]}
    world.answering.answer_supplement(submission.id, answers={}, papers=papers)
    results = (result(CERTIFICATE, DIGEST),)
    received(world, submission, status=Status.RETURNED, final=True, results=results, supplement=None)
    world.tracking.refresh()
    world.results.download(submission.id)
    assert not retaining.look(submission.id).may_go
    with pytest.raises(Refusal, match=r"papers\.still-needed"):
        retaining.let_go(submission.id)
    assert world.outbox.send_due().sent == (SID,)
    assert retaining.look(submission.id).may_go


def test_papers_of_a_refused_dossier_are_offered_to_nobody(world: World, retaining: Retaining) -> None:
    submission = told(world, status=Status.REFUSED, final=True)
    assert not retaining.look(submission.id).may_go
    with pytest.raises(Refusal, match=r"papers\.still-needed"):
        retaining.let_go(submission.id)


def test_papers_go_and_receipt_digests_and_result_stay(
    world: World, vault: Vault, retaining: Retaining, key: bytes, home: Path, tmp_path: Path
) -> None:
    submission = returned(world)
    before = world.item(submission.id)
    assert retaining.look(submission.id).count == 1
    assert retaining.let_go(submission.id) == 1
    seen = retaining.look(submission.id)
    assert (seen.may_go, seen.gone_at) == (False, world.clock.now())
    assert vault.papers.all() == {DIGEST}
    assert world.item(submission.id) == before
    assert PAPER.encode() in before.body
    assert [paper.sha256 for paper in world.attaching.of_draft(submission.draft)] == [PAPER]
    assert world.results.read(DIGEST) == CERTIFICATE
    assert vault.check() == ()
    assembly.make_backup(home, key, tmp_path / "b")
    assembly.restore_backup(tmp_path / "b", tmp_path / "new", lambda _: Secret(passphrase=WORDS))
    with open_vault(tmp_path / "new", key) as twin:
        assert twin.check() == ()
        assert twin.papers.all() == {DIGEST}


def test_a_paper_that_another_dossier_names_stays(world: World, vault: Vault, retaining: Retaining) -> None:
    submission = returned(world)
    world.draft()
    assert retaining.let_go(submission.id) == 0
    assert vault.papers.is_intact(PAPER)


def test_whoever_opens_such_a_paper_is_told(world: World, retaining: Retaining) -> None:
    submission = returned(world)
    retaining.let_go(submission.id)
    assert world.duplicating.look(submission.id).papers == ()
    handing = HandingOver(
        open_unit=world.vault, papers=world.papers, catalogue=world.catalogue, draw_form=lambda *_: b"",
        draw_checklist=lambda *_: b"", explain=lambda *_: b"", clock=world.clock,
    )  # fmt: skip
    with pytest.raises(Refusal, match=r"paper\.gone"):
        handing.package(submission.draft)
    assert [paper.sha256 for paper in world.outbox.export(submission.id).lacking] == [PAPER]


def test_a_portal_that_forgot_such_a_dossier_waits_for_a_person(world: World, retaining: Retaining) -> None:
    submission = returned(world)
    retaining.let_go(submission.id)
    for memory in (world.portal.held, world.portal.records, world.portal.uploads):
        memory.clear()
    world.portal.log.clear()
    world.portal.log.append((submission.id, None))
    with world.vault() as uow:
        uow.dossiers.save_cursor("practice-00000001", "mai", "0")
        uow.commit()
    assert world.tracking.refresh() == (submission.id,)
    assert submission.id in world.outbox.send_due().needs_person
    item = world.item(submission.id)
    assert (item.state, item.reason) == (State.QUARANTINED, "paper.gone")
    assert item.receipt is not None
    with pytest.raises(Refusal, match=r"paper\.gone"):
        world.outbox.retry(submission.id)


def test_years_of_tidied_dossiers_cost_no_more_questions(world: World, vault: Vault, retaining: Retaining) -> None:
    with vault.unit() as uow:
        uow.settings.put(TIDY_AFTER, "30")
        uow.commit()
    asked: list[str] = []
    event.listen(vault.engine, "before_cursor_execute", lambda *said: asked.append(said[2]))
    counts = []
    for more in (1, 3):
        tidied = [returned(world).id for _ in range(more)]
        world.wait(days=31)
        assert set(retaining.tidy()) == set(tidied)
        asked.clear()
        assert retaining.tidy() == ()
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_by_itself_it_tidies_only_when_told_to_and_late_enough(
    world: World, vault: Vault, retaining: Retaining
) -> None:
    submission = returned(world)
    world.wait(days=400)
    assert retaining.tidy() == ()
    with vault.unit() as uow:
        uow.settings.put(TIDY_AFTER, "500")
        uow.commit()
    assert retaining.tidy() == ()
    world.wait(days=200)
    assert retaining.tidy() == (submission.id,)
    assert retaining.tidy() == ()
    assert vault.papers.all() == {DIGEST}
