"""Pages of a PDF as pictures, and codes as pictures."""

from collections.abc import Iterator

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from desktop.domain.errors import Refusal
from desktop.ui.words import tr

MOST_PAGES = 20
_SHARPNESS = 2
_LEAST_WIDTH = 240


def pages_of(pdf: bytes, width: int, most: int = MOST_PAGES) -> list[QImage]:
    """The first *most* pages, *width* pixels wide and twice as sharp; Refusal `paper.damaged`."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(pdf) as document:
            pages = [document[number] for number in range(min(len(document), most))]
            return [_image(page.render(scale=_SHARPNESS * width / page.get_width()).to_pil()) for page in pages]
    except pypdfium2.PdfiumError as error:
        raise Refusal("paper.damaged") from error


def sheets_of(pdf: bytes, width: int) -> Iterator[QImage]:
    """Every page, *width* pixels wide, one after the other: a page for the printer takes 35 MB."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            yield _image(page.render(scale=width / page.get_width()).to_pil())
    finally:
        document.close()


class PageView(QLabel):
    """A page to look at, as wide as there is room for and never cut off."""

    def __init__(self, page: QImage, number: int) -> None:
        super().__init__()
        self._page = page
        self.setObjectName(f"draftPage{number}")
        self.setAccessibleName(tr("draft.page", n=number))
        self.setMaximumWidth(page.width() // _SHARPNESS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return min(width, self.maximumWidth()) * self._page.height() // self._page.width()

    def sizeHint(self) -> QSize:
        return self._page.size() / _SHARPNESS

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST_WIDTH, self.heightForWidth(_LEAST_WIDTH))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRect(0, 0, self.width(), self.heightForWidth(self.width())), self._page)


def qr_image(payload: str, side: int) -> QImage:
    """A QR code of at least *side* pixels, with its quiet zone."""
    import segno

    rows = [bytes(row) for row in segno.make(payload, micro=False, error="m").matrix_iter(border=4)]
    image = QImage(len(rows), len(rows), QImage.Format.Format_RGB32)
    for y, line in enumerate(rows):
        for x, dark in enumerate(line):
            image.setPixel(x, y, 0xFF000000 if dark else 0xFFFFFFFF)
    scale = max(1, -(-side // len(rows)))
    return image.scaled(len(rows) * scale, len(rows) * scale)


def _image(picture: object) -> QImage:
    from PIL.Image import Image

    assert isinstance(picture, Image)  # noqa: S101 pypdfium2 has no types
    plain = picture.convert("RGB")
    content = plain.tobytes()
    return QImage(content, plain.width, plain.height, plain.width * 3, QImage.Format.Format_RGB888).copy()
