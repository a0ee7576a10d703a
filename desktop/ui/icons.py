"""Lucide icons in the colour of a token, drawn at twice their size for sharp edges."""

from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

_DOT = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">'
    '<circle cx="12" cy="12" r="7" fill="currentColor"/></svg>'
)
_SHARPNESS = 2


@cache
def _svg(folder: Path, name: str) -> str:
    return _DOT if name == "dot" else (folder / f"{name}.svg").read_text(encoding="utf-8")


def _draw(folder: Path, name: str, colour: str, size: int) -> QImage:
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_svg(folder, name).replace("currentColor", colour).encode()))
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return image


def write_png(folder: Path, name: str, colour: str, target: Path) -> None:
    """Draw an icon into a file, 48 pixels wide."""
    if not target.exists():
        _draw(folder, name, colour, 48).save(str(target))


class Icons:
    """The icons of one look; *folder* holds the SVG files, *scale* lets them grow with the text."""

    def __init__(self, folder: Path, tokens: dict[str, str], scale: float = 1.0) -> None:
        self._folder = folder
        self._tokens = tokens
        self._scale = scale
        self._icons: dict[tuple[str, str, str | None], QIcon] = {}
        self._drawn: dict[tuple[str, str, int], QPixmap] = {}

    def px(self, size: int) -> int:
        """*size* (pixels at 100 %) grown with the text."""
        return round(size * self._scale)

    def pixmap(self, name: str, token: str, size: int) -> QPixmap:
        """The icon in the colour of *token*, *size* pixels wide at 100 %."""
        if (name, token, size) not in self._drawn:
            wide = self.px(size) * _SHARPNESS
            pixmap = QPixmap.fromImage(_draw(self._folder, name, self._tokens[token], wide))
            pixmap.setDevicePixelRatio(_SHARPNESS)
            self._drawn[name, token, size] = pixmap
        return self._drawn[name, token, size]

    def icon(self, name: str, token: str = "text", checked: str | None = None) -> QIcon:  # noqa: S107 a colour
        """The icon for a button; in the colour of *checked* when the button is."""
        known = (name, token, checked)
        if known not in self._icons:
            icon = QIcon(QPixmap.fromImage(_draw(self._folder, name, self._tokens[token], 96)))
            if checked:
                picture = QPixmap.fromImage(_draw(self._folder, name, self._tokens[checked], 96))
                icon.addPixmap(picture, QIcon.Mode.Normal, QIcon.State.On)
            self._icons[known] = icon
        return self._icons[known]
