"""People are learned, suggested and forgotten, over the real store."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.adapters.database.vault import open_vault
from desktop.domain.errors import Refusal
from desktop.domain.person import families
from desktop.services.remembering import REMEMBER, USE
from desktop.services.suggesting import Suggestion, family_suggestions, named_like, suggestions, with_family
from forms.answers import put
from forms.people import PersonBlock, person_blocks
from tests.fakes.answers import GRANDMOTHER
from tests.fakes.world import BIRTH, World
from tests.integration.services.stored_world import stored_world

MARITAL, MARRIAGE, DEATH = "1.004873", "1.000894", "1.000656"
MOTHER, FATHER, CHILD = (GRANDMOTHER[who]["ho_ten"] for who in ("me", "cha", "con"))
APPLICANT = GRANDMOTHER["nguoi_yeu_cau"]["ho_ten"]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with open_vault(tmp_path / "home", bytes(range(32))) as vault:
        yield stored_world(vault)


@pytest.fixture
def family(world: World) -> World:
    """A family's machine on which a birth was finalised."""
    used_by(world, "family")
    world.queued()
    return world


def used_by(world: World, use: str) -> None:
    with world.vault() as uow:
        uow.settings.put(USE, use)
        uow.commit()


def names(world: World) -> list[str]:
    return [person.name for person in world.remembering.known().people]


def block(world: World, code: str, key: str) -> PersonBlock:
    return next(one for one in person_blocks(world.catalogue.get(code)) if one.key == key)


def offered(world: World, code: str, key: str, answers: dict[str, Any] | None = None) -> tuple[Suggestion, ...]:
    pack = world.catalogue.get(code)
    return suggestions(pack, answers or {}, block(world, code, key), world.remembering.known())


def test_a_familys_machine_learns_when_something_is_finalised(family: World) -> None:
    assert set(names(family)) == {APPLICANT, MOTHER, FATHER, CHILD}
    roles = {
        person.name: (person.role, person.procedure, person.version) for person in family.remembering.known().people
    }
    assert roles[MOTHER] == ("me", BIRTH, 1)


@pytest.mark.parametrize("use", ["neighbours", "kiosk", ""])
def test_no_other_machine_learns_by_itself(world: World, use: str) -> None:
    used_by(world, use)
    world.queued()
    world.remembering.learn(world.draft().id)
    assert names(world) == []


def test_who_switched_it_off_is_not_asked_again(world: World) -> None:
    used_by(world, "family")
    world.remembering.turn(on=False)
    world.queued()
    assert (names(world), world.remembering.known().is_on) == ([], False)
    used_by(world, "neighbours")
    world.remembering.turn(on=True)
    world.remembering.learn(world.draft().id)
    assert MOTHER in names(world), "a printed draft is learned from, too"


def test_a_kiosk_keeps_nobody_whatever_is_asked(world: World) -> None:
    used_by(world, "kiosk")
    with world.vault() as uow:
        uow.settings.put(REMEMBER, "on")
        uow.commit()
    world.queued()
    with pytest.raises(Refusal, match=r"person\.not-here"):
        world.remembering.remember(world.draft().id, block(world, BIRTH, "me"))
    assert names(world) == []


def test_one_person_is_remembered_by_hand(world: World) -> None:
    kept = world.remembering.remember(world.draft().id, block(world, BIRTH, "me"))
    assert (kept.name, kept.number) == (MOTHER, GRANDMOTHER["me"]["so_dinh_danh"])
    assert names(world) == [MOTHER]


def test_half_a_person_is_not_remembered(world: World) -> None:
    draft = world.drafting.start(BIRTH, answers={"me": {"ho_ten": MOTHER, "so_dinh_danh": "12345"}})
    with pytest.raises(Refusal, match=r"person\.incomplete"):
        world.remembering.remember(draft.id, block(world, BIRTH, "me"))


def test_what_is_wrong_is_not_learned(world: World) -> None:
    used_by(world, "family")
    answers = put(put(GRANDMOTHER, "/me/ngay_sinh", "2001-02-31"), "/cha/ho_ten", "L0")
    world.remembering.learn(world.drafting.start(BIRTH, answers=answers).id)
    known = {person.name: person.answers for person in world.remembering.known().people}
    assert "ngay_sinh" not in known[MOTHER]
    assert not any("L0" in name for name in known)


def test_the_same_person_is_one_and_knows_more_each_time(family: World) -> None:
    answers = {"nguoi_yeu_cau": {**GRANDMOTHER["me"], "dien_thoai": "0912345678", "quan_he": "ban_than"}}
    family.clock.forward(days=40)
    family.remembering.learn(family.drafting.start(MARITAL, answers=answers).id)
    (mother,) = (person for person in family.remembering.known().people if person.name == MOTHER)
    assert mother.answers["dien_thoai"] == "0912345678"
    assert mother.answers["dan_toc"] == GRANDMOTHER["me"]["dan_toc"], "what was known stays"
    assert (mother.role, mother.procedure) == ("nguoi_yeu_cau", MARITAL)


def test_a_namesake_with_another_number_is_somebody_else(family: World) -> None:
    other = {**GRANDMOTHER["me"], "so_dinh_danh": "038301007891"}
    family.remembering.remember(family.drafting.start(BIRTH, answers={"me": other}).id, block(family, BIRTH, "me"))
    assert names(family).count(MOTHER) == 2


