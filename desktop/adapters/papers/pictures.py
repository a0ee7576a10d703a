"""Photographs: opened with limits, turned upright, freed of place and camera, put on A4 pages. Runs in the child."""

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from typing import TYPE_CHECKING, Any

from desktop.adapters.papers.findings import Fault, PaperFaultError

if TYPE_CHECKING:
    from PIL.Image import Image

MAX_PIXELS = 100_000_000
FORMATS = ("JPEG", "PNG", "HEIF")
A4_POINTS = (595.276, 841.89)
A4_PIXELS = (1654, 2339)  # 200 dpi
SMALL = 800  # pixels on the long side; an A4 page needs more to be read
QUALITIES = (75, 60, 45)


def look_at(content: bytes) -> tuple[int, list[Fault]]:
    """One page and its faults; PaperFaultError `paper.damaged` or `paper.bomb`."""
    with _opened(content) as image:
        small = max(image.size) < SMALL
        size = {"width": image.width, "height": image.height}
    return 1, [Fault("paper.small-picture", "warning", size)] if small else []


def to_pdf(photos: Sequence[bytes], max_size: int | None = None) -> bytes:
    """All photos as one PDF, a page each; `max_size` in bytes lowers the quality step by step before it gives up."""
    result = b""
    for quality in QUALITIES:
        result = _assembled([_page_picture(photo, quality) for photo in photos])
        if max_size is None or len(result) <= max_size:
            return result
    raise PaperFaultError("paper.too-big", size=len(result), limit=max_size or 0)


@contextmanager
def _opened(content: bytes) -> "Iterator[Image]":
    import pi_heif
    from PIL import Image, UnidentifiedImageError

    pi_heif.register_heif_opener(thumbnails=False)
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=FORMATS) as image:
                image.load()
                yield image
    except (Image.DecompressionBombWarning, Image.DecompressionBombError, MemoryError):
        raise PaperFaultError("paper.bomb") from None
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, ArithmeticError):
        raise PaperFaultError("paper.damaged") from None


def _page_picture(photo: bytes, quality: int) -> tuple[bytes, tuple[int, int]]:
    """The photo as a plain JPEG of at most 200 dpi on A4, and its size in pixels."""
    from PIL import Image, ImageOps

    with _opened(photo) as image:
        upright = _on_white(ImageOps.exif_transpose(image))
        box = A4_PIXELS if upright.height >= upright.width else A4_PIXELS[::-1]
        upright.thumbnail(box, Image.Resampling.LANCZOS)
        output = BytesIO()
        upright.save(output, "JPEG", quality=quality, optimize=True)
        return output.getvalue(), upright.size


def _on_white(image: "Image") -> "Image":
    """A picture of its pixels only: what was transparent is white, nothing else comes along."""
    from PIL import Image

    ground = Image.new("RGB", image.size, "white")
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground.paste(layer, mask=layer.getchannel("A"))
    else:
        ground.paste(image.convert("RGB"))
    return ground


def _assembled(pictures: Sequence[tuple[bytes, tuple[int, int]]]) -> bytes:
    import pikepdf

    pdf = pikepdf.new()
    for jpeg, size in pictures:
        _add_page(pdf, jpeg, size)
    output = BytesIO()
    pdf.save(output, deterministic_id=True)
    return output.getvalue()


def _add_page(pdf: Any, jpeg: bytes, size: tuple[int, int]) -> None:
    from pikepdf import Dictionary, Name, Stream

    width, height = size
    sheet = A4_POINTS if height >= width else A4_POINTS[::-1]
    scale = min(sheet[0] / width, sheet[1] / height)
    wide, high = width * scale, height * scale
    left, bottom = (sheet[0] - wide) / 2, (sheet[1] - high) / 2
    picture = Stream(pdf, jpeg)
    picture.Type, picture.Subtype = Name.XObject, Name.Image
    picture.Width, picture.Height = width, height
    picture.ColorSpace, picture.BitsPerComponent, picture.Filter = Name.DeviceRGB, 8, Name.DCTDecode
    page = pdf.add_blank_page(page_size=sheet)
    page.Resources = Dictionary(XObject=Dictionary(Photo=picture))
    drawing = f"q {wide:.3f} 0 0 {high:.3f} {left:.3f} {bottom:.3f} cm /Photo Do Q"
    page.Contents = Stream(pdf, drawing.encode())
