"""The practice portal is started once, found again, and started anew when it is gone."""

import json
import os
import signal
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop.adapters.portal.practice_process import PracticeProcess, Running
from desktop.domain.errors import StillWaiting
from tests.contract.practice.office import until


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "practice"
    yield folder
    if (folder / "run.json").exists():
        end(folder)


def end(folder: Path, by: signal.Signals = signal.SIGTERM) -> None:
    process = int(json.loads((folder / "run.json").read_text(encoding="utf-8"))["pid"])
    os.kill(process, by)
    until(lambda: not is_alive(process))


def is_alive(process: int) -> bool:
    try:
        is_ours = os.waitpid(process, os.WNOHANG) == (0, 0)
    except ChildProcessError:
        is_ours = Path(f"/proc/{process}").exists()
    return is_ours


def test_started_once_and_found_by_the_next(folder: Path) -> None:
    assert PracticeProcess(folder).running() is None
    found: list[Running] = []
    threads = [threading.Thread(target=lambda: found.append(PracticeProcess(folder).ensure())) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 2
    assert found[0] == found[1] == PracticeProcess(folder).running()
    if os.name == "posix":
        assert (folder / "run.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM], ids=["killed", "ended"])
def test_started_anew_when_it_is_gone(folder: Path, by: signal.Signals) -> None:
    first = PracticeProcess(folder).ensure()
    end(folder, by)
    second = PracticeProcess(folder).ensure()
    assert second.token != first.token


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"url": "http://127.0.0.1:1", "token": "t"}'])
def test_run_file_that_leads_nowhere_is_nothing(folder: Path, content: str) -> None:
    folder.mkdir()
    (folder / "run.json").write_text(content, encoding="utf-8")
    assert PracticeProcess(folder).running() is None
    (folder / "run.json").unlink()


def test_portal_that_cannot_start_is_given_up(folder: Path, ticking: Callable[[], float]) -> None:
    nowhere = PracticeProcess(folder, arguments=["--no-such-option"], monotonic=ticking, sleep=lambda _seconds: None)
    with pytest.raises(StillWaiting, match=r"portal\.practice-not-started"):
        nowhere.ensure()


@pytest.fixture
def ticking() -> Callable[[], float]:
    seconds = iter(range(0, 1000, 10))
    return lambda: float(next(seconds))
