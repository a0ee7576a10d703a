"""`hoso demo`, run as its user runs it, then looked at from outside."""

import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.oracle import audit

ROOT = Path(__file__).parents[2]
STORY = json.loads((ROOT / "resources" / "demo" / "birth.json").read_text(encoding="utf-8"))
STEPS = [
    "offline", "filled", "attached", "checked", "queued", "no-network", "portal", "signed-in", "reply-lost", "receipt",
    "taken-in", "asked", "answered", "wrong-letter", "corrected", "fee", "paid", "result", "result", "ledger", "where",
]  # fmt: skip


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Any], dict[str, str]]]:
    home = tmp_path_factory.mktemp("demo") / "home"
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "desktop", "demo", "--json", "--home", str(home)],
        capture_output=True,
        timeout=110,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr.decode()
    place = json.loads((home.with_name("home-practice") / "run.json").read_text(encoding="utf-8"))
    yield home, json.loads(done.stdout), place
    stop(place["pid"])


def stop(pid: int) -> None:
    """The practice portal would end by itself in ten minutes."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/PID", str(pid)], check=False, capture_output=True)
    else:
        os.kill(pid, 15)


def test_the_whole_main_job_is_told_step_by_step(demo: tuple[Path, dict[str, Any], dict[str, str]]) -> None:
    _, said, _ = demo
    assert [step["step"] for step in said["steps"]] == STEPS
    by_name = {step["step"]: step for step in said["steps"]}
    assert by_name["no-network"]["waiting"] == 2
    assert by_name["wrong-letter"]["pointers"] == STORY["slip_of_the_pen"]["pointer"]
    assert by_name["fee"]["amount"] == "16.000"
    assert by_name["result"]["intact"] is True
    assert by_name["ledger"]["held"] == 1
    assert said["seconds"] < 60


def test_the_portal_holds_it_once_and_everything_adds_up(demo: tuple[Path, dict[str, Any], dict[str, str]]) -> None:
    _, said, place = demo
    found = audit(place["url"], place["token"])
    assert found["faults"] == []
    assert found["dossiers"] == [next(step["submission"] for step in said["steps"] if step["step"] == "queued")]


def test_nothing_that_was_typed_stands_plain_on_the_disk(demo: tuple[Path, dict[str, Any], dict[str, str]]) -> None:
    home, _, _ = demo
    typed = [text for text in texts(STORY["answers"]) if len(text) > 5] + [STORY["submitter"]["name"]]
    assert "Lò Văn Bảo" in typed
    content = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    assert home / "vault.db" in content
    leaked = {
        (path.name, text)
        for path, data in content.items()
        for text in typed
        for form in ("NFC", "NFD")
        for encoding in ("utf-8", "utf-16-le")
        if unicodedata.normalize(form, text).encode(encoding) in data
    }
    assert leaked == set()


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for entry in value.values() for text in texts(entry)]
    return [value] if isinstance(value, str) else []
