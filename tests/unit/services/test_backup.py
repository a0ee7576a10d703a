"""Backup and restore: nothing takes a name before it was looked through."""

from pathlib import Path

import pytest

from desktop.domain.errors import HosoError, Refusal, StoreFault
from desktop.services.backup import Backup, BackupPart, Secret
from tests.fakes.backups import FakeBackups
from tests.fakes.time_and_chance import FakeClock


def service(world: FakeBackups) -> Backup:
    return Backup(stores=world, keys=world, files=world, clock=FakeClock())


def make(world: FakeBackups) -> tuple[BackupPart, ...]:
    return service(world).make(Path("home"), b"key", Path("out"))


def restore(world: FakeBackups, words: str = "chim sẻ") -> bytes:
    return service(world).restore(Path("in"), Path("home"), lambda _: Secret(passphrase=words))


def test_copies_are_looked_through_before_they_are_packed() -> None:
    world = FakeBackups()
    assert make(world) == (BackupPart("vault.db", 1, "aa"),)
    assert world.said == ["taken?", "copy", "look", "pack 2026-11-23T02:00:00+00:00", "tidied"]


def test_a_vault_that_nothing_would_open_again_is_not_copied() -> None:
    world = FakeBackups(ways_in=("file", "keyring"))
    with pytest.raises(Refusal, match=r"backup\.no-way-in"):
        make(world)
    assert world.said == ["taken?"]


def test_a_damaged_vault_is_not_packed() -> None:
    world = FakeBackups(faults=("vault.page-changed",))
    with pytest.raises(StoreFault, match=r"backup\.unsound") as raised:
        make(world)
    assert raised.value.parameters == {"finding": "vault.page-changed"}
    assert world.said == ["taken?", "copy", "look"]


def test_the_home_is_filled_last() -> None:
    world = FakeBackups()
    assert restore(world) == b"key"
    assert world.said == ["unpack", "open", "look", "settle"]


@pytest.mark.parametrize(
    ("world", "words", "code"),
    [
        (FakeBackups(), "sai", "vault.wrong-passphrase"),
        (FakeBackups(faults=("vault.paper-missing",)), "chim sẻ", "restore.damaged"),
        (FakeBackups(wrong={"look": StoreFault("vault.damaged")}), "chim sẻ", "restore.damaged"),
        (FakeBackups(wrong={"open": StoreFault("vault.key-damaged")}), "chim sẻ", "restore.damaged"),
        (FakeBackups(wrong={"look": StoreFault("vault.newer", found=2)}), "chim sẻ", "vault.newer"),
        (FakeBackups(wrong={"look": StoreFault("vault.full")}), "chim sẻ", "vault.full"),
    ],
)
def test_what_does_not_open_never_becomes_a_home(world: FakeBackups, words: str, code: str) -> None:
    with pytest.raises(HosoError) as raised:
        restore(world, words)
    assert raised.value.code == code
    assert "settle" not in world.said
