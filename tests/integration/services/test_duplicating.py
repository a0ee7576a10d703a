"""A past dossier as the beginning of a new one, over the real store."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.adapters.database.vault import open_vault
from desktop.domain.errors import Missing
from desktop.domain.submission import Mode
from desktop.services.duplicating import case_of, without_the_case
from forms.answers import get
from forms.catalogue import Catalogue
from forms.pack import ProcedurePack
from tests.fakes.answers import GRANDMOTHER
from tests.fakes.world import BIRTH, SCAN, World
from tests.integration.services.stored_world import stored_world

CIVIL = [pack for pack in Catalogue.shipped().all() if pack.procedure["sector"] == "civil-status" and pack.has_form]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with open_vault(tmp_path / "home", bytes(range(32))) as vault:
        yield stored_world(vault)


def test_everything_but_the_case_comes_along(world: World) -> None:
    filled = world.draft(for_another=True)
    world.drafting.set_exemption(filled.id, "ho_ngheo")
    old = world.finalising.submit(filled.id, pledge=True, mode=Mode.PRACTICE)
    before = world.drafting.get(old.draft)
    world.clock.forward(days=300)
    found = world.duplicating.look(old.id)
    assert found.left_out == ("/con", "/nguoi_yeu_cau/da_thong_nhat")
    draft = world.duplicating.start(old.id)
    assert "con" not in draft.answers
    for who in ("me", "cha", "ket_hon", "ban_sao"):
        assert draft.answers[who] == GRANDMOTHER[who]
    assert get(dict(draft.answers), "/nguoi_yeu_cau/ho_ten") == GRANDMOTHER["nguoi_yeu_cau"]["ho_ten"]
    assert (draft.filing_for, draft.submitter) == (before.filing_for, before.submitter)
    assert (draft.finalised_as, draft.replaces, draft.step, draft.exemption) == (None, None, None, None)
    assert draft.created_at == world.clock.now()
    assert world.drafting.get(draft.id) == draft
    assert world.drafting.get(old.draft) == before, "the old one stays as it is"


def test_looking_writes_nothing(world: World) -> None:
    old = world.queued()
    world.duplicating.look(old.id)
    assert world.drafting.open() == ()


def test_no_paper_of_the_case_and_no_consent_comes_along(world: World) -> None:
    old = world.queued(for_another=True)
    found = world.duplicating.look(old.id)
    assert found.papers == ()
    every = frozenset(paper.id for paper in world.attaching.of_draft(old.draft))
    assert len(every) == 2
    draft = world.duplicating.start(old.id, every)
    assert world.attaching.of_draft(draft.id) == (), "whatever is asked for"


def test_a_reusable_paper_comes_along_when_it_is_wanted(world: World) -> None:
    draft = world.draft()
    card = world.attaching.attach(draft.id, "TP07", "can-cuoc.pdf", SCAN + b" 2")
    old = world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    assert world.duplicating.look(old.id).papers == (card,)
    assert world.attaching.of_draft(world.duplicating.start(old.id).id) == ()
    again = world.duplicating.start(old.id, {card.id})
    (taken,) = world.attaching.of_draft(again.id)
    assert (taken.slot, taken.sha256) == ("TP07", card.sha256)
    assert taken.id != card.id
    assert world.papers.is_intact(card.sha256)


def test_an_unknown_dossier_is_named(world: World) -> None:
    with pytest.raises(Missing, match=r"id\.unknown"):
        world.duplicating.look("0" * 36)


def test_of_every_row_the_day_is_left_out(world: World) -> None:
    """Next year's festival: the same rites, on other days."""
    pack = world.catalogue.get("1.003622")
    rites = [
        {"ngay": "2027-02-20", "gio": "07:30", "noi_dung": "Rước kiệu"},
        {"gio": "09:00", "noi_dung": "Dâng hương"},
    ]
    draft = world.drafting.start(pack.code, answers={"phan_le": rites, "thoi_gian": {"khai_mac": "2027-02-20"}})
    found = without_the_case(pack, dict(draft.answers))
    assert found[0] == {"phan_le": [{"gio": "07:30", "noi_dung": "Rước kiệu"}, rites[1]]}
    assert found[1] == ("/thoi_gian", "/phan_le/*/ngay")


def test_a_newer_form_is_taken_and_what_it_does_not_ask_is_left(world: World) -> None:
    old = world.queued()
    first = world.catalogue.get(BIRTH)
    inner = {name: schema for name, schema in first.schema["properties"].items() if name != "ket_hon"}
    second = replace(first, version=2, schema={**first.schema, "properties": inner})
    duplicating = replace(world.duplicating, catalogue=Catalogue.of([first, second]))
    found = duplicating.look(old.id)
    assert (found.is_other_version, found.old_version, found.pack.version) == (True, 1, 2)
    draft = duplicating.start(old.id)
    assert draft.version == 2
    assert "ket_hon" not in draft.answers
    assert draft.answers["me"] == GRANDMOTHER["me"]
    assert not world.duplicating.look(old.id).is_other_version


@pytest.mark.parametrize("pack", CIVIL, ids=lambda pack: pack.code)
def test_each_civil_pack_says_what_its_case_is(pack: ProcedurePack) -> None:
    """A pack that says nothing leaves out whom the record is about; one without a subject must say something."""
    assert case_of(pack)
