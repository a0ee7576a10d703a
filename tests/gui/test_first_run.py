"""The first run, whole, for each protection; back loses nothing; the recovery card is printed, put off, reminded of."""

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend
from PySide6.QtWidgets import QLineEdit

from desktop import assembly, messages
from desktop.adapters.documents.codes import read_codes
from desktop.ui.pages.code_card import CodeCard
from tests.fakes.keyrings import Remembering
from tests.gui.birth import CODE, COMMUNE
from tests.gui.conftest import Start
from tests.gui.person import Person
from tests.gui.prepared import entered, services_of
from tests.unit.documents import reading

OWNER = "Lò Văn Tâm"
WORDS = "ruong bac thang chin"


class Printer:
    """Stands where the system's printer stands."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        self.sheets: list[bytes] = []
        self.file = tmp_path / "the.pdf"
        monkeypatch.setattr(CodeCard, "print_out", lambda _card, _page, pdf: self.takes(pdf))
        monkeypatch.setattr(CodeCard, "ask_where", lambda *_: (str(self.file), ""))

    def takes(self, pdf: bytes) -> bool:
        self.sheets.append(pdf)
        return True


@pytest.fixture
def printer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Printer:
    return Printer(monkeypatch, tmp_path)


def answers(person: Person, use: str = "family") -> None:
    person.chooses("use", use)
    person.writes("ownerName", OWNER)
    person.presses("toCommune")
    person.picks("homeCommune", COMMUNE)
    person.presses("toProtection")


def kept(person: Person, name: str) -> str | None:
    with services_of(person).open_unit() as uow:
        return uow.settings.get(name)


def test_a_keyring_opens_by_itself_next_time(
    start: Start, use_keyring: Callable[[KeyringBackend], None], tmp_path: Path
) -> None:
    use_keyring(Remembering())
    person = start()
    answers(person)
    person.reads("Chìa khóa nằm trong nơi cất mật khẩu của máy")
    person.presses("makeVault")
    person.sees("recoveryCode")
    assert "keyWarning" not in person.names()
    person.presses("recoveryKept")
    person.sees(f"procedure_{CODE}")
    assert assembly.ways_in(tmp_path / "home") == ("keyring", "recovery")
    assert [kept(person, name) for name in ("owner_name", "use", "home_commune", "recovery_card")] == [
        OWNER, "family", "14845", "written",
    ]  # fmt: skip
    person.reads(OWNER)
    person.reads("Xã Mường Lát, tỉnh Thanh Hóa")
    start().sees(f"procedure_{CODE}")


def test_a_passphrase_is_typed_twice_and_then_asked_for(start: Start, tmp_path: Path) -> None:
    person = start()
    answers(person, "neighbours")
    person.chooses("protection", "passphrase")
    person.types_twice(WORDS, WORDS[:-1])
    person.presses("makeVault")
    person.reads(messages.say("vault.passphrases-differ", "vi"))
    assert not assembly.vault_exists(tmp_path / "home")
    person.chooses("protection", "passphrase")
    person.types_twice(WORDS)
    person.presses("makeVault")
    code = person.told("recoveryCode")
    person.presses("recoveryKept")
    person.sees(f"procedure_{CODE}")
    assert kept(person, "use") == "neighbours"
    again = start()
    again.types(again.sees("passphrase"), WORDS, telex=False)
    again.presses("unlock")
    again.sees(f"procedure_{CODE}")
    assert assembly.unlock(tmp_path / "home", recovery=code) == services_of(again).key


def test_without_a_keyring_it_is_said_where_the_key_lies(person: Person, tmp_path: Path) -> None:
    answers(person, "kiosk")
    person.presses("makeVault")
    person.sees("keyWarning")
    person.reads(messages.say("vault.key-in-file", "vi"))
    assert assembly.ways_in(tmp_path / "home") == ("file", "recovery")


def test_a_kiosk_is_told_how_it_is_started(person: Person) -> None:
    person.sees("use")
    assert "kioskSaid" not in person.names()
    person.chooses("use", "kiosk")
    assert "hoso" in person.told("kioskSaid")
    assert "kiosk" in person.told("kioskSaid")


def test_back_and_forth_nothing_is_lost(person: Person) -> None:
    answers(person)
    person.chooses("protection", "passphrase")
    person.types_twice(WORDS)
    for name in ("back2", "back1"):
        person.presses(name)
    line = person.line("ownerName")
    assert isinstance(line, QLineEdit)
    assert line.text() == OWNER
    person.presses("moveHouse")
    person.presses("back")
    line = person.line("ownerName")
    assert isinstance(line, QLineEdit)
    assert line.text() == OWNER
    person.presses("toCommune")
    line = person.line("homeCommune")
    assert isinstance(line, QLineEdit)
    assert line.text() == "Xã Mường Lát, tỉnh Thanh Hóa"


def test_what_may_hurt_later_is_said_and_forbids_nothing(person: Person) -> None:
    answers(person)
    person.chooses("protection", "passphrase")
    person.types_twice(" nhà")
    said = person.told("passphraseDoubts")
    assert all(words in said for words in ("dấu cách", "bộ gõ", "ngắn"))
    line = person.sees("passphrase")
    assert isinstance(line, QLineEdit)
    assert line.echoMode() is QLineEdit.EchoMode.Password
    person.ticks("showPassphrase")
    assert line.echoMode() is QLineEdit.EchoMode.Normal
    person.presses("makeVault")
    person.sees("recoveryCode")


def test_a_full_stick_leaves_the_card_that_was_on_it(
    person: Person, printer: Printer, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(person)
    person.presses("makeVault")
    person.sees("recoveryCode")
    printer.file.write_bytes(b"an old card")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    person.presses("saveCard")
    person.reads(messages.say("file.not-written", "vi", file=str(printer.file)))
    assert printer.file.read_bytes() == b"an old card"
    person.sees("saveCard")


@pytest.mark.parametrize("way", ["printCard", "saveCard"])
def test_the_card_carries_the_code_and_nobody_is_reminded(start: Start, printer: Printer, way: str) -> None:
    person = start()
    answers(person)
    person.presses("makeVault")
    code = person.told("recoveryCode").split()
    person.presses(way)
    person.presses("cardDone")
    person.sees(f"procedure_{CODE}")
    [card] = printer.sheets or [printer.file.read_bytes()]
    assert read_codes(card) == ("-".join(code),)
    assert OWNER in reading.text(card)
    assert kept(person, "recovery_card") == "printed"
    again = start()
    again.sees(f"procedure_{CODE}")
    again.waits(lambda: not again.program.store.waiting, "home is still reading")
    assert "cardOwed" not in again.names()


def test_a_card_that_was_put_off_is_asked_for_until_it_is_made(start: Start, printer: Printer) -> None:
    person = start()
    answers(person)
    person.presses("makeVault")
    first = person.told("recoveryCode")
    person.presses("cardLater")
    person.sees("cardOwed")
    again = start()
    again.presses("cardNow")
    again.presses("makeCard")
    again.presses("printCard")
    again.presses("cardDone")
    again.sees(f"procedure_{CODE}")
    again.waits(lambda: not again.program.store.waiting, "home is still reading")
    assert "cardOwed" not in again.names()
    home = again.program.home
    [code] = read_codes(printer.sheets[0])
    assert assembly.unlock(home, recovery=code) == services_of(again).key
    with pytest.raises(Exception, match=r"vault\.wrong-recovery"):
        assembly.unlock(home, recovery=first)


def test_whoever_does_not_want_the_card_is_left_alone(start: Start) -> None:
    person = start()
    answers(person)
    person.presses("makeVault")
    person.presses("cardLater")
    person.presses("cardNever")
    person.waits(lambda: "cardOwed" not in person.names(), "it stays")
    again = start()
    again.sees(f"procedure_{CODE}")
    again.waits(lambda: not again.program.store.waiting, "home is still reading")
    assert "cardOwed" not in again.names()


def test_without_a_printer_the_file_is_offered_in_words(person: Person) -> None:
    entered(person)
    person.presses("rail_settings")
    person.presses("newRecovery")
    person.presses("makeCard")
    person.presses("printCard")
    person.reads(messages.say("print.no-printer", "vi"))
    person.sees("saveCard")
