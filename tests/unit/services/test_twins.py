"""The same matter at the counter and from home: told while both run, and left to the office."""

import pytest

from desktop.services.twins import LOOKED_AT, Twin
from tests.fakes.world import World
from tests.unit.services.portal_side import MEMO, received, told

ELSEWHERE = "7" * 8 + "-0000-7000-8000-000000000007"


@pytest.fixture
def world() -> World:
    return World()


def test_another_dossier_here_is_named_and_one_from_the_counter_is_not(world: World) -> None:
    first = told(world)
    second = told(world, possible_duplicate_of=(first.id, ELSEWHERE))
    assert world.tracking.status(second.id).twins == (Twin(first.id, MEMO, is_here=True), Twin(ELSEWHERE))
    assert world.tracking.status(first.id).twins == ()


def test_once_either_has_ended_there_is_nothing_to_say(world: World) -> None:
    first = told(world)
    second = told(world, possible_duplicate_of=(first.id,))
    received(world, first, final=True)
    world.tracking.refresh()
    assert world.tracking.status(second.id).twins == ()
    received(world, second, possible_duplicate_of=(ELSEWHERE,))
    world.tracking.refresh()
    assert len(world.tracking.status(second.id).twins) == 1
    received(world, second, final=True)
    world.tracking.refresh()
    assert world.tracking.status(second.id).twins == ()


def test_a_portal_that_names_thousands_does_not_hold_up_the_page(world: World) -> None:
    submission = told(world, possible_duplicate_of=tuple(f"{n:08x}" for n in range(5000)))
    assert len(world.tracking.status(submission.id).twins) == LOOKED_AT
