"""A code for scanners at the end of a paper: as QR and as bars (Code 128), side by side."""

from reportlab.graphics.barcode.code128 import Code128
from reportlab.platypus import Flowable

QR_SIDE = 62
QUIET = 4
"""Light modules around a QR code."""
BAR, BAR_HEIGHT = 0.9, 34
"""A thin bar's width and the bars' height, in points."""


class CodePair(Flowable):  # type: ignore[misc] # reportlab carries no types
    """Both codes on white, so that the watermark does not run through them."""

    def __init__(self, content: str) -> None:
        super().__init__()
        import segno

        made = segno.make(content, error="m", micro=False, boost_error=False)
        self._rows = [[bool(module) for module in row] for row in made.matrix]
        self._bars = Code128(content, barWidth=BAR, barHeight=BAR_HEIGHT, humanReadable=True, fontName="Practice")

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.width, self.height = width, QR_SIDE
        return width, float(QR_SIDE)

    def draw(self) -> None:
        self.canv.setFillColorRGB(1, 1, 1)
        for left, wide in ((0, QR_SIDE), (QR_SIDE + 14, self._bars.width + 12)):
            self.canv.rect(left, 0, wide, QR_SIDE, stroke=0, fill=1)
        self.canv.setFillColorRGB(0, 0, 0)
        step = QR_SIDE / (len(self._rows) + 2 * QUIET)
        for number, row in enumerate(self._rows):
            bottom = QR_SIDE - (QUIET + number + 1) * step
            for column, dark in enumerate(row):
                if dark:
                    self.canv.rect((QUIET + column) * step, bottom, step, step, stroke=0, fill=1)
        self._bars.drawOn(self.canv, QR_SIDE + 20, 16)
