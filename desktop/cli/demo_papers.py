"""Made-up papers for `hoso demo`: a photographed giấy chứng sinh and a signed consent."""

import random
from io import BytesIO

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from desktop import config

PHOTO = (1240, 1754)
"""A4 at 150 dpi, in pixels."""


def _page(title: str, lines: list[str]) -> Image.Image:
    """A page as a hand would hold it before a telephone: a little turned, a little dark at the edge."""
    serif = str(config.resource("fonts/LiberationSerif-Regular.ttf"))
    bold = str(config.resource("fonts/LiberationSerif-Bold.ttf"))
    paper = Image.new("RGB", PHOTO, "#FBF8F0")
    pen = ImageDraw.Draw(paper)
    pen.text((PHOTO[0] / 2, 180), title, font=ImageFont.truetype(bold, 54), fill="#222", anchor="mm")
    for row, line in enumerate(lines):
        pen.text((130, 320 + 84 * row), line, font=ImageFont.truetype(serif, 38), fill="#23304A")
    pen.text(
        (PHOTO[0] / 2, 1650),
        "GIẤY TẬP – NGƯỜI KHÔNG CÓ THẬT",
        font=ImageFont.truetype(bold, 34),
        fill="#A33",
        anchor="mm",
    )
    return paper


def _as_photo(page: Image.Image, seed: int) -> bytes:
    angle = random.Random(seed).uniform(-2.0, 2.0)  # noqa: S311 the tilt of a hand, not a secret
    table = Image.new("RGB", (PHOTO[0] + 160, PHOTO[1] + 160), "#6B5A45")
    turned = page.rotate(angle, expand=False, fillcolor="#6B5A45", resample=Image.Resampling.BICUBIC)
    table.paste(turned, (80, 80))
    out = BytesIO()
    table.filter(ImageFilter.GaussianBlur(0.6)).save(out, "JPEG", quality=82)
    return out.getvalue()


def birth_paper(lines: list[str], *, seed: int = 1) -> bytes:
    """A JPEG like a telephone's picture of a giấy chứng sinh."""
    return _as_photo(_page("GIẤY CHỨNG SINH", lines), seed)


def consent_paper(lines: list[str]) -> bytes:
    """A scanned page as a PDF: the applicant lets somebody else file."""
    out = BytesIO()
    _page("GIẤY ĐỒNG Ý CHO NỘP THAY", lines).save(out, "PDF", resolution=150.0)
    return out.getvalue()
