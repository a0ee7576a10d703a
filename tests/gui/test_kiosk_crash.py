"""The plug is pulled in the middle of a visit: what is left cannot be read, and the next start takes it away."""

import os
import signal
import sys
from pathlib import Path
from subprocess import PIPE, Popen

import pytest

from tests.gui import traces
from tests.gui.conftest import OpenHall
from tests.gui.kiosk import WORDS

ROOT = Path(__file__).parents[2]


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")
def test_after_a_crash_the_next_start_leaves_nothing(open_hall: OpenHall, tmp_path: Path) -> None:
    home, temporary = tmp_path / "kiosk", tmp_path / "temporary"
    command = [sys.executable, "-m", "tests.gui.kiosk_visitor", str(home)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(temporary), "TMPDIR": str(temporary)}
    with Popen(command, cwd=ROOT, env=environment, stdout=PIPE, stderr=PIPE) as visitor:
        assert visitor.stdout is not None
        assert visitor.stderr is not None
        draft = visitor.stdout.readline().decode().strip()
        visitor.send_signal(signal.SIGKILL)
        said = visitor.stdout.read() + visitor.stderr.read()
    left = [path for path in (home / "visits").rglob("*") if path.is_file()]
    assert {"vault.db", "vault.db-wal"} <= {path.name for path in left}
    assert draft, said.decode()
    assert traces.in_files([home, temporary], WORDS) == []
    assert not any(word.encode() in said for word in WORDS)
    there = open_hall()
    there.person.sees("kioskFile")
    assert not list((home / "visits").rglob("*"))
    assert sorted(path.name for path in home.iterdir()) == ["kiosk.json", "visits"]
