"""Backup and restore: nothing is believed and nothing takes a name before it was looked through."""

from pathlib import Path

import pytest

from desktop.domain.errors import HosoError, Refusal, StoreFault
from desktop.services.backup import Backup, Restored, Secret
from desktop.services.backup_ports import Grown, Progress
from tests.fakes.backups import FakeBackups
from tests.fakes.time_and_chance import FakeClock

MADE_AT = "2026-11-23T02:00:00+00:00"


@pytest.fixture
def world(tmp_path: Path) -> FakeBackups:
    return FakeBackups(tmp_path)


def unwatched(_done: int, _total: int) -> None:
    pass


def service(world: FakeBackups) -> Backup:
    return Backup(stores=world, keys=world, files=world, clock=FakeClock())


def make(world: FakeBackups, progress: "list[tuple[int, int]] | None" = None) -> Grown:
    def watch(done: int, total: int) -> None:
        if progress is not None:
            progress.append((done, total))

    return service(world).make(Path("home"), b"key", Path("out"), anew=False, progress=watch)


def restore(world: FakeBackups, words: str = "chim sẻ", progress: Progress = unwatched) -> Restored:
    return service(world).restore(Path("in"), Path("home"), lambda _: Secret(passphrase=words), progress)


def test_only_papers_that_it_does_not_hold_are_put(world: FakeBackups) -> None:
    world.papers, world.held = {"aa": b"old", "bb": b"new one"}, frozenset({"aa"})
    seen: list[tuple[int, int]] = []
    assert make(world, seen).made_at == MADE_AT
    assert world.said == ["grow", "copy", "room for 12?", "put bb", "commit aa bb", "tidied"]
    assert seen == [(7, 24), (12, 24)]


def test_a_paper_that_goes_meanwhile_begins_it_again(world: FakeBackups) -> None:
    world.papers, world.leaving = {"aa": b"a", "bb": b"b"}, ["bb"]
    make(world)
    assert [said for said in world.said if said[:6] in ("copy", "commit")] == ["copy", "copy", "commit aa"]


def test_a_paper_that_is_missing_for_good_is_said(world: FakeBackups) -> None:
    world.papers = dict.fromkeys("abcd", b"x")
    world.leaving = ["a", "b", "c"]
    with pytest.raises(StoreFault, match=r"backup\.unsound"):
        make(world)
    assert not [said for said in world.said if said.startswith("commit")]


def test_a_vault_that_nothing_would_open_again_is_not_copied(world: FakeBackups) -> None:
    world.ways_in = ("file", "keyring")
    with pytest.raises(Refusal, match=r"backup\.no-way-in"):
        make(world)
    assert world.said == []


def test_whoever_watches_can_give_it_up(world: FakeBackups) -> None:
    world.papers = {"aa": b"a"}

    def stop(_done: int, _total: int) -> None:
        raise Refusal("backup.given-up")

    with pytest.raises(Refusal, match=r"backup\.given-up"):
        service(world).make(Path("home"), b"key", Path("out"), anew=False, progress=stop)
    assert world.said == ["grow", "copy", "room for 6?"]


def test_the_home_is_filled_last(world: FakeBackups) -> None:
    assert restore(world) == Restored(b"key", MADE_AT)
    assert world.said == ["unpack", "open", "unlock", "fill", "look", "settle"]


def test_filling_a_home_is_told_until_the_end(world: FakeBackups) -> None:
    seen: list[tuple[int, int]] = []
    restore(world, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(5, 16), (8, 16), (11, 16), (16, 16)]


def test_tokens_of_an_old_backup_stay_out(world: FakeBackups) -> None:
    world.is_old_one = True
    assert restore(world) == Restored(b"key")
    assert world.said == ["unpack", "open", "look", "sign out", "settle"]


@pytest.mark.parametrize(
    ("wrong", "words", "code"),
    [
        ({}, "sai", "vault.wrong-passphrase"),
        ({"look": StoreFault("vault.damaged")}, "chim sẻ", "restore.damaged"),
        ({"open": StoreFault("vault.key-damaged")}, "chim sẻ", "restore.damaged"),
        ({"look": StoreFault("vault.newer", found=2)}, "chim sẻ", "vault.newer"),
        ({"fill": StoreFault("vault.full")}, "chim sẻ", "vault.full"),
    ],
)
def test_what_does_not_open_never_becomes_a_home(
    world: FakeBackups, wrong: dict[str, HosoError], words: str, code: str
) -> None:
    world.wrong = wrong
    with pytest.raises(HosoError) as raised:
        restore(world, words)
    assert raised.value.code == code
    assert "settle" not in world.said


def test_faults_inside_are_damage(world: FakeBackups) -> None:
    world.faults = ("vault.paper-missing",)
    with pytest.raises(Refusal, match=r"restore\.damaged"):
        restore(world)
    assert "settle" not in world.said
