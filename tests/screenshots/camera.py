"""Walks the pages in every dress they have, and keeps pictures of them."""

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QDeadlineTimer, QEvent, QEventLoop, QIODevice
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app.program import Program
from tests.screenshots.scene import Scene

PATIENCE_MS = 20_000
THUMB = 400


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to look at a page."""

    theme: str
    scale: str
    width: int
    height: int
    lang: str = "vi"

    @property
    def name(self) -> str:
        """`light-100-1280`, with `-en` behind it in English."""
        plain = f"{self.theme}-{round(float(self.scale) * 100)}-{self.width}"
        return plain if self.lang == "vi" else f"{plain}-{self.lang}"


SIZES = ((1280, 800), (1024, 600))
LARGEST, LARGEST_EN = (Variant("light", "2.0", 1024, 600, lang) for lang in ("vi", "en"))
VARIANTS = [
    *[Variant(theme, scale, *size) for theme in ("light", "dark") for scale in ("1.0", "2.0") for size in SIZES],
    *[Variant("contrast", "1.0", 1280, 800), Variant("contrast", "2.0", 1024, 600)],
    *[Variant("light", "1.0", 1280, 800, "en"), LARGEST_EN],
]
WHOLE = VARIANTS[0]


class Walker:
    """Brings a program to a scene, dressed in a variant."""

    def __init__(self, program: Program) -> None:
        self.program = program

    def settle(self, ready: Callable[[], bool] = lambda: True) -> None:
        """Wait until nothing is on its way and *ready* holds."""
        deadline = QDeadlineTimer(PATIENCE_MS)
        quiet = 0
        while quiet < 5 and not deadline.hasExpired():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
            QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # no loop runs here that would do it
            busy = self.program.store.waiting or self.program.network.waiting
            quiet = 0 if busy or not ready() else quiet + 1

    def go(self, scene: Scene, variant: Variant) -> None:
        """Be there, with everything done that is done there."""
        self._dress(variant)
        if scene.place:
            self.program.navigator.go(*scene.place)
            self.settle()
        for act in scene.acts:
            act()
            self.settle()

    def _dress(self, variant: Variant) -> None:
        self.program.window.resize(variant.width, variant.height)
        wanted = {"theme": variant.theme, "textSize": variant.scale, "language": variant.lang}
        if {key: self.program.choices[key] for key in wanted} != wanted:
            self.program.choices.update(wanted)
            self.program._rebuild()
        self.settle()


class Camera(Walker):
    """Takes scenes in every variant; the first variant is kept whole, the others go on contact sheets."""

    def __init__(self, program: Program, variants: Iterable[Variant], target: Path) -> None:
        super().__init__(program)
        self.variants = list(variants)
        self.sheets: dict[str, list[Image.Image]] = {variant.name: [] for variant in self.variants}
        self._target = target

    def shoot(self, scene: Scene) -> None:
        """The scene in every variant."""
        for variant in self.variants:
            self.go(scene, variant)
            self._keep(scene.name, variant)
        sys.stdout.write(f"{scene.name}\n")

    def write_sheets(self) -> None:
        """One picture per variant with all its pages."""
        for variant in self.variants:
            pictures = self.sheets[variant.name]
            if variant == WHOLE or not pictures:
                continue
            width, height = pictures[0].size
            sheet = Image.new("RGB", (5 * width, -(-len(pictures) // 5) * height), "#888888")
            for number, picture in enumerate(pictures):
                sheet.paste(picture, (number % 5 * width, number // 5 * height))
            keep(sheet, self._target / f"contact-{variant.name}.png", 64)

    def _keep(self, name: str, variant: Variant) -> None:
        picture = grabbed(self.program.window)
        small = picture.resize((THUMB, THUMB * picture.height // picture.width), Image.Resampling.LANCZOS)
        self.sheets[variant.name].append(small)
        if variant == WHOLE:
            keep(picture, self._target / f"{name}.png", 128)
        if (everything := os.environ.get("HOSO_SHOTS")) is not None:
            folder = Path(everything) / variant.name
            folder.mkdir(parents=True, exist_ok=True)
            picture.save(folder / f"{name}.png")


def keep(picture: Image.Image, target: Path, colours: int) -> None:
    """Keep a picture small; an octree, because the other ways lose the few pixels of the accent."""
    few = picture.quantize(colours, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    few.save(target, optimize=True)


def grabbed(window: QWidget) -> Image.Image:
    """What a window or any other widget shows."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    window.grab().save(buffer, "PNG")
    return Image.open(BytesIO(bytes(buffer.data().data()))).convert("RGB")
