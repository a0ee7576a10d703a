"""A new computer: an empty home, no keyring, a backup file, and nothing but the printed card."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from desktop import assembly, messages
from desktop.adapters.keys.recovery_code import new_code
from desktop.domain.submission import State
from desktop.ui.pages.recovery_entry import RecoveryEntry
from desktop.ui.pages.restoring import RestorePage
from tests.gui.birth import CODE, PASSPHRASE, enters
from tests.gui.conftest import Start
from tests.gui.person import Person
from tests.gui.prepared import queued, services_of
from tests.unit.documents import reading


@dataclass(frozen=True, slots=True)
class Old:
    """What is left of the old computer: a USB stick and the card."""

    backup: Path
    card: Path
    code: str
    submission: str
    papers: dict[str, bytes]


@pytest.fixture
def old(start: Start, tmp_path: Path) -> Old:
    person = start(home=tmp_path / "old")
    code = enters(person)
    services = services_of(person)
    submission = queued(services)
    usb = tmp_path / "usb"
    usb.mkdir()
    assembly.make_backup(person.program.home, services.key, usb / "tu-ho-so.hoso")
    card = assembly.draw_recovery_card("-".join(code.split()), "Lò Văn Tâm")
    (usb / "the.jpg").write_bytes(reading.picture(card, 0))
    return Old(usb / "tu-ho-so.hoso", usb / "the.jpg", code, submission, papers_of(person, submission))


@pytest.fixture
def fresh(start: Start, old: Old, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Person:
    """The new computer, at the first page, with the stick in it."""
    monkeypatch.setattr(RestorePage, "choose_file", lambda *_: (str(old.backup), ""))
    monkeypatch.setattr(RecoveryEntry, "choose_file", lambda *_: (str(old.card), ""))
    person = start(home=tmp_path / "new")
    person.presses("moveHouse")
    return person


def papers_of(person: Person, submission: str) -> dict[str, bytes]:
    services = services_of(person)
    with services.open_unit() as uow:
        found = uow.attachments.of_draft(uow.submissions.get(submission).draft)
    contents = {}
    for one in found:
        with services.vault.papers.open(one.sha256) as paper:
            contents[one.id] = paper.read()
    return contents


def is_empty(home: Path) -> bool:
    return not home.exists() or not any(home.iterdir())


def test_the_card_alone_brings_everything_back(fresh: Person, old: Old, start: Start) -> None:
    fresh.presses("chooseBackup")
    fresh.presses("cardPicture")
    fresh.chooses("protection", "passphrase")
    fresh.types_twice("nha moi cua so moi")
    fresh.presses("renew")
    fresh.sees(f"procedure_{CODE}")
    assert services_of(fresh).outbox.item(old.submission).state is State.QUEUED
    assert papers_of(fresh, old.submission) == old.papers
    assert old.papers
    again = start(home=fresh.program.home)
    again.types(again.sees("passphrase"), PASSPHRASE, telex=False)
    again.presses("unlock")
    again.reads(messages.say("vault.wrong-passphrase", "vi"))
    again.types(again.sees("passphrase"), "nha moi cua so moi", telex=False)
    again.presses("unlock")
    again.sees(f"procedure_{CODE}")


def test_the_passphrase_brings_it_back_too_and_asks_nothing_more(fresh: Person, old: Old) -> None:
    fresh.presses("chooseBackup")
    fresh.types(fresh.sees("recovery"), PASSPHRASE, telex=False)
    fresh.presses("restore")
    fresh.sees(f"unsent_{old.submission}")


def test_a_new_way_in_may_be_put_off(fresh: Person, old: Old, start: Start) -> None:
    fresh.presses("chooseBackup")
    fresh.types(fresh.sees("recovery"), old.code.lower(), telex=False)
    fresh.presses("restore")
    fresh.presses("renewLater")
    fresh.sees(f"unsent_{old.submission}")
    start(home=fresh.program.home).sees("forgot")


def mistype(code: str) -> str:
    return code[:-1] + ("0" if code[-1] != "0" else "1")


def test_each_wrong_word_is_told_apart_and_the_home_stays_empty(fresh: Person, old: Old) -> None:
    fresh.presses("restore")
    fresh.reads(messages.say("restore.no-file", "vi"))
    fresh.presses("chooseBackup")
    fresh.presses("restore")
    fresh.reads(messages.say("restore.nothing-typed", "vi"))
    wrong = {
        new_code(): "vault.wrong-recovery",
        mistype(old.code): "vault.recovery-mistyped",
        "chợ phiên": "vault.wrong-passphrase",
    }
    for words, code in wrong.items():
        fresh.types(fresh.sees("recovery"), words, telex=False)
        fresh.presses("restore")
        fresh.reads(messages.say(code, "vi"))
        assert is_empty(fresh.program.home)
    fresh.presses("back")
    fresh.sees("toCommune")


def cut(backup: Path) -> None:
    backup.write_bytes(backup.read_bytes()[: backup.stat().st_size // 2])


def test_a_backup_that_was_cut_off_later_says_which_state_comes(fresh: Person, old: Old) -> None:
    whole = old.backup.read_bytes()
    old.backup.write_bytes(whole + whole[56:-100])
    fresh.presses("chooseBackup")
    fresh.types(fresh.sees("recovery"), PASSPHRASE, telex=False)
    fresh.presses("restore")
    fresh.waits(lambda: any("[restore.cut]" in one for one in fresh.words()), "nobody says it")
    fresh.presses("enterCut")
    fresh.sees(f"unsent_{old.submission}")


def other(backup: Path) -> None:
    backup.write_bytes(b"%PDF-1.7 to khai")


HARMS: dict[str, Callable[[Path], None]] = {
    "restore.damaged": cut,
    "restore.not-a-backup": other,
    "file.unreadable": Path.unlink,
}


@pytest.mark.parametrize("code", HARMS)
def test_a_file_that_is_no_good_backup_says_so(fresh: Person, old: Old, code: str) -> None:
    HARMS[code](old.backup)
    fresh.presses("chooseBackup")
    fresh.presses("cardPicture")
    fresh.waits(lambda: any(one.endswith(f"[{code}]") for one in fresh.words()), f"nobody says {code}")
    assert is_empty(fresh.program.home)
    assert list(fresh.program.home.parent.glob("new.restoring.*")) == []


def test_a_picture_without_the_card_says_so(fresh: Person, old: Old) -> None:
    old.card.write_bytes(reading.picture(assembly.draw_recovery_card("x", ""), 0))
    fresh.presses("cardPicture")
    fresh.reads(messages.say("recovery.other-code", "vi"))
    old.card.write_bytes(b"no picture")
    fresh.presses("cardPicture")
    fresh.reads(messages.say("recovery.no-code", "vi"))
