"""Opening with a Windows session: a value under HKEY_CURRENT_USER, which needs no administrator."""

import sys
from subprocess import list2cmdline
from typing import Protocol

from desktop.adapters.autostart.command import Start
from desktop.domain.errors import Refusal

RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
NAME = "HoSo"


class Registry(Protocol):
    """Text values of one key of the current user; OSError as winreg raises it."""

    def read(self, name: str) -> str | None: ...
    def write(self, name: str, value: str) -> None: ...
    def delete(self, name: str) -> None: ...


class WindowsAutostart:
    """Implements the port Autostart over *run*, the Run key."""

    def __init__(self, run: Registry, start: Start) -> None:
        self._run = run
        self._start = start

    def is_on(self) -> bool:
        try:
            return self._run.read(NAME) is not None
        except OSError:
            return False

    def turn(self, *, on: bool) -> None:
        """Write the value, or take it away; Refusal `autostart.not-changed`."""
        try:
            if on:
                self._run.write(NAME, list2cmdline(self._start.words))
            elif self._run.read(NAME) is not None:
                self._run.delete(NAME)
        except OSError as error:
            raise Refusal("autostart.not-changed", where=rf"HKCU\{RUN}") from error


if sys.platform == "win32":
    import winreg

    class RunKey:
        """The Run key of who is signed in to Windows."""

        def read(self, name: str) -> str | None:
            try:
                with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN) as key:
                    return str(winreg.QueryValueEx(key, name)[0])
            except FileNotFoundError:
                return None

        def write(self, name: str, value: str) -> None:
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, RUN) as key:
                winreg.SetValueEx(key, name, 0, winreg.REG_SZ, value)

        def delete(self, name: str) -> None:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, RUN, 0, winreg.KEY_SET_VALUE) as key:
                winreg.DeleteValue(key, name)
