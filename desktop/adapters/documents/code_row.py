"""QR codes side by side."""

from collections.abc import Sequence

from reportlab.platypus import Flowable

from desktop.adapters.documents import codes, sheet

GAP = 6 * sheet.MM
LARGEST = 48 * sheet.MM
QUIET = 4  # modules


class CodeRow(Flowable):  # type: ignore[misc] # reportlab carries no types
    """As many codes in a row as the width takes, each on white with its quiet zone."""

    def __init__(self, texts: Sequence[str]) -> None:
        super().__init__()
        self._codes = [codes.modules(text, "l") for text in texts]
        self._per_row = max(1, int((sheet.WIDTH + GAP) // (LARGEST + GAP)))

    def wrap(self, width: float, _: float) -> tuple[float, float]:
        rows = -(-len(self._codes) // self._per_row)
        self.width, self.height = width, rows * (LARGEST + GAP)
        return width, float(self.height)

    def draw(self) -> None:
        for number, rows in enumerate(self._codes):
            line, column = divmod(number, self._per_row)
            left = column * (LARGEST + GAP)
            bottom = self.height - (line + 1) * (LARGEST + GAP) + GAP
            quiet = LARGEST * QUIET / (len(rows) + 2 * QUIET)
            self.canv.setFillColorRGB(1, 1, 1)
            self.canv.rect(left, bottom, LARGEST, LARGEST, stroke=0, fill=1)
            self.canv.setFillColorRGB(0, 0, 0)
            codes.draw(self.canv, rows, left + quiet, bottom + quiet, LARGEST - 2 * quiet)
