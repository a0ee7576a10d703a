"""*Xóa dữ liệu của tôi*: refused while the portal may hold something, crypto-erased, and ended after a crash."""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop import assembly, cli, config
from desktop.adapters import erasing
from desktop.adapters.database.vault import open_vault
from desktop.adapters.keys.key_file import create_key_file
from desktop.domain.submission import State
from desktop.services.erasing import Erasing, InTheWay
from tests.integration.vault.dying import KILLED, erase_until
from tests.integration.vault.records import add_paper, brought_to, draft, item, refused, submission, unit

WORDS = "chim sẻ đồng"
MOST_STEPS = 60


def filled(home: Path) -> bytes:
    key = create_key_file(home, WORDS).key
    with open_vault(home, key) as vault, unit(vault) as uow:
        uow.drafts.add(draft())
        uow.commit()
        add_paper(vault, 1, b"%PDF giay")
    (home / "vault.before-0003.db").write_bytes(b"an old copy")
    (home / "backup.abc").mkdir()
    (home / "backup.abc" / "vault.db").write_bytes(b"half a backup")
    practice = config.practice_dir(home)
    practice.mkdir()
    (practice / "practice.db").write_bytes(b"plain")
    return key


@pytest.mark.parametrize("state", [State.UNKNOWN, State.SUBMITTING, State.WITHDRAWING])
def test_it_is_refused_while_the_portal_may_hold_something(home: Path, state: State) -> None:
    key = filled(home)
    with open_vault(home, key) as vault:
        with unit(vault) as uow:
            uow.submissions.add(submission())
            uow.outbox.add(item())
            uow.commit()
        brought_to(vault, state)
        erasing_service = Erasing(vault.unit)
        assert erasing_service.look() == InTheWay((submission().title,), ())
        for wish in (False, True):
            with refused("erase.in-doubt"):
                erasing_service.refuse(unsent_too=wish)


def test_what_is_unsent_is_asked_about(home: Path) -> None:
    with open_vault(home, filled(home)) as vault:
        Erasing(vault.unit).refuse(unsent_too=False)
        with unit(vault) as uow:
            uow.submissions.add(submission())
            uow.outbox.add(item())
            uow.commit()
        with refused("erase.unsent"):
            Erasing(vault.unit).refuse(unsent_too=False)
        Erasing(vault.unit).refuse(unsent_too=True)


def test_nothing_is_left(home: Path) -> None:
    filled(home)
    (home / "thư của tôi.txt").write_text("không phải của chương trình", encoding="utf-8")
    begun = home.with_name(f"{home.name}.restoring.abc")
    begun.mkdir()
    (begun / "papers.db").write_bytes(b"what a killed restore had filled")
    (another := home.with_name(f"{home.name}2")).mkdir()
    assembly.erase_home(home, config.practice_dir(home))
    assert not begun.exists()
    assert another.exists()
    assert [path.name for path in home.iterdir()] == ["thư của tôi.txt"]
    assert not config.practice_dir(home).exists()
    assert not assembly.vault_exists(home)
    assert not assembly.finish_erasing(home, config.practice_dir(home))


def test_copies_of_migrations_go_after_thirty_days(home: Path) -> None:
    filled(home)
    made = datetime.fromtimestamp((home / "vault.before-0003.db").stat().st_mtime, UTC)
    assert assembly.drop_old_copies(home, made - timedelta(days=1)) == 0
    assert assembly.drop_old_copies(home, made + timedelta(seconds=1)) == 1
    assert (home / "vault.db").exists()


def test_killed_anywhere_it_is_ended_at_the_next_start_and_the_key_goes_first(home: Path) -> None:
    filled(home)
    whole, practice = home.with_name("whole"), config.practice_dir(home)
    shutil.copytree(home, whole / "home")
    shutil.copytree(practice, whole / "practice")
    keyless = 0
    for dies_at in range(1, MOST_STEPS):
        died = erase_until(home, dies_at)
        assert died in (0, KILLED)
        is_begun = erasing.is_begun(home)
        if is_begun and not (home / "vault.db").exists():
            assert not (home / "vault.key.json").exists()
            keyless += 1
        assert assembly.finish_erasing(home, practice) == is_begun
        if is_begun or not assembly.vault_exists(home):
            assert not home.exists() or not any(home.iterdir())
            assert not practice.exists()
        else:
            assert dies_at == 1, "it was begun, and no mark says so"
        if died == 0:
            break
        for place, kept in ((home, "home"), (practice, "practice")):
            shutil.rmtree(place, ignore_errors=True)
            shutil.copytree(whole / kept, place)
    assert 10 < dies_at < MOST_STEPS - 1
    assert keyless > 1


def test_the_command_says_it_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSO_PASSPHRASE", WORDS)
    home = tmp_path / "hoso"
    assert cli.main(["erase", "--yes"]) == 1
    filled(home)
    assert cli.main(["erase"]) == 1
    assert assembly.vault_exists(home)
    assert cli.main(["erase", "--yes"]) == 0
    assert not home.exists()
    assert cli.main(["drafts"]) == 0, "a new vault can begin"


def test_a_half_erased_home_is_ended_by_the_next_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSO_PASSPHRASE", WORDS)
    home = tmp_path / "hoso"
    filled(home)
    erasing.begin(home)
    assert cli.main(["vault", "status"]) == 1
    assert not home.exists()
