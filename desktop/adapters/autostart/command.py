"""How this program is started again: frozen, installed, or from source."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

IN_TRAY = "--tray"


@dataclass(frozen=True, slots=True)
class Start:
    """The words of a command line and the folder that it wants to be run in, "" for any."""

    words: tuple[str, ...]
    folder: str = ""


def start_command(
    home: Path | None, *, is_frozen: bool, executable: str, root: Path, windows: bool = os.name == "nt"
) -> Start:
    """What the system is told to run; *home* only where it is not the usual one."""
    more = (*(("--home", str(home)) if home is not None else ()), IN_TRAY)
    if is_frozen:
        return Start((executable, *more))
    script = Path(executable).with_name("hoso.exe" if windows else "hoso")
    if script.exists():
        return Start((str(script), *more))
    return Start((executable, "-m", "desktop", *more), str(root))


def own_command(home: Path | None) -> Start:
    """That of the program that runs now."""
    is_frozen = bool(getattr(sys, "frozen", False))
    return start_command(home, is_frozen=is_frozen, executable=sys.executable, root=Path(__file__).parents[3])
