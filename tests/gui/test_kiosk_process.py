"""`hoso --kiosk` as it is started: a process of its own, and only one in a home."""

import os
import sys
import time
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from desktop import assembly
from desktop.domain.errors import Refusal
from tests.gui.kiosk import ADMIN, NAME

ROOT = Path(__file__).parents[2]


def test_a_second_one_in_the_same_home_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "kiosk"
    assembly.set_up_kiosk(home, name=NAME, commune="", portal="", passphrase=ADMIN)
    (home / "visits" / "left-by-a-crash").mkdir(parents=True)
    with assembly.alone_as_kiosk(home):
        command = [sys.executable, "-m", "desktop", "--kiosk", "--home", str(home)]
        with Popen(command, cwd=ROOT, stderr=PIPE, stdout=PIPE, env=dict(os.environ)) as second:
            assert second.stderr is not None
            said = second.stderr.read().decode()
    assert "[kiosk.running]" in said
    assert second.returncode == 1
    assert (home / "visits" / "left-by-a-crash").exists(), "the first one's visit is left alone"


def test_it_is_refused_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever stands before a black screen is told, not kept waiting for the first one to end."""

    def waits(_seconds: float) -> None:
        raise AssertionError("it waited")

    monkeypatch.setattr(time, "sleep", waits)
    with assembly.alone_as_kiosk(tmp_path):
        with pytest.raises(Refusal) as error, assembly.alone_as_kiosk(tmp_path):
            pass
        assert error.value.code == "kiosk.running"
    with assembly.alone_as_kiosk(tmp_path):
        pass
