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

import pytest
import requests
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import TimeoutError as QtTimeout
from pytestqt.qtbot import QtBot

from desktop import assembly
from desktop.app.program import Program
from forms.catalogue import Catalogue
from tests.contract.practice.office import Running, running
from tests.gui.birth import Papers
from tests.gui.browser import Browser
from tests.gui.kiosk import Hall, hall
from tests.gui.person import PATIENCE, Person, Wait

SECONDS = 30
Start = Callable[..., Person]
Now = Callable[[], datetime]


def _now() -> datetime:
    return datetime.now(UTC)


OpenHall = Callable[..., Hall]


def ends_portal(folder: Path) -> None:
    """The portal that the program started, detached as it is."""
    run_file = folder / "run.json"
    if run_file.exists() and sys.platform != "win32":
        with contextlib.suppress(ProcessLookupError):
            os.kill(json.loads(run_file.read_text(encoding="utf-8"))["pid"], 15)


class Practice:
    """Where programs start their portal: it goes on from test to test, for to start it takes longer than most tests."""

    def __init__(self, new_folder: Callable[[], Path]) -> None:
        self._new_folder = new_folder
        self.folder = new_folder()

    def begins_anew(self) -> None:
        """The next test finds nothing of this one: the data are erased, and a clock that was moved goes with all."""
        if (self.folder / "run.json").exists() and not self._is_erased():
            ends_portal(self.folder)
            self.folder = self._new_folder()

    def _is_erased(self) -> bool:
        said = json.loads((self.folder / "run.json").read_text(encoding="utf-8"))
        try:
            with requests.Session() as session:
                session.trust_env = False  # no proxy stands before 127.0.0.1
                session.headers["Authorization"] = f"Bearer {said['token']}"
                clock = session.get(f"{said['url']}/practice/v1/clock", timeout=SECONDS).json()
                erased = session.post(f"{said['url']}/practice/v1/reset", timeout=SECONDS)
        except requests.RequestException:
            return False
        return (clock["offset_s"], clock["speed"], erased.status_code) == (0, 1, 204)


@pytest.fixture(scope="session")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    made = Practice(lambda: tmp_path_factory.mktemp("practice") / "data")
    yield made
    ends_portal(made.folder)


def closes(program: Program) -> None:
    """As the main loop's end does; the widgets go too."""
    program.close()
    program.window.hide()
    program.window.deleteLater()


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture
def wait(qtbot: QtBot) -> Wait:
    def wait(until: Callable[[], bool]) -> None:
        with contextlib.suppress(QtTimeout):
            qtbot.waitUntil(until, timeout=PATIENCE)

    return wait


@pytest.fixture
def start(qapp: QApplication, wait: Wait, tmp_path: Path, browser: Browser, practice: Practice) -> Iterator[Start]:
    """Start the program, again and again if one likes; the one before is closed."""
    programs: list[Program] = []

    def start(
        *, url: str | None = None, offline: bool = True, home: Path = tmp_path / "home", now: Now = _now,
        catalogue: Catalogue | None = None, has_tray: bool = False, in_tray: bool = False,
    ) -> Person:  # fmt: skip
        while programs:
            closes(programs.pop())
        link = assembly.PortalLink(practice_data=practice.folder, url=url, offline=offline)
        program = Program(qapp, link, str(home), browser.opens, catalogue, now=now, has_tray=has_tray)
        programs.append(program)
        program.open(in_tray=in_tray)
        return Person(program, wait)

    yield start
    while programs:
        closes(programs.pop())
    browser.rests()
    practice.begins_anew()


@pytest.fixture
def person(start: Start) -> Person:
    return start()


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Papers:
    return Papers(tmp_path / "Downloads", monkeypatch)


@pytest.fixture
def open_hall(qapp: QApplication, wait: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenHall]:
    """Open a kiosk, with or without a portal; everything temporary lies in the test's own folder."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    with ExitStack() as open_halls:
        yield lambda portal=None, ready=True: open_halls.enter_context(hall(qapp, tmp_path, wait, portal, ready=ready))


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A practice portal elsewhere, for a whole module."""
    with running(tmp_path_factory.mktemp("practice") / "data") as portal:
        yield portal


@pytest.fixture
def there(open_hall: OpenHall, request: pytest.FixtureRequest) -> Hall:
    """A kiosk that was set up, over the portal where a test has one."""
    return open_hall(request.getfixturevalue("portal") if "portal" in request.fixturenames else None)
