"""An identity card fills a person block: from a scanner gun's line, or from a photo."""

from io import BytesIO

import pytest
import segno
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from tests.gui.birth import Papers
from tests.gui.blocks import MARITAL, is_kept, opens, value
from tests.gui.person import Person
from tests.gui.prepared import entered

CARD = "038190001234|171234567|Lò Thị Ví Dụ|12041990|Nữ|Bản Lát, Tam Chung, Mường Lát, Thanh Hóa|10052021"
SPLIT = CARD.replace("Bản Lát, Tam Chung, Mường Lát", "Thôn 1, Luận Khê, Thường Xuân")


def test_a_scanner_gun_fills_a_block_and_leaves_no_line_behind(person: Person) -> None:
    entered(person)
    draft = opens(person, "nguoi_duoc_cap", MARITAL)
    person.presses("scanCard/nguoi_duoc_cap")
    line = person.line("scan/nguoi_duoc_cap")
    assert isinstance(line, QLineEdit)
    assert person.program.window.focusWidget() is line
    person.types(line, CARD, telex=False)
    QTest.keyClick(line, Qt.Key.Key_Return)
    person.waits(lambda: value(person, "/nguoi_duoc_cap/ho_ten") == "Lò Thị Ví Dụ", "the card is not read")
    assert line.text() == ""
    assert value(person, "/nguoi_duoc_cap/ngay_sinh") == "1990-04-12"
    assert value(person, "/nguoi_duoc_cap/gioi_tinh") == "nu"
    assert value(person, "/nguoi_duoc_cap/noi_cu_tru/xa") == "14848"
    assert value(person, "/nguoi_duoc_cap/noi_cu_tru/chi_tiet") == "Bản Lát"
    is_kept(person, draft, "/nguoi_duoc_cap/so_dinh_danh", "038190001234")


def test_an_old_commune_that_was_split_is_asked_about(person: Person) -> None:
    entered(person)
    opens(person, "nguoi_duoc_cap", MARITAL)
    scans(person, "nguoi_duoc_cap", SPLIT)
    person.reads("Luận Khê nay chia vào nhiều xã")
    assert value(person, "/nguoi_duoc_cap/ho_ten") is None, "nothing before the answer"
    person.presses("unit_15634")
    assert value(person, "/nguoi_duoc_cap/noi_cu_tru/xa") == "15634"
    assert value(person, "/nguoi_duoc_cap/ho_ten") == "Lò Thị Ví Dụ"


def test_where_no_address_is_asked_nobody_is_asked_for_a_commune(person: Person) -> None:
    entered(person)
    opens(person, "me")
    scans(person, "me", SPLIT)
    person.waits(lambda: value(person, "/me/so_dinh_danh") == "038190001234", "the card is not read")
    assert "unit_15634" not in person.names()


@pytest.mark.parametrize(
    ("scanned", "says"),
    [
        ("https://example.vn/tra-cuu?x=1", "Đây không phải mã QR của thẻ căn cước"),
        ("038190001234|", "Mới quét được một phần thẻ"),
        (CARD.replace("Lò Thị Ví Dụ", "L? Th? V? D?"), "Máy quét làm hỏng dấu tiếng Việt"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(person: Person, scanned: str, says: str) -> None:
    entered(person)
    opens(person, "me")
    scans(person, "me", scanned)
    person.reads(says)
    assert value(person, "/me/ho_ten") is None


def scans(person: Person, block: str, scanned: str) -> None:
    person.presses(f"scanCard/{block}")
    line = person.line(f"scan/{block}")
    person.types(line, scanned, telex=False)
    QTest.keyClick(line, Qt.Key.Key_Return)


def photo(*lines: str, turned: int = 0) -> bytes:
    """Cards on a dark table, photographed askew."""
    table = Image.new("RGB", (1600 * max(1, len(lines)), 1200), (92, 70, 52))
    for number, line in enumerate(lines):
        code = BytesIO()
        segno.make(line, error="m", micro=False).save(code, kind="png", scale=5, border=4)
        table.paste(Image.open(code), (1600 * number + 500, 400))
    out = BytesIO()
    table.rotate(turned, expand=True).save(out, "JPEG", quality=70)
    return out.getvalue()


def test_a_photo_of_the_card_does_as_well(person: Person, papers: Papers) -> None:
    services = entered(person)
    opens(person, "me")
    person.presses("scanCard/me")
    papers.lies_ready("the.jpg", photo(CARD, turned=37))
    person.presses("cardPicture/me")
    person.waits(lambda: value(person, "/me/ho_ten") == "Lò Thị Ví Dụ", "the card is not read")
    assert value(person, "/me/so_dinh_danh") == "038190001234"
    assert services.vault.papers.all() == frozenset(), "the picture is nowhere kept"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (photo(), "Không thấy mã QR trong ảnh"),
        (photo("https://example.vn"), "Đây không phải mã QR của thẻ căn cước"),
        (photo(CARD, CARD.replace("038190001234", "038190001235")), "Trong ảnh có 2 thẻ"),
        (b"no picture at all", "Không thấy mã QR trong ảnh"),
    ],
    ids=["no code", "another code", "two cards", "no picture"],
)  # fmt: skip
def test_a_picture_that_does_not_help_is_one_sentence(
    person: Person, papers: Papers, content: bytes, says: str
) -> None:
    entered(person)
    opens(person, "me")
    person.presses("scanCard/me")
    papers.lies_ready("anh.jpg", content)
    person.presses("cardPicture/me")
    person.reads(says)
