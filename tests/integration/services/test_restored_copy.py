"""A backup taken while a dossier was on its way: the copy and the original both send, and the portal holds it once."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop import assembly
from desktop.adapters.database.vault import open_vault
from desktop.adapters.keys.key_file import create_key_file
from desktop.domain.submission import Mode, State
from desktop.services.backup import Secret
from tests.fakes.world import World
from tests.integration.services.stored_world import stored_world

WORDS = "chim sẻ đồng"


@pytest.fixture
def place(tmp_path: Path) -> tuple[Path, bytes]:
    return tmp_path / "home", create_key_file(tmp_path / "home", WORDS).key


@pytest.fixture
def world(place: tuple[Path, bytes]) -> Iterator[World]:
    with open_vault(*place) as vault:
        made = stored_world(vault)
        made.sign_in()
        yield made


def test_a_draft_that_is_filed_from_a_copy_too_is_taken_in_once_and_said_to_be_another(
    world: World, place: tuple[Path, bytes], tmp_path: Path
) -> None:
    draft = world.draft()
    assembly.make_backup(*place, tmp_path / "backup")
    assembly.restore_backup(tmp_path / "backup", tmp_path / "twin", lambda _: Secret(passphrase=WORDS))
    first = world.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
    assert world.outbox.send_due().sent == (first.id,)
    with open_vault(tmp_path / "twin", place[1]) as vault:
        twin = replace(stored_world(vault), portal=world.portal, clock=world.clock, owner="the other computer")
        twin.sign_in()
        twin.drafting.merge(draft.id, {"con": {"ho_ten": "Lò Văn Bão"}})
        again = twin.finalising.submit(draft.id, pledge=True, mode=Mode.PRACTICE)
        assert twin.outbox.send_due().sent == ()
        assert twin.item(again.id).state is State.CONFLICT
    assert set(world.portal.held) == {first.id}
    assert len(world.portal.created) == 1


@pytest.mark.parametrize("arrived", [True, False])
def test_both_ask_before_they_send_again(
    world: World, place: tuple[Path, bytes], tmp_path: Path, *, arrived: bool
) -> None:
    item_id = world.queued().id

    def back_up_then_die(name: str, _about: str) -> None:
        if name == "put":
            assembly.make_backup(*place, tmp_path / "backup")
            raise KeyboardInterrupt

    world.portal.before_call = back_up_then_die
    with pytest.raises(KeyboardInterrupt):
        world.outbox.send_due()
    if arrived:
        world.portal.held[item_id] = world.item(item_id)
    assembly.restore_backup(tmp_path / "backup", tmp_path / "twin", lambda _: Secret(passphrase=WORDS))
    with open_vault(tmp_path / "twin", place[1]) as vault:
        twin = replace(stored_world(vault), portal=world.portal, clock=world.clock, owner="the other computer")
        assert twin.item(item_id).state is State.SUBMITTING
        twin.sign_in()
        twin.wait()
        twin.portal.calls.clear()
        assert twin.outbox.send_due().sent == (item_id,)
        assert [name for name, _ in twin.portal.calls if name in ("ask", "put")] == ["ask"] + ["put"] * (not arrived)
        assert twin.item(item_id).state is State.RECEIPTED
    world.portal.before_call = world._watch
    assert world.outbox.send_due().sent == (item_id,)
    assert len(world.portal.created) == (0 if arrived else 1)
    assert set(world.portal.held) == {item_id}
