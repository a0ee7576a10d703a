import os
import subprocess
import sys
import zipfile
from pathlib import Path

import platformdirs
import pytest

from desktop import config

ROOT = Path(__file__).resolve().parents[3]


def test_home_is_the_given_one_then_the_environments(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOSO_HOME", str(tmp_path / "from-environment"))
    assert config.home_dir(str(tmp_path / "given")) == tmp_path / "given"
    assert config.home_dir() == tmp_path / "from-environment"
    monkeypatch.delenv("HOSO_HOME")
    assert config.home_dir() == platformdirs.user_data_path("hoso", appauthor=False)


def test_home_is_absolute(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert config.home_dir("somewhere") == tmp_path / "somewhere"


def test_practice_data_are_outside_every_home(tmp_path: Path) -> None:
    one, other = config.practice_dir(tmp_path / "a"), config.practice_dir(tmp_path / "b")
    assert one != other
    assert not one.is_relative_to(tmp_path / "a")


def test_resources_are_found() -> None:
    assert config.resource("fonts").is_dir()
    with pytest.raises(FileNotFoundError):
        config.resource("fonts/nothing.ttf")


@pytest.fixture(scope="module")
def unpacked_wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=100)
    with zipfile.ZipFile(next(folder.glob("hoso-*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def test_wheel_carries_resources_and_packs(unpacked_wheel: Path, tmp_path: Path) -> None:
    program = "from desktop import config; print(config.__file__, config.resource('fonts'), config.packs_dir())"
    environment = {**os.environ, "PYTHONPATH": str(unpacked_wheel)}
    command = [sys.executable, "-c", program]
    said = subprocess.run(
        command, cwd=tmp_path, env=environment, check=True, capture_output=True, text=True, timeout=60
    )
    module, fonts, packs = said.stdout.split()
    assert Path(module).is_relative_to(unpacked_wheel)
    assert {path.name for path in Path(fonts).glob("*.ttf")} == {
        path.name for path in ROOT.glob("resources/fonts/*.ttf")
    }
    shipped = {path.relative_to(packs) for path in Path(packs).rglob("*.json")}
    assert shipped == {path.relative_to(ROOT / "forms/packs") for path in ROOT.glob("forms/packs/**/*.json")}
    assert list(unpacked_wheel.glob("resources")) == []
