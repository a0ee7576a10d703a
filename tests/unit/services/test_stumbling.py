"""An answer that nobody foresaw, or a fault of ours: one item waits longer and longer, and the others go."""

import json

import pytest

from desktop.domain.consent import ConsentState
from desktop.domain.errors import Missing, StoreFault
from desktop.domain.events import ItemStumbled
from desktop.domain.submission import State
from desktop.services.consenting import keep_standing
from desktop.services.ports import Answer, AnswerClass
from tests.fakes.world import World


@pytest.fixture
def world() -> World:
    made = World()
    made.sign_in()
    return made


def stumbles_over(world: World, submission: str, error: Exception, at: str = "put") -> None:
    def watch(name: str, about: str) -> None:
        if (name, about) == (at, submission):
            raise error

    world.portal.before_call = watch


@pytest.mark.parametrize("error", [OverflowError("year 10000"), Missing("id.unknown", id="x"), AttributeError("get")])
def test_what_nobody_foresaw_holds_up_one_item_and_no_other(world: World, error: Exception) -> None:
    first, second = world.queued().id, world.queued().id
    stumbles_over(world, first, error)
    assert world.outbox.send_due().sent == (second,)
    item = world.item(first)
    assert (item.state, item.reason, item.attempts, item.lease_owner) == (State.SUBMITTING, "outbox.stumbled", 1, None)
    assert item.next_try_at is not None
    assert item.next_try_at > world.clock.now()
    assert [event for event in world.events if isinstance(event, ItemStumbled)] == [
        ItemStumbled(first, type(error).__name__)
    ]
    calls = len(world.portal.calls)
    assert world.outbox.send_due().sent == ()
    assert [about for _, about in world.portal.calls[calls:] if about == first] == [], "it is not tried at once"
    world.portal.before_call = world._watch
    world.wait()
    assert world.outbox.send_due().sent == (first,), "asked for, and put as it was"


def test_a_store_that_cannot_go_on_ends_the_pass(world: World) -> None:
    items = {world.queued().id, world.queued().id}

    def watch(name: str, _about: str) -> None:
        if name == "put":
            raise StoreFault("store.full")

    world.portal.before_call = watch
    with pytest.raises(StoreFault):
        world.outbox.send_due()
    assert sorted(world.item(item).state for item in items) == [State.QUEUED, State.SUBMITTING]


def test_a_dossier_that_is_opened_again_while_its_papers_go_up_holds_up_no_other(world: World) -> None:
    first, second = world.queued().id, world.queued().id

    def watch(name: str, _about: str) -> None:
        if name == "upload" and world.vault.tables.items.get(first) is not None:
            world.portal.before_call = world._watch
            world.finalising.reopen(first)

    world.portal.before_call = watch
    assert world.outbox.send_due().sent == (second,)
    assert first not in world.vault.tables.items
    assert not [event for event in world.events if isinstance(event, ItemStumbled)]


def test_half_a_letter_in_a_refusal_is_stored_and_holds_up_nobody(world: World) -> None:
    """A portal has cut its sentence in the middle of a pair of surrogates; UTF-8 has no such letter."""
    first, second = world.queued().id, world.queued().id
    world.portal.says("put", Answer(AnswerClass.FIX, "invalid", body={"detail": "Sai \ud83d"}, wrote=True))
    assert len(world.outbox.send_due().sent) == 1
    [refused] = [item for one in (first, second) if (item := world.item(one)).state is State.NEEDS_FIX]
    assert json.loads((refused.problem or "").encode())["detail"] == "Sai ?"


@pytest.mark.parametrize("no_date", ["0001-01-01T00:00:00+07:00", "9999-12-31T23:59:59-01:00", "2026-12-01", 7])
def test_a_consent_without_a_day_is_kept_without_one(world: World, no_date: object) -> None:
    """Year 1 is how some programs write that there is none; no store holds it in UTC."""
    with world.vault() as uow:
        keep_standing(uow, "c1", {"state": "granted", "expires_at": no_date}, world.clock.now())
        standing = uow.persons.standing("c1")
        uow.commit()
    assert standing is not None
    assert (standing.state, standing.expires_at) == (ConsentState.GRANTED, None)
