"""The settings' card *Bảo vệ*: what opens the vault, and how that is changed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend

from desktop import assembly, messages
from desktop.domain.errors import Refusal
from tests.fakes.keyrings import Remembering
from tests.gui.birth import CODE, PASSPHRASE, enters
from tests.gui.conftest import Start
from tests.gui.person import Person
from tests.gui.prepared import entered, services_of

NEW = "ruong bac thang chin"


def opens(home: Path, words: str) -> bool:
    try:
        assembly.unlock(home, passphrase=words)
    except Refusal:
        return False
    return True


def types_new(person: Person, words: str = NEW) -> None:
    person.types_twice(words)


def test_a_new_passphrase_wants_the_old_one_and_keeps_the_key(person: Person) -> None:
    enters(person)
    home, key = person.program.home, services_of(person).key
    person.presses("rail_settings")
    person.presses("changePassphrase")
    person.types(person.sees("oldPassphrase"), "chợ phiên", telex=False)
    types_new(person)
    person.presses("setIt")
    person.reads(messages.say("vault.wrong-passphrase", "vi"))
    assert opens(home, PASSPHRASE)
    person.types(person.sees("oldPassphrase"), PASSPHRASE, telex=False)
    person.presses("setIt")
    person.reads("Đã đổi mật khẩu.")
    assert not opens(home, PASSPHRASE)
    assert assembly.unlock(home, passphrase=NEW) == key
    person.presses("rail_home")
    person.sees(f"procedure_{CODE}")


def test_the_first_passphrase_takes_the_files_way_and_sets_the_lock(person: Person) -> None:
    entered(person)
    person.presses("rail_settings")
    person.sees("way_file")
    person.presses("changePassphrase")
    assert "oldPassphrase" not in person.names()
    types_new(person)
    person.presses("setIt")
    person.sees("way_passphrase")
    assert assembly.ways_in(person.program.home) == ("passphrase", "recovery")
    assert person.program.idle._timer.isActive()


def test_a_passphrase_is_given_up_only_for_a_keyring_that_keeps(
    person: Person, use_keyring: Callable[[KeyringBackend], None]
) -> None:
    enters(person)
    home = person.program.home
    person.presses("rail_settings")
    person.presses("toKeyring")
    person.types(person.sees("oldPassphrase"), PASSPHRASE, telex=False)
    person.presses("setIt")
    person.reads(messages.say("vault.no-keyring", "vi"))
    assert opens(home, PASSPHRASE)
    use_keyring(Remembering())
    person.presses("setIt")
    person.sees("way_keyring")
    assert assembly.ways_in(home) == ("keyring", "recovery")
    assert assembly.unlock(home) == services_of(person).key


@pytest.mark.usefixtures("use_keyring")
def test_a_new_card_kills_the_old_one(start: Start) -> None:
    person = start()
    old = enters(person)
    person.presses("rail_settings")
    person.presses("newRecovery")
    person.reads("Làm thẻ mới thì thẻ cũ hết dùng được ngay.")
    assert assembly.unlock(person.program.home, recovery=old)
    person.presses("makeCard")
    person.reads("Thẻ cũ không còn dùng được.")
    new = person.told("recoveryCode")
    person.presses("recoveryKept")
    person.sees("way_recovery")
    assert assembly.unlock(person.program.home, recovery=new) == services_of(person).key
    with pytest.raises(Refusal, match=r"vault\.wrong-recovery"):
        assembly.unlock(person.program.home, recovery=old)


def test_whose_vault_it_is_can_be_written_later(start: Start) -> None:
    person = start()
    entered(person)
    person.presses("rail_settings")
    person.writes("ownerName", "Hà Thị Nết")
    person.waits(lambda: not person.program.store.waiting, "it is not kept")
    start().reads("Hà Thị Nết")
