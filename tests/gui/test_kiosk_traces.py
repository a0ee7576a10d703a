"""After a visit nothing of the person is left: in no file, clipboard, undo stack, list, widget, title or log."""

import contextlib
import gc
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.exceptions import TimeoutError as QtTimeout
from pytestqt.qtbot import QtBot

from desktop import assembly
from tests.gui import traces
from tests.gui.kiosk import WORDS, Hall, begins_a_birth, hall, says_who_they_are
from tests.gui.person import PATIENCE

TYPED = WORDS[:3]


@pytest.fixture
def there(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hall]:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))

    def wait(until: Callable[[], bool]) -> None:
        with contextlib.suppress(QtTimeout):
            qtbot.waitUntil(until, timeout=PATIENCE)

    with hall(qapp, tmp_path, wait, None) as opened:
        yield opened


def test_whoever_walks_away_leaves_nothing(there: Hall, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    begins_a_birth(there)
    says_who_they_are(there)
    sees_everything_before(there)
    key, folder = there.visit.key, there.visit.folder
    there.walks_away()
    finds_nothing(there)
    assert not any(key)
    assert not folder.exists()
    assert not [word for word in TYPED if word in caplog.text]
    there.person.reads("CHƯA gửi: 1 hồ sơ")


def sees_everything_before(there: Hall) -> None:
    """The control: while the person is there, each of the looks finds them."""
    there.person.waits(lambda: bool(there.visit.services.drafting.open()[0].answers), "it was not saved")
    assert traces.in_widgets(TYPED)
    assert traces.in_clipboard(TYPED)
    assert traces.undo_stacks()
    held = there.visit.folder
    assert {"vault.db", "vault.db-wal", "papers.db"} <= {path.name for path in held.iterdir()}
    assert traces.in_files(there.folders(), TYPED) == [], "even now nothing stands there in plain words"
    planted = held / "vault.db-journal"
    planted.write_bytes(b"\x00\x01" + TYPED[0].encode("utf-16-le"))
    assert traces.in_files(there.folders(), TYPED) == [f"{planted}: {TYPED[0]}"]


def finds_nothing(there: Hall) -> None:
    assert traces.in_widgets(TYPED) == []
    assert traces.in_clipboard(TYPED) == []
    assert traces.undo_stacks() == []
    assert traces.in_files(there.folders(), TYPED) == []
    gc.collect()
    assert [one for one in gc.get_objects() if isinstance(one, assembly.Services)] == []
