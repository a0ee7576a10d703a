from io import BytesIO

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from desktop.adapters.papers.findings import PaperFaultError, Wanted
from desktop.adapters.papers.look import look
from desktop.adapters.papers.pdf import repaired
from desktop.adapters.papers.pictures import to_pdf
from tests.unit.papers import hostile_files as files


def picture_of(pdf: bytes, page: int = 0) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        image = document[page].render(scale=0.2).to_pil().convert("RGB")
    assert isinstance(image, Image.Image)
    return image


def test_photos_become_one_sound_pdf_with_a_page_each() -> None:
    made = to_pdf([files.photo(), files.photo((900, 1400), "PNG")])
    seen = look(made, Wanted(accept=("pdf",)))
    assert (seen.pages, seen.faults) == (2, ())


def test_a_photo_that_lies_on_its_side_is_turned_upright() -> None:
    image = picture_of(to_pdf([files.photo_from_a_telephone()]))
    assert image.height > image.width
    red_corner = image.getpixel((image.width - 10, 12))
    assert isinstance(red_corner, tuple)
    assert red_corner[0] > 150
    assert red_corner[1] < 90


def test_place_and_camera_do_not_come_along() -> None:
    photo = files.photo_from_a_telephone()
    assert b"PHONE-MAKER" in photo
    made = to_pdf([photo])
    with pikepdf.open(BytesIO(made)) as pdf:
        jpeg = pdf.pages[0].Resources.XObject.Photo.read_raw_bytes()
    assert b"PHONE-MAKER" not in jpeg
    assert b"Exif" not in jpeg
    assert not Image.open(BytesIO(jpeg)).getexif()


def test_a_big_photo_is_brought_to_200_dpi_and_a_small_one_is_left() -> None:
    with pikepdf.open(BytesIO(to_pdf([files.photo((3000, 4000)), files.photo((600, 800))]))) as pdf:
        widths = [int(page.Resources.XObject.Photo.Width) for page in pdf.pages]
        sheets = {tuple(round(float(edge)) for edge in page.MediaBox) for page in pdf.pages}
    assert widths == [1654, 600]
    assert sheets == {(0, 0, 595, 842)}


def test_what_was_transparent_is_white() -> None:
    output = BytesIO()
    Image.new("RGBA", (1000, 1000), (0, 0, 0, 0)).save(output, "PNG")
    image = picture_of(to_pdf([output.getvalue()]))
    assert image.getpixel((image.width // 2, image.height // 2)) == (255, 255, 255)


def test_a_limit_that_no_quality_reaches_is_said() -> None:
    with pytest.raises(PaperFaultError, match=r"paper\.too-big"):
        to_pdf([files.photo()], max_size=500)


def test_half_a_photo_is_not_converted() -> None:
    with pytest.raises(PaperFaultError, match=r"paper\.damaged"):
        to_pdf([files.photo()[:5000]])


def test_the_same_photos_make_the_same_bytes() -> None:
    assert to_pdf([files.photo()]) == to_pdf([files.photo()])


def test_a_repaired_pdf_is_sound() -> None:
    assert look(repaired(files.pdf_without_table()), Wanted()).faults == ()


def test_a_signed_pdf_is_never_rewritten() -> None:
    with pytest.raises(PaperFaultError, match=r"paper\.signed"):
        repaired(files.pdf_without_table() + b"% /ByteRange [0 1 2 3]\n")
