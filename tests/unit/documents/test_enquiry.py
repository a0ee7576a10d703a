"""The drafted enquiry read back: to whom, about what, since when, and what is not known is dotted."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from desktop.adapters.documents.enquiry import draw_enquiry, message_words
from desktop.domain.enquiry import Enquiry
from desktop.domain.stuck import Stuck, Why
from tests.unit.documents import reading

DAY = datetime(2026, 11, 20, 3, tzinfo=UTC)
LATE = Stuck(Why.STEP_LATE, DAY, 3, "Thẩm tra và xử lý", "14845", "Phạm Văn Đức")
ENQUIRY = Enquiry(
    office="Ủy ban nhân dân xã Mường Lát, tỉnh Thanh Hóa",
    name="Hà Thị Sáng",
    id_no="038150000009",
    address=None,
    phone="0912000111",
    procedure="Đăng ký khai sinh",
    procedure_code="1.001193",
    code="H56.148.45-261116-0001",
    submitted_at=DAY,
    received_at=DAY,
    due_at=None,
    stuck=LATE,
)


def test_it_says_to_whom_about_what_and_where_it_stands() -> None:
    (page,) = reading.pages(draw_enquiry(ENQUIRY))
    for words in (
        "Kính gửi: Ủy ban nhân dân xã Mường Lát, tỉnh Thanh Hóa",
        "Tôi là: Hà Thị Sáng",
        "Nơi ở: ……",
        "Mã hồ sơ: H56.148.45-261116-0001",
        "có hạn ngày 20/11/2026, đã quá 3 ngày làm việc",
        "đang ở bước: Thẩm tra và xử lý (Phạm Văn Đức)",
        "không phải mẫu của cơ quan nhà nước",
    ):
        assert words in page
    assert "Ngày hẹn trả" not in page


@pytest.mark.parametrize("why", Why)
def test_every_reason_has_its_sentence(why: Why) -> None:
    enquiry = replace(ENQUIRY, stuck=replace(LATE, why=why))
    (page,) = reading.pages(draw_enquiry(enquiry))
    assert "20/11/2026" in page
    assert "20/11/2026" in message_words(enquiry)


def test_the_message_fits_into_one() -> None:
    words = message_words(replace(ENQUIRY, due_at=DAY))
    assert len(words) < 2000
    assert "Đề nghị cơ quan cho biết hồ sơ đang ở đâu" in words
