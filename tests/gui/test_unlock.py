"""The door: a wrong word gets its sentence, the right one opens, and a vault that cannot be opened says why."""

import shutil
from pathlib import Path

import pytest

from desktop import messages
from desktop.adapters.database.vault import open_vault
from tests.gui import birth
from tests.gui.birth import CODE, PASSPHRASE
from tests.gui.conftest import Start
from tests.gui.person import Person
from tests.gui.prepared import entered, services_of


def opens_with(person: Person, field: str, words: str) -> None:
    if field == "recovery":
        person.presses("forgot")
    person.types(person.sees(field), words, telex=False)
    person.presses("unlockByCode" if field == "recovery" else "unlock")


@pytest.fixture
def locked(start: Start) -> tuple[Person, str]:
    """A vault with a passphrase, its window opened again; and its recovery code."""
    code = birth.enters(start())
    return start(), code


def test_the_passphrase_opens_after_a_wrong_one(locked: tuple[Person, str]) -> None:
    person, _ = locked
    opens_with(person, "passphrase", "bà nội Mường Lý")
    person.reads(f"{messages.say('vault.wrong-passphrase', 'vi')} [vault.wrong-passphrase]")
    opens_with(person, "passphrase", PASSPHRASE)
    person.sees(f"procedure_{CODE}")


def test_the_recovery_code_opens_without_the_passphrase(locked: tuple[Person, str]) -> None:
    person, code = locked
    opens_with(person, "recovery", code.lower())
    person.presses("renewLater")
    person.sees(f"procedure_{CODE}")


def make_noise(home: Path, _key: bytes) -> None:
    path = home / "vault.db"
    path.write_bytes(b"x" * path.stat().st_size)


def make_newer(home: Path, key: bytes) -> None:
    with open_vault(home, key) as vault, vault.engine.begin() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 9999")


def break_key(home: Path, _key: bytes) -> None:
    path = home / "vault.key.json"
    path.write_text(path.read_text(encoding="utf-8")[:-40], encoding="utf-8")


HARMS = {"vault.damaged": make_noise, "vault.newer": make_newer, "vault.key-damaged": break_key}


@pytest.mark.parametrize("code", HARMS)
def test_a_vault_that_cannot_be_opened_says_why_on_the_page(start: Start, tmp_path: Path, code: str) -> None:
    first = start()
    entered(first)
    key = services_of(first).key
    start()
    home = tmp_path / "home"
    harmed = tmp_path / "harmed"
    shutil.copytree(home, harmed)
    HARMS[code](harmed, key)
    person = start(home=harmed)
    person.waits(lambda: any(one.endswith(f"[{code}]") for one in person.words()), f"nobody says {code}")
    assert not any("{" in one for one in person.words())


@pytest.mark.usefixtures("locked")
def test_a_damaged_vault_behind_the_right_passphrase_says_so(start: Start, tmp_path: Path) -> None:
    shutil.copytree(tmp_path / "home", tmp_path / "harmed")
    make_noise(tmp_path / "harmed", b"")
    person = start(home=tmp_path / "harmed")
    opens_with(person, "passphrase", PASSPHRASE)
    person.waits(lambda: any(one.endswith("[vault.damaged]") for one in person.words()), "nobody says it")