def test_each_block_is_offered_who_may_stand_there(family: World) -> None:
    assert [one.name for one in offered(family, BIRTH, "me")] == [MOTHER, APPLICANT], "women; mothers first"
    assert [one.name for one in offered(family, BIRTH, "cha")] == [FATHER]
    assert offered(family, BIRTH, "nguoi_yeu_cau")[0].name == APPLICANT
    assert CHILD not in {one.name for one in offered(family, BIRTH, "nguoi_yeu_cau")}, "a baby asks for nothing"
    assert CHILD in {one.name for one in offered(family, "2.000635", "nguoi_duoc_cap")}
    assert {one.name for one in offered(family, MARRIAGE, "ben_nam")} == {FATHER}
    assert {one.name for one in offered(family, DEATH, "nguoi_chet")} >= {APPLICANT, MOTHER, FATHER}
    assert offered(family, BIRTH, "con") == ()


def test_a_machine_that_becomes_a_kiosk_offers_nobody_any_more(family: World) -> None:
    used_by(family, "kiosk")
    assert offered(family, BIRTH, "me") == ()
    assert family_suggestions(family.catalogue.get(BIRTH), {}, family.remembering.known()) == ()


def test_names_are_found_without_accents(family: World) -> None:
    found = offered(family, BIRTH, "cha")
    assert [one.name for one in named_like(found, "lo van")] == [FATHER]
    assert named_like(found, "l") == ()
    assert named_like(found, "xyz") == ()


def test_who_stands_there_already_is_not_offered(family: World) -> None:
    assert MOTHER not in {one.name for one in offered(family, BIRTH, "me", {"me": GRANDMOTHER["me"]})}


def test_oneself_is_offered_where_the_form_says_so(world: World) -> None:
    applicant = {"ho_ten": MOTHER, "so_dinh_danh": "038301007890", "ngay_sinh": "2001"}
    alone = {"nguoi_yeu_cau": {**applicant, "quan_he": "ban_than"}}
    (first,) = offered(world, MARITAL, "nguoi_duoc_cap", alone)
    assert (first.name, first.block, first.person) == (MOTHER, block(world, MARITAL, "nguoi_yeu_cau"), None)
    other = {"nguoi_yeu_cau": {**applicant, "quan_he": "chong"}}
    assert offered(world, MARITAL, "nguoi_duoc_cap", other) == ()


def test_a_mother_who_asks_is_offered_as_the_mother(world: World) -> None:
    asks = {"ho_ten": MOTHER, "so_dinh_danh": "038301007890", "ngay_sinh": "2001", "quan_he": "me"}
    assert [one.name for one in offered(world, BIRTH, "me", {"nguoi_yeu_cau": asks})] == [MOTHER]
    assert offered(world, BIRTH, "cha", {"nguoi_yeu_cau": asks}) == ()


def test_the_second_child_of_a_family(family: World) -> None:
    pack = family.catalogue.get(BIRTH)
    (found,) = family_suggestions(pack, {}, family.remembering.known())
    assert [one.name for one in (found.mother, found.father, *found.children) if one] == [MOTHER, FATHER, CHILD]
    answers = with_family(pack, {"con": {"ho_ten": "Lò Thị Sương"}}, found)
    for who in ("me", "cha"):
        assert answers[who]["so_dinh_danh"] == GRANDMOTHER[who]["so_dinh_danh"]
    assert answers["ket_hon"] == GRANDMOTHER["ket_hon"]
    assert answers["con"]["que_quan"] == GRANDMOTHER["con"]["que_quan"]
    assert answers["con"]["ho_ten"] == "Lò Thị Sương"
    assert "ngay_sinh" not in answers["con"], "a birth day is nobody's but one's own"
    assert "gioi_tinh" not in answers["con"]
    assert family_suggestions(pack, answers, family.remembering.known()) == ()


def test_a_marriage_makes_a_family_before_there_is_a_child(world: World) -> None:
    used_by(world, "family")
    parties = {"ben_nu": GRANDMOTHER["me"], "ben_nam": GRANDMOTHER["cha"]}
    world.remembering.learn(world.drafting.start(MARRIAGE, answers=parties).id)
    known = world.remembering.known()
    (found,) = families(known.people, known.kin)
    assert (found.mother and found.mother.name, found.father and found.father.name) == (MOTHER, FATHER)
    assert len(family_suggestions(world.catalogue.get(BIRTH), {}, known)) == 1


def test_a_certificate_that_is_known_is_not_lost_to_a_form_that_names_none(family: World) -> None:
    parties = {"ben_nu": GRANDMOTHER["me"], "ben_nam": GRANDMOTHER["cha"]}
    family.remembering.learn(family.drafting.start(MARRIAGE, answers=parties).id)
    known = family.remembering.known()
    (found,) = families(known.people, known.kin)
    assert found.marriage == GRANDMOTHER["ket_hon"]


def test_whoever_is_forgotten_is_not_offered_and_breaks_no_family(family: World) -> None:
    known = family.remembering.known()
    (mother,) = (person for person in known.people if person.name == MOTHER)
    family.remembering.forget(mother.id)
    assert MOTHER not in {one.name for key in ("me", "nguoi_yeu_cau") for one in offered(family, BIRTH, key)}
    (found,) = family_suggestions(family.catalogue.get(BIRTH), {}, family.remembering.known())
    assert (found.mother, found.father and found.father.name, dict(found.marriage)) == (None, FATHER, {})
    family.remembering.forget_all()
    assert family.remembering.known().people == ()
    assert family.remembering.known().kin == ()
    assert family_suggestions(family.catalogue.get(BIRTH), {}, family.remembering.known()) == ()
