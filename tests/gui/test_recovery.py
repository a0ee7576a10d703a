"""The program is killed while a form is open; the next start asks whether to go on, and both answers are kept."""

import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit

from desktop.ui.form_entry.autosave import DELAY_MS
from desktop.ui.words import day_and_time
from tests.gui.birth import CODE, ROOT
from tests.gui.conftest import Start
from tests.gui.person import Person
from tests.gui.prepared import services_of

NAME = "Lò Văn Bảo"
QUESTION = f"Lần trước bạn đang làm dở: Làm giấy khai sinh – {NAME}"


@pytest.fixture(scope="module")
def killed_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a kill (SIGKILL; TerminateProcess on Windows) leaves of a home in which a form was open."""
    home = tmp_path_factory.mktemp("killed") / "home"
    command = [sys.executable, "-m", "tests.gui.left_open", str(home), NAME]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        said = child.stdout.readline()
        child.kill()
    assert said == "saved\n"
    return home


@pytest.fixture
def asked(start: Start, killed_home: Path, tmp_path: Path) -> Person:
    shutil.copytree(killed_home, tmp_path / "home")
    person = start()
    person.reads(QUESTION)
    return person


def test_the_question_says_when_and_yes_goes_to_that_step(asked: Person) -> None:
    [draft] = services_of(asked).drafting.open()
    asked.reads(f"Đã lưu trên máy này lúc {day_and_time(draft.saved_at, datetime.now(UTC))}. Bạn muốn làm tiếp không?")
    asked.presses("resumeInterrupted")
    line = asked.line("/con/ho_ten")
    assert isinstance(line, QLineEdit)
    assert line.text() == NAME
    assert DELAY_MS < 1000


def test_no_keeps_the_draft_in_the_list_and_is_not_asked_again(asked: Person, start: Start) -> None:
    [draft] = services_of(asked).drafting.open()
    asked.presses("leaveInterrupted")
    asked.waits(lambda: QUESTION not in asked.words(), "the question stays")
    asked.sees(f"resume_{draft.id}")
    asked.presses("rail_settings")
    asked.sees("networkSwitch")
    asked.presses("rail_home")
    asked.sees(f"resume_{draft.id}")
    assert QUESTION not in asked.words()
    again = start()
    again.sees(f"resume_{draft.id}")
    assert QUESTION not in again.words()


def test_a_program_that_was_left_asks_nothing(start: Start, killed_home: Path, tmp_path: Path) -> None:
    shutil.copytree(killed_home, tmp_path / "home")
    person = start()
    person.reads(QUESTION)
    person.presses("resumeInterrupted")
    person.sees("/con/ho_ten")
    again = start()
    again.sees(f"procedure_{CODE}")
    again.reads(NAME)
    assert QUESTION not in again.words()
