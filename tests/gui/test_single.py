"""One window over one home: a second start shows the first one's window, and a dead one keeps nobody out."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.app.single import Single

ROOT = Path(__file__).parents[2]
HOLD = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from desktop.app.single import Single
app = QCoreApplication([])
single = Single(Path(sys.argv[1]))
print(single.is_first(), flush=True)
sys.stdin.read()
"""


def environment() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}


def test_a_second_start_brings_the_first_window_up(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    single = Single(tmp_path / "home", qapp)
    assert single.is_first()
    with qtbot.waitSignal(single.knocked, timeout=30_000):
        second = subprocess.Popen(
            [sys.executable, "-m", "desktop", "--home", str(tmp_path / "home")],
            cwd=ROOT, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
    qtbot.waitUntil(lambda: second.poll() is not None, timeout=30_000)
    out, err = second.communicate()
    assert (second.returncode, out, err) == (0, "", "")
    assert not (tmp_path / "home").exists()
    single.close()


def test_another_home_is_another_window(qapp: QApplication, tmp_path: Path) -> None:
    one, other = Single(tmp_path / "one", qapp), Single(tmp_path / "other", qapp)
    assert one.is_first()
    assert other.is_first()
    for single in (one, other):
        single.close()


@pytest.mark.parametrize("dies", [True, False], ids=["killed", "open"])
def test_one_that_died_keeps_nobody_out(qapp: QApplication, tmp_path: Path, dies: bool) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "home")],
        env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert holder.stdout is not None
    assert holder.stdout.readline() == "True\n"
    if dies:
        holder.kill()
        holder.wait(30)
    single = Single(tmp_path / "home", qapp)
    assert single.is_first() is dies
    single.close()
    holder.kill()
    holder.communicate()
