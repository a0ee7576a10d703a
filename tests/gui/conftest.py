"""The program over a home of its own, and the practice portal that it starts."""

import contextlib
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import TimeoutError as QtTimeout
from pytestqt.qtbot import QtBot

from desktop import assembly
from desktop.app.program import Program
from forms.catalogue import Catalogue
from tests.gui.birth import Papers
from tests.gui.browser import Browser
from tests.gui.kiosk import Hall, hall
from tests.gui.person import PATIENCE, Person

Start = Callable[..., Person]
Now = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


OpenHall = Callable[..., Hall]


def ends_portal(folder: Path) -> None:
    """The portal that the program started, detached as it is."""
    run_file = folder / "run.json"
    if run_file.exists() and sys.platform != "win32":
        os.kill(json.loads(run_file.read_text(encoding="utf-8"))["pid"], 15)


def closes(program: Program) -> None:
    """As the main loop's end does; the widgets go too."""
    program.close()
    program.window.hide()
    program.window.deleteLater()


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, tmp_path: Path, browser: Browser) -> Iterator[Start]:
    """Start the program, again and again if one likes; the one before is closed."""
    running: list[Program] = []

    def wait(until: Callable[[], bool]) -> None:
        with contextlib.suppress(QtTimeout):
            qtbot.waitUntil(until, timeout=PATIENCE)

    def start(
        *, url: str | None = None, offline: bool = True, home: Path = tmp_path / "home", now: Now = _now,
        catalogue: Catalogue | None = None, has_tray: bool = False, in_tray: bool = False,
    ) -> Person:  # fmt: skip
        while running:
            closes(running.pop())
        link = assembly.PortalLink(practice_data=tmp_path / "practice", url=url, offline=offline)
        program = Program(qapp, link, str(home), browser.opens, catalogue, now=now, has_tray=has_tray)
        running.append(program)
        program.open(in_tray=in_tray)
        return Person(program, wait)

    yield start
    while running:
        closes(running.pop())
    browser.rests()
    ends_portal(tmp_path / "practice")


@pytest.fixture
def person(start: Start) -> Person:
    return start()


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Papers:
    return Papers(tmp_path / "Downloads", monkeypatch)


@pytest.fixture
def use_keyring() -> Iterator[Callable[[KeyringBackend], None]]:
    before = keyring.get_keyring()
    yield keyring.set_keyring
    keyring.set_keyring(before)


@pytest.fixture
def open_hall(qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenHall]:
    """Open a kiosk, with or without a portal; everything temporary lies in the test's own folder."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))

    def wait(until: Callable[[], bool]) -> None:
        with contextlib.suppress(QtTimeout):
            qtbot.waitUntil(until, timeout=PATIENCE)

    with ExitStack() as open_halls:
        yield lambda portal=None, ready=True: open_halls.enter_context(hall(qapp, tmp_path, wait, portal, ready=ready))
