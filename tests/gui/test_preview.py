"""`packs preview`: the form follows its files, also those that an editor replaces."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QFrame, QLineEdit
from pytestqt.qtbot import QtBot

from desktop.app.preview import PreviewRun, parser

PATIENCE = 20_000
ROOT = Path(__file__).parents[2]


def write(path: Path, document: Any) -> None:
    path.write_text(json.dumps(document), encoding="utf-8")


def schema(*names: str) -> dict[str, Any]:
    return {"type": "object", "properties": {name: {"type": "string"} for name in names}}


@pytest.fixture
def run(tmp_path: Path, qtbot: QtBot, qapp: QApplication) -> Iterator[PreviewRun]:
    assert qtbot is not None
    write(tmp_path / "s.json", schema("first"))
    write(tmp_path / "d.json", {"first": "Mai"})
    options = parser().parse_args(
        ["packs", "preview", str(tmp_path / "s.json"), "--data", str(tmp_path / "d.json"), "--lang", "en"]
    )
    made = PreviewRun(qapp, options)
    made.open()
    yield made
    made.close()


def typed(run: PreviewRun, pointer: str) -> QLineEdit | None:
    field = run.window.sheet.forms[0].field_at(pointer) if run.window.sheet else None
    return field.findChild(QLineEdit) if field else None


def shows(run: PreviewRun, pointer: str) -> bool:
    return typed(run, pointer) is not None


def test_a_file_that_is_written_again_is_drawn_again(run: PreviewRun, tmp_path: Path, qtbot: QtBot) -> None:
    line = typed(run, "/first")
    assert line is not None
    assert line.text() == "Mai"
    line.setText("Hoa")
    write(tmp_path / "s.json", schema("first", "second"))
    qtbot.waitUntil(lambda: shows(run, "/second"), timeout=PATIENCE)
    kept = typed(run, "/first")
    assert kept is not None
    assert kept.text() == "Hoa"


def test_a_file_that_an_editor_replaces_is_still_followed(run: PreviewRun, tmp_path: Path, qtbot: QtBot) -> None:
    for name in ("second", "third"):
        write(tmp_path / "s.json~", schema("first", name))
        (tmp_path / "s.json~").replace(tmp_path / "s.json")
        qtbot.waitUntil(partial(shows, run, f"/{name}"), timeout=PATIENCE)


def test_a_broken_file_is_told_and_the_form_stays(
    run: PreviewRun, tmp_path: Path, qtbot: QtBot, capsys: pytest.CaptureFixture[str]
) -> None:
    def fault() -> QFrame | None:
        return run.window.findChild(QFrame, "previewFault")

    (tmp_path / "s.json").write_text("{", encoding="utf-8")
    qtbot.waitUntil(lambda: fault() is not None, timeout=PATIENCE)
    assert typed(run, "/first") is not None
    assert "[pack.unreadable]" in capsys.readouterr().err
    write(tmp_path / "s.json", schema("second"))
    qtbot.waitUntil(lambda: fault() is None and shows(run, "/second"), timeout=PATIENCE)


def test_new_starting_answers_replace_what_was_typed(run: PreviewRun, tmp_path: Path, qtbot: QtBot) -> None:
    def reads(words: str) -> bool:
        line = typed(run, "/first")
        return line is not None and line.text() == words

    write(tmp_path / "d.json", {"first": "Sương"})
    qtbot.waitUntil(lambda: reads("Sương"), timeout=PATIENCE)


def hoso(*words: str) -> subprocess.CompletedProcess[str]:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    command = [sys.executable, "-m", "desktop", *words]
    return subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=110, env={**environment, "PYTHONPATH": str(ROOT)}
    )


def test_a_picture_is_drawn_without_a_screen(tmp_path: Path) -> None:
    write(tmp_path / "s.json", {**schema("first"), "x-mine": 1})
    said = hoso("packs", "preview", str(tmp_path / "s.json"), "--png", str(tmp_path / "o.png"), "--json")
    assert said.returncode == 0, said.stderr
    assert (tmp_path / "o.png").read_bytes().startswith(b"\x89PNG")
    assert [row["rule"] for row in json.loads(said.stdout)] == ["lint.unknown-keyword"]
    assert said.stderr.count("\n") == 1


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is always a screen")
@pytest.mark.parametrize(
    ("words", "code", "status"),
    [
        (("packs", "preview", "nothing.json", "--png", "o.png"), "pack.unreadable", 1),
        (("packs", "preview"), "usage", 2),
        (("packs", "preview", "s.json"), "app.no-display", 1),
        ((), "app.no-display", 1),
    ],
)
def test_what_cannot_be_is_one_sentence(words: tuple[str, ...], code: str, status: int) -> None:
    said = hoso(*words, "--lang", "en")
    assert (said.returncode, said.stdout, said.stderr.count("\n")) == (status, "", 1)
    assert said.stderr.endswith(f"[{code}]\n")
