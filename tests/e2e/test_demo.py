"""`hoso demo`, run as its user runs it, then looked at from outside."""

import contextlib
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


Demo = tuple[Path, dict[str, Any], dict[str, str]]
LEAKS: set[tuple[str, str]] = set()
"""Files of the client that said a typed text in readable form at any moment of the demo, and which text."""
SEEN: set[str] = set()
"""The endings of all files that were looked into."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    machine = tmp_path_factory.mktemp("demo")
    home, temporary = machine / "home", machine / "tmp"
    temporary.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(machine)}
    environment |= dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(temporary))
    command = [sys.executable, "-m", "desktop", "demo", "--json", "--home", str(home)]
    with (machine / "said.json").open("wb") as said, subprocess.Popen(command, stdout=said, env=environment) as process:
        while process.poll() is None:
            look_for_leaks(machine)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.1)
    look_for_leaks(machine)
    assert process.returncode == 0
    place = json.loads((home.with_name("home-practice") / "run.json").read_text(encoding="utf-8"))
    yield home, json.loads((machine / "said.json").read_bytes()), place
    stop(place["pid"])


def look_for_leaks(machine: Path) -> None:
    """The practice portal's own data are declared unencrypted; the demo's own output names its people."""
    for path in [path for path in machine.rglob("*") if path.is_file() and path.name != "said.json"]:
        if "home-practice" not in path.parts:
            SEEN.add(path.name)
            with contextlib.suppress(FileNotFoundError):
                LEAKS.update((path.name, text) for text in readable(path.read_bytes()))


def stop(pid: int) -> None:
    """The practice portal would end by itself in ten minutes."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/PID", str(pid)], check=False, capture_output=True)
    else:
        os.kill(pid, 15)


def test_the_whole_main_job_is_told_step_by_step(demo: Demo) -> None:
    _, said, _ = demo
    assert [step["step"] for step in said["steps"]] == STEPS
    by_name = {step["step"]: step for step in said["steps"]}
    assert by_name["no-network"]["waiting"] == 2
    assert by_name["wrong-letter"]["pointers"] == STORY["slip_of_the_pen"]["pointer"]
    assert by_name["fee"]["amount"] == "16.000"
    assert by_name["result"]["intact"] is True
    assert by_name["ledger"]["held"] == 1
    assert said["seconds"] < 60


def test_the_portal_holds_it_once_and_everything_adds_up(demo: Demo) -> None:
    _, said, place = demo
    found = audit(place["url"], place["token"])
    assert found["faults"] == []
    assert found["dossiers"] == [next(step["submission"] for step in said["steps"] if step["step"] == "queued")]


def test_nothing_that_was_typed_is_ever_plain_on_the_disk(demo: Demo) -> None:
    home, _, _ = demo
    assert {"Lò Văn Bảo", "Lò Thị May", "Hà Thị Nết", "Lò Văn Pâng", "Lò Văn Tâm"} <= set(TYPED)
    assert {"vault.db", "vault.db-wal", "papers.db", "papers.db-wal", "vault.key.json"} <= SEEN
    assert (home / "vault.db").exists()
    assert not LEAKS


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "ascii"])
def test_that_search_bites(encoding: str) -> None:
    """Composed, decomposed, as a wide string, and as JSON writes it for an old reader."""
    name = unicodedata.normalize("NFD" if encoding == "utf-8" else "NFC", "Hà Thị Nết")
    content = json.dumps({"me": name}, ensure_ascii=encoding == "ascii").encode(encoding)
    assert readable(b"\0" * 9 + content) == {"Hà Thị Nết"}


def readable(content: bytes) -> set[str]:
    """The typed texts that stand in some bytes."""
    return {text for text, forms in TYPED.items() if any(form in content for form in forms)}


def forms_of(text: str) -> set[bytes]:
    written = [unicodedata.normalize(form, text) for form in ("NFC", "NFD")]
    plain = {one.encode(encoding) for one in written for encoding in ("utf-8", "utf-16-le", "utf-16-be")}
    return plain | {json.dumps(one)[1:-1].encode() for one in written}


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for entry in value.values() for text in texts(entry)]
    return [value] if isinstance(value, str) else []


STORIED = [
    STORY["answers"],
    STORY["submitter"]["name"],
    STORY["submitter"]["id_no"],
    STORY["slip_of_the_pen"]["written"],
]
PAPERS = ["giay-chung-sinh", "giay-dong-y"]
SHORTEST = 6
"""Shorter texts, such as the code of an ethnic group, stand in random bytes by chance."""
TYPED = {
    text: forms_of(text)
    for text in [text for part in [*STORIED, STORY["supplement"]["answers"], *PAPERS] for text in texts(part)]
    if len(text) >= SHORTEST
}
