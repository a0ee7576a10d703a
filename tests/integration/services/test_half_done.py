"""The store fails at the n-th statement, for every n: what was asked for is there whole, or nothing of it is."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import event, select

from desktop.adapters.database.tables import metadata
from desktop.adapters.database.vault import Vault, open_vault
from desktop.domain.by_hand import Way
from desktop.services.filing_by_hand import FilingByHand, Slip
from desktop.services.migrating import Migrating
from tests.fakes.world import BIRTH, SCAN, World
from tests.integration.services.stored_world import stored_world
from tests.unit.forms import versions
from tests.unit.forms.births import birth_answers

SLIP = Slip(Way.POST, date(2026, 11, 20), "H56.0007", date(2026, 11, 27), "EB123")


class PulledPlugError(Exception):
    """What the test pulls."""


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with open_vault(tmp_path / "home", bytes(range(32))) as opened:
        yield opened


@pytest.fixture
def world(vault: Vault, tmp_path: Path) -> World:
    made = stored_world(vault)
    made.catalogue = versions.catalogue(versions.second(tmp_path / "packs"))
    return made


@contextmanager
def failing_at(vault: Vault, number: int) -> Iterator[list[int]]:
    """The statement of this number, from now on, does not come through; [0] counts them."""
    seen = [0]

    def count(*_: object) -> None:
        seen[0] += 1
        if seen[0] == number:
            raise PulledPlugError

    event.listen(vault.engine, "before_cursor_execute", count)
    try:
        yield seen
    finally:
        event.remove(vault.engine, "before_cursor_execute", count)


def everything(vault: Vault) -> dict[str, list[tuple[object, ...]]]:
    with vault.engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(select(table))] for name, table in metadata.tables.items()
        }


def fails_whole(vault: Vault, act: Callable[[], object]) -> int:
    """Let *act* fail at each statement in turn, then let it through; how many it takes."""
    before = everything(vault)
    for number in range(1, 100):
        with failing_at(vault, number) as seen:
            try:
                act()
            except PulledPlugError:
                assert everything(vault) == before, f"half done after statement {number}"
                continue
        assert everything(vault) != before
        return seen[0]
    raise AssertionError("it never came through")


@pytest.fixture
def by_hand(world: World) -> FilingByHand:
    return FilingByHand(open_unit=world.vault, clock=world.clock, new_id=world.new_id, publish=world.events.append)


def test_a_filing_by_hand_is_recorded_whole_or_not_at_all(vault: Vault, world: World, by_hand: FilingByHand) -> None:
    draft = world.drafting.start(BIRTH, version=1, answers=birth_answers())
    assert fails_whole(vault, lambda: by_hand.record(draft.id, SLIP)) > 3


def test_it_is_taken_back_and_copied_whole_or_not_at_all(vault: Vault, world: World, by_hand: FilingByHand) -> None:
    draft = world.drafting.start(BIRTH, version=1, answers=birth_answers())
    world.attaching.attach(draft.id, "TP01", "chung-sinh.pdf", SCAN)
    filing = by_hand.record(draft.id, SLIP)
    assert fails_whole(vault, lambda: by_hand.copy(filing.id)) > 3
    assert fails_whole(vault, lambda: by_hand.take_back(filing.id)) > 3


def test_a_draft_is_carried_over_whole_or_not_at_all(vault: Vault, world: World) -> None:
    draft = world.drafting.start(BIRTH, version=1, answers=birth_answers())
    world.attaching.attach(draft.id, "TP01", "chung-sinh.pdf", SCAN)
    migrating = Migrating(
        open_unit=world.vault,
        catalogue=world.catalogue,
        clock=world.clock,
        new_id=world.new_id,
        publish=world.events.append,
    )
    assert fails_whole(vault, lambda: migrating.use_newest(draft.id)) > 4
