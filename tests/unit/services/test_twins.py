"""The same matter at the counter and from home: told while both run, and left to the office."""

import pytest

from desktop.domain.submission import is_in_doubt
from desktop.services.twins import LOOKED_AT, Twin
from tests.fakes.portal import OFFLINE, Line
from tests.fakes.world import World
from tests.unit.services.portal_side import MEMO, received, told

ELSEWHERE = "7" * 8 + "-0000-7000-8000-000000000007"


@pytest.fixture
def world() -> World:
    return World()


def test_another_dossier_here_is_named_and_one_from_the_counter_is_not(world: World) -> None:
    first = told(world)
    second = told(world, possible_duplicate_of=(first.id, ELSEWHERE))
    assert world.tracking.status(second.id).twins == (
        Twin(first.id, MEMO, is_here=True, is_told=True),
        Twin(ELSEWHERE),
    )
    assert world.tracking.status(first.id).twins == ()


def test_one_that_was_sent_from_here_is_here_though_its_receipt_was_lost(world: World) -> None:
    first = told(world)
    world.portal.says("put", Line.LOST_REPLY)
    world.portal.says("ask", OFFLINE)
    second = world.queued()
    world.outbox.send_due()
    assert is_in_doubt(world.item(second.id))
    received(world, first, possible_duplicate_of=(second.id,))
    world.tracking.refresh()
    assert world.tracking.status(first.id).twins == (Twin(second.id, is_here=True),)


def test_one_that_was_taken_back_before_it_was_sent_is_none(world: World) -> None:
    first, second = told(world), world.queued()
    received(world, first, possible_duplicate_of=(second.id,))
    world.tracking.refresh()
    world.answering.withdraw(second.id, "")
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
