from datetime import date

import pytest

from desktop.adapters.documents.codes import read_codes
from desktop.adapters.documents.recovery_card import draw_recovery_card
from desktop.adapters.keys.recovery_code import new_code
from tests.unit.documents import reading

DAY = date(2026, 11, 26)
LONG = "Nguyễn Thị Hoàng Thảo Nguyên – Tổ công nghệ số cộng đồng bản Lát, xã Mường Lát"


@pytest.mark.parametrize(
    ("lang", "words"), [("vi", "Tủ hồ sơ của: Lò Văn Tâm Làm ngày: 26/11/2026"), ("en", "Vault of: Lò Văn Tâm")]
)
def test_it_carries_the_code_for_eye_and_camera(lang: str, words: str) -> None:
    code = new_code()
    pdf = draw_recovery_card(code, "Lò Văn Tâm", DAY, lang=lang)
    (page,) = reading.pages(pdf)
    assert words in page
    assert code.replace("-", " ") in page
    assert read_codes(pdf) == (code,)
    assert read_codes(reading.picture(pdf, 0)) == (code,)


def test_it_says_how_it_is_used_on_another_computer() -> None:
    page = reading.text(draw_recovery_card(new_code(), "", DAY))
    assert "ở trang đầu chọn “Tôi đã có tủ hồ sơ ở máy khác”" in page
    assert "Tủ hồ sơ của" not in page


@pytest.mark.parametrize("owner", [LONG, "Tâm 🙂", "<b>Tâm</b>"])
def test_no_name_costs_the_card(owner: str) -> None:
    code = new_code()
    pdf = draw_recovery_card(code, owner, DAY)
    (page,) = reading.pages(pdf)
    assert (owner in page) == ("🙂" not in owner)
    assert read_codes(pdf) == (code,)
