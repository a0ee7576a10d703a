"""Opening with the system, as this system does it."""

import sys
from pathlib import Path

import platformdirs

from desktop import config
from desktop.services.ports import Autostart


def autostart(home: Path) -> Autostart:
    """For the program over *home*; nothing is read or written yet."""
    from desktop.adapters.autostart.command import own_command

    start = own_command(None if home == config.home_dir("") else home)
    if sys.platform == "win32":
        from desktop.adapters.autostart.windows import RunKey, WindowsAutostart

        return WindowsAutostart(RunKey(), start)
    from desktop.adapters.autostart.xdg import XdgAutostart

    return XdgAutostart(platformdirs.user_config_path() / "autostart", start)
