"""The code at the bottom of the last page, with its caption."""

from collections.abc import Sequence
from typing import Any

from reportlab.platypus import Flowable

from desktop.adapters.documents import codes, fonts, sheet

SMALL_SIDE, LARGE_SIDE = 26 * sheet.MM, 42 * sheet.MM
MODULE = 0.36 * sheet.MM
CAPTION_SIZE = 8.0
GAP = 8.0


class FormFoot(Flowable):  # type: ignore[misc] # reportlab carries no types
    """Stands at the bottom of whatever page it falls on."""

    def __init__(self, content: str, caption: Sequence[str]) -> None:
        super().__init__()
        self._rows = codes.modules(content, "l")
        self._caption = [fonts.printable(line) for line in caption]
        self._side = min(LARGE_SIDE, max(SMALL_SIDE, len(self._rows) * MODULE))

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        """As tall as the room that is left: so the next thing, and there is none, would begin a page."""
        self.width = width
        needed = self._side + GAP
        self.height = max(height, needed)
        return width, self.height

    def draw(self) -> None:
        canvas: Any = self.canv
        codes.draw(canvas, self._rows, 0, 0, self._side)
        canvas.setFont(fonts.REGULAR, CAPTION_SIZE)
        for number, line in enumerate(reversed(self._caption)):
            canvas.drawString(self._side + GAP, 2 + number * CAPTION_SIZE * 1.4, line)
