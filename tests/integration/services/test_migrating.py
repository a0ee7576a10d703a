"""A draft of an older version beside the one that was made out of it, over the real store."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.adapters.database.vault import open_vault
from desktop.adapters.documents.official_form import draw_official_form
from desktop.domain.attachment import Attachment
from desktop.domain.draft import Draft, FilingFor, Relation, Submitter
from desktop.domain.errors import HosoError
from desktop.domain.events import DraftSaved
from desktop.domain.submission import Mode
from desktop.services.migrating import Migrating
from forms.catalogue import Catalogue
from forms.pointers import get
from tests.fakes.world import BIRTH, SCAN, World
from tests.integration.services.stored_world import stored_world
from tests.unit.forms import versions
from tests.unit.forms.births import DAY, birth_answers

WITNESS = ("/con/chung_sinh", "nguoi_lam_chung")
MAIL = ("/nguoi_yeu_cau/email", "lo.thi.may@example.vn")


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return versions.catalogue(versions.second(tmp_path_factory.mktemp("packs")))


@pytest.fixture
def world(tmp_path: Path, two: Catalogue) -> Iterator[World]:
    with open_vault(tmp_path / "home", bytes(range(32))) as vault:
        made = stored_world(vault)
        made.catalogue = two
        yield made


@pytest.fixture
def migrating(world: World) -> Migrating:
    return of(world, world.catalogue)


def of(world: World, catalogue: Catalogue) -> Migrating:
    return Migrating(
        open_unit=world.vault,
        catalogue=catalogue,
        clock=world.clock,
        new_id=world.new_id,
        publish=world.events.append,
    )


def old_draft(world: World) -> Draft:
    """Begun when version 1 was the newest, with its papers and the grandson who hands it in."""
    draft = world.drafting.start(BIRTH, version=1, answers=birth_answers(WITNESS, MAIL))
    world.attaching.attach(draft.id, "TP02", "lam-chung.pdf", SCAN)
    grandson = Submitter(Relation.RELATIVE, "Lò Văn Nam", "038200000123")
    world.drafting.file_for(draft.id, FilingFor.OTHER, grandson)
    world.attaching.attach(draft.id, "CONSENT", "dong-y.pdf", b"%PDF dong y")
    return world.drafting.save(draft.id, world.drafting.get(draft.id).answers, step="con")


def papers(world: World, draft: str) -> list[tuple[str, int, str]]:
    return [(paper.slot, paper.n, paper.sha256) for paper in world.attaching.of_draft(draft)]


def test_a_new_draft_is_made_and_the_old_one_stays_as_it_was(world: World, migrating: Migrating) -> None:
    old = old_draft(world)
    kept = papers(world, old.id)
    world.wait(hours=3)
    new = migrating.use_newest(old.id)
    assert world.drafting.get(old.id) == old
    assert papers(world, old.id) == kept
    assert new == world.drafting.get(new.id)
    assert (new.version, new.procedure, new.submitter) == (2, old.procedure, old.submitter)
    assert get(dict(new.answers), "/con/noi_sinh_ghi") == get(dict(old.answers), "/con/noi_sinh")
    assert papers(world, new.id) == kept
    assert isinstance(world.events[-1], DraftSaved)
    origin = migrating.origin(new.id)
    assert origin is not None
    assert (origin.came_from, origin.from_version, origin.carried_at) == (old.id, 1, world.clock.now())
    assert [(note.pointer, note.value) for note in origin.notes] == [MAIL]
    assert migrating.origin(old.id) is None


def test_carried_over_once_it_is_not_carried_over_again(world: World, migrating: Migrating) -> None:
    old = old_draft(world)
    new = migrating.use_newest(old.id)
    assert migrating.use_newest(old.id) == new
    review = migrating.review(old.id)
    assert review is not None
    assert review.made == new
    world.drafting.discard(new.id)
    assert migrating.use_newest(old.id).id != new.id, "who threw it away may begin again"


def test_the_review_says_what_would_come_without_doing_it(world: World, migrating: Migrating) -> None:
    old = old_draft(world)
    review = migrating.review(old.id)
    assert review is not None
    assert (review.old.version, review.new.version, review.since.isoformat()) == (1, 2, "2026-07-01")
    assert [wanted.pointer for wanted in review.migrated.wanted] == ["/con/nhom_mau"]
    assert [note.pointer for note in review.migrated.notes] == [MAIL[0]]
    assert review.made is None
    assert world.drafting.open() == (old,)


def test_the_newest_the_unknown_and_the_sent_are_left_alone(world: World, migrating: Migrating) -> None:
    newest = world.drafting.start(BIRTH)
    assert migrating.review(newest.id) is None
    with pytest.raises(HosoError, match=r"^draft\.newest$"):
        migrating.use_newest(newest.id)
    old = old_draft(world)
    world.finalising.submit(old.id, pledge=True, mode=Mode.PRACTICE)
    assert migrating.review(old.id) is None
    with pytest.raises(HosoError, match=r"^draft\.finalised$"):
        migrating.use_newest(old.id)
    without = of(world, Catalogue.of([world.catalogue.get(BIRTH, 2)]))
    assert without.review(old_draft(world).id) is None, "the old pack is gone"


def test_a_version_to_which_no_way_leads_is_refused(world: World) -> None:
    old = old_draft(world)
    alone = replace(world.catalogue.get(BIRTH, 2), migration=None)
    migrating = of(world, Catalogue.of([world.catalogue.get(BIRTH, 1), alone]))
    assert migrating.review(old.id) is None
    with pytest.raises(HosoError, match=r"^draft\.no-migration$"):
        migrating.use_newest(old.id)


def test_the_old_draft_is_still_checked_printed_and_sent_in_its_own_version(world: World, migrating: Migrating) -> None:
    old = old_draft(world)
    new = migrating.use_newest(old.id)
    assert world.drafting.check(old.id).faults == 0
    assert [error.pointer for error in world.drafting.check(new.id).errors] == ["/con/nhom_mau"]
    first = world.catalogue.get(old.procedure, old.version)
    assert draw_official_form(first, dict(old.answers), today=DAY, draft_id=old.id).startswith(b"%PDF")
    submission = world.finalising.submit(old.id, pledge=True, mode=Mode.PRACTICE)
    assert submission.version == 1


def test_papers_without_a_slot_stay_with_the_old_draft(world: World) -> None:
    second = world.catalogue.get(BIRTH, 2)
    slots = tuple(slot for slot in second.slots if slot.code != "TP02")
    only_pdf = tuple(replace(slot, accept=("png",)) if slot.code == "TP03" else slot for slot in slots)
    migrating = of(world, Catalogue.of([world.catalogue.get(BIRTH, 1), replace(second, slots=only_pdf)]))
    old = old_draft(world)
    world.attaching.attach(old.id, "TP03", "cam-doan.pdf", b"%PDF cam doan")
    review = migrating.review(old.id)
    assert review is not None
    assert slots_of(review.papers_left) == ["TP02", "TP03"]
    new = migrating.use_newest(old.id)
    assert [slot for slot, _, _ in papers(world, new.id)] == ["CONSENT"]


def test_no_more_papers_come_along_than_the_new_slot_takes(world: World) -> None:
    second = world.catalogue.get(BIRTH, 2)
    slots = tuple(replace(slot, max_files=1) if slot.code == "TP02" else slot for slot in second.slots)
    migrating = of(world, Catalogue.of([world.catalogue.get(BIRTH, 1), replace(second, slots=slots)]))
    old = old_draft(world)
    world.attaching.attach(old.id, "TP02", "trang-hai.pdf", b"%PDF trang hai")
    review = migrating.review(old.id)
    assert review is not None
    assert [(paper.slot, paper.n) for paper in review.papers_left] == [("TP02", 2)]


def slots_of(found: tuple[Attachment, ...]) -> list[str]:
    return [paper.slot for paper in found]


def test_a_ground_that_the_new_version_does_not_know_is_named(world: World) -> None:
    second = world.catalogue.get(BIRTH, 2)
    sheet = {**second.procedure, "fees": {**second.procedure["fees"], "exemptions": []}}
    migrating = of(world, Catalogue.of([world.catalogue.get(BIRTH, 1), replace(second, procedure=sheet)]))
    old = old_draft(world)
    ground = second.procedure["fees"]["exemptions"][0]["code"]
    world.drafting.set_exemption(old.id, ground)
    review = migrating.review(old.id)
    assert review is not None
    assert review.exemption_left == ground
    assert migrating.use_newest(old.id).exemption is None
