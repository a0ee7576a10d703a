"""Locking: nothing typed is lost, nothing can be read, the key is gone, and one comes back to where one was."""

import gc
import threading
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop import assembly, messages
from desktop.services.protecting import FREE_TRIES
from desktop.ui.pages.form import FormPage
from tests.fakes.time_and_chance import FakeClock
from tests.gui.birth import CODE, PASSPHRASE, Papers, begins, enters
from tests.gui.conftest import Start
from tests.gui.person import PATIENCE, Person
from tests.gui.prepared import entered, queued, services_of

NAME = "Lò Thị Mây"


class Held:
    """Whether anybody still holds the services of an open vault, and with them its key.

    Asked before one looks around: what looks through a window's widgets holds those that are about to go.
    """

    def __init__(self, person: Person) -> None:
        services = services_of(person)
        self._seen = [weakref.ref(one) for one in (services.vault, services.vault.engine, services.connect)]

    def is_gone(self) -> bool:
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no loop runs here that would do it
        gc.collect()
        return not any(one() for one in self._seen)


def line_of(person: Person, field: str) -> QLineEdit:
    line = person.line(field)
    assert isinstance(line, QLineEdit)
    return line


def test_what_is_typed_is_saved_hidden_and_there_again(start: Start, papers: Papers) -> None:
    person = start()
    enters(person)
    begins(person, papers)
    person.types(person.line("/nguoi_yeu_cau/ho_ten"), NAME)
    held = Held(person)
    person.presses("lock")
    person.waits(held.is_gone, "somebody holds the key")
    assert person.program.services is None
    person.sees("passphrase")
    assert not any(NAME in words for words in person.words())
    assert person.program.window.findChildren(FormPage) == []
    person.types(person.sees("passphrase"), PASSPHRASE, telex=False)
    person.presses("unlock")
    person.waits(lambda: line_of(person, "/nguoi_yeu_cau/ho_ten").text() == NAME, "it is lost")


