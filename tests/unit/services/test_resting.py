"""A portal that keeps saying *wait* is left in peace; a person may ask it all the same, and nothing is lost by it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desktop.domain.breaker import SPREAD
from desktop.domain.events import ConnectionChanged
from desktop.domain.submission import Mode, State
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.portal import CAPTIVE, OFFLINE
from tests.fakes.world import World

A = AnswerClass
BUSY = Answer(A.WAIT, "http-503", wrote=True)
CUT = Answer(A.WAIT, "network.cut", wrote=True)


@pytest.fixture
def world() -> World:
    made = World()
    made.sign_in()
    return made


def six_queued(world: World) -> list[str]:
    """One after the other."""
    queued = []
    for _ in range(6):
        queued.append(world.queued().id)
        world.wait(seconds=1)
    return queued


def calls(world: World) -> int:
    return len(world.portal.calls)


def tripped(world: World) -> list[str]:
    """Five dossiers met a busy portal; the sixth was spared."""
    queued = six_queued(world)
    world.portal.says("upload", *[BUSY] * 5)
    world.outbox.send_due()
    return queued


def test_after_five_failures_in_a_row_the_rest_is_not_tried(world: World) -> None:
    queued = tripped(world)
    assert world.item(queued[5]).state is State.QUEUED
    assert world.outbox.rests_until == world.clock.now() + timedelta(minutes=1)
    assert (world.outbox.connection, world.events[-1]) == ("busy", ConnectionChanged("busy"))
    before = calls(world)
    world.wait(seconds=59)
    assert set(world.outbox.send_due().waiting) == set(queued)
    assert calls(world) == before


def test_when_the_rest_is_over_one_probe_opens_the_way_for_all(world: World) -> None:
    queued = tripped(world)
    world.wait(seconds=61)
    assert set(world.outbox.send_due().sent) == set(queued)
    assert (world.outbox.connection, world.outbox.rests_until) == ("online", None)


def test_a_probe_that_fails_costs_one_call_and_doubles_the_rest(world: World) -> None:
    tripped(world)
    world.wait(seconds=61)
    before = calls(world)
    world.portal.says("health", BUSY)
    world.outbox.send_due()
    assert calls(world) == before + 1
    assert world.outbox.rests_until == world.clock.now() + timedelta(minutes=2)


def test_a_person_may_ask_it_all_the_same(world: World) -> None:
    queued = tripped(world)
    assert world.outbox.send_item(queued[5]).state is State.RECEIPTED
    assert world.outbox.rests_until is None


def test_a_probe_that_was_asked_for_is_one(world: World) -> None:
    tripped(world)
    world.outbox.hurry()
    world.portal.says("health", BUSY)
    world.outbox.send_due()
    before = calls(world)
    world.outbox.send_due()
    assert calls(world) == before


@pytest.fixture
def live() -> World:
    """A portal to which all communes come back at once."""
    made = World()
    made.sign_in()
    made.portal.profile = replace(made.portal.profile, mode="live")
    return made


def tripped_live(live: World) -> list[str]:
    queued = [live.finalising.submit(live.draft().id, pledge=True, mode=Mode.LIVE).id for _ in range(6)]
    live.portal.says("upload", *[BUSY] * 5)
    live.outbox.send_due()
    live.wait(seconds=61)
    return queued


def test_who_comes_back_with_all_the_others_waits_a_part_of_two_minutes_more(live: World) -> None:
    queued = tripped_live(live)
    assert live.outbox.send_due().sent == ()
    assert live.portal.created == []
    assert (live.outbox.connection, live.outbox.rests_until) == ("online", live.clock.now() + SPREAD / 2)
    assert live.outbox.lets_others_go
    live.wait(seconds=59)
    assert live.outbox.send_due().sent == ()
    live.wait(seconds=1)
    assert set(live.outbox.send_due().sent) == set(queued)
    assert (live.outbox.rests_until, live.outbox.lets_others_go) == (None, False)


def test_who_presses_try_now_lets_nobody_go_first(live: World) -> None:
    queued = tripped_live(live)
    live.outbox.send_due()
    assert live.outbox.rests_until is not None
    assert live.outbox.send_item(queued[5]).state is State.RECEIPTED


def test_a_person_who_made_the_probe_waits_for_nobody_either(live: World) -> None:
    queued = tripped_live(live)
    live.outbox.hurry()
    assert set(live.outbox.send_due().sent) == set(queued)


@pytest.mark.parametrize("answer", [OFFLINE, CAPTIVE, CUT], ids=["offline", "captive", "cut"])
def test_a_line_that_is_down_says_nothing_about_the_portal(world: World, answer: Answer) -> None:
    six_queued(world)
    world.portal.says("upload", *[answer] * 6)
    world.outbox.send_due()
    assert world.outbox.rests_until is None


def test_one_that_fails_for_ever_holds_up_no_other(world: World) -> None:
    bad = world.queued().id
    for _ in range(12):
        world.portal.says("upload", BUSY)
        world.outbox.send_due()
        world.wait(minutes=16)
    good = world.queued().id
    world.portal.says("upload", BUSY)
    assert world.outbox.send_due().sent == (good,)
    assert world.item(bad).state is State.RETRY_WAIT


def test_a_refusal_is_a_portal_that_works(world: World) -> None:
    six_queued(world)
    world.portal.says("upload", BUSY, BUSY, BUSY, BUSY, Answer(A.FIX, "invalid", wrote=True), BUSY)
    world.outbox.send_due()
    assert world.outbox.rests_until is None
