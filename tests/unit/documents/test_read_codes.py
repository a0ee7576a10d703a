"""QR codes in pictures as people take them: turned, large, small, blurred."""

from io import BytesIO

import pytest
import segno
from PIL import Image, ImageFilter

from desktop.adapters.documents.codes import read_codes

LINE = "038190001234|171234567|Lò Thị Ví Dụ|12041990|Nữ|Bản Lát, Tam Chung, Mường Lát, Thanh Hóa|10052021"


def photo(side: int, of: tuple[int, int], turned: int, blur: float = 0, kind: str = "JPEG") -> bytes:
    """A card whose code is *side* pixels wide, on a dark table."""
    drawn = BytesIO()
    segno.make(LINE, error="m", micro=False).save(drawn, kind="png", scale=8, border=4)
    card = Image.new("RGB", (side * 5, side * 3), (214, 226, 220))
    card.paste(Image.open(drawn).convert("RGB").resize((side, side), Image.Resampling.LANCZOS), (side * 4, side // 4))
    card = card.rotate(turned, expand=True, fillcolor=(92, 70, 52), resample=Image.Resampling.BICUBIC)
    table = Image.new("RGB", of, (92, 70, 52))
    table.paste(card, ((of[0] - card.width) // 2, (of[1] - card.height) // 2))
    out = BytesIO()
    table.filter(ImageFilter.GaussianBlur(blur)).save(out, kind, quality=75)
    return out.getvalue()


@pytest.mark.parametrize(
    "picture",
    [
        photo(150, (1200, 900), 0),
        photo(150, (1200, 900), 90),
        photo(150, (1200, 900), 180),
        photo(150, (1200, 900), 17),
        photo(500, (4000, 3000), 33, blur=4),
        photo(95, (1000, 700), 3, blur=0.8),
        photo(150, (1200, 900), 0, kind="WEBP"),
        photo(150, (1200, 900), 0, kind="PNG"),
    ],
    ids=["straight", "on its side", "upside down", "askew", "large", "small", "WebP", "PNG"],
)
def test_a_photo_of_a_card_is_read(picture: bytes) -> None:
    assert read_codes(picture) == (LINE,)


@pytest.mark.parametrize("content", [b"", b"no picture", photo(150, (1200, 900), 0)[:3000]])
def test_what_is_no_whole_picture_has_no_codes(content: bytes) -> None:
    assert read_codes(content) == ()
