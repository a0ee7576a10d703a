"""Opening with the system: a real desktop file, a registry of our own, and clean removal."""

import configparser
import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from desktop import assembly
from desktop.adapters.autostart.command import Start, start_command
from desktop.adapters.autostart.windows import NAME, WindowsAutostart
from desktop.adapters.autostart.xdg import FILE, XdgAutostart
from desktop.domain.errors import HosoError
from desktop.services.ports import Autostart

ODD = Start(("/opt/Hồ Sơ/bin/hoso", "--home", '/home/Bà "Nết"/100% $x`y\\z', "--tray"), "/opt/Hồ Sơ")


@dataclass
class FakeRegistry:
    """Text values; `refuses` as an administrator's policy would."""

    values: dict[str, str] = field(default_factory=dict)
    refuses: bool = False

    def read(self, name: str) -> str | None:
        return self.values.get(name)

    def write(self, name: str, value: str) -> None:
        if self.refuses:
            raise PermissionError(5, "denied")
        self.values[name] = value

    def delete(self, name: str) -> None:
        del self.values[name]


def entry_of(file: Path) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(file, encoding="utf-8")
    return parser["Desktop Entry"]


def words_of(entry: configparser.SectionProxy) -> list[str]:
    """As a desktop reads Exec: the string's own escapes, then quotes and what is escaped in them, then field codes."""
    quoted = re.findall(r'"((?:[^"\\]|\\.)*)"', entry["Exec"].replace("\\\\", "\\"))
    assert "%" not in "".join(quoted).replace("%%", "")  # else a field code, which the desktop would fill in
    return [re.sub(r"\\(.)", r"\1", word).replace("%%", "%") for word in quoted]


def test_on_linux_it_is_one_file_and_off_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "config" / "autostart"
    autostart: Autostart = XdgAutostart(folder, ODD)
    assert not autostart.is_on()
    autostart.turn(on=False)
    assert not folder.exists()
    autostart.turn(on=True)
    assert autostart.is_on()
    entry = entry_of(folder / FILE)
    assert words_of(entry) == list(ODD.words)
    assert (entry["Type"], entry["Path"], entry["Terminal"]) == ("Application", "/opt/Hồ Sơ", "false")
    autostart.turn(on=False)
    assert not autostart.is_on()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("line", ["Hidden=true", "X-GNOME-Autostart-enabled=false"])
def test_what_the_desktop_turned_off_is_off(tmp_path: Path, line: str) -> None:
    autostart = XdgAutostart(tmp_path, ODD)
    (tmp_path / FILE).write_text(f"[Desktop Entry]\nType=Application\nExec=hoso\n{line}\n", encoding="utf-8")
    assert not autostart.is_on()
    autostart.turn(on=True)
    assert autostart.is_on()


def test_a_file_that_another_hand_wrote_badly_is_read_all_the_same(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"[Desktop Entry]\nName=H\xf4 S\xbd\nHidden=true\n")
    assert not XdgAutostart(tmp_path, ODD).is_on()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file, no folder", encoding="utf-8")
    with pytest.raises(HosoError, match=r"^autostart\.not-changed$"):
        XdgAutostart(tmp_path / "config" / "autostart", ODD).turn(on=True)


def test_on_windows_it_is_one_value_and_off_is_none() -> None:
    registry = FakeRegistry({"Other": "stays"})
    autostart: Autostart = WindowsAutostart(registry, Start((r"C:\Program Files\hoso\hoso.exe", "--tray")))
    assert not autostart.is_on()
    autostart.turn(on=False)
    autostart.turn(on=True)
    assert autostart.is_on()
    assert registry.values[NAME] == r'"C:\Program Files\hoso\hoso.exe" --tray'
    autostart.turn(on=False)
    assert registry.values == {"Other": "stays"}
    registry.refuses = True
    with pytest.raises(HosoError, match=r"^autostart\.not-changed$"):
        autostart.turn(on=True)


def test_each_way_of_being_installed_starts_again(tmp_path: Path) -> None:
    def command(executable: str, *, is_frozen: bool = False, windows: bool = False, home: Path | None = None) -> Start:
        return start_command(
            home, is_frozen=is_frozen, executable=executable, root=tmp_path / "source", windows=windows
        )

    assert command("/opt/hoso/hoso", is_frozen=True).words == ("/opt/hoso/hoso", "--tray")
    python = tmp_path / "python"
    assert command(str(python)) == Start((str(python), "-m", "desktop", "--tray"), str(tmp_path / "source"))
    for name, windows in (("hoso", False), ("hoso.exe", True)):
        (tmp_path / name).touch()
        words = command(str(python), windows=windows, home=Path("/nha")).words
        assert words == (str(tmp_path / name), "--home", str(Path("/nha")), "--tray")


@pytest.mark.skipif(os.name != "posix", reason="the Windows branch is shown over a registry of our own")
def test_the_command_that_is_written_down_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assembly.autostart(tmp_path / "home").turn(on=True)
    entry = entry_of(tmp_path / "config" / "autostart" / FILE)
    words = words_of(entry)
    assert words[-3:] == ["--home", str(tmp_path / "home"), "--tray"]
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    done = subprocess.run(
        words, cwd=entry.get("Path", str(tmp_path)), env=environment, capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip
    # Without a screen it says so, in one sentence: the program was found and understood its words.
    assert "[app.no-display]" in done.stderr, (sys.platform, done)
