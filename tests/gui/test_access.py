"""Every page for everybody: by ear, by keyboard, in large text on a small screen."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop import assembly
from desktop.app.program import Program
from desktop.ui.pages.page import Page
from desktop.ui.widgets import notice
from desktop.ui.widgets.truth_line import Seen, TruthLine
from desktop.ui.words import tr
from tests.gui.walking import CHECKS
from tests.screenshots.scene import LARGEST, LARGEST_EN, WHOLE, Scene
from tests.screenshots.story import alarm, scenes
from tests.screenshots.walker import Walker

ONLY_WHERE = {"too_small": WHOLE}
"""What large text makes good by itself is looked at in small text."""


class Listener:
    """Stands where Qt hands words to a screen reader, and remembers them."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    def updateAccessibility(self, event: QAccessibleAnnouncementEvent) -> None:  # noqa: N802 Qt's name
        self.heard.append(event.message())


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Listener:
    made = Listener()
    monkeypatch.setattr(notice, "QAccessible", made)
    return made


@pytest.fixture(scope="module")
def program(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    folder = tmp_path_factory.mktemp("walk")
    made = Program(qapp, assembly.PortalLink(practice_data=folder / "practice", offline=True), str(folder / "home"))
    made.open()
    walker = Walker(made)
    walker.enter()
    yield made
    made.window.may_close = True
    made.close()
    made.window.hide()
    made.window.deleteLater()
    run_file = folder / "practice" / "run.json"
    if run_file.exists() and sys.platform != "win32":
        os.kill(json.loads(run_file.read_text(encoding="utf-8"))["pid"], 15)


@pytest.mark.timeout(900)
def test_no_page_is_at_fault(program: Program, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """One walk for all checks: it takes the whole story to get to the last page. The long run walks in English too."""
    is_short = request.config.getoption("markexpr") == "not long"
    variants = [WHOLE, LARGEST] if is_short else [WHOLE, LARGEST, LARGEST_EN]
    walker, faults, walked = Walker(program), [], []
    for scene in scenes(program, tmp_path):
        for variant in variants:
            window = walker.go(scene, variant)
            for name, check in CHECKS.items():
                if ONLY_WHERE.get(name, variant) == variant:
                    faults += [f"{scene.name} {variant.name} {name}: {one}" for one in check(window)]
        walked.append(scene.name)
        variants.reverse()  # the next scene begins in what the window wears already
    assert not faults, "\n".join(faults)
    assert len(walked) > 30


def test_a_change_of_the_truth_is_heard(program: Program, listener: Listener) -> None:
    program._rebuild()  # the walk ends at the door
    Walker(program).go(Scene("home", ("home",)), WHOLE)
    line, shown = program.window.findChild(TruthLine), program.window.findChild(QWidget, "truthLine")
    assert line is not None
    assert shown is not None
    before = len(listener.heard)
    for connection in ("captive", "captive", "busy"):
        line._show(Seen((), None, connection))
    assert len(set(listener.heard[before:])) == len(listener.heard[before:]) == 2
    assert listener.heard[-1] == shown.property("text")


def test_the_alarm_is_heard_once(program: Program, listener: Listener) -> None:
    program._rebuild()
    Walker(program).go(Scene("home", ("home",)), WHOLE)
    alarm(program)
    alarm(program)
    assert listener.heard.count(tr("truth.not_sent")) == 1


def test_a_message_at_the_top_is_heard(program: Program, listener: Listener) -> None:
    walker = Walker(program)
    walker.go(Scene("home", ("home",)), WHOLE)
    page = program.window.findChild(Page)
    assert page is not None
    page.say("error", "Mất điện.")
    assert "Mất điện." in listener.heard
