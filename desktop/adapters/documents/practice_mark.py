"""The words across every page of a paper that was made for training."""

from typing import Any

PURPLE = (0.294, 0.247, 0.51)


def practice_mark(watermark: str) -> Any:
    """Draws it below and across a page."""
    from desktop.adapters.documents import fonts, sheet

    def draw(canvas: Any) -> None:
        canvas.saveState()
        canvas.setFillColorRGB(*PURPLE)
        canvas.setFont(fonts.BOLD, 11)
        canvas.drawCentredString(sheet.PAGE[0] / 2, 12 * sheet.MM, watermark)
        canvas.setFillColorRGB(*PURPLE, alpha=0.14)
        canvas.setFont(fonts.BOLD, 40)
        canvas.translate(sheet.PAGE[0] / 2, sheet.PAGE[1] / 2)
        canvas.rotate(52)
        canvas.drawCentredString(0, 0, watermark)
        canvas.restoreState()

    return draw
