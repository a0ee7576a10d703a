import pypdfium2
import pytest

from desktop.adapters.documents.codes import read_codes
from desktop.adapters.documents.proof_slip import draw_proof_slip
from desktop.adapters.documents.receipt_code import receipt_codes, receipt_token
from tests.unit.documents import birth, reading

WORTHLESS = "BẢN TẬP – KHÔNG CÓ GIÁ TRỊ"


def slip(papers: int = 2, mode: str = "practice", lang: str = "vi") -> tuple[bytes, str]:
    claims = birth.claims(papers, mode)
    token = birth.token(claims)
    return draw_proof_slip(claims, token, "Đăng ký khai sinh", lang=lang), token


def title_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return str(document.get_metadata_value("Title"))


def without_metadata(pdf: bytes) -> bytes:
    from io import BytesIO

    import pikepdf

    output = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        del document.docinfo["/Keywords"]
        document.save(output)
    return output.getvalue()


def test_it_says_what_it_is_not() -> None:
    pdf, _ = slip()
    assert "KHÔNG THAY GIẤY TIẾP NHẬN" in title_of(pdf)
    for page in reading.pages(pdf):
        assert WORTHLESS in page


def test_a_live_slip_carries_no_practice_mark() -> None:
    pdf, _ = slip(mode="live")
    assert WORTHLESS not in reading.text(pdf) + title_of(pdf)


def test_it_shows_what_the_portal_confirmed() -> None:
    claims = birth.claims()
    text = reading.text(slip()[0])
    for expected in (
        "Đăng ký khai sinh (1.001193)",
        "cổng chưa cấp",
        "08:37:02, 23/11/2026",
        "xã Mường Lát, tỉnh Thanh Hóa",
        claims["item"],
        claims["attachments"][1]["sha256"],
    ):
        assert expected in text
    assert claims["fingerprint"] in text.replace(" ", "")


def test_english_is_whole() -> None:
    text = reading.text(slip(lang="en")[0])
    assert "NOT THE OFFICIAL ACCEPTANCE SLIP" in text
    assert "Cổng" not in text
    assert "Mã hồ sơ" not in text


@pytest.mark.parametrize("papers", [0, 2, 30])
def test_the_receipt_is_found_again_in_the_pdf_and_in_its_codes_alone(papers: int) -> None:
    pdf, token = slip(papers)
    assert receipt_token(pdf) == token
    assert receipt_token(without_metadata(pdf)) == token


def test_the_receipt_is_found_in_a_picture_of_the_page() -> None:
    pdf, token = slip()
    assert receipt_token(reading.picture(pdf, 0)) == token


def test_a_picture_with_one_code_of_several_missing_is_no_receipt() -> None:
    texts = receipt_codes(birth.token(birth.claims(60)))
    assert len(texts) > 1
    pdf, _ = slip(60)
    assert set(read_codes(pdf)) == set(texts)
    from desktop.adapters.documents.receipt_code import _joined

    assert _joined(texts[1:]) is None
    assert _joined(texts[:-1]) is None


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.4 rubble", b"\xff\xd8\xff\xe0 rubble"])
def test_what_is_no_slip_gives_nothing(content: bytes) -> None:
    assert receipt_token(content) is None


def test_what_is_no_receipt_cannot_be_put_on_a_slip() -> None:
    with pytest.raises(ValueError, match="JWS"):
        draw_proof_slip(birth.claims(), "not a token", "Đăng ký khai sinh")
