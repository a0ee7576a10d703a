"""Opening with a Linux session (Desktop Application Autostart Specification 0.5, Desktop Entry Specification 1.5)."""

from pathlib import Path

from desktop.adapters.autostart.command import Start
from desktop.domain.errors import Refusal

FILE = "hoso.desktop"
_ESCAPED = str.maketrans({char: f"\\{char}" for char in '"`$\\'})


class XdgAutostart:
    """Implements the port Autostart with one file in *folder* (`~/.config/autostart`)."""

    def __init__(self, folder: Path, start: Start) -> None:
        self._file = folder / FILE
        self._start = start

    def is_on(self) -> bool:
        """A file that is hidden counts as none: that is how desktops turn it off."""
        try:
            lines = self._file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return False
        return not {"Hidden=true", "X-GNOME-Autostart-enabled=false"} & set(lines)

    def turn(self, *, on: bool) -> None:
        """Write the file, or take it away; Refusal `autostart.not-changed`."""
        try:
            if on:
                self._file.parent.mkdir(parents=True, exist_ok=True)
                self._file.write_text(_entry(self._start), encoding="utf-8")
            else:
                self._file.unlink(missing_ok=True)
        except OSError as error:
            raise Refusal("autostart.not-changed", where=str(self._file)) from error


def _entry(start: Start) -> str:
    where = [f"Path={_value(start.folder)}"] if start.folder else []
    lines = [
        "[Desktop Entry]",
        "Type=Application",
        "Version=1.5",
        "Name=Hồ Sơ",
        f"Exec={_value(' '.join(_quoted(word) for word in start.words))}",
        *where,
        "Terminal=false",
        "X-GNOME-Autostart-enabled=true",
    ]
    return "\n".join(lines) + "\n"


def _quoted(word: str) -> str:
    """One argument of Exec: in quotes, with what is special there escaped, and `%` doubled."""
    return '"' + word.translate(_ESCAPED).replace("%", "%%") + '"'


def _value(text: str) -> str:
    """A string of the file: the backslash is escaped once more, a line never ends inside."""
    return text.replace("\\", "\\\\").replace("\n", "\\n")