def test_the_keys_lock_and_one_press_opens_what_opens_by_itself(person: Person) -> None:
    entered(person)
    person.presses("rail_wallet")
    held = Held(person)
    QTest.keyClick(person.program.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    person.waits(held.is_gone, "somebody holds the key")
    person.reads("Đã khóa. Mọi thứ bạn gõ đã được lưu trên máy này.")
    assert "passphrase" not in person.names()
    person.presses("unlock")
    person.sees("rail_wallet")
    assert person.program.navigator.here.name == "wallet"
    person.waits(lambda: person.program.services is not None, "it stays shut")


def test_the_door_tells_how_many_wait_and_nothing_else(person: Person) -> None:
    queued(entered(person))
    person.presses("lock")
    person.reads("Đã khóa – 1 hồ sơ chưa gửi. Mở khóa để gửi.")
    assert not any("khai sinh" in words for words in person.words())


def test_a_slow_network_keeps_nobody_at_the_door(person: Person) -> None:
    services = entered(person)
    answered, came_back = threading.Event(), threading.Event()

    def slow() -> None:
        answered.wait(PATIENCE / 1000)
        services.outbox.items()
        came_back.set()

    person.program.network.run(slow, lambda _none: None, lambda _error: None)
    person.presses("lock")
    person.presses("unlock")
    person.sees(f"procedure_{CODE}")
    assert not came_back.is_set()
    assert services_of(person) is not services
    answered.set()
    person.waits(came_back.is_set, "the old vault was closed under a running task")


def test_the_network_is_as_it_was_before(person: Person) -> None:
    entered(person)
    person.presses("networkSwitch")
    person.presses("lock")
    person.presses("unlock")
    person.sees(f"procedure_{CODE}")
    assert person.sees("networkSwitch").accessibleName() == "Mạng: có"
    assert not services_of(person).connect.offline


def test_an_idle_window_locks_itself_and_a_touch_puts_it_off(start: Start, papers: Papers) -> None:
    clock = FakeClock()
    person = start(now=clock.now)
    enters(person)
    begins(person, papers)
    clock.forward(minutes=14)
    person.types(person.line("/nguoi_yeu_cau/ho_ten"), NAME)
    clock.forward(minutes=14)
    person.program.idle.look()
    assert person.program.services is not None
    clock.forward(minutes=1)
    person.program.idle.look()
    person.sees("passphrase")
    assert "next" not in person.names()
    person.types(person.sees("passphrase"), PASSPHRASE, telex=False)
    person.presses("unlock")
    person.waits(lambda: line_of(person, "/nguoi_yeu_cau/ho_ten").text() == NAME, "it is lost")


def test_what_opens_by_itself_stays_open_until_somebody_chooses(start: Start) -> None:
    clock = FakeClock()
    person = start(now=clock.now)
    entered(person)
    clock.forward(hours=9)
    person.program.idle.look()
    person.presses("rail_settings")
    person.picks_from("autoLock", 5)
    person.waits(lambda: not person.program.store.waiting, "it is not kept")
    clock.forward(minutes=5)
    person.program.idle.look()
    person.sees("unlock")


def test_guessing_is_slowed_down_and_nothing_is_lost(start: Start) -> None:
    enters(start())
    clock = FakeClock()
    person = start(now=clock.now)
    for _ in range(FREE_TRIES):
        person.types(person.sees("passphrase"), "chợ phiên", telex=False)
        person.presses("unlock")
        person.reads(messages.say("vault.wrong-passphrase", "vi"))
        person.waits(lambda: not person.program.store.waiting, "still trying")
    person.types(person.sees("passphrase"), PASSPHRASE, telex=False)
    person.presses("unlock")
    person.reads(messages.say("vault.too-soon", "vi", seconds=2))
    again = start(now=clock.now)
    again.types(again.sees("passphrase"), PASSPHRASE, telex=False)
    again.presses("unlock")
    again.reads(messages.say("vault.too-soon", "vi", seconds=2))
    clock.forward(seconds=2)
    again.presses("unlock")
    again.sees(f"procedure_{CODE}")
    assert not (again.program.home / "vault.tries").exists()


def test_a_slip_of_the_pen_is_no_guess(start: Start) -> None:
    code = enters(start())
    person = start(now=FakeClock().now)
    person.presses("forgot")
    for _ in range(FREE_TRIES + 1):
        person.types(person.sees("recovery"), code[:-2], telex=False)
        person.presses("unlockByCode")
        person.reads(messages.say("vault.recovery-mistyped", "vi"))
        person.waits(lambda: not person.program.store.waiting, "still trying")
    person.types(person.sees("recovery"), code, telex=False)
    person.presses("unlockByCode")
    person.chooses("protection", "passphrase")
    person.types_twice("mot hai ba bon")
    person.presses("renew")
    person.sees(f"procedure_{CODE}")
    assert assembly.unlock(person.program.home, passphrase="mot hai ba bon") == services_of(person).key


@pytest.mark.parametrize(("typed", "shift", "hinted"), [("A", False, True), ("a", False, False), ("a", True, True)])
def test_caps_lock_is_guessed_from_what_it_does(start: Start, typed: str, shift: bool, hinted: bool) -> None:
    enters(start())
    person = start()
    modifiers = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_A, modifiers, typed)
    QApplication.sendEvent(person.sees("passphrase"), event)
    assert ("showPassphraseCapitals" in person.names()) is hinted


def test_nothing_lies_in_the_home_that_says_whose_it_is(start: Start, tmp_path: Path) -> None:
    person = start()
    person.writes("ownerName", "Hà Thị Nết")
    for name in ("toCommune", "toProtection", "makeVault", "recoveryKept"):
        person.presses(name)
    person.sees(f"procedure_{CODE}")
    held = Held(person)
    person.presses("lock")
    person.waits(held.is_gone, "somebody holds the key")
    files = {path.name: path.read_bytes() for path in (tmp_path / "home").rglob("*") if path.is_file()}
    assert {"vault.db", "vault.key.json"} <= set(files)
    assert [name for name, content in files.items() if "Nết".encode() in content] == []
