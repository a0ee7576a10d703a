import os
import subprocess
import sys

import pytest

from desktop import __main__, bugs, config

NAME_OF_SOMEBODY = "Nguyễn Thị Bí Mật"


@pytest.mark.parametrize(
    ("line", "window"),
    [
        ("", True),
        ("--home /tmp/x --portal http://127.0.0.1:1 --offline", True),
        ("--lang=en", True),
        ("packs preview schema.json", True),
        ("--lang en packs preview schema.json", True),
        ("packs lint forms", False),
        ("demo", False),
        ("--home demo outbox", False),
        ("--help", False),
        ("--json procedures", False),
    ],
)
def test_window_opens_without_a_command(line: str, window: bool) -> None:
    assert __main__.wants_window(line.split()) is window


@pytest.mark.parametrize(("language", "word"), [("vi", "lỗi"), ("en", "fault")])
def test_bug_ends_in_one_sentence(language: str, word: str) -> None:
    program = (
        "import sys, types\n"
        "from desktop import __main__\n"
        "cli = types.ModuleType('desktop.cli')\n"
        f"def main(argv): raise ValueError({NAME_OF_SOMEBODY!r})\n"
        "cli.main = main\n"
        "import desktop; desktop.cli = sys.modules['desktop.cli'] = cli\n"
        f"sys.exit(__main__.main(['--lang', {language!r}, 'drafts']))\n"
    )
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-c", program]
    outcome = subprocess.run(command, capture_output=True, check=False, timeout=60, env=environment)
    said = outcome.stderr.decode()
    assert outcome.returncode == 4
    assert said.count("\n") == 1
    assert said.endswith("[bug]\n")
    assert word in said
    trace = (config.log_dir() / "bugs.log").read_text(encoding="utf-8")
    assert "builtins.ValueError" in trace
    assert "__main__.py" in trace
    assert NAME_OF_SOMEBODY not in trace + said


def test_inspecting_child_speaks_to_nobody_but_its_parent() -> None:
    command = [sys.executable, "-m", "desktop", __main__.INSPECTING]
    outcome = subprocess.run(command, input=b"", capture_output=True, check=False, timeout=60)
    assert (outcome.returncode, outcome.stdout) == (__main__.BUG, b"")


def test_trace_names_every_cause_and_no_value() -> None:
    error = RuntimeError(NAME_OF_SOMEBODY)
    error.__cause__ = KeyError(NAME_OF_SOMEBODY)
    path = bugs.record(error)
    assert path is not None
    trace = path.read_text(encoding="utf-8")
    assert trace.index("builtins.RuntimeError") < trace.index("builtins.KeyError")
    assert NAME_OF_SOMEBODY not in trace


def test_log_does_not_grow_for_ever() -> None:
    path = bugs.record(ValueError())
    assert path is not None
    path.write_bytes(b"x" * (2 << 20))
    bugs.record(ValueError())
    assert path.stat().st_size < 1000
    assert path.with_suffix(".old.log").stat().st_size == 2 << 20


def test_disk_that_takes_no_log_is_no_second_bug() -> None:
    folder = config.log_dir()
    folder.parent.mkdir(parents=True, exist_ok=True)
    for old in (folder / "bugs.log", folder / "bugs.old.log"):
        old.unlink(missing_ok=True)
    if folder.exists():
        folder.rmdir()
    folder.touch()
    try:
        assert bugs.record(ValueError()) is None
    finally:
        folder.unlink()
