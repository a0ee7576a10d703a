"""Drafts are kept whatever is in them."""

import pytest

from desktop.domain.draft import FilingFor, Relation, Submitter
from desktop.domain.errors import Missing, Refusal
from desktop.domain.events import DraftSaved
from desktop.services.drafting import merged
from tests.fakes.world import BIRTH, World

NAM = Submitter(Relation.RELATIVE, "Lò Văn Nam", "038200000123")


@pytest.fixture
def world() -> World:
    return World()


@pytest.mark.parametrize("code", ["1.001193", "1.001193.H56", "1.001193.000.00.00.H56"])
def test_a_draft_pins_the_version_of_its_pack(world: World, code: str) -> None:
    draft = world.drafting.start(code)
    assert (draft.procedure, draft.version) == (BIRTH, world.catalogue.get(BIRTH).version)
    assert draft.title


def test_an_unknown_procedure_is_named(world: World) -> None:
    with pytest.raises(Missing) as refused:
        world.drafting.start("9.999999")
    assert (refused.value.code, refused.value.parameters) == ("procedure.unknown", {"procedure": "9.999999"})


def test_saving_never_validates_and_tells_when_it_is_on_disk(world: World) -> None:
    draft = world.drafting.start(BIRTH)
    world.clock.forward(seconds=5)
    world.drafting.save(draft.id, {"con": {"ho_ten": 7, "x": [None]}}, step="con")
    kept = world.drafting.get(draft.id)
    assert (kept.answers, kept.step) == ({"con": {"ho_ten": 7, "x": [None]}}, "con")
    assert world.events[-1] == DraftSaved(draft.id, world.clock.now())


def test_the_step_stays_when_only_answers_are_saved(world: World) -> None:
    draft = world.drafting.start(BIRTH)
    world.drafting.save(draft.id, {}, step="me")
    assert world.drafting.save(draft.id, {"con": {}}).step == "me"


def test_answers_are_laid_over_object_by_object() -> None:
    old = {"con": {"ho_ten": "Lò Văn Bảo", "gioi_tinh": "nam"}, "me": {"biet": "co"}, "x": [1, 2]}
    new = {"con": {"gioi_tinh": "nu"}, "me": "khong", "x": [3]}
    assert merged(old, new) == {"con": {"ho_ten": "Lò Văn Bảo", "gioi_tinh": "nu"}, "me": "khong", "x": [3]}
    assert old["con"] == {"ho_ten": "Lò Văn Bảo", "gioi_tinh": "nam"}


def test_the_bin(world: World) -> None:
    draft = world.drafting.start(BIRTH)
    world.drafting.discard(draft.id)
    assert (world.drafting.open(), [binned.id for binned in world.drafting.binned()]) == ((), [draft.id])
    world.drafting.restore(draft.id)
    assert ([kept.id for kept in world.drafting.open()], world.drafting.binned()) == ([draft.id], ())


def test_a_finalised_draft_is_not_changed(world: World) -> None:
    draft = world.draft()
    world.sign_in()
    submission = world.queued()
    frozen = world.vault.tables.submissions[submission.id].draft
    for change in (
        lambda: world.drafting.save(frozen, {}),
        lambda: world.drafting.merge(frozen, {}),
        lambda: world.drafting.discard(frozen),
        lambda: world.drafting.set_exemption(frozen, None),
        lambda: world.attaching.attach(frozen, "TP01", "a.pdf", b"%PDF"),
    ):
        with pytest.raises(Refusal) as refused:
            change()
        assert refused.value.code == "draft.finalised"
    assert world.drafting.get(draft.id).finalised_as is None


def test_filing_for_somebody_needs_a_submitter_and_their_consent(world: World) -> None:
    draft = world.draft()
    assert world.drafting.check(draft.id).faults == 0
    with pytest.raises(Refusal) as refused:
        world.drafting.file_for(draft.id, FilingFor.OTHER, None)
    assert refused.value.code == "submitter.missing"
    world.drafting.file_for(draft.id, FilingFor.OTHER, NAM)
    assert world.drafting.check(draft.id).missing_slots == ("CONSENT",)
    world.attaching.attach(draft.id, "CONSENT", "uy-quyen.jpg", b"JPEG")
    assert world.drafting.check(draft.id).faults == 0


def test_check_tells_faults_and_missing_papers(world: World) -> None:
    draft = world.drafting.start(BIRTH)
    check = world.drafting.check(draft.id)
    assert "/con/ho_ten" in {error.pointer for error in check.errors}
    assert check.missing_slots
    assert check.faults == len(check.errors) + len(check.missing_slots)


def test_only_grounds_of_the_pack_waive_the_fee(world: World) -> None:
    draft = world.drafting.start(BIRTH)
    assert world.drafting.set_exemption(draft.id, "ho_ngheo").exemption == "ho_ngheo"
    assert world.drafting.set_exemption(draft.id, None).exemption is None
    with pytest.raises(Refusal):
        world.drafting.set_exemption(draft.id, "vi_toi_muon")


def test_short_ids_must_be_plain(world: World) -> None:
    draft = world.drafting.start(BIRTH)
    assert world.drafting.resolve(draft.id[:8].upper()) == draft.id
    world.vault.tables.drafts[draft.id[:-1] + "f"] = draft
    with pytest.raises(Refusal) as refused:
        world.drafting.resolve(draft.id[:8])
    assert refused.value.code == "id.ambiguous"
    assert world.drafting.resolve(draft.id) == draft.id
