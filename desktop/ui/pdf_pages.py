"""Pages of a PDF as pictures, and codes as pictures."""

from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QLabel

from desktop.domain.errors import Refusal
from desktop.ui.words import tr

MOST_PAGES = 20
_SHARPNESS = 2


def pages_of(pdf: bytes, width: int) -> list[QImage]:
    """The first pages, *width* pixels wide and twice as sharp; Refusal `paper.damaged`."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as error:
        raise Refusal("paper.damaged") from error
    try:
        pages = [document[number] for number in range(min(len(document), MOST_PAGES))]
        return [_image(page.render(scale=_SHARPNESS * width / page.get_width()).to_pil()) for page in pages]
    finally:
        document.close()


def page_label(page: QImage, number: int) -> QLabel:
    """A page to look at."""
    shown = QLabel()
    shown.setObjectName(f"draftPage{number}")
    shown.setAccessibleName(tr("draft.page", n=number))
    picture = QPixmap.fromImage(page)
    picture.setDevicePixelRatio(_SHARPNESS)
    shown.setPixmap(picture)
    return shown


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
