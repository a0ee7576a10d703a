"""The look: tokens, the one style sheet filled from them, and the fonts."""

import json
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from string import Template

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from desktop.ui.icons import write_png

FAMILY = "Be Vietnam Pro"
NAMES = ("light", "dark", "contrast")
BASE_PX = 16


@dataclass(frozen=True, slots=True)
class Look:
    """A chosen theme: its name, text scale (1.0 to 2.0) and colours by token."""

    name: str
    scale: float
    tokens: dict[str, str]

    def px(self, length: float) -> int:
        """*length* (pixels at 100 %) grown with the text."""
        return round(length * self.scale)


def read_tokens(resources: Path) -> dict[str, dict[str, str]]:
    """Colours by theme and token."""
    themes: dict[str, dict[str, str]] = json.loads((resources / "theme" / "tokens.json").read_text(encoding="utf-8"))
    return themes


def style_sheet(template: str, look: Look, images: dict[str, str]) -> str:
    """The style sheet of *look*; KeyError for a token that nobody defined."""
    grown = re.sub(r"\bs\((\d+)\)", lambda length: f"{look.px(int(length[1]))}px", template)
    return Template(grown).substitute(look.tokens | images)


class Theme:
    """Applies looks to the application; makes the few pictures that a style sheet can only take from files."""

    def __init__(self, resources: Path) -> None:
        self._resources = resources
        self._themes = read_tokens(resources)
        self._template = (resources / "theme" / "window.qss").read_text(encoding="utf-8")
        self._images = tempfile.TemporaryDirectory(prefix="hoso-theme-", ignore_cleanup_errors=True)
        self._worn: Look | None = None
        for font in sorted((resources / "fonts").glob("BeVietnamPro-*.ttf")):
            QFontDatabase.addApplicationFont(str(font))

    def look(self, name: str, scale: float) -> Look:
        """The look of this name; light when there is none."""
        chosen = name if name in self._themes else "light"
        return Look(chosen, min(max(scale, 1.0), 2.0), self._themes[chosen])

    def apply(self, app: QApplication, look: Look) -> None:
        """Dress the whole application in *look*; to put the same on again would cost a third of a second."""
        if look == self._worn:
            return
        self._worn = look
        app.setStyle("Fusion")
        font = QFont(FAMILY)
        font.setPixelSize(look.px(BASE_PX))
        app.setFont(font)
        app.setPalette(_palette(look.tokens))
        app.setStyleSheet(style_sheet(self._template, look, self._pictures(look)))

    def close(self) -> None:
        """Remove the pictures."""
        self._images.cleanup()

    def _pictures(self, look: Look) -> dict[str, str]:
        wanted = {"chevron": ("chevron-down", "muted"), "tick": ("check", "on_accent"), "dot": ("dot", "accent")}
        pictures = {}
        for key, (icon, token) in wanted.items():
            target = Path(self._images.name) / f"{look.name}-{key}.png"
            write_png(self._resources / "icons", icon, look.tokens[token], target)
            pictures[key] = target.as_posix()
        return pictures


def _palette(tokens: dict[str, str]) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for token, roles in {
        "paper": (role.Window,),
        "surface": (role.Base, role.Button, role.AlternateBase),
        "text": (role.WindowText, role.Text, role.ButtonText),
        "muted": (role.PlaceholderText,),
        "focus": (role.Highlight,),
        "accent": (role.Link,),
        "on_accent": (role.BrightText,),
    }.items():
        for one in roles:
            palette.setColor(one, QColor(tokens[token]))
    palette.setColor(role.HighlightedText, QColor(tokens["surface"]))
    return palette
