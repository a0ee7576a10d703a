"""Setting up: names what it may not install, installs what it may, does nothing twice. The world is made of stubs."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.house import tree

pytestmark = pytest.mark.skipif(os.name != "posix", reason="make and bash are the Debian way in")


class Machine:
    """A folder to set up and a PATH whose first entry is ours."""

    def __init__(self, folder: Path) -> None:
        self.project = folder / "project"
        self.stubs = folder / "stubs"
        self.calls = folder / "calls"
        self.calls.touch()
        shutil.copytree(tree.ROOT / ".ci", self.project / ".ci")
        for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
            shutil.copy(tree.ROOT / name, self.project)
        self.is_run_by(root=False)

    def stub(self, path: Path, body: str = "") -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\necho "{path.name} $*" >>"{self.calls}"\n{body}\n', encoding="utf-8")
        path.chmod(0o755)

    def has_environment(self) -> None:
        self.stub(self.project / ".venv/bin/python")

    def lacks_libraries(self) -> None:
        self.stub(self.stubs / "ldconfig")

    def has_libraries(self) -> None:
        probes = (self.project / ".ci/setup.sh").read_text(encoding="utf-8").split()
        libraries = [word.partition(":")[2].strip("'") for word in probes if ".so." in word and "$" not in word]
        self.stub(self.stubs / "ldconfig", f"printf '%s (libc6)\\n' {' '.join(filter(None, libraries))}")

    def is_run_by(self, *, root: bool) -> None:
        self.stub(self.stubs / "id", f"echo {0 if root else 1000}")
        self.stub(self.stubs / "sudo", "exit 1")
        self.stub(self.stubs / "apt-get")

    def set_up(self, *purposes: str) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PATH": f"{self.stubs}:{os.environ['PATH']}", "DISPLAY": "", "WAYLAND_DISPLAY": ""}
        command = ["bash", str(self.project / ".ci/setup.sh"), *purposes]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)

    def called(self, word: str) -> list[str]:
        return [line for line in self.calls.read_text(encoding="utf-8").splitlines() if word in line]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_no_stub_lets_the_real_system_be_changed(machine: Machine) -> None:
    search = f"{machine.stubs}:{os.environ['PATH']}"
    reached = {name: shutil.which(name, path=search) for name in ("id", "sudo", "apt-get")}
    assert reached == {name: str(machine.stubs / name) for name in reached}


def test_names_what_it_may_not_install(machine: Machine) -> None:
    machine.lacks_libraries()
    outcome = machine.set_up("run")
    assert outcome.returncode == 1
    assert "sudo apt-get install libglib2.0-0 libgl1 libegl1" in outcome.stderr
    assert "libxcb" not in outcome.stderr
    assert machine.called("apt-get") == []


def test_installs_what_it_may(machine: Machine) -> None:
    machine.has_environment()
    machine.lacks_libraries()
    machine.is_run_by(root=True)
    outcome = machine.set_up("run")
    assert outcome.returncode == 0, outcome.stderr
    assert outcome.stdout.startswith("Installing from the system: libglib2.0-0 ")
    assert [line.split()[1] for line in machine.called("apt-get")] == ["update", "install"]


def test_second_time_says_and_does_nothing(machine: Machine) -> None:
    machine.has_environment()
    machine.has_libraries()
    first = machine.set_up("run")
    assert first.returncode == 0, first.stderr
    installs = machine.called("pip install")
    assert len(installs) == 2
    assert "--no-deps --require-hashes -r requirements.lock" in installs[0]
    second = machine.set_up("run")
    assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert machine.called("pip install") == installs
    assert machine.called("apt-get") == []


def test_changed_lock_is_installed_again(machine: Machine) -> None:
    machine.has_environment()
    machine.has_libraries()
    machine.set_up("run")
    with (machine.project / "requirements.lock").open("a", encoding="utf-8") as lock:
        lock.write("# changed\n")
    machine.set_up("run")
    assert len(machine.called("pip install")) == 4


def test_larger_lock_is_enough_for_running(machine: Machine) -> None:
    machine.has_environment()
    machine.has_libraries()
    machine.set_up("lint")
    assert "requirements-dev.lock" in machine.called("pip install")[0]
    machine.set_up("run")
    assert len(machine.called("pip install")) == 2


def test_failure_shows_what_was_said(machine: Machine) -> None:
    machine.stub(machine.project / ".venv/bin/python", "case $* in *pip*) echo the disk is full; exit 1;; esac")
    machine.has_libraries()
    outcome = machine.set_up("run")
    assert outcome.returncode == 1
    assert "the disk is full" in outcome.stderr
