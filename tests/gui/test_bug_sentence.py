"""A bug in a slot is a sentence on the screen and a trace in the log, never the end of the program."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop import config
from desktop.app.bug_sentence import BugSentence
from desktop.domain.errors import StoreFault
from tests.gui.birth import CODE
from tests.gui.person import Person
from tests.gui.prepared import entered


class WrongTurnError(Exception):
    """A bug with somebody's name in it."""


def bug_log() -> Path:
    return config.log_dir() / "bugs.log"


def raise_bug() -> None:
    raise WrongTurnError("Lò Văn Bảo")


def raise_full() -> None:
    raise StoreFault("vault.full")


def boxes() -> list[QMessageBox]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible()]


@pytest.fixture
def hooked(person: Person, monkeypatch: pytest.MonkeyPatch) -> Person:
    entered(person)
    bug_log().unlink(missing_ok=True)
    monkeypatch.setattr(sys, "excepthook", BugSentence(person.program.window))
    return person


def test_a_bug_in_a_slot_is_said_once_and_the_program_goes_on(hooked: Person) -> None:
    for _ in range(3):
        QTimer.singleShot(0, raise_bug)
    hooked.waits(lambda: bool(boxes()), "nothing is said")
    [box] = boxes()
    assert box.text() == "Chương trình gặp lỗi của chính nó; những gì đã lưu vẫn còn. [bug]"
    trace = bug_log().read_text(encoding="utf-8")
    assert "WrongTurnError" in trace
    assert "raise_bug" in trace
    assert "Bảo" not in trace
    box.button(QMessageBox.StandardButton.Ok).click()
    hooked.waits(lambda: not boxes(), "the box stays")
    hooked.presses(f"procedure_{CODE}")
    hooked.sees("fillOnline")


def test_a_full_disk_that_no_page_caught_is_no_bug(hooked: Person) -> None:
    QTimer.singleShot(0, raise_full)
    hooked.waits(lambda: bool(boxes()), "nothing is said")
    [box] = boxes()
    assert box.text().endswith("[vault.full]")
    assert not bug_log().exists()
