"""QR codes: made for our papers, read back from pictures and from the pages of a PDF."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

READ_SCALES = (2.0, 4.0)
MAX_PAGES = 50
MAX_PIXELS = 100_000_000
ENLARGED = (2, 3)
ENLARGED_TO = 16_000_000
"""Pixels to which a picture is enlarged at most."""


def modules(content: str, error: str = "m") -> tuple[tuple[bool, ...], ...]:
    """The rows of a QR code, True is dark; ValueError when *content* does not fit in any."""
    import segno

    code = segno.make(content, error=error, micro=False, boost_error=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def fits(content: str, version: int, error: str = "m") -> bool:
    """Whether *content* stands in a code of at most this version (17 + 4 × version modules a side)."""
    import segno

    try:
        segno.make(content, error=error, micro=False, version=version, boost_error=False)
    except segno.DataOverflowError:
        return False
    return True


def draw(canvas: Any, rows: tuple[tuple[bool, ...], ...], left: float, bottom: float, side: float) -> None:
    """Draw a code with its edges at these points; the quiet zone is the caller's."""
    step = side / len(rows)
    path = canvas.beginPath()
    for row, line in enumerate(rows):
        start: int | None = None
        for column, dark in enumerate((*line, False)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                path.rect(left + start * step, bottom + side - (row + 1) * step, (column - start) * step, step)
                start = None
    canvas.drawPath(path, stroke=0, fill=1)


def read_codes(content: bytes, *, bars: bool = False) -> tuple[str, ...]:
    """The texts of all QR codes in a PDF or a picture, in reading order, each once; () when there are none.

    With *bars* also what offices print beside them: Code 128, Code 39 and Data Matrix.
    """
    import zxingcpp

    kinds = zxingcpp.BarcodeFormat
    more = [kinds.Code128, kinds.Code39, kinds.DataMatrix] if bars else []
    formats = zxingcpp.BarcodeFormats([kinds.QRCode, *more])
    found: dict[str, None] = {}
    is_pdf = b"%PDF-" in content[:1024]
    for image in _pages(content) if is_pdf else _picture(content):
        for code in zxingcpp.read_barcodes(image, formats=formats):
            found.setdefault(code.text)
        if found and not is_pdf:
            break
    return tuple(found)


def _picture(content: bytes) -> Iterator[Any]:
    """The picture, and where that gives nothing and it is small, larger: a code of few pixels is read then."""
    import pi_heif
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    pi_heif.register_heif_opener(thumbnails=False)
    try:
        with Image.open(BytesIO(content), formats=("JPEG", "PNG", "WEBP", "HEIF")) as image:
            grey = image.convert("L")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return
    yield grey
    for times in ENLARGED:
        if grey.width * grey.height * times * times <= ENLARGED_TO:
            yield grey.resize((grey.width * times, grey.height * times), Image.Resampling.BICUBIC)


def _pages(content: bytes) -> Iterator[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return
    with document:
        for number in range(min(len(document), MAX_PAGES)):
            for scale in READ_SCALES:
                yield document[number].render(scale=scale, grayscale=True).to_pil()
