"""Keeps pictures of what is shown: some whole, all of them small on one sheet."""

import os
from pathlib import Path

from PIL import Image
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from tests.screenshots.scene import Scene, Variant

THUMB = 400
ACROSS = 5
GROUND = "#888888"


class Camera:
    """Takes what is shown in one variant; *whole* keeps each picture, else they go on the sheet `<kind>-<variant>`."""

    def __init__(self, target: Path, kind: str, variant: Variant, *, whole: bool) -> None:
        self._target = target
        self._sheet = target / f"{kind}-{variant.name}.png"
        self._is_whole = whole
        self._pages: list[Image.Image] = []
        self._windows: list[Image.Image] = []
        everything = os.environ.get("HOSO_SHOTS")
        self._everything = Path(everything) / variant.name if everything is not None else None

    def take(self, scene: Scene, window: QWidget) -> None:
        """What *window* shows now."""
        picture = grabbed(window)
        if self._everything is not None:
            self._everything.mkdir(parents=True, exist_ok=True)
            picture.save(self._everything / f"{scene.name}.png", compress_level=1)
        if self._is_whole:
            keep(picture, self._target / f"{scene.name}.png", 128)
            return
        size = (THUMB, THUMB * picture.height // picture.width)
        small = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=1.5)
        (self._pages if scene.window is None else self._windows).append(small)

    def write_sheet(self) -> None:
        """Windows of another shape come last: all of a row are as high as the highest."""
        rows = [
            kind[start : start + ACROSS]
            for kind in (self._pages, self._windows)
            for start in range(0, len(kind), ACROSS)
        ]
        if not rows:
            return
        heights = [max(picture.height for picture in row) for row in rows]
        sheet = Image.new("RGB", (ACROSS * THUMB, sum(heights)), GROUND)
        for number, row in enumerate(rows):
            for column, picture in enumerate(row):
                sheet.paste(picture, (column * THUMB, sum(heights[:number])))
        keep(sheet, self._sheet, 64)


def keep(picture: Image.Image, target: Path, colours: int) -> None:
    """Keep a picture small; an octree, because the other ways lose the few pixels of the accent."""
    few = picture.quantize(colours, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(target, optimize=True)


def grabbed(window: QWidget) -> Image.Image:
    """What a window or any other widget shows."""
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB888)
    size = (image.width(), image.height())
    return Image.frombytes("RGB", size, bytes(image.constBits()), "raw", "RGB", image.bytesPerLine())
