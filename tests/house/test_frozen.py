"""The frozen program, as `make build` left it in dist/hoso, away from the source tree."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from tests.house import tree

pytestmark = pytest.mark.long

PROGRAM = tree.ROOT / "dist/hoso" / ("hoso.exe" if sys.platform == "win32" else "hoso")
NOT_OURS = frozenset({"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV"})


def hoso(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    command = [str(PROGRAM), "--home", str(folder / "home"), *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False, timeout=100
    )


def test_frozen_program_lists_procedures(tmp_path: Path) -> None:
    outcome = hoso(tmp_path, "--json", "procedures")
    assert outcome.returncode == 0, outcome.stderr
    assert "1.001193" in {row["code"] for row in json.loads(outcome.stdout)}


def test_frozen_program_prints_the_blank_form(tmp_path: Path) -> None:
    outcome = hoso(tmp_path, "--json", "print", "1.001193", "--blank", "-o", str(tmp_path / "blank.pdf"))
    assert outcome.returncode == 0, outcome.stderr
    with pikepdf.open(tmp_path / "blank.pdf") as paper:
        assert len(paper.pages) == json.loads(outcome.stdout)["pages"]


def test_frozen_program_checks_itself(tmp_path: Path) -> None:
    outcome = hoso(tmp_path, "--json", "self-check")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    json.loads(outcome.stdout)


def test_frozen_program_inspects_in_its_own_child(tmp_path: Path) -> None:
    with pikepdf.new() as paper:
        paper.add_blank_page()
        paper.save(tmp_path / "paper.pdf")
    outcome = hoso(tmp_path, "--json", "inspect", "paper.pdf")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    assert json.loads(outcome.stdout)[0]["media_type"] == "application/pdf"


def test_frozen_program_files_a_dossier_with_its_own_portal(tmp_path: Path) -> None:
    outcome = hoso(tmp_path, "--json", "demo")
    assert outcome.returncode == 0, outcome.stdout + outcome.stderr
    running = json.loads((tmp_path / "home-practice/run.json").read_text(encoding="utf-8"))
    os.kill(running["pid"], signal.SIGTERM)
    assert len(json.loads(outcome.stdout)["steps"]) > 10


def test_frozen_program_carries_no_tests() -> None:
    carried = {path.name.lower() for path in (PROGRAM.parent / "_internal").iterdir()}
    assert carried.isdisjoint({"pytest", "_pytest", "selenium", "hypothesis", "schemathesis", "mypy", "pyinstaller"})
